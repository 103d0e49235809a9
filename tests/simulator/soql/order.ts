import type { OrderByClause } from '@jetstreamapp/soql-parser-js';
import { isLongText, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { comparable } from './compare';
import { malformed, offsetOf, positioned } from './errors';
import { datePart, isDatePart } from './functions';
import type { Getter, Scope } from './scope';

export type Comparator = ( a: Row, b: Row ) => number;

export const clauses = ( orderBy: OrderByClause | OrderByClause[] | undefined ): OrderByClause[] => ( orderBy === undefined ? [] : [ orderBy ].flat() );

/** Is this the order the table keeps anyway? */
export function isStampOrder( orderBy: OrderByClause[] ): boolean {
	const names = orderBy.map( ( one ) => ( 'field' in one && one.order !== 'DESC' ? one.field.toLowerCase() : '' ) );
	return names.join() === 'systemmodstamp,id' || names.join() === 'systemmodstamp';
}

function getterOf( scope: Scope, clause: OrderByClause ): Getter {
	if ( 'fn' in clause ) {
		const name = clause.fn.functionName?.toUpperCase() ?? '';
		const argument = clause.fn.parameters?.[ 0 ];
		if ( ! isDatePart( name ) || typeof argument !== 'string' ) {
			throw malformed( `unexpected token: ${ clause.fn.rawValue ?? name }` );
		}
		const path = scope.resolve( argument );
		const part = datePart( name );
		return ( row ) => part( path.get( row ) );
	}
	const path = scope.resolve( clause.field );
	if ( isLongText( path.field ) || path.field.type === 'multipicklist' ) {
		throw positioned( 'MALFORMED_QUERY', scope.soql, offsetOf( scope.soql, clause.field ), `field '${ clause.field }' can not be sorted in a query call` );
	}
	const prepare = comparable( path.field.type );
	return ( row ) => prepare( path.get( row ) );
}

/** Nulls first unless NULLS LAST is written, whichever the direction (§2.10). */
export function comparePair( a: Value, b: Value, descending: boolean, nullsLast: boolean ): number {
	if ( a === b ) {
		return 0;
	}
	if ( a === null || b === null ) {
		return ( a === null ) === nullsLast ? 1 : -1;
	}
	return a < b === descending ? 1 : -1;
}

export function compileOrder( scope: Scope, orderBy: OrderByClause[] ): Comparator {
	const keys = orderBy.map( ( clause ) => ( {
		get: getterOf( scope, clause ),
		descending: clause.order === 'DESC',
		nullsLast: clause.nulls === 'LAST',
	} ) );
	return ( a, b ) => {
		for ( const key of keys ) {
			const order = comparePair( key.get( a ), key.get( b ), key.descending, key.nullsLast );
			if ( order !== 0 ) {
				return order;
			}
		}
		return 0;
	};
}
