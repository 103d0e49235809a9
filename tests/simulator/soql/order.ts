import type { OrderByClause } from '@jetstreamapp/soql-parser-js';
import { abilitiesOf, isCompound, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { sortable } from './compare';
import { cannot, unexpected } from './errors';
import { fieldTerm, functionTerm, isDateFunction, nameOf } from './functions';
import type { Getter, Scope } from './scope';

interface Direction {
	descending: boolean;
	nullsLast: boolean;
}

export const clauses = ( orderBy: OrderByClause | OrderByClause[] | undefined ): OrderByClause[] => ( orderBy === undefined ? [] : [ orderBy ].flat() );

export const directionOf = ( clause: OrderByClause ): Direction => ( { descending: clause.order === 'DESC', nullsLast: clause.nulls === 'LAST' } );

/** An order that rows can be read in without sorting them. */
export interface Natural {
	by: 'stamp' | 'id';
	descending: boolean;
}

/** (SystemModstamp, Id) and Id alone are kept by the table, either way round. */
export function naturalOrder( orderBy: OrderByClause[] ): Natural | null {
	const names = orderBy.map( ( one ) => ( 'field' in one ? one.field.toLowerCase() : '' ) ).join();
	const descending = orderBy.every( ( one ) => one.order === 'DESC' );
	if ( ! descending && orderBy.some( ( one ) => one.order === 'DESC' ) ) {
		return null;
	}
	if ( names === 'id' ) {
		return { by: 'id', descending };
	}
	return names === 'systemmodstamp,id' || names === 'systemmodstamp' ? { by: 'stamp', descending } : null;
}

function getterOf( scope: Scope, clause: OrderByClause, index: number ): Getter {
	const place = scope.place( 'ORDER BY', index );
	if ( 'fn' in clause && ! isDateFunction( nameOf( clause.fn ) ) ) {
		throw unexpected( place, clause.fn.functionName ?? '' );
	}
	const term = 'fn' in clause ? functionTerm( scope, clause.fn, place ) : fieldTerm( scope, clause.field, place.at );
	const { path, get } = term;
	if ( ! abilitiesOf( path.field ).sortable || isCompound( path.field ) ) {
		throw cannot( place, 'MALFORMED_QUERY', path.name, 'sorted' );
	}
	const prepare = sortable( term.field );
	return ( row ) => prepare( get( row ) );
}

/** Nulls first unless NULLS LAST is written, whichever the direction (§2.10). */
export function comparePair( a: Value, b: Value, { descending, nullsLast }: Direction ): number {
	if ( a === b ) {
		return 0;
	}
	if ( a === null || b === null ) {
		return ( a === null ) === nullsLast ? 1 : -1;
	}
	return a < b === descending ? 1 : -1;
}

/** Each thing's keys are worked out once, then compared. */
export function sortBy< T >( things: T[], keysOf: ( thing: T ) => Value[], directions: Direction[] ): T[] {
	const keyed = things.map( ( thing ) => ( { thing, keys: keysOf( thing ) } ) );
	keyed.sort( ( a, b ) => {
		for ( const [ index, direction ] of directions.entries() ) {
			const order = comparePair( a.keys[ index ] ?? null, b.keys[ index ] ?? null, direction );
			if ( order !== 0 ) {
				return order;
			}
		}
		return 0;
	} );
	return keyed.map( ( { thing } ) => thing );
}

export function compileOrder( scope: Scope, orderBy: OrderByClause[] ): ( rows: Row[] ) => Row[] {
	const getters = orderBy.map( ( clause, index ) => getterOf( scope, clause, index ) );
	const directions = orderBy.map( directionOf );
	return ( rows ) => ( getters.length === 0 ? rows : sortBy( rows, ( row ) => getters.map( ( get ) => get( row ) ), directions ) );
}
