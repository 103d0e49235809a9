import type { Row, Table } from '../org/store';
import { boundsOf, type Bounds } from './bounds';
import type { Fact } from './conditions';
import type { Natural } from './order';
import type { Leaf, Node } from './tree';

// Which rows are worth judging. Every way only narrows: the whole condition is held against each row that comes out.

export interface Plan {
	kind: 'ids' | 'index' | 'stamp' | 'id range' | 'scan';
	/** Fields that led to the rows. */
	fields: string[];
	rows: Iterable< Row >;
	/** The order the rows come in, when it is one that can be asked for. */
	order: Natural | null;
}

type Facts = ReadonlyMap< Leaf, Fact >;
interface Found {
	rows: Row[];
	fields: string[];
	byId: boolean;
}

const unique = < T >( things: T[] ): T[] => [ ...new Set( things ) ];

function rowsOfLeaf( table: Table, fact: Fact | undefined ): Found | null {
	const { field, operator, literals } = fact ?? { field: null, operator: '', literals: [] };
	const values = literals.map( ( literal ) => ( literal.until === null ? literal.value : null ) );
	if ( ! field || ( operator !== '=' && operator !== 'IN' ) || values.includes( null ) ) {
		return null;
	}
	if ( field.type === 'id' ) {
		const rows = unique( values ).flatMap( ( value ) => table.get( String( value ) ) ?? [] );
		return { rows, fields: [ field.name ], byId: true };
	}
	if ( ! table.isIndexed( field.name ) ) {
		return null;
	}
	return { rows: unique( unique( values ).flatMap( ( value ) => table.by( field.name, value ) ) ), fields: [ field.name ], byId: false };
}

/** The rows that equalities of indexed fields pin down; null when they do not. */
function pinned( table: Table, node: Node, facts: Facts ): Found | null {
	if ( node.kind === 'leaf' ) {
		return rowsOfLeaf( table, facts.get( node.leaf ) );
	}
	if ( node.kind === 'not' ) {
		return null;
	}
	const found: Found[] = [];
	for ( const one of node.nodes ) {
		const rows = pinned( table, one, facts );
		if ( rows ) {
			found.push( rows );
		} else if ( node.kind === 'or' ) {
			return null;
		}
	}
	if ( node.kind === 'and' ) {
		return found.reduce< Found | null >( ( best, one ) => ( best === null || one.rows.length < best.rows.length ? one : best ), null );
	}
	return {
		rows: unique( found.flatMap( ( one ) => one.rows ) ),
		fields: unique( found.flatMap( ( one ) => one.fields ) ),
		byId: found.every( ( one ) => one.byId ),
	};
}

function* slice( rows: readonly Row[], { from, to, descending }: { from: number; to: number; descending: boolean } ): Iterable< Row > {
	for ( let k = descending ? to - 1 : from; descending ? k >= from : k < to; k += descending ? -1 : 1 ) {
		yield rows[ k ]!;
	}
}

function byStamp( table: Table, bounds: Bounds, descending: boolean ): Plan {
	const bounded = bounds.stamp !== '' || bounds.lastStamp !== null;
	const from = bounds.stamp === '' ? 0 : table.position( bounds.stamp, bounds.id );
	const to = bounds.lastStamp === null ? table.size : table.position( bounds.lastStamp, '~' );
	return {
		kind: bounded ? 'stamp' : 'scan',
		fields: bounded ? [ 'SystemModstamp' ] : [],
		rows: slice( table.inStampOrder(), { from, to, descending } ),
		order: { by: 'stamp', descending },
	};
}

function byId( table: Table, bounds: Bounds, descending: boolean ): Plan {
	const rows = table.inIdOrder();
	const from = bounds.idFrom === '' ? 0 : table.idPosition( bounds.idFrom );
	const to = bounds.idTo === null ? rows.length : Math.min( rows.length, table.idPosition( bounds.idTo ) + 1 );
	return { kind: 'id range', fields: [ 'Id' ], rows: slice( rows, { from, to, descending } ), order: { by: 'id', descending } };
}

const sizeOf = ( table: Table, { stamp, id, lastStamp }: Bounds ): number =>
	( lastStamp === null ? table.size : table.position( lastStamp, '~' ) ) - ( stamp === '' ? 0 : table.position( stamp, id ) );

export function planFor( table: Table, { node, facts, wanted }: { node: Node | null; facts: Facts; wanted: Natural | null } ): Plan {
	const found = node && pinned( table, node, facts );
	if ( found ) {
		return { kind: found.byId ? 'ids' : 'index', fields: found.fields, rows: found.rows, order: null };
	}
	const bounds = boundsOf( node, facts );
	const ranged = bounds.idFrom !== '' || bounds.idTo !== null;
	const stamped = bounds.stamp !== '' || bounds.lastStamp !== null;
	if ( wanted?.by === 'id' ? ! stamped || sizeOf( table, bounds ) > table.size / 4 : ranged && wanted === null && ! stamped ) {
		return byId( table, bounds, wanted?.descending ?? false );
	}
	return byStamp( table, bounds, wanted?.by === 'stamp' && wanted.descending );
}
