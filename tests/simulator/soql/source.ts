import type { HavingClause, Query, Subquery, WhereClause } from '@jetstreamapp/soql-parser-js';
import { malformed } from './errors';
import { clauseOf, itemOffsets, type ClauseName, type Statement } from './statements';
import type { Comparison, Leaf, Node, Tree } from './tree';

type Clause = WhereClause | HavingClause;
type Any = Query | Subquery;

function comparisonsOf( clause: Clause ): Comparison[] {
	const found: Comparison[] = [];
	for ( let at: Clause | undefined = clause; at; at = 'right' in at ? at.right : undefined ) {
		if ( at.left && 'operator' in at.left ) {
			found.push( at.left );
		}
	}
	return found;
}

/** Main query, the ones in its field list, the ones in its conditions: the order they are written in. */
function queriesOf( query: Any ): Any[] {
	const fields = ( query.fields ?? [] ).flatMap( ( item ) => ( item.type === 'FieldSubquery' ? queriesOf( item.subquery ) : [] ) );
	const inner = ( query.where ? comparisonsOf( query.where ) : [] ).flatMap( ( one ) => ( 'valueQuery' in one ? queriesOf( one.valueQuery ) : [] ) );
	return [ query, ...fields, ...inner ];
}

/** What is known of one SELECT beyond what the parser says: where its parts stand, and how its conditions hang together. */
interface Known {
	statement: Statement;
	where: Tree | null;
	having: Tree | null;
}

/** The query as it was written, beside what the parser made of it. */
export class Source {
	private readonly known = new Map< Any, Known >();

	constructor(
		readonly soql: string,
		/** `FROM Contact c, c.Account a`: what each further alias stands for. */
		readonly aliases: ReadonlyMap< string, string >,
		query: Query,
		statements: Known[]
	) {
		const queries = queriesOf( query );
		for ( const [ index, one ] of queries.entries() ) {
			const known = statements[ index ];
			if ( known ) {
				this.known.set( one, known );
				fill( known.where, one.where );
				fill( known.having, one.having );
			}
		}
	}

	/** Where item `index` of a clause begins. */
	offset( query: Any, clause: ClauseName, index = 0 ): number {
		const statement = this.known.get( query )?.statement;
		return itemOffsets( statement, clause )[ index ] ?? clauseOf( statement, clause )[ 0 ]?.offset ?? 0;
	}

	/** Where the last word of a clause stands. */
	lastOffset( query: Any, clause: ClauseName ): number {
		return clauseOf( this.known.get( query )?.statement, clause ).at( -1 )?.offset ?? 0;
	}

	conditions( query: Any, clause: 'where' | 'having' ): Node {
		const tree = this.known.get( query )?.[ clause ];
		if ( ! tree ) {
			throw malformed( 'unexpected token: <EOF>' );
		}
		return tree.node;
	}

	/** The inner select of a comparison, if it has one. */
	innerOf( leaf: Leaf ): Query | null {
		return leaf.comparison && 'valueQuery' in leaf.comparison ? leaf.comparison.valueQuery : null;
	}
}

function fill( tree: Tree | null, clause: Clause | undefined ): void {
	const comparisons = clause ? comparisonsOf( clause ) : [];
	if ( tree && tree.leaves.length !== comparisons.length ) {
		throw malformed( 'unexpected token: <EOF>' );
	}
	tree?.leaves.forEach( ( leaf, index ) => ( leaf.comparison = comparisons[ index ] ?? null ) );
}
