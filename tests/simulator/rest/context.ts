import type { Answer, Ask } from '../http/message';
import { badRequest } from '../http/errors';
import type { Org } from '../org/org';
import type { Cursors } from './cursors';

/** One REST call, or one subrequest of a composite. */
export interface Call {
	org: Org;
	cursors: Cursors;
	url: string;
	ask: Ask;
	/** `v66.0` */
	version: string;
	params: Record< string, string >;
	/** The parsed JSON body; undefined when there is none. */
	body: unknown;
	/** Runs a subrequest through the same routes. */
	dispatch: ( ask: Ask, body: unknown ) => Answer;
}

export type Action = ( call: Call ) => Answer;

export function bodyObject( call: Call ): Record< string, unknown > {
	if ( typeof call.body !== 'object' || call.body === null || Array.isArray( call.body ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', 'The HTTP entity body is required, and it must be a JSON object.' );
	}
	return { ...call.body };
}

export const recordUrl = ( call: Call, type: string, id: string ): string => `/services/data/${ call.version }/sobjects/${ type }/${ id }`;
