import { isObject } from '../../http/message';

export interface FetchRequest {
	topic: string;
	preset: string;
	replayId: Buffer;
	requested: number;
}

export interface PublishedEvent {
	id: string;
	schemaId: string;
	payload: Buffer;
}

export interface PublishRequest {
	topic: string;
	events: PublishedEvent[];
}

const NOTHING = Buffer.alloc( 0 );
const objectOf = ( value: unknown ): Record< string, unknown > => ( isObject( value ) ? value : {} );
const textOf = ( value: unknown ): string => ( typeof value === 'string' ? value : '' );
const bytesOf = ( value: unknown ): Buffer => ( Buffer.isBuffer( value ) ? value : NOTHING );

export function readFetch( value: unknown ): FetchRequest {
	const body = objectOf( value );
	return {
		topic: textOf( body.topic_name ),
		preset: textOf( body.replay_preset ),
		replayId: bytesOf( body.replay_id ),
		requested: typeof body.num_requested === 'number' ? body.num_requested : 0,
	};
}

export function readPublish( value: unknown ): PublishRequest {
	const body = objectOf( value );
	const events = Array.isArray( body.events ) ? body.events.map( objectOf ) : [];
	return {
		topic: textOf( body.topic_name ),
		events: events.map( ( event ) => ( { id: textOf( event.id ), schemaId: textOf( event.schema_id ), payload: bytesOf( event.payload ) } ) ),
	};
}

export const readSchemaId = ( value: unknown ): string => textOf( objectOf( value ).schema_id );
export const readTopicName = ( value: unknown ): string => textOf( objectOf( value ).topic_name );

/** Eight bytes, the most significant first; opaque by contract (§5.4). */
export function replayBytes( replayId: number ): Buffer {
	const bytes = Buffer.alloc( 8 );
	bytes.writeBigUInt64BE( BigInt( replayId ) );
	return bytes;
}

export const replayNumber = ( bytes: Buffer ): number | null => ( bytes.length === 8 ? Number( bytes.readBigUInt64BE() ) : null );
