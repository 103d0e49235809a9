import { isRealDate, readDatetime } from '../org/coerce';
import { normaliseId } from '../org/ids';
import { isNumber, type Field, type Value } from '../org/schema';
import { isTextual } from './compare';
import { dayText, literalRange, startOfDay } from './dates';
import { errorAt, unexpected, type Place } from './errors';
import { isTime, readString } from './parse';
import type { Leaf } from './tree';
import type { World } from './world';

/** A literal as values of the field's own form. Date literals are ranges: from ≤ x < until. */
export interface Literal {
	value: Value;
	until: Value;
}

/** What a comparison is about: a field, or a function that reads like one. */
export interface Subject {
	field: Field;
	place: Place;
}

/** A literal stands at a place of its own. */
interface Written extends Subject {
	at: Place;
}

const point = ( value: Value ): Literal => ( { value, until: null } );
const MOMENTS = [ 'date', 'datetime', 'time' ];
const isBare = ( field: Field ): boolean => MOMENTS.includes( field.type ) || field.type === 'boolean' || isNumber( field );
const TYPE_NAMES: Partial< Record< Field[ 'type' ], string > > = { datetime: 'dateTime', currency: 'double', percent: 'double' };

function mismatch( { field, place }: Subject ): Error {
	return errorAt(
		place,
		'INVALID_FIELD',
		isBare( field )
			? `value of filter criterion for field '${ field.name }' must be of type ${ TYPE_NAMES[ field.type ] ?? field.type } and should not be enclosed in quotes`
			: `value of filter criterion for field '${ field.name }' must be of type string and should be enclosed in quotes`
	);
}

function dateLiteral( world: World, { field, at }: Written, text: string ): Literal | null {
	if ( field.type !== 'date' && field.type !== 'datetime' ) {
		return null;
	}
	const { caller } = world;
	const range = literalRange( text, caller );
	if ( ! range ) {
		throw unexpected( at, text );
	}
	if ( field.type === 'date' ) {
		return { value: dayText( range.from ), until: dayText( range.until ) };
	}
	const stamp = ( day: number ): Value => readDatetime( new Date( startOfDay( day, caller.zone ) ).toISOString() );
	return { value: stamp( range.from ), until: stamp( range.until ) };
}

function fromString( { field, place }: Subject, text: string ): Literal {
	// An empty string is no value (§2.1): it finds what is null.
	if ( text === '' ) {
		return point( null );
	}
	if ( field.type !== 'id' && field.type !== 'reference' ) {
		return point( isTextual( field ) && ! field.caseSensitive ? text.toLowerCase() : text );
	}
	const id = normaliseId( text );
	if ( id === null ) {
		throw errorAt( place, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${ text }` );
	}
	return point( id );
}

function fromTime( field: Field, text: string ): Literal | null {
	const [ hour = 24, minute = 60, second = 60 ] = text.split( /[:.Z]/i ).map( Number );
	const real = hour < 24 && minute < 60 && second < 60;
	const [ whole = '', fraction = '' ] = text.slice( 0, -1 ).split( '.' );
	return field.type === 'time' && real ? point( `${ whole }.${ fraction.padEnd( 3, '0' ) }Z` ) : null;
}

const fromNumber = ( { field }: Subject, text: string ): Literal | null => ( isNumber( field ) ? point( Number( text ) ) : null );

/** What a literal of each kind means to a field; null where the field takes no such literal. */
const READERS: Record< string, ( subject: Written, text: string, world: World ) => Literal | null > = {
	NULL: () => point( null ),
	STRING: ( subject, text ) => ( isBare( subject.field ) ? null : fromString( subject, readString( text ) ) ),
	BOOLEAN: ( { field }, text ) => ( field.type === 'boolean' ? point( text.toUpperCase() === 'TRUE' ) : null ),
	INTEGER: fromNumber,
	DECIMAL: fromNumber,
	TIME: ( { field }, text ) => fromTime( field, text ),
	DATE: ( { field }, text ) => ( field.type === 'date' && isRealDate( text ) ? point( text ) : null ),
	DATETIME: ( { field }, text ) => {
		const stamp = field.type === 'datetime' ? readDatetime( text ) : null;
		return stamp === null ? null : point( stamp );
	},
	DATE_LITERAL: ( subject, text, world ) => dateLiteral( world, subject, text ),
	DATE_N_LITERAL: ( subject, text, world ) => dateLiteral( world, subject, text ),
};

export function readLiterals( world: World, subject: Subject, leaf: Leaf ): Literal[] {
	const { comparison } = leaf;
	const values = comparison && 'value' in comparison ? [ comparison.value ].flat() : [];
	const types = comparison?.literalType;
	return values.map( ( text, index ) => {
		const token = leaf.values[ index ]?.text ?? '';
		const type = isTime( token ) ? 'TIME' : Array.isArray( types ) ? types[ index ] : types;
		const written = { field: subject.field, place: subject.place, at: { ...subject.place, at: leaf.values[ index ]?.offset ?? subject.place.at } };
		const literal = READERS[ type ?? 'STRING' ]?.( written, type === 'TIME' ? token : text, world ) ?? null;
		if ( literal === null ) {
			throw mismatch( subject );
		}
		return literal;
	} );
}

/** The quoted texts of LIKE, INCLUDES and EXCLUDES; null for the word NULL. */
export function readTexts( world: World, subject: Subject, leaf: Leaf ): string[] {
	const values = leaf.comparison && 'value' in leaf.comparison ? [ leaf.comparison.value ].flat() : [];
	if ( ! values.every( ( text ) => text.startsWith( "'" ) ) ) {
		readLiterals( world, subject, leaf );
		throw mismatch( subject );
	}
	return values;
}
