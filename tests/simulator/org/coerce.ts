import { badRequest } from '../http/errors';
import { toStamp } from './clock';
import { normaliseId } from './ids';
import type { Field, Value } from './schema';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/i;

export function isRealDate( text: string ): boolean {
	const parts = DATE.exec( text );
	if ( ! parts ) {
		return false;
	}
	const date = new Date( `${ text }T00:00:00Z` );
	return ! Number.isNaN( date.getTime() ) && date.toISOString().slice( 0, 10 ) === text;
}

/** Any ISO 8601 date-time with a zone, as the stamp the org stores; null when it is not one. */
export function readDatetime( text: string ): string | null {
	const parts = DATETIME.exec( text );
	if ( ! parts || ! isRealDate( parts[ 1 ]! ) ) {
		return null;
	}
	const zone = parts[ 3 ]!.replace( /^([+-]\d{2})(\d{2})$/, '$1:$2' );
	const time = parts[ 2 ]!.length === 5 ? `${ parts[ 2 ] }:00` : parts[ 2 ];
	const ms = Date.parse( `${ parts[ 1 ] }T${ time }${ zone.toUpperCase() }` );
	return Number.isNaN( ms ) ? null : toStamp( ms );
}

const unreadable = ( field: Field, type: string, value: unknown ): Error =>
	badRequest( 'JSON_PARSER_ERROR', `Cannot deserialize instance of ${ type } from ${ describeJson( value ) }`, [ field.name ] );

function describeJson( value: unknown ): string {
	if ( typeof value === 'string' ) {
		return `VALUE_STRING value ${ value.slice( 0, 100 ) }`;
	}
	if ( typeof value === 'number' ) {
		return `VALUE_NUMBER value ${ value }`;
	}
	if ( typeof value === 'boolean' ) {
		return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
	}
	return Array.isArray( value ) ? 'START_ARRAY' : 'START_OBJECT';
}

function readText( field: Field, value: unknown ): Value {
	if ( typeof value === 'object' ) {
		throw unreadable( field, 'string', value );
	}
	const text = typeof value === 'string' ? value : JSON.stringify( value );
	if ( text.length > field.length ) {
		throw badRequest( 'STRING_TOO_LONG', `${ field.label }: data value too large: ${ text.slice( 0, 255 ) } (max length=${ field.length })`, [
			field.name,
		] );
	}
	return text.trim() === '' ? null : text;
}

function readChoice( field: Field, value: unknown ): Value {
	const text = readText( field, value );
	if ( text === null ) {
		return null;
	}
	const chosen = String( text )
		.split( field.type === 'multipicklist' ? ';' : /$^/ )
		.map( ( part ) => part.trim() )
		.filter( ( part ) => part !== '' );
	const known = chosen.map( ( part ) => field.picklist.find( ( entry ) => entry.toLowerCase() === part.toLowerCase() ) );
	if ( field.restricted && known.includes( undefined ) ) {
		throw badRequest( 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${ field.label }: bad value for restricted picklist field: ${ text }`, [ field.name ] );
	}
	// A multipicklist is stored in the order of its value set, each value once.
	return field.type === 'multipicklist' ? field.picklist.filter( ( entry ) => known.includes( entry ) ).join( ';' ) : ( known[ 0 ] ?? text );
}

function readNumber( field: Field, value: unknown ): Value {
	const number = typeof value === 'string' && value.trim() !== '' ? Number( value ) : value;
	if ( typeof number !== 'number' || ! Number.isFinite( number ) ) {
		throw unreadable( field, field.type === 'int' ? 'int' : 'double', value );
	}
	const limit = 10 ** ( ( field.precision || 18 ) - field.scale );
	if ( Math.abs( number ) >= limit ) {
		throw badRequest( 'NUMBER_OUTSIDE_VALID_RANGE', `${ field.label }: value outside of valid range on numeric field: ${ number }`, [ field.name ] );
	}
	return Number( number.toFixed( field.scale ) );
}

function readBoolean( field: Field, value: unknown ): Value {
	const text = String( value ).toLowerCase();
	if ( text !== 'true' && text !== 'false' ) {
		throw unreadable( field, 'boolean', value );
	}
	return text === 'true';
}

function readMoment( field: Field, value: unknown ): Value {
	if ( field.type === 'date' ) {
		if ( typeof value === 'string' && isRealDate( value.slice( 0, 10 ) ) ) {
			return value.slice( 0, 10 );
		}
		throw unreadable( field, 'date', value );
	}
	const stamp = typeof value === 'string' ? readDatetime( value ) : null;
	if ( stamp === null ) {
		throw unreadable( field, 'datetime', value );
	}
	return stamp;
}

function readReference( field: Field, value: unknown ): Value {
	const id = normaliseId( value );
	if ( id === null ) {
		throw badRequest( 'MALFORMED_ID', `${ field.label }: id value of incorrect type: ${ String( value ) }`, [ field.name ] );
	}
	return id;
}

/** What a written JSON value becomes in the field, or the error Salesforce answers. */
export function coerce( field: Field, value: unknown ): Value {
	if ( value === null || value === '' || value === undefined ) {
		return field.type === 'boolean' ? readBoolean( field, value ) : null;
	}
	switch ( field.type ) {
		case 'boolean':
			return readBoolean( field, value );
		case 'currency':
		case 'double':
		case 'int':
			return readNumber( field, value );
		case 'date':
		case 'datetime':
			return readMoment( field, value );
		case 'reference':
		case 'id':
			return readReference( field, value );
		case 'picklist':
		case 'multipicklist':
			return readChoice( field, value );
		default:
			return readText( field, value );
	}
}
