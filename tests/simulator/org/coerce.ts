import { badRequest } from '../http/errors';
import { printed } from '../http/message';
import { normaliseId } from './ids';
import { readDate, readDatetime, readTime } from './moments';
import type { Field, FieldType, Value } from './schema';

export { isRealDate, readDatetime } from './moments';

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
const MAX_INT = 2 ** 31;

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
	if ( value === null || value === undefined ) {
		return 'VALUE_NULL';
	}
	return Array.isArray( value ) ? 'START_ARRAY' : 'START_OBJECT';
}

function readText( field: Field, value: unknown ): string | null {
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

function readEmail( field: Field, value: unknown ): Value {
	const text = readText( field, value );
	if ( text === null ) {
		return null;
	}
	const at = text.lastIndexOf( '@' );
	if ( at > 64 || ! LOCAL_PART.test( text.slice( 0, Math.max( at, 0 ) ) ) || ! DOMAIN.test( text.slice( at + 1 ) ) ) {
		throw badRequest( 'INVALID_EMAIL_ADDRESS', `${ field.label }: invalid email address: ${ text }`, [ field.name ] );
	}
	return text;
}

/** The API value, whatever its case. Labels are no values, and inactive ones only old rows may hold. */
function knownValue( field: Field, written: string ): string | undefined {
	const known = field.picklist.find( ( entry ) => entry.toLowerCase() === written.toLowerCase() );
	return known !== undefined && field.restricted && field.inactive.includes( known ) ? undefined : known;
}

function readChoice( field: Field, value: unknown ): Value {
	const text = readText( field, value );
	if ( text === null ) {
		return null;
	}
	const written = field.type === 'multipicklist' ? text.split( ';' ).map( ( part ) => part.trim() ) : [ text.trim() ];
	const chosen = written.filter( ( part ) => part !== '' ).map( ( part ) => ( { part, known: knownValue( field, part ) } ) );
	if ( field.restricted && chosen.some( ( { known } ) => known === undefined ) ) {
		throw badRequest( 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${ field.label }: bad value for restricted picklist field: ${ text }`, [ field.name ] );
	}
	// A multipicklist is stored in the order of its value set, each value once; what the set does not know comes last.
	const values = new Set( chosen.map( ( { part, known } ) => known ?? part ) );
	const ordered = [ ...field.picklist.filter( ( entry ) => values.delete( entry ) ), ...values ];
	return ordered.length === 0 ? null : ordered.join( ';' );
}

/** Halves are rounded away from zero, of the number as it is written: 1.005 is 1.01. */
function rounded( number: number, scale: number ): number {
	const written = String( Math.abs( number ) );
	if ( written.includes( 'e' ) ) {
		return Number( number.toFixed( scale ) );
	}
	return Math.sign( number ) * Number( `${ Math.round( Number( `${ written }e${ scale }` ) ) }e-${ scale }` );
}

function readNumber( field: Field, value: unknown ): Value {
	const whole = field.type === 'int';
	const number = typeof value === 'string' && NUMBER.test( value.trim() ) ? Number( value ) : value;
	if ( typeof number !== 'number' || ! Number.isFinite( number ) || ( whole && ( ! Number.isInteger( number ) || Math.abs( number ) >= MAX_INT ) ) ) {
		throw unreadable( field, whole ? 'int' : 'double', value );
	}
	const digits = whole ? field.digits || 9 : ( field.precision || 18 ) - field.scale;
	if ( Math.abs( number ) >= 10 ** digits ) {
		throw badRequest( 'NUMBER_OUTSIDE_VALID_RANGE', `${ field.label }: value outside of valid range on numeric field: ${ number }`, [ field.name ] );
	}
	return rounded( number, whole ? 0 : field.scale ) + 0;
}

function readBoolean( field: Field, value: unknown ): Value {
	const text = printed( value ).toLowerCase();
	if ( text !== 'true' && text !== 'false' ) {
		throw unreadable( field, 'boolean', value );
	}
	return text === 'true';
}

/** Moments of one kind, by what reads their text. */
const moments =
	( type: string, read: ( text: string ) => string | null ) =>
	( field: Field, value: unknown ): Value => {
		const moment = typeof value === 'string' ? read( value ) : null;
		if ( moment === null ) {
			throw unreadable( field, type, value );
		}
		return moment;
	};

function readBytes( field: Field, value: unknown ): Value {
	const text = typeof value === 'string' ? value.replace( /\s/g, '' ) : '*';
	if ( ! BASE64.test( text ) ) {
		throw unreadable( field, 'base64', value );
	}
	return text;
}

function readReference( field: Field, value: unknown ): Value {
	const id = normaliseId( value );
	if ( id === null ) {
		throw badRequest( 'MALFORMED_ID', `${ field.label }: id value of incorrect type: ${ printed( value ) }`, [ field.name ] );
	}
	return id;
}

/** A compound is read as a whole and written in parts (§2.4). */
function refuseWhole( field: Field, value: unknown ): never {
	throw unreadable( field, 'address', value );
}

const READERS: Readonly< Record< FieldType, ( field: Field, value: unknown ) => Value > > = {
	id: readReference,
	reference: readReference,
	string: readText,
	textarea: readText,
	url: readText,
	phone: readText,
	combobox: readText,
	email: readEmail,
	picklist: readChoice,
	multipicklist: readChoice,
	boolean: readBoolean,
	int: readNumber,
	double: readNumber,
	currency: readNumber,
	percent: readNumber,
	date: moments( 'date', readDate ),
	datetime: moments( 'datetime', readDatetime ),
	time: moments( 'time', readTime ),
	base64: readBytes,
	address: refuseWhole,
};

/** What a written JSON value becomes in the field, or the error Salesforce answers. */
export function coerce( field: Field, value: unknown ): Value {
	const isEmpty = value === null || value === '' || value === undefined;
	return isEmpty && field.type !== 'boolean' ? null : READERS[ field.type ]( field, value );
}
