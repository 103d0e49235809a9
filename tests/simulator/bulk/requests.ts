import { badRequest } from '../http/errors';
import { isObject } from '../http/message';
import { normaliseId } from '../org/ids';
import { findField, type SObject } from '../org/schema';
import type { Call } from '../rest/context';
import { DELIMITERS, LINE_ENDINGS, type CsvFormat, type DelimiterName, type LineEndingName } from './format';
import type { IngestRequest } from './ingest-job';
import { OPERATIONS, type Operation } from './rows';

export type Body = Record< string, unknown >;

const COMMON = [ 'operation', 'columnDelimiter', 'lineEnding', 'contentType', 'concurrencyMode' ];
const INGEST = new Set( [ ...COMMON, 'object', 'externalIdFieldName', 'assignmentRuleId' ] );
const QUERY = new Set( [ ...COMMON, 'query' ] );

function readBody( body: unknown, known: ReadonlySet< string > ): Body {
	if ( ! isObject( body ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', 'The HTTP entity body is required, and it must be a JSON object.' );
	}
	const read: Body = { ...body };
	for ( const name of Object.keys( read ) ) {
		if ( ! known.has( name ) ) {
			throw badRequest( 'JSON_PARSER_ERROR', `Unrecognized field "${ name }"` );
		}
	}
	choose( read, 'contentType', [ 'CSV' ], 'CSV' );
	return read;
}

export const readIngestBody = ( body: unknown ): Body => readBody( body, INGEST );
export const readQueryBody = ( body: unknown ): Body => readBody( body, QUERY );

export function textIn( body: Body, name: string ): string | null {
	const value = body[ name ] ?? null;
	if ( value !== null && typeof value !== 'string' ) {
		throw badRequest( 'JSON_PARSER_ERROR', `Cannot deserialize instance of string for ${ name }` );
	}
	return value === '' ? null : value;
}

export function choose< T extends string >( body: Body, name: string, values: readonly T[], fallback: T | null ): T {
	const written = textIn( body, name );
	if ( written === null && fallback !== null ) {
		return fallback;
	}
	const chosen = values.find( ( value ) => value === written );
	if ( chosen === undefined ) {
		throw written === null
			? badRequest( 'INVALIDJOB', `No ${ name } specified` )
			: badRequest( 'JSON_PARSER_ERROR', `${ written } is not a valid value of ${ name }: ${ values.join( ', ' ) }` );
	}
	return chosen;
}

export const formatOf = ( body: Body ): CsvFormat => ( {
	columnDelimiter: choose( body, 'columnDelimiter', Object.keys( DELIMITERS ) as DelimiterName[], 'COMMA' ),
	lineEnding: choose( body, 'lineEnding', Object.keys( LINE_ENDINGS ) as LineEndingName[], 'LF' ),
} );

function objectOf( call: Call, body: Body ): SObject {
	const name = textIn( body, 'object' );
	if ( name === null ) {
		throw badRequest( 'INVALIDJOB', 'No object specified' );
	}
	const object = call.schema.find( name );
	if ( ! object ) {
		throw badRequest( 'INVALIDENTITY', `Unable to find object: ${ name }` );
	}
	const { writable, event, virtual, tooling } = call.schema.stored( name ) ?? object;
	if ( ! writable || event || virtual || tooling ) {
		throw badRequest( 'INVALIDENTITY', `Entity '${ object.name }' is not supported by the Bulk API.` );
	}
	return object;
}

/** Key of an upsert: the Id, an external id, or a field that Salesforce looks rows up by. */
function keyOf( object: SObject, operation: Operation, body: Body ): string | null {
	if ( operation !== 'upsert' ) {
		return null;
	}
	const name = textIn( body, 'externalIdFieldName' );
	if ( name === null ) {
		throw badRequest( 'INVALIDJOB', `External ID was blank for ${ object.name }. An External ID must be specified when upserting.` );
	}
	const field = findField( object, name );
	if ( ! field || ! ( field.type === 'id' || field.externalId || field.idLookup ) ) {
		throw badRequest( 'INVALIDJOB', `Field name provided, ${ name } does not match an External ID, Salesforce Id, or indexed field for ${ object.name }` );
	}
	return field.name;
}

function ruleOf( body: Body ): string | null {
	const id = textIn( body, 'assignmentRuleId' );
	if ( id !== null && normaliseId( id ) === null ) {
		throw badRequest( 'MALFORMED_ID', `Assignment Rule ID: id value of incorrect type: ${ id }`, [ 'assignmentRuleId' ] );
	}
	return id;
}

/** What a new ingest job is to do, or what Salesforce refuses it for (§4.1). */
export function ingestRequest( call: Call, body: Body ): IngestRequest {
	const operation = choose( body, 'operation', OPERATIONS, null );
	const object = objectOf( call, body );
	if ( operation === 'hardDelete' && ! call.access.may( 'BulkApiHardDelete' ) ) {
		throw badRequest( 'FEATURENOTENABLED', 'hardDelete operation requires special user profile permission, please contact your system administrator' );
	}
	return { object: object.name, operation, externalIdFieldName: keyOf( object, operation, body ), assignmentRuleId: ruleOf( body ) };
}
