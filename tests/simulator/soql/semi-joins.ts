import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Value } from '../org/schema';
import { malformedAt, noSuchObject } from './errors';
import type { Term } from './functions';
import type { Path, Scope } from './scope';
import { clauses } from './order';

/** The semi-joins of one WHERE so far; null inside a semi-join, which may hold none. */
export type Joins = { count: number; valuesOf: ( scope: Scope ) => Set< Value > } | { nested: true };

const MAX_JOINS = 2;
/** Not allowed inside, whatever is asked of them (§2.10). */
const REFUSED = new Set( [ 'Task', 'Event', 'Note', 'Attachment' ] );

interface SemiJoin {
	term: Term;
	query: Query;
	joins: Joins;
	inOr: boolean;
	inNot: boolean;
}

const isId = ( { field }: Pick< Path, 'field' > ): boolean => field.type === 'id' || field.type === 'reference';
/** Objects that the ids of a field belong to. */
const targetsOf = ( path: Path ): string[] => ( path.field.type === 'id' ? [ path.object.name ] : path.field.referenceTo );

/** The values that the inner select gives; whatever Salesforce restricts is refused first (§2.10). */
export function semiJoin( scope: Scope, { term, query, joins, inOr, inNot }: SemiJoin ): Set< Value > {
	const { place, path } = term;
	if ( 'nested' in joins ) {
		throw malformedAt( place, 'Nesting of semi join sub-selects is not supported' );
	}
	if ( inOr ) {
		throw malformedAt( place, "Semi join sub-selects are not allowed with the 'OR' operator" );
	}
	if ( inNot ) {
		throw malformedAt( place, 'Semi join sub-selects are only allowed at the top level WHERE expressions and not nested WHERE expressions' );
	}
	if ( ++joins.count > MAX_JOINS ) {
		throw malformedAt( place, `Maximum ${ MAX_JOINS } semi join sub-selects are allowed` );
	}
	if ( path.steps.length > 0 || term.field !== path.field || ! isId( path ) ) {
		throw malformedAt( place, `The left operand field in the where expression for outer query should be an id field, cannot use: '${ path.name }'` );
	}
	const inner = innerScope( scope, query );
	const selected = selectedPath( inner, query );
	if ( ! targetsOf( selected ).some( ( name ) => targetsOf( path ).includes( name ) ) ) {
		throw malformedAt(
			selected.place,
			`The selected field '${ selected.name }' in the subquery and the left operand field in the where expression in the outer query '${ path.name }' should point to the same object type`
		);
	}
	const values = joins.valuesOf( inner );
	values.delete( null );
	return values;
}

function innerScope( scope: Scope, query: Query ): Scope {
	const name = query.sObject ?? '';
	const object = scope.world.schema.find( name );
	const place = scope.inner( scope.object, query ).place( 'FROM' );
	if ( ! object || ! object.queryable ) {
		throw noSuchObject( place, name );
	}
	if ( object.name === scope.object.name ) {
		throw malformedAt( place, 'The inner and outer selects should not be on the same object type' );
	}
	if ( REFUSED.has( object.name ) ) {
		throw malformedAt( place, `Entity '${ object.name }' is not supported for semi join inner selects` );
	}
	if ( query.limit !== undefined || query.offset !== undefined || clauses( query.orderBy ).length > 0 || query.groupBy !== undefined ) {
		throw malformedAt( place, 'Semi join sub-selects cannot have ORDER BY, LIMIT, OFFSET or GROUP BY' );
	}
	return scope.inner( object, query );
}

function selectedPath( inner: Scope, query: Query ): Path {
	const [ item ] = query.fields ?? [];
	const place = inner.place( 'SELECT' );
	if ( query.fields?.length !== 1 || ! item || ( item.type !== 'Field' && item.type !== 'FieldRelationship' ) ) {
		throw malformedAt( place, 'Semi join sub-selects must select exactly one id or reference field' );
	}
	const written = item.type === 'Field' ? item.field : [ ...item.relationships, item.field ].join( '.' );
	const path = inner.resolve( written, place.at );
	if ( ! isId( path ) ) {
		throw malformedAt( place, `Semi join sub-selects can only query id fields, cannot use: '${ path.name }'` );
	}
	return path;
}
