import { closing, splitAtCommas, word, type Token } from './tokens';

export type ClauseName = 'SELECT' | 'FROM' | 'USING' | 'WHERE' | 'WITH' | 'GROUP BY' | 'HAVING' | 'ORDER BY' | 'LIMIT' | 'OFFSET' | 'FOR' | 'UPDATE' | 'ALL';

/** One SELECT of the query, cut into its clauses; nested ones are statements of their own. */
export interface Statement {
	clauses: Map< ClauseName, Token[] >;
}

const SINGLE = new Set< string >( [ 'FROM', 'USING', 'WHERE', 'WITH', 'HAVING', 'LIMIT', 'OFFSET', 'FOR', 'UPDATE', 'ALL' ] );
const isClause = ( text: string ): text is ClauseName => SINGLE.has( text );

/** Names may look like keywords (`FROM Order`), so only FROM counts before an object is named. */
function clauseAt( tokens: Token[], at: number, current: ClauseName, named: boolean ): ClauseName | null {
	const text = word( tokens[ at ] );
	if ( current === 'SELECT' ) {
		return text === 'FROM' ? 'FROM' : null;
	}
	if ( ! named ) {
		return null;
	}
	if ( ( text === 'GROUP' || text === 'ORDER' ) && word( tokens[ at + 1 ] ) === 'BY' ) {
		return text === 'GROUP' ? 'GROUP BY' : 'ORDER BY';
	}
	return isClause( text ) ? text : null;
}

/** Reads the SELECT at `start`; the statements inside its parentheses follow it in the order they are written. */
function readStatement( tokens: Token[], start: number, end: number ): Statement[] {
	const clauses = new Map< ClauseName, Token[] >( [ [ 'SELECT', [] ] ] );
	const inner: Statement[] = [];
	let current: ClauseName = 'SELECT';
	for ( let k = start + 1; k < end; k++ ) {
		const found = clauseAt( tokens, k, current, ( clauses.get( 'FROM' )?.length ?? 0 ) > 0 );
		if ( found && ! clauses.has( found ) ) {
			current = found;
			clauses.set( found, [] );
			k += found.endsWith( ' BY' ) ? 1 : 0;
			continue;
		}
		const last = word( tokens[ k ] ) === '(' ? Math.min( closing( tokens, k ), end - 1 ) : k;
		inner.push( ...( last > k ? statementsIn( tokens, k + 1, last ) : [] ) );
		clauses.get( current )!.push( ...tokens.slice( k, last + 1 ) );
		k = last;
	}
	return [ { clauses }, ...inner ];
}

/** The outermost SELECTs between two tokens, each followed by those it holds. */
export function statementsIn( tokens: Token[], from: number, end: number ): Statement[] {
	const found: Statement[] = [];
	for ( let k = from; k < end; k++ ) {
		if ( word( tokens[ k ] ) === '(' ) {
			const close = Math.min( closing( tokens, k ), end );
			found.push( ...statementsIn( tokens, k + 1, close ) );
			k = close;
		} else if ( word( tokens[ k ] ) === 'SELECT' ) {
			found.push( ...readStatement( tokens, k, end ) );
			break;
		}
	}
	return found;
}

export const clauseOf = ( statement: Statement | undefined, name: ClauseName ): Token[] => statement?.clauses.get( name ) ?? [];

/** Where the items of a list clause begin, in order. */
export const itemOffsets = ( statement: Statement | undefined, name: ClauseName ): number[] =>
	splitAtCommas( clauseOf( statement, name ) ).map( ( piece ) => piece[ 0 ]?.offset ?? 0 );
