import type { Field, Value } from '../org/schema';
import type { Literal } from './literals';

export type Test = ( value: Value ) => boolean;

const TEXT = new Set( [ 'string', 'textarea', 'picklist', 'multipicklist', 'combobox', 'url', 'email', 'phone' ] );

export const isTextual = ( field: Field ): boolean => TEXT.has( field.type );

/** Text compares without case, but for fields that mind it; ids, stamps, numbers and booleans as they are (§2.10). */
export const comparable = ( field: Field ): ( ( value: Value ) => Value ) =>
	isTextual( field ) && ! field.caseSensitive ? ( value ) => ( typeof value === 'string' ? value.toLowerCase() : value ) : ( value ) => value;

/** Values of a picklist sort as its value set does; what the set does not know comes after it. */
export function sortable( field: Field ): ( value: Value ) => Value {
	if ( field.type !== 'picklist' ) {
		return comparable( field );
	}
	const ranks = new Map( field.picklist.map( ( value, index ): [ string, string ] => [ value, `0${ String( index ).padStart( 6, '0' ) }` ] ) );
	return ( value ) => ( typeof value === 'string' ? ( ranks.get( value ) ?? `1${ value.toLowerCase() }` ) : value );
}

const isLess = ( a: Value, b: Value ): boolean => a !== null && b !== null && a < b;

function within( literal: Literal ): Test {
	const { value, until } = literal;
	return until === null ? ( actual ) => actual === value : ( actual ) => actual !== null && ! isLess( actual, value ) && isLess( actual, until );
}

export function compare( operator: string, literal: Literal ): Test {
	const { value, until } = literal;
	const inside = within( literal );
	switch ( operator ) {
		case '=':
			return inside;
		case '!=':
		case '<>':
			return ( actual ) => ! inside( actual );
		case '<':
			return ( actual ) => isLess( actual, value );
		case '<=':
			return until === null ? ( actual ) => isLess( actual, value ) || ( actual !== null && actual === value ) : ( actual ) => isLess( actual, until );
		case '>':
			return until === null ? ( actual ) => isLess( value, actual ) : ( actual ) => actual !== null && ! isLess( actual, until );
		default:
			return ( actual ) => actual !== null && value !== null && ! isLess( actual, value );
	}
}

/** IN and NOT IN: one of the values, or inside one of the ranges that date literals mean. */
export function oneOf( operator: string, literals: Literal[] ): Test {
	const points = new Set( literals.filter( ( one ) => one.until === null ).map( ( one ) => one.value ) );
	const ranges = literals.filter( ( one ) => one.until !== null ).map( ( one ) => within( one ) );
	const inside: Test = ( value ) => points.has( value ) || ranges.some( ( test ) => test( value ) );
	return operator === 'IN' ? inside : ( value ) => ! inside( value );
}

const ANY = Symbol( '%' );
const ONE = Symbol( '_' );
type Part = string | typeof ANY | typeof ONE;

/** LIKE: % any run, _ one character, backslash takes either as itself; the whole value, without case. */
export function like( pattern: string ): Test {
	const lower = pattern.toLowerCase();
	const simple = /^(%?)([^%_\\]*)(%?)$/.exec( lower );
	if ( simple ) {
		return simpleLike( simple[ 1 ] !== '', simple[ 2 ]!, simple[ 3 ] !== '' );
	}
	const pieces: string[] = lower.match( /\\[\s\S]|[\s\S]/gu ) ?? [];
	const parts = pieces.map( ( piece ): Part => ( piece === '%' ? ANY : piece === '_' ? ONE : piece.replace( /^\\(?=[\s\S])/u, '' ) ) );
	return ( actual ) => typeof actual === 'string' && matches( parts, Array.from( actual.toLowerCase() ) );
}

function simpleLike( open: boolean, text: string, end: boolean ): Test {
	const holds = ( actual: string ): boolean =>
		open ? ( end ? actual.includes( text ) : actual.endsWith( text ) ) : end ? actual.startsWith( text ) : actual === text;
	return ( actual ) => typeof actual === 'string' && holds( actual.toLowerCase() );
}

/** Walks pattern and text together and goes back to the last % alone: no pattern takes more than their product. */
function matches( parts: Part[], text: string[] ): boolean {
	let part = 0;
	let mark = -1;
	let resume = 0;
	let at = 0;
	while ( at < text.length ) {
		const wanted = parts[ part ];
		if ( wanted === ANY ) {
			mark = part++;
			resume = at;
		} else if ( wanted === ONE || ( wanted !== undefined && wanted === text[ at ] ) ) {
			part++;
			at++;
		} else if ( mark >= 0 ) {
			part = mark + 1;
			at = ++resume;
		} else {
			return false;
		}
	}
	return parts.slice( part ).every( ( rest ) => rest === ANY );
}

/** INCLUDES('a;b','c'): a and b together, or c. */
export function includes( groups: string[] ): Test {
	const wanted = groups.map( ( group ) => group.toLowerCase().split( ';' ) );
	return ( actual ) => {
		const chosen = typeof actual === 'string' ? actual.toLowerCase().split( ';' ) : [];
		return wanted.some( ( group ) => group.every( ( value ) => chosen.includes( value ) ) );
	};
}
