import type { ConditionWithValueQuery, HavingClause, Query, Subquery, WhereClause } from '@jetstreamapp/soql-parser-js';
import { malformed } from './errors';
import { tokenise, type Token } from './tokens';

// The parser hands conditions over as a flat chain and loses a NOT inside NOT inside NOT (6.3.1).
// So the comparisons come from it, and what joins them is read from the words of the query itself.

/** One comparison of WHERE or HAVING, as the parser gives it. */
export type Leaf = Extract< ConditionWithValueQuery, { operator: unknown } >;
export type Node = { kind: 'and' | 'or'; nodes: Node[] } | { kind: 'not'; node: Node } | { kind: 'leaf'; leaf: Leaf };
type Clause = WhereClause | HavingClause;
export type Trees = Map< Clause, Node >;

const ENDS = new Set( [ 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'WITH', 'FOR', 'UPDATE' ] );
const word = ( token: Token | undefined ): string => ( token?.kind === 'string' ? '' : ( token?.text ?? '' ).toUpperCase() );

function leavesOf( clause: Clause ): Leaf[] {
	const leaves: Leaf[] = [];
	for ( let at: Clause | undefined = clause; at; at = 'right' in at ? at.right : undefined ) {
		if ( at.left && 'operator' in at.left ) {
			leaves.push( at.left );
		}
	}
	return leaves;
}

class TreeBuilder {
	private at = 0;
	private leaf = 0;

	constructor(
		private readonly tokens: Token[],
		private readonly leaves: Leaf[]
	) {}

	build(): Node {
		const node = this.chain();
		if ( this.at < this.tokens.length || this.leaf < this.leaves.length ) {
			throw malformed( `unexpected token: ${ this.tokens[ this.at ]?.text ?? '<EOF>' }` );
		}
		return node;
	}

	private chain(): Node {
		const nodes = [ this.term() ];
		let joiner = '';
		for (;;) {
			const next = word( this.tokens[ this.at ] );
			if ( next !== 'AND' && next !== 'OR' ) {
				break;
			}
			// Salesforce refuses AND beside OR without parentheses (§2.10).
			if ( joiner !== '' && joiner !== next ) {
				throw malformed( `unexpected token: ${ next }` );
			}
			joiner = next;
			this.at++;
			nodes.push( this.term() );
		}
		return nodes.length === 1 ? nodes[ 0 ]! : { kind: joiner === 'OR' ? 'or' : 'and', nodes };
	}

	private term(): Node {
		const next = word( this.tokens[ this.at ] );
		if ( next === 'NOT' ) {
			this.at++;
			return { kind: 'not', node: this.term() };
		}
		if ( next === '(' ) {
			this.at++;
			const node = this.chain();
			if ( word( this.tokens[ this.at++ ] ) !== ')' ) {
				throw malformed( 'unexpected token: <EOF>' );
			}
			return node;
		}
		return this.comparison();
	}

	/** Field or function, operator, value or list: passed over, for the parser has read them. */
	private comparison(): Node {
		this.at++;
		this.skipGroup();
		if ( word( this.tokens[ this.at ] ) === 'NOT' ) {
			this.at++;
		}
		this.at++;
		if ( ! this.skipGroup() ) {
			this.at++;
		}
		const leaf = this.leaves[ this.leaf++ ];
		if ( ! leaf ) {
			throw malformed( 'unexpected token: <EOF>' );
		}
		return { kind: 'leaf', leaf };
	}

	private skipGroup(): boolean {
		if ( word( this.tokens[ this.at ] ) !== '(' ) {
			return false;
		}
		this.at = closing( this.tokens, this.at ) + 1;
		return true;
	}
}

/** Where the parenthesis that opens at `from` closes; the end when it never does. */
function closing( tokens: Token[], from: number ): number {
	let depth = 0;
	for ( let k = from; k < tokens.length; k++ ) {
		depth += word( tokens[ k ] ) === '(' ? 1 : word( tokens[ k ] ) === ')' ? -1 : 0;
		if ( depth < 0 || ( depth === 0 && word( tokens[ k ] ) === ')' ) ) {
			return k;
		}
	}
	return tokens.length;
}

/** The words of one clause of the SELECT that starts at `from`, nested ones left out. */
function clauseOf( tokens: Token[], from: number, name: string ): Token[] {
	let start = -1;
	for ( let k = from; k < tokens.length; k++ ) {
		const text = word( tokens[ k ] );
		if ( text === ')' || ( start >= 0 && ENDS.has( text ) ) ) {
			return start < 0 ? [] : tokens.slice( start, k );
		}
		if ( text === '(' ) {
			k = closing( tokens, k );
		} else if ( text === name && start < 0 ) {
			start = k + 1;
		}
	}
	return start < 0 ? [] : tokens.slice( start );
}

/** Main query, the ones in its field list, the ones in its conditions: the order they are written in. */
function queriesOf( query: Query | Subquery ): ( Query | Subquery )[] {
	const fields = ( query.fields ?? [] ).flatMap( ( item ) => ( item.type === 'FieldSubquery' ? queriesOf( item.subquery ) : [] ) );
	const inner = ( query.where ? leavesOf( query.where ) : [] ).flatMap( ( leaf ) => ( 'valueQuery' in leaf ? queriesOf( leaf.valueQuery ) : [] ) );
	return [ query, ...fields, ...inner ];
}

export function treesOf( soql: string, query: Query ): Trees {
	const tokens = tokenise( soql );
	const starts = tokens.flatMap( ( token, index ) => ( word( token ) === 'SELECT' ? [ index ] : [] ) );
	const trees: Trees = new Map();
	for ( const [ index, one ] of queriesOf( query ).entries() ) {
		const clauses: [ string, Clause | undefined ][] = [
			[ 'WHERE', one.where ],
			[ 'HAVING', one.having ],
		];
		for ( const [ name, clause ] of clauses ) {
			if ( clause ) {
				const words = clauseOf( tokens, starts[ index ] ?? 0, name );
				trees.set( clause, new TreeBuilder( words, leavesOf( clause ) ).build() );
			}
		}
	}
	return trees;
}
