import type { Value } from '../org/schema';
import type { Literal } from './literals';

export type Test = ( value: Value ) => boolean;

const TEXT = new Set( [ 'string', 'textarea', 'picklist', 'multipicklist', 'url', 'email', 'phone' ] );

/** Text compares without case; ids, stamps, numbers and booleans as they are. */
export const comparable = ( type: string ): ( ( value: Value ) => Value ) =>
	TEXT.has( type ) ? ( value ) => ( typeof value === 'string' ? value.toLowerCase() : value ) : ( value ) => value;

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

/** LIKE: % any run, _ one character, backslash takes either as itself; the whole value, without case. */
export function like( pattern: string ): Test {
	let source = '';
	for ( const part of pattern.match( /\\[\s\S]|[\s\S]/gu ) ?? [] ) {
		if ( part === '%' ) {
			source += '[\\s\\S]*';
		} else if ( part === '_' ) {
			source += '[\\s\\S]';
		} else {
			const char = part.length > 1 && part.startsWith( '\\' ) ? part.slice( 1 ) : part;
			source += char.replace( /[.*+?^${}()|[\]\\/-]/g, '\\$&' );
		}
	}
	const expression = new RegExp( `^${ source }$`, 'iu' );
	return ( actual ) => typeof actual === 'string' && expression.test( actual );
}

/** INCLUDES('a;b','c'): a and b together, or c. */
export function includes( groups: string[] ): Test {
	const wanted = groups.map( ( group ) => group.toLowerCase().split( ';' ) );
	return ( actual ) => {
		const chosen = typeof actual === 'string' ? actual.split( ';' ) : [];
		return wanted.some( ( group ) => group.every( ( value ) => chosen.includes( value ) ) );
	};
}
