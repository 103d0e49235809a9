import { ApiError, type ErrorItem } from '../http/errors';
import { SeveralMatches } from '../org/write';
import type { Column } from './columns';

const print = ( code: string, message: string, fields: string[] = [] ): string =>
	`${ code }:${ message }:${ fields.join( ',' ) }${ fields.length > 0 ? ' ' : '' }--`;

/** What REST says of JSON, bulk says of the field (§4.3). */
function textOf( { errorCode, message, fields = [] }: ErrorItem, columns: Column[], cells: string[] ): string {
	if ( errorCode === 'JSON_PARSER_ERROR' && fields.length > 0 ) {
		const at = columns.findIndex( ( column ) => column.kind === 'field' && column.field.name === fields[ 0 ] );
		const column = columns[ at ];
		const label = column?.kind === 'field' ? column.field.label : fields[ 0 ];
		return print( 'INVALID_TYPE_ON_FIELD_IN_RECORD', `${ label }: value not of required type: ${ cells[ at ] ?? '' }`, fields );
	}
	// There is no URL here that could not be found: the row's id leads nowhere.
	return errorCode === 'NOT_FOUND' ? print( 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id' ) : print( errorCode, message, fields );
}

/** `CODE:message:fields --` of one refused row; several errors follow each other. */
export function rowError( error: unknown, columns: Column[], cells: string[], key: string | null ): string {
	if ( error instanceof ApiError ) {
		return error.items.map( ( item ) => textOf( item, columns, cells ) ).join( '' );
	}
	if ( error instanceof SeveralMatches ) {
		const ids = error.rows.map( ( row ) => row.id ).join( ', ' );
		return print( 'DUPLICATE_EXTERNAL_ID', `${ key }: more than one record found for external id field: [${ ids }]`, key === null ? [] : [ key ] );
	}
	return print(
		'UNKNOWN_EXCEPTION',
		`An unexpected error occurred. Please include this ErrorId if you contact support: ${ error instanceof Error ? error.message : String( error ) }`
	);
}

export const brokenRow = print( 'INVALID_FIELD', 'The row cannot be read: a blank beside a quote, or a quote that is not doubled' );
export const wrongWidth = ( found: number, expected: number ): string =>
	print( 'INVALID_FIELD', `The row has ${ found } columns, the header has ${ expected }` );
