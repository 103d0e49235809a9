import { badRequest } from '../http/errors';
import { isObject, json, type Answer } from '../http/message';
import { findField, type Field, type SObject } from '../org/schema';
import type { Row } from '../org/store';
import { runSoql } from '../soql/query';
import type { RecordJson } from '../soql/select';
import { bodyObject, type Call } from './context';
import { malformedSearch, plainTerms, readTerms, type Finds } from './search-terms';
import { groupOf, readSosl, type FieldGroup, type Returned } from './sosl';

const MAX_RECORDS = 2000;
const TEXTS: readonly Field[ 'type' ][] = [ 'string', 'textarea', 'picklist', 'combobox', 'multipicklist', 'url', 'email', 'phone' ];

interface Search {
	finds: Finds;
	group: FieldGroup;
	returning: Returned[];
	limit: number;
	metadata: boolean;
}

const isSearchable = ( { setup, virtual, tooling, event, queryable, keyPrefix, fields }: SObject ): boolean =>
	! setup && ! virtual && ! tooling && ! event && queryable && keyPrefix !== null && fields.some( ( field ) => field.nameField );

function inGroup( { type, nameField, formula }: Field, group: FieldGroup ): boolean {
	if ( formula !== null ) {
		return false;
	}
	switch ( group ) {
		case 'NAME':
			return nameField;
		case 'EMAIL':
			return type === 'email';
		case 'PHONE':
			return type === 'phone';
		default:
			return TEXTS.includes( type );
	}
}

/** The text of one row that a search looks at; each word has to stand somewhere in it. */
function textOf( row: Row, fields: Field[] ): string {
	return fields.map( ( field ) => String( row.values[ field.name ] ?? '' ) ).join( '\n' );
}

function searchable( call: Call, name: string ): SObject {
	const object = call.schema.find( name );
	if ( ! object || ! isSearchable( object ) ) {
		throw badRequest( 'INVALID_TYPE', `sObject type '${ name }' is not supported.` );
	}
	return object;
}

function recordsOf( call: Call, { finds, group }: Search, returned: Returned ): RecordJson[] {
	const object = searchable( call, returned.object );
	const { org, access, version } = call;
	const fields = returned.fields.length === 0 ? [ 'Id' ] : returned.fields;
	const found = runSoql( {
		soql: `SELECT ${ fields.join( ', ' ) } FROM ${ object.name } ${ returned.conditions }`.trim(),
		access,
		store: org.store,
		nowMs: org.clock.now(),
		zone: org.zone,
		includeDeleted: false,
		version,
	} );
	if ( found.kind !== 'rows' ) {
		throw malformedSearch( 'a search returns records, not aggregates' );
	}
	const looked = object.fields.filter( ( field ) => inGroup( field, group ) );
	return found.rows
		.filter( ( row ) => finds( textOf( row, looked ) ) )
		.slice( returned.offset, returned.offset + ( returned.limit ?? MAX_RECORDS ) )
		.map( found.project );
}

const plain = ( object: string ): Returned => ( { object, fields: [], conditions: '', limit: null, offset: 0 } );

/** Labels of what was returned, when they are asked for. */
function metadataOf( call: Call, returning: Returned[] ): unknown {
	return {
		entityMetadata: returning.map( ( { object: name, fields } ) => {
			const object = searchable( call, name );
			const named = fields.map( ( field ) => findField( object, field ) ).filter( ( field ): field is Field => field !== undefined );
			return { entityName: object.name, fieldMetadata: named.map( ( field ) => ( { name: field.name, label: field.label } ) ) };
		} ),
	};
}

function run( call: Call, search: Search ): Answer {
	const returning =
		search.returning.length > 0
			? search.returning
			: call.schema
					.all()
					.filter( isSearchable )
					.map( ( { name } ) => plain( name ) );
	const searchRecords: RecordJson[] = [];
	for ( const returned of returning ) {
		searchRecords.push( ...recordsOf( call, search, returned ).slice( 0, Math.min( search.limit, MAX_RECORDS ) - searchRecords.length ) );
	}
	return json( { searchRecords, ...( search.metadata ? { metadata: metadataOf( call, returning ) } : {} ) } );
}

/** `GET /search?q=FIND {…}` (§2.2) */
export function search( call: Call ): Answer {
	const q = call.ask.query.get( 'q' );
	if ( q === null || q.trim() === '' ) {
		throw malformedSearch( 'A search string has to be specified' );
	}
	const { terms, limit, ...rest } = readSosl( q );
	return run( call, { ...rest, finds: readTerms( terms ), limit: limit ?? MAX_RECORDS } );
}

function countIn( value: unknown, name: string ): number | null {
	if ( value === undefined || value === null ) {
		return null;
	}
	const count = typeof value === 'string' && value.trim() !== '' ? Number( value ) : value;
	if ( typeof count !== 'number' || ! Number.isInteger( count ) || count < 0 ) {
		throw badRequest( 'INVALID_SEARCH', `${ name } must be a whole number` );
	}
	return count;
}

const split = ( text: string | null ): string[] =>
	( text ?? '' )
		.split( ',' )
		.map( ( part ) => part.trim() )
		.filter( ( part ) => part !== '' );

export function parameterizedSearch( call: Call ): Answer {
	const { query } = call.ask;
	const defaultLimit = countIn( query.get( 'defaultLimit' ), 'defaultLimit' );
	const objects = split( query.get( 'sobject' ) ?? query.get( 'sobjects' ) );
	const returning = objects.map( ( object ): Returned => {
		const where = query.get( `${ object }.where` );
		const own = split( query.get( `${ object }.fields` ) );
		return {
			object,
			fields: own.length > 0 ? own : split( query.get( 'fields' ) ),
			conditions: where === null ? '' : `WHERE ${ where }`,
			limit: countIn( query.get( `${ object }.limit` ), `${ object }.limit` ) ?? defaultLimit,
			offset: 0,
		};
	} );
	return run( call, {
		finds: plainTerms( query.get( 'q' ) ?? '' ),
		group: groupOf( query.get( 'in' ) ?? 'ALL' ),
		returning,
		limit: countIn( query.get( 'overallLimit' ), 'overallLimit' ) ?? MAX_RECORDS,
		metadata: query.get( 'metadata' )?.toUpperCase() === 'LABELS',
	} );
}

const texts = ( value: unknown ): string[] => ( Array.isArray( value ) ? value.filter( ( one ): one is string => typeof one === 'string' ) : [] );
const text = ( value: unknown ): string => ( typeof value === 'string' ? value : '' );

function returnedIn( one: unknown, body: Record< string, unknown > ): Returned {
	if ( ! isObject( one ) || typeof one.name !== 'string' ) {
		throw badRequest( 'INVALID_SEARCH', 'Each of sobjects needs a name' );
	}
	const own = texts( one.fields );
	const where = text( one.where );
	const order = text( one.orderBy );
	return {
		object: one.name,
		fields: own.length > 0 ? own : texts( body.fields ),
		conditions: `${ where === '' ? '' : `WHERE ${ where }` } ${ order === '' ? '' : `ORDER BY ${ order }` }`.trim(),
		limit: countIn( one.limit, 'limit' ) ?? countIn( body.defaultLimit, 'defaultLimit' ),
		offset: 0,
	};
}

export function parameterizedSearchByBody( call: Call ): Answer {
	const body = bodyObject( call );
	return run( call, {
		finds: plainTerms( text( body.q ) ),
		group: groupOf( text( body.in ) || 'ALL' ),
		returning: ( Array.isArray( body.sobjects ) ? body.sobjects : [] ).map( ( one ) => returnedIn( one, body ) ),
		limit: countIn( body.overallLimit, 'overallLimit' ) ?? MAX_RECORDS,
		metadata: text( body.metadata ).toUpperCase() === 'LABELS',
	} );
}
