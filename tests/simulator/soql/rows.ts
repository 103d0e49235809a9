import type { Query, Subquery } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import type { Value } from '../org/schema';
import type { Row } from '../org/store';
import { compileWhere, type Predicate, type Where } from './conditions';
import { unexpected } from './errors';
import { clauses, compileOrder, naturalOrder } from './order';
import { refuseUnfiltered } from './restrictions';
import type { Scope } from './scope';
import { planFor, type Plan } from './seek';
import type { Joins } from './semi-joins';

const MAX_OFFSET = 2000;

/** What an inner select of a semi-join gives. */
function innerValues( inner: Scope ): Set< Value > {
	const [ item ] = inner.query.fields ?? [];
	const written = item?.type === 'FieldRelationship' ? [ ...item.relationships, item.field ].join( '.' ) : item?.type === 'Field' ? item.field : 'Id';
	const path = inner.resolve( written, inner.place( 'SELECT' ).at );
	const { rows } = compileRows( inner, { joins: { nested: true } } )( null );
	return new Set( rows.map( path.get ) );
}

/** Tasks and events long past are kept aside: only queryAll finds them (§2.9). */
const isArchived = ( row: Row ): boolean => row.values.IsArchived === true && ( row.type === 'Task' || row.type === 'Event' );

function mine( scope: Scope ): Predicate | null {
	const { usingScope } = scope.query;
	const name = usingScope?.toLowerCase() ?? 'everything';
	if ( name === 'everything' ) {
		return null;
	}
	if ( name !== 'mine' || ! scope.object.fields.some( ( field ) => field.name === 'OwnerId' ) ) {
		throw unexpected( { soql: scope.soql, at: scope.world.source.lastOffset( scope.query, 'USING' ) }, usingScope ?? '' );
	}
	const { userId } = scope.world.caller;
	return ( row ) => row.values.OwnerId === userId;
}

function visible( scope: Scope, where: Where | null ): Predicate {
	const { sees, includeDeleted, meter } = scope.world;
	const own = mine( scope );
	const matches = where?.predicate;
	return ( row ) => {
		meter.judged++;
		return (
			( includeDeleted || ! ( row.deleted || isArchived( row ) ) ) &&
			( sees === null || sees( row ) ) &&
			( own === null || own( row ) ) &&
			( matches === undefined || matches( row ) )
		);
	};
}

export interface Selection {
	rows: Row[];
	plan: Plan;
}

const listed = ( rows: Row[] ): Plan => ( { kind: 'scan', fields: [], rows, order: null } );

interface How {
	joins?: Joins;
	/** ORDER BY, LIMIT and OFFSET are about groups, not rows. */
	whole?: boolean;
}

/** WHERE, ORDER BY, LIMIT and OFFSET; `from` null means the whole object. */
export function compileRows( scope: Scope, { joins = { count: 0, valuesOf: innerValues }, whole = false }: How = {} ): ( from: Row[] | null ) => Selection {
	const { query, object, world } = scope;
	const where = query.where ? compileWhere( scope, joins ) : null;
	refuseUnfiltered( scope, where );
	const keep = visible( scope, where );
	const orderBy = whole ? [] : clauses( query.orderBy );
	const sort = compileOrder( scope, orderBy );
	const { from: start, end } = whole ? { from: 0, end: Infinity } : limits( query );
	const wanted = naturalOrder( orderBy );
	const plan = (): Plan =>
		object.virtual
			? listed( world.virtualRows( object.name ) )
			: planFor( world.store.table( object.name ), { node: where?.node ?? null, facts: where?.facts ?? new Map(), wanted } );
	return ( from ) => {
		const chosen = from ? listed( from ) : plan();
		const inOrder = orderBy.length === 0 || ( wanted !== null && chosen.order?.by === wanted.by && chosen.order.descending === wanted.descending );
		const rows: Row[] = [];
		const most = inOrder ? end : Infinity;
		if ( most > 0 ) {
			for ( const row of chosen.rows ) {
				if ( keep( row ) && rows.push( row ) >= most ) {
					break;
				}
			}
		}
		const sorted = inOrder ? rows : sort( rows );
		return { rows: start === 0 && sorted.length <= end ? sorted : sorted.slice( start, end ), plan: chosen };
	};
}

export function limits( { limit, offset = 0 }: Query | Subquery ): { from: number; end: number } {
	if ( offset > MAX_OFFSET ) {
		throw badRequest( 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000' );
	}
	return { from: offset, end: limit === undefined ? Infinity : offset + limit };
}
