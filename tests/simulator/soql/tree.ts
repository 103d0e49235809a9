import type { ConditionWithValueQuery } from '@jetstreamapp/soql-parser-js';
import { closing, word, type Token } from './tokens';

// The parser hands conditions over as a flat chain, loses a NOT inside NOT inside NOT, and gives up at the tenth parenthesis (6.3.1).
// So how comparisons hang together is read from the words of the query, and the parser is given the chain without NOT and parentheses.

/** One comparison of WHERE or HAVING as the parser gives it. */
export type Comparison = Extract< ConditionWithValueQuery, { operator: unknown } >;

export interface Leaf {
	/** Filled in once the parser has read the chain. */
	comparison: Comparison | null;
	field: Token;
	operator: Token;
	values: Token[];
}
export type Node = { kind: 'and' | 'or'; nodes: Node[] } | { kind: 'not'; node: Node } | { kind: 'leaf'; leaf: Leaf };

/** The structure of one clause, its comparisons in order, and the tokens that only structure it. */
export interface Tree {
	node: Node;
	leaves: Leaf[];
	structural: Token[];
}

/** The token that no condition can have here; null when the clause ends too early. */
export class Unstructured extends Error {
	constructor( readonly token: Token | null ) {
		super( 'Not a condition' );
	}
}

const OPERATORS = new Set( [ '=', '!=', '<>', '<', '<=', '>', '>=', 'LIKE', 'IN', 'INCLUDES', 'EXCLUDES' ] );
/** What the parser's recursion still bears; Salesforce calls such a query too complicated, too. */
const MAX_DEPTH = 500;

class TreeBuilder {
	private at = 0;
	private depth = 0;
	private readonly leaves: Leaf[] = [];
	private readonly structural: Token[] = [];

	constructor( private readonly tokens: Token[] ) {}

	build(): Tree {
		const node = this.chain();
		if ( this.at < this.tokens.length ) {
			throw new Unstructured( this.tokens[ this.at ]! );
		}
		return { node, leaves: this.leaves, structural: this.structural };
	}

	private get next(): Token | undefined {
		return this.tokens[ this.at ];
	}

	private take(): Token {
		const token = this.tokens[ this.at++ ];
		if ( ! token ) {
			throw new Unstructured( null );
		}
		return token;
	}

	private chain(): Node {
		const nodes = [ this.term() ];
		let joiner = '';
		for ( let next = word( this.next ); next === 'AND' || next === 'OR'; next = word( this.next ) ) {
			// Salesforce refuses AND beside OR without parentheses (§2.10).
			if ( joiner !== '' && joiner !== next ) {
				throw new Unstructured( this.next! );
			}
			joiner = next;
			this.at++;
			nodes.push( this.term() );
		}
		return nodes.length === 1 ? nodes[ 0 ]! : { kind: joiner === 'OR' ? 'or' : 'and', nodes };
	}

	private term(): Node {
		const next = word( this.next );
		if ( next !== 'NOT' && next !== '(' ) {
			return { kind: 'leaf', leaf: this.comparison() };
		}
		const opening = this.take();
		if ( ++this.depth > MAX_DEPTH ) {
			throw new Unstructured( opening );
		}
		this.structural.push( opening );
		const node: Node = next === 'NOT' ? { kind: 'not', node: this.term() } : this.chain();
		if ( next === '(' ) {
			if ( word( this.next ) !== ')' ) {
				throw new Unstructured( this.next ?? null );
			}
			this.structural.push( this.take() );
		}
		this.depth--;
		return node;
	}

	private comparison(): Leaf {
		const field = this.take();
		if ( field.kind !== 'word' || OPERATORS.has( word( field ) ) ) {
			throw new Unstructured( field );
		}
		this.group();
		let operator = this.take();
		if ( word( operator ) === 'NOT' ) {
			operator = this.take();
			if ( word( operator ) !== 'IN' ) {
				throw new Unstructured( operator );
			}
		}
		if ( ! OPERATORS.has( word( operator ) ) ) {
			throw new Unstructured( operator );
		}
		const leaf = { comparison: null, field, operator, values: this.values( operator ) };
		this.leaves.push( leaf );
		return leaf;
	}

	/** Only IN, INCLUDES and EXCLUDES take a list, and they take nothing else. */
	private values( operator: Token ): Token[] {
		const lists = [ 'IN', 'INCLUDES', 'EXCLUDES' ].includes( word( operator ) );
		const list = this.group();
		if ( lists !== ( list !== null ) ) {
			throw new Unstructured( list?.[ 0 ] ?? this.next ?? null );
		}
		return list ? list.filter( ( token ) => ! [ '(', ')', ',' ].includes( word( token ) ) ) : [ this.take() ];
	}

	private group(): Token[] | null {
		if ( word( this.next ) !== '(' ) {
			return null;
		}
		const start = this.at;
		this.at = closing( this.tokens, start ) + 1;
		return this.tokens.slice( start, this.at );
	}
}

export const treeOf = ( tokens: Token[] ): Tree => new TreeBuilder( tokens ).build();
