import { randomBytes } from 'node:crypto';
import { isObject, type Answer } from '../http/message';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `X-SFDC-REQUEST-ID`: what a caller can quote and find in the log files again (§14). */
export const newRequestId = (): string => [ ...randomBytes( 22 ) ].map( ( byte ) => ALPHABET.charAt( byte % ALPHABET.length ) ).join( '' );

/** What the log files tell about an answer: rows, and what went wrong. */
export function factsOf( { body, status }: Answer ): { rows?: number; error?: string } {
	if ( status >= 400 ) {
		const [ first ] = Array.isArray( body ) ? ( body as unknown[] ) : [];
		return isObject( first ) ? { error: String( first.message ) } : {};
	}
	const records = isObject( body ) ? body.records : body;
	return Array.isArray( records ) ? { rows: records.length } : {};
}
