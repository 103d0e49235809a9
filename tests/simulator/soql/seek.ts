import { readDatetime } from '../org/coerce';
import { normaliseId } from '../org/ids';
import type { Row, Table } from '../org/store';
import { readString } from './parse';
import type { Leaf, Node } from './tree';

// The two shortcuts of a sync: by id, and from a stamp on. Both only narrow what the predicate then judges.

const isField = ( leaf: Leaf, name: string ): boolean => 'field' in leaf && leaf.field.toLowerCase() === name;

/** Ids that a condition pins down, or null when it does not. */
function pinnedIds( node: Node ): string[] | null {
	if ( node.kind === 'and' ) {
		for ( const part of node.nodes ) {
			const ids = pinnedIds( part );
			if ( ids ) {
				return ids;
			}
		}
		return null;
	}
	if ( node.kind !== 'leaf' || ! isField( node.leaf, 'id' ) || ! ( 'value' in node.leaf ) ) {
		return null;
	}
	const { operator, value } = node.leaf;
	if ( operator !== '=' && operator !== 'IN' ) {
		return null;
	}
	return [ value ]
		.flat()
		.map( ( text ) => ( text.startsWith( "'" ) ? normaliseId( readString( text ) ) : null ) )
		.filter( ( id ): id is string => id !== null );
}

/** A stamp that no matching row lies before; '' when the condition sets none. */
function earliest( node: Node ): string {
	if ( node.kind === 'leaf' ) {
		const { leaf } = node;
		const bounds = isField( leaf, 'systemmodstamp' ) && [ '>', '>=', '=' ].includes( leaf.operator ) && leaf.literalType === 'DATETIME' && 'value' in leaf;
		return bounds ? ( readDatetime( String( leaf.value ) ) ?? '' ) : '';
	}
	if ( node.kind === 'not' ) {
		return '';
	}
	const stamps = node.nodes.map( earliest ).sort();
	return ( node.kind === 'and' ? stamps[ stamps.length - 1 ] : stamps[ 0 ] ) ?? '';
}

/** Rows worth judging, in (SystemModstamp, Id) order when `ordered`. */
export function* candidates( table: Table, node: Node | null ): Iterable< Row > {
	const ids = node && pinnedIds( node );
	if ( ids ) {
		const rows = [ ...new Set( ids ) ].map( ( id ) => table.get( id ) ).filter( ( row ): row is Row => row !== undefined );
		yield* rows.sort( ( a, b ) => stampOrder( a, b ) );
		return;
	}
	const ordered = table.inStampOrder();
	const stamp = node ? earliest( node ) : '';
	for ( let k = stamp ? table.position( stamp ) : 0; k < ordered.length; k++ ) {
		yield ordered[ k ]!;
	}
}

function stampOrder( a: Row, b: Row ): number {
	const [ x, y ] = [ a.values.SystemModstamp as string, b.values.SystemModstamp as string ];
	if ( x !== y ) {
		return x < y ? -1 : 1;
	}
	return a.id < b.id ? -1 : 1;
}
