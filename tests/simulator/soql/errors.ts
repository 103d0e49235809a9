import { badRequest, type ApiError } from '../http/errors';
import { tokenise } from './tokens';

/** Salesforce points at the failing token: fragment, caret, row and column, then the text (§2.10). */
export function positioned( errorCode: string, soql: string, offset: number, text: string ): ApiError {
	const lines = soql.slice( 0, offset ).split( '\n' );
	const column = lines[ lines.length - 1 ]!.length + 1;
	const flat = soql.replace( /[\r\n\t]/g, ' ' );
	const start = flat.length <= 80 ? 0 : Math.max( 0, offset - 30 );
	const fragment = flat.length <= 80 ? flat : flat.slice( start, offset + 30 );
	return badRequest( errorCode, `\n${ fragment }\n${ ' '.repeat( offset - start ) }^\nERROR at Row:${ lines.length }:Column:${ column }\n${ text }` );
}

export const malformed = ( text: string ): ApiError => badRequest( 'MALFORMED_QUERY', text );

/** Where a name stands in the query, when nothing better is known: its first mention. */
export function offsetOf( soql: string, name: string ): number {
	const wanted = name.toLowerCase();
	const tokens = tokenise( soql );
	const whole = tokens.find( ( token ) => token.text.toLowerCase() === wanted );
	const part = tokens.find( ( token ) => token.text.toLowerCase().split( '.' ).includes( wanted ) );
	return ( whole ?? part )?.offset ?? 0;
}

/** A place in the query that an error points at. */
export interface Place {
	soql: string;
	at: number;
}

export const errorAt = ( { soql, at }: Place, errorCode: string, text: string ): ApiError => positioned( errorCode, soql, at, text );
export const malformedAt = ( place: Place, text: string ): ApiError => errorAt( place, 'MALFORMED_QUERY', text );
export const unexpected = ( { soql, at }: Place, token: string ): ApiError => positioned( 'MALFORMED_QUERY', soql, at, `unexpected token: '${ token }'` );

const SUFFIX = ( what: string, kind: string ): string =>
	`If you are attempting to use a custom ${ kind }, be sure to append the '${ kind === 'relationship' ? '__r' : '__c' }' after the ${ what } name. Please reference your WSDL or the describe call for the appropriate names.`;

export const noSuchColumn = ( place: Place, field: string, entity: string ): ApiError =>
	errorAt( place, 'INVALID_FIELD', `No such column '${ field }' on entity '${ entity }'. ${ SUFFIX( 'custom field', 'field' ) }` );

export const noSuchRelationship = ( place: Place, relationship: string ): ApiError =>
	errorAt( place, 'INVALID_FIELD', `Didn't understand relationship '${ relationship }' in field path. ${ SUFFIX( 'custom relationship', 'relationship' ) }` );

export const noSuchObject = ( place: Place, name: string ): ApiError =>
	errorAt( place, 'INVALID_TYPE', `sObject type '${ name }' is not supported. ${ SUFFIX( 'entity', 'object' ) }` );

export const noSuchChild = ( place: Place, name: string ): ApiError =>
	errorAt(
		place,
		'INVALID_TYPE',
		`Didn't understand relationship '${ name }' in FROM part of query call. ${ SUFFIX( 'custom relationship', 'relationship' ) }`
	);

export const cannot = ( place: Place, code: string, field: string, what: string ): ApiError =>
	errorAt( place, code, `field '${ field }' can not be ${ what } in a query call` );
