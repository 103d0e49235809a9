import { badRequest, notFound } from '../http/errors';
import { json, type Answer } from '../http/message';
import { versionNumber, type Call, type Route } from '../rest/context';
import type { EventSchema } from './schema';

/** An Avro record for COMPACT, the schema of the whole message for EXPANDED (§5.2). */
function printed( call: Call, schema: EventSchema ): Answer {
	const format = call.ask.query.get( 'payloadFormat' )?.toUpperCase() ?? 'EXPANDED';
	if ( versionNumber( call ) < 43 && call.ask.query.has( 'payloadFormat' ) ) {
		throw badRequest( 'INVALID_QUERY_PARAMETER', 'The payloadFormat parameter is available from version 43.0 on' );
	}
	if ( format !== 'EXPANDED' && format !== 'COMPACT' ) {
		throw badRequest( 'INVALID_QUERY_PARAMETER', `Invalid payloadFormat: ${ format }` );
	}
	return json( format === 'COMPACT' ? JSON.parse( schema.json ) : schema.expanded() );
}

function schemaById( call: Call ): Answer {
	const schema = call.world.events.schemas.find( call.params.schema ?? '' );
	if ( ! schema ) {
		throw notFound();
	}
	return printed( call, schema );
}

function schemaByName( call: Call ): Answer {
	const { schemas, changes, platform } = call.world.events;
	const name = call.params.type ?? '';
	const event = platform.find( name );
	const entity = /ChangeEvent$/i.test( name ) ? changes.find( name ) : undefined;
	if ( event && call.schema.find( event.name ) ) {
		return printed( call, schemas.ofPlatform( event ) );
	}
	if ( entity && call.schema.find( entity.name ) ) {
		return printed( call, schemas.ofChanges( entity ) );
	}
	throw notFound();
}

export const eventRoutes: Route[] = [
	[ 'event/eventSchema/:schema', { GET: schemaById } ],
	[ 'sobjects/:type/eventSchema', { GET: schemaByName } ],
];
