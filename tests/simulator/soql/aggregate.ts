import type { FieldType as SelectItem, FunctionExp, Query } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import type { Value } from '../org/schema';
import type { Row } from '../org/store';
import { compare } from './compare';
import { malformed, offsetOf, positioned } from './errors';
import { datePart, isDatePart } from './functions';
import { comparePair } from './order';
import { compileRows } from './rows';
import type { Getter, Scope } from './scope';
import { writtenPath, type RecordJson } from './select';
import type { Leaf, Node } from './tree';

const AGGREGATES = new Set( [ 'COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM', 'AVG' ] );
const MAX_GROUPS = 2000;

const isAggregate = ( item: SelectItem ): boolean => item.type === 'FieldFunctionExpression' && AGGREGATES.has( item.functionName.toUpperCase() );

export const isAggregateQuery = ( query: Query ): boolean => query.groupBy !== undefined || ( query.fields ?? [] ).some( isAggregate );

export const isPlainCount = ( query: Query ): boolean => {
	const [ only ] = query.fields ?? [];
	return (
		query.fields?.length === 1 && only?.type === 'FieldFunctionExpression' && only.functionName.toUpperCase() === 'COUNT' && only.parameters.length === 0
	);
};

type Fold = ( rows: Row[] ) => Value;

function foldOf( scope: Scope, name: string, get: Getter | null ): Fold {
	const values = ( rows: Row[] ): Value[] => ( get === null ? [] : rows.map( get ).filter( ( value ) => value !== null ) );
	const numbers = ( rows: Row[] ): number[] => values( rows ).map( Number );
	const sum = ( rows: Row[] ): number => numbers( rows ).reduce( ( a, b ) => a + b, 0 );
	const extreme = ( rows: Row[], sign: number ): Value =>
		values( rows ).reduce< Value >( ( best, value ) => ( best === null || comparePair( value, best, false, false ) * sign > 0 ? value : best ), null );
	const folds: Record< string, Fold > = {
		COUNT: ( rows ) => ( get === null ? rows.length : values( rows ).length ),
		COUNT_DISTINCT: ( rows ) => new Set( values( rows ) ).size,
		MIN: ( rows ) => extreme( rows, -1 ),
		MAX: ( rows ) => extreme( rows, 1 ),
		SUM: ( rows ) => ( values( rows ).length ? sum( rows ) : null ),
		AVG: ( rows ) => ( values( rows ).length ? sum( rows ) / values( rows ).length : null ),
	};
	const fold = folds[ name ];
	if ( ! fold ) {
		throw malformed( `unexpected token: ${ name }` );
	}
	return fold;
}

function aggregateOf( scope: Scope, fn: FunctionExp ): Fold {
	const name = fn.functionName?.toUpperCase() ?? '';
	const argument = fn.parameters?.[ 0 ];
	if ( typeof argument !== 'string' ) {
		return foldOf( scope, name, null );
	}
	const { field, get } = scope.resolve( argument );
	const numeric = [ 'currency', 'double', 'int' ].includes( field.type );
	const fits = name === 'SUM' || name === 'AVG' ? numeric : field.type !== 'boolean' && ! ( field.type === 'textarea' && field.length > 255 );
	if ( ! fits && name !== 'COUNT' ) {
		throw positioned(
			'MALFORMED_QUERY',
			scope.soql,
			offsetOf( scope.soql, argument ),
			`field ${ argument } does not support aggregate operator ${ name }`
		);
	}
	return foldOf( scope, name, get );
}

function groupKeys( scope: Scope, query: Query ): Map< string, Getter > {
	const keys = new Map< string, Getter >();
	for ( const clause of query.groupBy === undefined ? [] : [ query.groupBy ].flat() ) {
		if ( 'field' in clause ) {
			keys.set( clause.field.toLowerCase(), scope.resolve( clause.field ).get );
			continue;
		}
		const name = clause.fn.functionName?.toUpperCase() ?? '';
		const argument = clause.fn.parameters?.[ 0 ];
		if ( ! isDatePart( name ) || typeof argument !== 'string' ) {
			throw malformed( `unexpected token: ${ name }` );
		}
		const path = scope.resolve( argument );
		const part = datePart( name );
		keys.set( `${ name }(${ argument })`.toLowerCase(), ( row ) => part( path.get( row ) ) );
	}
	return keys;
}

interface Column {
	name: string;
	fold: Fold;
}

function columnsOf( scope: Scope, query: Query, keys: Map< string, Getter > ): Column[] {
	let unnamed = 0;
	return ( query.fields ?? [] ).map( ( item ): Column => {
		if ( item.type === 'FieldFunctionExpression' ) {
			if ( isAggregate( item ) ) {
				const fold = aggregateOf( scope, item );
				return { name: item.alias ?? `expr${ unnamed++ }`, fold };
			}
			const [ argument ] = item.parameters;
			const key = `${ item.functionName }(${ typeof argument === 'string' ? argument : '' })`.toLowerCase();
			const get = keys.get( key );
			if ( ! get ) {
				throw ungrouped( scope, item.functionName, key );
			}
			return {
				name: item.alias ?? `expr${ unnamed++ }`,
				fold: ( rows ) => get( rows[ 0 ]! ),
			};
		}
		if ( item.type === 'FieldSubquery' || item.type === 'FieldTypeof' ) {
			throw malformed( 'Grouped query cannot use child relationships in the SELECT list' );
		}
		const written = writtenPath( item );
		const get = keys.get( written.toLowerCase() );
		const path = scope.resolve( written );
		if ( ! get ) {
			throw ungrouped( scope, written, path.field.name );
		}
		return {
			name: ( 'alias' in item && item.alias ) || path.field.name,
			fold: ( rows ) => get( rows[ 0 ]! ),
		};
	} );
}

const ungrouped = ( scope: Scope, written: string, name: string ): Error =>
	positioned( 'MALFORMED_QUERY', scope.soql, offsetOf( scope.soql, written ), `Field must be grouped or aggregated: ${ name }` );

function havingOf( scope: Scope, node: Node ): ( rows: Row[] ) => boolean {
	if ( node.kind === 'not' ) {
		const inner = havingOf( scope, node.node );
		return ( rows ) => ! inner( rows );
	}
	if ( node.kind !== 'leaf' ) {
		const parts = node.nodes.map( ( one ) => havingOf( scope, one ) );
		return node.kind === 'and' ? ( rows ) => parts.every( ( part ) => part( rows ) ) : ( rows ) => parts.some( ( part ) => part( rows ) );
	}
	const leaf: Leaf = node.leaf;
	if ( ! ( 'fn' in leaf ) || ! ( 'value' in leaf ) ) {
		throw malformed( 'HAVING compares an aggregate with a number' );
	}
	const fold = aggregateOf( scope, leaf.fn );
	const test = compare( leaf.operator, {
		value: Number( leaf.value ),
		until: null,
	} );
	return ( rows ) => test( fold( rows ) );
}

function groupsOf( rows: Row[], keys: Map< string, Getter > ): Row[][] {
	const groups = new Map< string, Row[] >();
	for ( const row of rows ) {
		const key = JSON.stringify( [ ...keys.values() ].map( ( get ) => get( row ) ) );
		const group = groups.get( key );
		if ( group ) {
			group.push( row );
		} else {
			groups.set( key, [ row ] );
		}
	}
	return [ ...groups.values() ];
}

export function aggregateRecords( scope: Scope, query: Query ): RecordJson[] {
	const keys = groupKeys( scope, query );
	const grouped = query.groupBy !== undefined;
	if ( ! grouped && ( query.limit !== undefined || query.orderBy !== undefined ) ) {
		throw malformed( 'Aggregate query without GROUP BY takes neither ORDER BY nor LIMIT' );
	}
	const columns = columnsOf( scope, query, keys );
	const having = query.having ? havingOf( scope, scope.treeOf( query.having ) ) : () => true;
	const { limit, offset, orderBy, ...rest } = query;
	if ( orderBy !== undefined ) {
		throw malformed( 'ORDER BY of a grouped query is not imitated by this simulator' );
	}
	const { rows } = compileRows( scope, rest )( null );
	const groups = ( grouped ? groupsOf( rows, keys ) : [ rows ] ).filter( having );
	if ( groups.length > MAX_GROUPS ) {
		throw badRequest( 'EXCEEDED_ID_LIMIT', 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch' );
	}
	return groups.slice( offset ?? 0, ( offset ?? 0 ) + ( limit ?? MAX_GROUPS ) ).map( ( group ) => {
		const record: RecordJson = {
			attributes: { type: 'AggregateResult' },
		};
		for ( const column of columns ) {
			record[ column.name ] = column.fold( group );
		}
		return record;
	} );
}
