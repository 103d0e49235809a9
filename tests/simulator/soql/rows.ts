import type { Query, Subquery } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import type { Value } from '../org/schema';
import type { Row } from '../org/store';
import { compileWhere, type Predicate } from './conditions';
import { malformed } from './errors';
import { clauses, compileOrder, isStampOrder } from './order';
import type { Scope } from './scope';
import { candidates } from './seek';
import type { Node } from './tree';

export interface Selected {
	rows: Row[];
}

const MAX_OFFSET = 2000;

/** The inner query of a semi-join names one field; its values are what the outer one is held against. */
function innerValues( scope: Scope, query: Query ): Set< Value > {
	const [ item ] = query.fields ?? [];
	if ( query.fields?.length !== 1 || ! item || item.type !== 'Field' ) {
		throw malformed( 'The inner select of a semi join must select one field' );
	}
	const path = scope.resolve( item.field );
	if ( path.field.type !== 'id' && path.field.type !== 'reference' ) {
		throw malformed( 'The inner select of a semi join must select an id or reference field' );
	}
	const { rows } = compileRows( scope, query )( null );
	return new Set( rows.map( path.get ) );
}

function condition( scope: Scope, query: Query | Subquery ): { node: Node | null; keep: Predicate } {
	const where = query.where ? compileWhere( scope, query.where, innerValues ) : null;
	const matches = where?.predicate ?? ( () => true );
	const { sees, includeDeleted } = scope.world;
	const visible: Predicate = sees === null ? matches : ( row ) => sees( row ) && matches( row );
	return {
		node: where?.node ?? null,
		keep: includeDeleted ? visible : ( row ) => ! row.deleted && visible( row ),
	};
}

/** WHERE, ORDER BY, LIMIT and OFFSET; `from` null means the whole object. */
export function compileRows( scope: Scope, query: Query | Subquery ): ( from: Row[] | null ) => Selected {
	const { node, keep } = condition( scope, query );
	const orderBy = clauses( query.orderBy );
	const order = compileOrder( scope, orderBy );
	const offset = query.offset ?? 0;
	if ( offset > MAX_OFFSET ) {
		throw badRequest( 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000' );
	}
	const end = query.limit === undefined ? Infinity : offset + query.limit;
	const inOrder = orderBy.length === 0 || isStampOrder( orderBy );
	return ( from ) => {
		const rows: Row[] = [];
		for ( const row of from ?? ( scope.object.virtual ? scope.world.virtualRows( scope.object.name ) : candidates( scope.store.table( scope.object.name ), node ) ) ) {
			if ( from === null && inOrder && rows.length >= end ) {
				break;
			}
			if ( keep( row ) ) {
				rows.push( row );
			}
		}
		if ( from !== null || ! inOrder ) {
			rows.sort( order );
		}
		return { rows: rows.slice( offset, end ) };
	};
}
