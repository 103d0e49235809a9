import { ApiError } from '../../http/errors';
import { isObject } from '../../http/message';
import { jsonValue } from '../avro';
import { topicOf, type Stream } from '../channels';
import type { EventSchema } from '../schema';
import type { Writer } from '../../org/write';
import type { Caller } from './callers';
import { ERRORS } from './errors';
import { tenantOf } from './subscription';
import { replayBytes, type PublishedEvent, type PublishRequest } from './requests';

type Result = Record< string, unknown >;

const failed = ( event: PublishedEvent, msg: string ): Result => ( { correlation_key: event.id, error: { code: 'PUBLISH', msg } } );

/** What was published, as REST would have written it; null when the bytes are not of this schema. */
function decoded( schema: EventSchema, payload: Buffer ): Record< string, unknown > | null {
	try {
		const values: unknown = schema.avro.fromBuffer( payload );
		return isObject( values ) ? Object.fromEntries( schema.slots.map( ( slot ) => [ slot.name, jsonValue( slot, values[ slot.name ] ) ] ) ) : null;
	} catch {
		return null;
	}
}

function publishOne( stream: Stream, writer: Writer, { name, event }: { name: string; event: PublishedEvent } ): Result {
	const schema = stream.schemas.find( event.schemaId );
	const values = schema?.name === name ? decoded( schema, event.payload ) : null;
	if ( values === null ) {
		return failed( event, `The event doesn't fit the schema ${ event.schemaId } of ${ name }.` );
	}
	// Who publishes, and when, is the org's to say.
	const { CreatedDate: _date, CreatedById: _user, ...own } = values;
	try {
		const id = writer.create( name, own );
		const replayId = stream.platform.replayIdOf( id );
		return { correlation_key: event.id, replay_id: replayId === undefined ? Buffer.alloc( 0 ) : replayBytes( replayId ) };
	} catch ( error ) {
		if ( error instanceof ApiError ) {
			return failed( event, error.message );
		}
		throw error;
	}
}

/** Each event of a request is published or refused by itself (§5.4). */
export function publish( stream: Stream, caller: Caller, { topic, events }: PublishRequest ): Record< string, unknown > {
	const { org, schemas } = stream;
	if ( topic === '' ) {
		throw ERRORS.noTopicName();
	}
	const found = topicOf( stream, topic );
	if ( ! found ) {
		throw ERRORS.noTopic( tenantOf( org.id ), topic );
	}
	const access = org.accessOf( caller.userId );
	if ( found.kind !== 'platform' || ! access.objectRights( found.object ).create ) {
		throw ERRORS.mayNotPublish( topic );
	}
	if ( events.length === 0 ) {
		throw ERRORS.noEvents();
	}
	const writer = org.writerFor( access, '' );
	const { name } = found.object;
	return { results: events.map( ( event ) => publishOne( stream, writer, { name, event } ) ), schema_id: schemas.ofPlatform( found.object ).id };
}
