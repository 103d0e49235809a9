import { badRequest } from '../http/errors';
import type { Answer, Ask } from '../http/message';
import type { Access } from '../org/access';
import type { Org } from '../org/org';
import type { Schema } from '../org/schema';
import type { Writer } from '../org/write';
import type { World } from '../world';
import type { Cursors } from './cursors';

/** One REST call, or one subrequest of a composite. */
export interface Call {
	world: World;
	org: Org;
	cursors: Cursors;
	url: string;
	ask: Ask;
	/** Who calls, and what they may see: `schema` is theirs, and `writer` writes in their name. */
	access: Access;
	schema: Schema;
	writer: Writer;
	/** `v66.0` */
	version: string;
	params: Record< string, string >;
	/** The parsed JSON body; undefined when there is none. */
	body: unknown;
	/** Runs a subrequest through the same routes; throws an ApiError when it is refused. */
	dispatch: ( ask: Ask, body: unknown ) => Answer;
}

export type Action = ( call: Call ) => Answer;
/** A path below /services/data/vXX.X, and what its methods do; `:name` takes one part. */
export type Route = [ path: string, methods: Partial< Record< string, Action > > ];

export function bodyObject( call: Call ): Record< string, unknown > {
	if ( typeof call.body !== 'object' || call.body === null || Array.isArray( call.body ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', 'The HTTP entity body is required, and it must be a JSON object.' );
	}
	return { ...call.body };
}

/** A boolean of an envelope; undefined when it is not given (§7.2). */
export function flagOf( body: Record< string, unknown >, name: string ): boolean | undefined {
	const value = body[ name ];
	if ( value === undefined || value === null ) {
		return undefined;
	}
	if ( typeof value === 'boolean' ) {
		return value;
	}
	if ( typeof value === 'string' && /^(true|false)$/i.test( value ) ) {
		return value.toLowerCase() === 'true';
	}
	throw badRequest( 'JSON_PARSER_ERROR', `Cannot deserialize instance of boolean from ${ JSON.stringify( value ).slice( 0, 100 ) } for ${ name }` );
}

export const versionNumber = ( call: Call ): number => Number( call.version.slice( 1 ) );

export const recordUrl = ( call: Call, type: string, id: string ): string => `/services/data/${ call.version }/sobjects/${ type }/${ id }`;
