import type { FieldType as SelectItem, Query, Subquery } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import type { Field, Value } from '../org/schema';
import type { Row } from '../org/store';
import { comparable, sortable, type Test } from './compare';
import { testOf } from './conditions';
import { malformed, malformedAt, unexpected, type Place } from './errors';
import { foldTerm, isAggregateFunction, type Group, type GroupTerm } from './folds';
import { formatted } from './format';
import { nameOf, type Call } from './functions';
import { groupingOf, type Grouping } from './grouping';
import { clauses, directionOf, sortBy } from './order';
import { compileRows, limits } from './rows';
import type { Scope } from './scope';
import { writtenPath } from './select';
import type { RecordJson } from './shape';
import type { Node } from './tree';

const MAX_GROUPS = 2000;

const isAggregate = ( item: SelectItem ): boolean =>
	item.type === 'FieldFunctionExpression' &&
	( isAggregateFunction( nameOf( item ) ) || item.parameters.some( ( one ) => typeof one === 'object' && isAggregate( one ) ) );

export const isAggregateQuery = ( query: Query | Subquery ): boolean => query.groupBy !== undefined || ( query.fields ?? [] ).some( isAggregate );

const isCount = ( item: SelectItem | undefined ): boolean =>
	item?.type === 'FieldFunctionExpression' && nameOf( item ) === 'COUNT' && item.parameters.length === 0;

export const isPlainCount = ( query: Query ): boolean => query.fields?.length === 1 && isCount( query.fields[ 0 ] );

/** One column of the answer, and what `columns=true` tells of it. */
export interface Column {
	name: string;
	display: string;
	field: Field;
	/** An aggregate or function, not a grouped field. */
	computed: boolean;
	value: ( group: Group ) => Value;
}

export interface Compiled {
	columns: Column[];
	run: () => RecordJson[];
}

const ungrouped = ( place: Place, name: string ): Error => malformedAt( place, `Field must be grouped or aggregated: ${ name }` );

/** An aggregate or a grouped thing, wherever it is named: in SELECT, HAVING or ORDER BY. */
function groupTerm( scope: Scope, grouping: Grouping, what: string | Call, place: Place ): GroupTerm {
	if ( typeof what !== 'string' && isAggregateFunction( nameOf( what ) ) ) {
		return foldTerm( scope, what, place );
	}
	const key = grouping.find( scope, what, place );
	if ( ! key ) {
		throw ungrouped( place, typeof what === 'string' ? what : ( what.rawValue ?? nameOf( what ) ) );
	}
	return key;
}

function groupingFlag( scope: Scope, grouping: Grouping, call: Call, place: Place ): GroupTerm {
	const [ argument ] = call.parameters ?? [];
	const index = argument === undefined ? -1 : grouping.indexOf( scope, argument, place );
	if ( index < 0 || ! grouping.subtotals ) {
		throw malformedAt( place, 'GROUPING() takes a field of GROUP BY ROLLUP or GROUP BY CUBE' );
	}
	return { place, field: grouping.flag, value: ( group ) => ( group.summed.has( index ) ? 1 : 0 ) };
}

function functionColumn( scope: Scope, grouping: Grouping, item: Call, place: Place ): GroupTerm {
	const name = nameOf( item );
	const [ argument ] = item.parameters ?? [];
	if ( name === 'GROUPING' ) {
		return groupingFlag( scope, grouping, item, place );
	}
	if ( name === 'FORMAT' && argument !== undefined ) {
		const term = groupTerm( scope, grouping, argument, place );
		return { ...term, value: ( group ) => formatted( term.field, term.value( group ), scope.world.caller ) };
	}
	return groupTerm( scope, grouping, item, place );
}

function columnsOf( scope: Scope, grouping: Grouping ): Column[] {
	let unnamed = 0;
	const taken = new Set< string >();
	return ( scope.query.fields ?? [] ).map( ( item, index ): Column => {
		const place = scope.place( 'SELECT', index );
		if ( item.type === 'FieldSubquery' || item.type === 'FieldTypeof' ) {
			throw malformedAt( place, 'Grouped query cannot use child relationships in the SELECT list' );
		}
		if ( isCount( item ) && ( scope.query.fields?.length ?? 0 ) > 1 ) {
			throw malformedAt( place, 'COUNT() must be the only element in the SELECT list' );
		}
		const call = item.type === 'FieldFunctionExpression' ? item : null;
		const written = item.type === 'FieldFunctionExpression' ? '' : writtenPath( item );
		const term = call ? functionColumn( scope, grouping, call, place ) : groupTerm( scope, grouping, written, place );
		const alias = 'alias' in item ? item.alias : undefined;
		const name = alias ?? ( call ? `expr${ unnamed++ }` : term.field.name );
		if ( taken.has( name.toLowerCase() ) ) {
			throw malformedAt( place, `duplicate alias: ${ name }` );
		}
		taken.add( name.toLowerCase() );
		return { name, display: call ? displayOf( call ) : name, field: term.field, computed: call !== null, value: term.value };
	} );
}

/** `count(Id)`, as the columns call tells it (§9.1). */
const displayOf = ( call: Call ): string =>
	`${ ( call.functionName ?? '' ).toLowerCase() }(${ ( call.parameters ?? [] ).map( ( one ) => ( typeof one === 'string' ? one : displayOf( one ) ) ).join( ',' ) })`;

type Having = ( group: Group ) => boolean;

function havingOf( scope: Scope, grouping: Grouping, node: Node ): Having {
	if ( node.kind === 'not' ) {
		const inner = havingOf( scope, grouping, node.node );
		return ( group ) => ! inner( group );
	}
	if ( node.kind !== 'leaf' ) {
		const parts = node.nodes.map( ( one ) => havingOf( scope, grouping, one ) );
		return node.kind === 'and' ? ( group ) => parts.every( ( part ) => part( group ) ) : ( group ) => parts.some( ( part ) => part( group ) );
	}
	const { leaf } = node;
	const place = { soql: scope.soql, at: leaf.field.offset };
	const { comparison } = leaf;
	if ( ! comparison || scope.world.source.innerOf( leaf ) ) {
		throw unexpected( place, leaf.field.text );
	}
	const term = groupTerm( scope, grouping, 'fn' in comparison ? comparison.fn : comparison.field, place );
	const { test }: { test: Test } = testOf( scope.world, term, leaf );
	const prepare = comparable( term.field );
	return ( group ) => test( prepare( term.value( group ) ) );
}

function orderOf( scope: Scope, grouping: Grouping ): ( groups: Group[] ) => Group[] {
	const orderBy = clauses( scope.query.orderBy );
	const terms = orderBy.map( ( clause, index ) => groupTerm( scope, grouping, 'fn' in clause ? clause.fn : clause.field, scope.place( 'ORDER BY', index ) ) );
	const keys = terms.map( ( term ) => ( { term, prepare: sortable( term.field ) } ) );
	const directions = orderBy.map( directionOf );
	return ( groups ) =>
		keys.length === 0 ? groups : sortBy( groups, ( group ) => keys.map( ( { term, prepare } ) => prepare( term.value( group ) ) ), directions );
}

function refuseUngrouped( query: Query ): void {
	const what = query.limit !== undefined ? 'LIMIT' : query.orderBy !== undefined ? 'ORDER BY' : null;
	if ( query.groupBy === undefined && what ) {
		throw malformed( `Non-grouped query that uses overall aggregate functions cannot also use ${ what }` );
	}
}

export function compileAggregate( scope: Scope, query: Query ): Compiled {
	refuseUngrouped( query );
	const grouping = groupingOf( scope );
	const columns = columnsOf( scope, grouping );
	const having = query.having ? havingOf( scope, grouping, scope.conditions( 'having' ) ) : () => true;
	const order = orderOf( scope, grouping );
	const { from, end } = limits( query );
	const select = compileRows( scope, { whole: true } );
	const run = (): RecordJson[] => {
		const rows: Row[] = select( null ).rows;
		const groups = order( grouping.groups( rows ).filter( having ) ).slice( from, end );
		if ( groups.length > MAX_GROUPS ) {
			throw badRequest( 'EXCEEDED_ID_LIMIT', 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch' );
		}
		return groups.map( ( group ) => {
			const record: RecordJson = { attributes: { type: 'AggregateResult' } };
			for ( const column of columns ) {
				record[ column.name ] = column.value( group );
			}
			return record;
		} );
	};
	return { columns, run };
}
