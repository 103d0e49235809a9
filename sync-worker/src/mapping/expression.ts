import jsonata from 'jsonata';
import { isObject, readPath, type SourceRecord } from './path';

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

/** Only the fields the expression names, in the casing it uses: the record itself stays out of reach. */
function contextOf( record: SourceRecord, paths: readonly string[] ): { context: Record< string, unknown > } | { unreadable: string } {
	const context: Record< string, unknown > = {};
	for ( const path of paths ) {
		const read = readPath( record, path );
		if ( ! read.found ) {
			return { unreadable: path };
		}
		place( context, path, isObject( read.value ) ? null : read.value );
	}
	return { context };
}

const wordsOf = ( error: unknown ): string => ( isObject( error ) && typeof error.message === 'string' ? error.message : String( error ) );

/** Throws when the expression does not parse; evaluation never throws. */
export function compileExpression( source: string ): Expression {
	const parsed = jsonata( source, bounds );
	forbidden.forEach( ( name ) => parsed.assign( name, unpure( name ) ) );
	parsed.assign( 'pad', boundedPad );
	const found = new Set< string >();
	collectPaths( parsed.ast(), found );
	const paths = [ ...found ].filter( ( path ) => fieldPath.test( path ) );
	return {
		paths,
		async evaluate( record ) {
			const input = contextOf( record, paths );
			if ( 'unreadable' in input ) {
				return { state: 'unreadable', path: input.unreadable };
			}
			try {
				const value: unknown = await parsed.evaluate( input.context );
				// A sequence of JSONata is an array with marks of its own.
				return { state: 'value', value: Array.isArray( value ) ? Array.from< unknown >( value ) : value };
			} catch ( error ) {
				return { state: 'failed', code: 'expression_failed', words: wordsOf( error ) };
			}
		},
	};
}
