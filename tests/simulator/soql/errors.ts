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

/** Where a name stands in the query; an error about a name points there. */
export function offsetOf( soql: string, name: string ): number {
	const wanted = name.toLowerCase();
	const tokens = tokenise( soql );
	const whole = tokens.find( ( token ) => token.text.toLowerCase() === wanted );
	const part = tokens.find( ( token ) => token.text.toLowerCase().split( '.' ).includes( wanted ) );
	return ( whole ?? part )?.offset ?? 0;
}

export const noSuchColumn = ( soql: string, written: string, field: string, entity: string ): ApiError =>
	positioned(
		'INVALID_FIELD',
		soql,
		offsetOf( soql, written ),
		`No such column '${ field }' on entity '${ entity }'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`
	);

export const noSuchRelationship = ( soql: string, written: string, relationship: string ): ApiError =>
	positioned(
		'INVALID_FIELD',
		soql,
		offsetOf( soql, written ),
		`Didn't understand relationship '${ relationship }' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
	);

export const noSuchObject = ( soql: string, name: string ): ApiError =>
	positioned(
		'INVALID_TYPE',
		soql,
		offsetOf( soql, name ),
		`sObject type '${ name }' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
	);

export const noSuchChild = ( soql: string, name: string ): ApiError =>
	positioned(
		'INVALID_TYPE',
		soql,
		offsetOf( soql, name ),
		`Didn't understand relationship '${ name }' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
	);

export const notFilterable = ( soql: string, field: string ): ApiError =>
	positioned( 'INVALID_FIELD', soql, offsetOf( soql, field ), `field '${ field }' can not be filtered in a query call` );
