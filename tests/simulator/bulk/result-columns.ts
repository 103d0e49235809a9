import type { FieldType as SelectItem, Query } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import { findField, isCompound, type Field, type Schema, type SObject } from '../org/schema';
import { isAggregateQuery } from '../soql/aggregate';
import { malformed } from '../soql/errors';
import { writtenPath } from '../soql/select';

/** One column of a query's result, in the order of the SELECT (§4.5). */
export interface ResultColumn {
	/** Where the value stands in a printed record, and, joined by dots, the header. */
	path: string[];
	/** Null for functions. */
	field: Field | null;
}

const refused = ( message: string ): Error => badRequest( 'API_ERROR', message );

/** What SOQL has and bulk queries do not (§4.5). */
export function refuseForBulk( query: Query ): void {
	const fields = query.fields ?? [];
	if ( fields.some( ( item ) => item.type === 'FieldSubquery' ) ) {
		throw refused( 'Aggregate Relationships not supported in Bulk V2 Query with CSV content type' );
	}
	if ( fields.some( ( item ) => item.type === 'FieldTypeof' ) ) {
		throw refused( 'TYPEOF clause not supported in Bulk Query' );
	}
	if ( query.groupBy !== undefined ) {
		throw refused( 'GROUP BY clause not supported in Bulk Query' );
	}
	if ( isAggregateQuery( query ) ) {
		throw refused( 'Aggregate functions not supported in Bulk Query' );
	}
	if ( query.offset !== undefined ) {
		throw refused( 'OFFSET clause not supported in Bulk Query' );
	}
}

/** Canonical names of a path; as written where a name is one that only SOQL itself makes sense of. */
function resolve( object: SObject, schema: Schema, parts: string[] ): ResultColumn {
	const names: string[] = [];
	let at: SObject | undefined = object;
	for ( const part of parts.slice( 0, -1 ) ) {
		const relation: Field | undefined = at?.fields.find( ( field ) => field.relationshipName?.toLowerCase() === part.toLowerCase() );
		names.push( relation?.relationshipName ?? part );
		at = relation && schema.find( relation.referenceTo[ 0 ]! );
	}
	const last = parts[ parts.length - 1 ]!;
	const field = at && findField( at, last );
	return field ? { path: [ ...names, field.name ], field } : { path: [ ...names, last ], field: null };
}

function columnsOfFunction( item: Extract< SelectItem, { type: 'FieldFunctionExpression' } >, object: SObject ): ResultColumn[] {
	const [ argument ] = item.parameters;
	if ( item.functionName.toUpperCase() !== 'FIELDS' ) {
		const name = typeof argument === 'string' ? ( findField( object, argument )?.name ?? argument ) : item.functionName;
		return [ { path: [ item.alias ?? name ], field: null } ];
	}
	if ( typeof argument !== 'string' || argument.toUpperCase() !== 'STANDARD' ) {
		throw malformed( 'The SOQL FIELDS function is not supported with an unbounded set of fields in this API' );
	}
	return object.fields.filter( ( field ) => ! field.custom && ! isCompound( field ) ).map( ( field ) => ( { path: [ field.name ], field } ) );
}

/** `FROM Contact c, c.Account a`: what stands behind the first name of a path, until nothing does (§2.10). */
function withoutAlias( parts: string[], own: readonly string[], aliases: ReadonlyMap< string, string > ): string[] {
	const [ head = '', ...rest ] = parts;
	if ( rest.length > 0 && own.includes( head.toLowerCase() ) ) {
		return rest;
	}
	const path = rest.length > 0 ? aliases.get( head.toLowerCase() ) : undefined;
	return path === undefined || path.toLowerCase().split( '.' ).includes( head.toLowerCase() )
		? parts
		: withoutAlias( [ ...path.split( '.' ), ...rest ], own, aliases );
}

export function resultColumns( query: Query, aliases: ReadonlyMap< string, string >, object: SObject, schema: Schema ): ResultColumn[] {
	const own = [ query.sObjectAlias ?? '', object.name ].map( ( name ) => name.toLowerCase() );
	const columns = ( query.fields ?? [] ).flatMap( ( item ): ResultColumn[] => {
		if ( item.type === 'FieldFunctionExpression' ) {
			return columnsOfFunction( item, object );
		}
		if ( item.type === 'FieldSubquery' || item.type === 'FieldTypeof' ) {
			return [];
		}
		return [ resolve( object, schema, withoutAlias( writtenPath( item ).split( '.' ), own, aliases ) ) ];
	} );
	if ( columns.some( ( { field } ) => field !== null && isCompound( field ) ) ) {
		throw badRequest( 'FUNCTIONALITY_NOT_ENABLED', 'Selecting compound data not supported in Bulk Query' );
	}
	return columns;
}

/** Whether the column is stored on the row itself: its value can be read later from what the row was. */
export const isPlain = ( { path, field }: ResultColumn ): boolean => path.length === 1 && field !== null && field.formula === null && field.type !== 'base64';
