import jsonata from 'jsonata';
import { isObject, readNames, type SourceRecord } from './path';

export interface Expression {
	/** The fields it reads, as dotted paths from the record. */
	readonly paths: readonly string[];
	evaluate( record: SourceRecord ): Promise< Evaluated >;
}

export type Evaluated = { state: 'value'; value: unknown } | { state: 'unreadable'; path: string } | { state: 'failed'; code: string; words: string };

/** Bounds of one evaluation: far above any mapping, far below what could hold up a run. */
const bounds = { timeout: 1000, stack: 200, sequence: 10_000 };
const maxText = 100_000;

/** Same record, same value, on every machine and at every time: else a fingerprint would never settle. */
const forbidden = [ 'now', 'millis', 'random', 'shuffle', 'eval' ];

const unpure = ( name: string ) => (): never => {
	throw new Error( `$${ name }() is not available in a mapping` );
};

function boundedPad( given: unknown, width: unknown, filler: unknown ): unknown {
	const size = Math.abs( Number( width ) );
	if ( typeof given !== 'string' || ! ( size <= maxText ) ) {
		throw new Error( '$pad() makes text that is too long' );
	}
	const fill = typeof filler === 'string' && filler !== '' ? filler : ' ';
	return Number( width ) < 0 ? given.padStart( size, fill ) : given.padEnd( size, fill );
}

/** JSONata’s own, of which the two below are answered first. */
const toMillis = jsonata( '$toMillis( $text, $picture )' );

/**
 * JSONata reads a time without a zone in that of the machine, and a picture without a year as of today. Here the one is
 * read as UTC, as all that has a picture is; the other is refused, but for a time of day, which is that of day zero.
 */
async function pureMillis( text: unknown, picture: unknown ): Promise< unknown > {
	if ( typeof text !== 'string' ) {
		return undefined;
	}
	if ( typeof picture !== 'string' ) {
		return toMillis.evaluate( null, { text: /T[\d:.]+$/.test( text ) ? `${ text }Z` : text } );
	}
	if ( /\[\s*Y/.test( picture ) ) {
		return toMillis.evaluate( null, { text, picture } );
	}
	if ( /\[\s*[MDdFWwXx]/.test( picture ) ) {
		throw new Error( '$toMillis() is given a picture of a date without a year' );
	}
	return toMillis.evaluate( null, { text: `1970-01-01 ${ text }`, picture: `[Y0001]-[M01]-[D01] ${ picture }` } );
}

function namesOf( steps: readonly unknown[] ): string[] {
	const names: string[] = [];
	for ( const step of steps ) {
		if ( isObject( step ) && step.type === 'variable' && names.length === 0 && ( step.value === '' || step.value === '$' ) ) {
			continue;
		}
		if ( ! isObject( step ) || step.type !== 'name' || typeof step.value !== 'string' ) {
			break;
		}
		names.push( step.value );
	}
	return names;
}

/** Walks the parsed expression; a path counts from the record, wherever it stands. */
function collectPaths( node: unknown, paths: Set< string > ): void {
	if ( Array.isArray( node ) ) {
		node.forEach( ( child ) => collectPaths( child, paths ) );
		return;
	}
	if ( ! isObject( node ) ) {
		return;
	}
	if ( node.type === 'path' && Array.isArray( node.steps ) ) {
		const names = namesOf( node.steps );
		if ( names.length > 0 ) {
			paths.add( names.join( '.' ) );
		}
	}
	Object.values( node ).forEach( ( child ) => collectPaths( child, paths ) );
}

const fieldPath = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*){0,5}$/;

function place( target: Record< string, unknown >, path: string, value: unknown ): void {
	const names = path.split( '.' );
	const last = names.pop() ?? path;
	let current = target;
	for ( const name of names ) {
		const next = current[ name ];
		const child = isObject( next ) ? next : {};
		current[ name ] = child;
		current = child;
	}
	current[ last ] = value;
}

type Inputs = { values: unknown[] } | { unreadable: string };

/** Only the fields the expression names: the record itself stays out of reach. */
function inputsOf( record: SourceRecord, paths: readonly ( readonly string[] )[] ): Inputs {
	const values: unknown[] = [];
	for ( const names of paths ) {
		const read = readNames( record, names );
		if ( ! read.found ) {
			return { unreadable: names.join( '.' ) };
		}
		values.push( isObject( read.value ) ? null : read.value );
	}
	return { values };
}

/** In the casing the expression uses. */
function contextOf( values: readonly unknown[], paths: readonly string[] ): Record< string, unknown > {
	const context: Record< string, unknown > = {};
	paths.forEach( ( path, at ) => place( context, path, values[ at ] ) );
	return context;
}

const wordsOf = ( error: unknown ): string => ( isObject( error ) && typeof error.message === 'string' ? error.message : String( error ) );

/** Throws when the expression does not parse; evaluation never throws. */
export function compileExpression( source: string ): Expression {
	const parsed = jsonata( source, bounds );
	forbidden.forEach( ( name ) => parsed.assign( name, unpure( name ) ) );
	parsed.assign( 'pad', boundedPad );
	parsed.registerFunction( 'toMillis', pureMillis, '<s-s?:n>' );
	const found = new Set< string >();
	collectPaths( parsed.ast(), found );
	const paths = [ ...found ].filter( ( path ) => fieldPath.test( path ) );
	const namesOfPaths = paths.map( ( path ) => path.split( '.' ) );
	return {
		paths,
		async evaluate( record ) {
			const inputs = inputsOf( record, namesOfPaths );
			if ( 'unreadable' in inputs ) {
				return { state: 'unreadable', path: inputs.unreadable };
			}
			try {
				const value: unknown = await parsed.evaluate( contextOf( inputs.values, paths ) );
				// A sequence of JSONata is an array with marks of its own.
				return { state: 'value', value: Array.isArray( value ) ? Array.from< unknown >( value ) : value };
			} catch ( error ) {
				return { state: 'failed', code: 'expression_failed', words: wordsOf( error ) };
			}
		},
	};
}
