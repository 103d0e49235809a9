import { isObject } from '../http/message';

/** What an earlier subrequest answered, as far as references look at it. */
export interface Answered {
	body: unknown;
	httpStatusCode: number;
}
export type AnswersByReference = ReadonlyMap< string, Answered >;

/** A reference that leads nowhere halts the subrequest that holds it (§3.1). */
export class Unresolved extends Error {}

const REFERENCE = /@\{([^}]+)\}/g;

function step( value: unknown, name: string ): unknown {
	if ( Array.isArray( value ) ) {
		return /^\d+$/.test( name ) ? ( value as unknown[] )[ Number( name ) ] : undefined;
	}
	return isObject( value ) && Object.hasOwn( value, name ) ? value[ name ] : undefined;
}

const pathOf = ( expression: string ): string[] => expression.split( /[.[\]]+/ ).filter( ( part ) => part !== '' );

/** `@{ref.path[0].to}` stands for a value of an earlier answer (§3.1). */
function lookUp( expression: string, answers: AnswersByReference ): unknown {
	const [ ref = '', ...path ] = pathOf( expression );
	const answer = answers.get( ref );
	const value = path.reduce( step, answer && answer.httpStatusCode < 300 ? answer.body : undefined );
	if ( value === undefined || value === null || typeof value === 'object' ) {
		throw new Unresolved( `Invalid reference specified. No value for ${ expression } found in ${ ref }` );
	}
	return value;
}

/** In a URL each value is encoded where it is put in. */
export const resolveUrl = ( url: string, answers: AnswersByReference ): string =>
	url.replace( REFERENCE, ( _all, expression: string ) => encodeURIComponent( String( lookUp( expression, answers ) ) ) );

/** In a body a text that is nothing but a reference becomes the value, with its type. */
export function resolveBody( value: unknown, answers: AnswersByReference ): unknown {
	if ( typeof value === 'string' ) {
		const whole = /^@\{([^}]+)\}$/.exec( value );
		return whole ? lookUp( whole[ 1 ]!, answers ) : value.replace( REFERENCE, ( _all, expression: string ) => String( lookUp( expression, answers ) ) );
	}
	if ( Array.isArray( value ) ) {
		return value.map( ( one ) => resolveBody( one, answers ) );
	}
	return isObject( value ) ? Object.fromEntries( Object.entries( value ).map( ( [ key, one ] ) => [ key, resolveBody( one, answers ) ] ) ) : value;
}

/** The subrequests that a URL or body refers to. */
export function referencesIn( value: unknown ): Set< string > {
	const text = typeof value === 'string' ? value : JSON.stringify( value ?? null );
	return new Set( [ ...text.matchAll( REFERENCE ) ].map( ( [ , expression ] ) => pathOf( expression! )[ 0 ] ?? '' ) );
}
