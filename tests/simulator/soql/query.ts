import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Access } from '../org/access';
import type { Row, Store } from '../org/store';
import { compileAggregate, isAggregateQuery, isPlainCount } from './aggregate';
import { callerOf } from './caller';
import { columnsOfGroups, columnsOfShape, type Columns } from './columns';
import { malformed } from './errors';
import { explained, type Explained } from './explain';
import { parseSoql } from './parse';
import { objectToQuery, refuseClauses, refuseSecondBatch } from './restrictions';
import { compileRows } from './rows';
import { Scope } from './scope';
import { compileShape, type Project, type RecordJson } from './select';
import { printer } from './shape';
import type { World } from './world';

export interface Ask {
	soql: string;
	access: Access;
	store: Store;
	virtualRows?: ( object: string ) => Row[];
	nowMs: number;
	/** Where the caller's own zone is not known. */
	zone: string;
	includeDeleted: boolean;
	/** `v66.0`: the version that record URLs in the answer carry. */
	version: string;
	/** Child sets longer than `size` go on elsewhere; by default they come whole. */
	childPage?: World[ 'childPage' ];
	/** Counts the rows that were looked at. */
	meter?: World[ 'meter' ];
}

export type Found =
	| { kind: 'count'; total: number }
	| { kind: 'aggregate'; records: RecordJson[] }
	| { kind: 'rows'; type: string; rows: Row[]; project: Project; longTexts: number };

function worldOf( ask: Ask ): { query: Query; scope: Scope } {
	const { access, store, soql } = ask;
	const { query, source } = parseSoql( soql );
	const world: World = {
		source,
		schema: access.schema,
		store,
		caller: callerOf( store, access.userId, ask ),
		sees: access.seesEverything ? null : ( row ) => access.sees( row ),
		virtualRows: ask.virtualRows ?? ( () => [] ),
		includeDeleted: ask.includeDeleted,
		version: ask.version,
		mayQueryAllFiles: access.may( 'QueryAllFiles' ),
		childPage: ask.childPage ?? null,
		meter: ask.meter ?? { judged: 0 },
		parents: new Set(),
	};
	const object = objectToQuery( world, { name: query.sObject ?? '', place: { soql, at: source.offset( query, 'FROM' ) } } );
	const scope = new Scope( world, object, query );
	refuseClauses( scope, query );
	return { query, scope };
}

function refuseCountExtras( query: Query ): void {
	if ( query.orderBy !== undefined || query.groupBy !== undefined ) {
		throw malformed( `${ query.groupBy === undefined ? 'ORDER BY' : 'GROUP BY' } is not allowed with COUNT()` );
	}
}

/** Runs one SOQL statement against the org as it stands now. */
export function runSoql( ask: Ask ): Found {
	const { query, scope } = worldOf( ask );
	if ( isPlainCount( query ) ) {
		refuseCountExtras( query );
		return { kind: 'count', total: compileRows( scope )( null ).rows.length };
	}
	if ( isAggregateQuery( query ) ) {
		return { kind: 'aggregate', records: compileAggregate( scope, query ).run() };
	}
	const shape = compileShape( scope );
	const { rows } = compileRows( scope )( null );
	refuseSecondBatch( scope.object, rows.length );
	return { kind: 'rows', type: scope.object.name, rows, project: printer( shape, ask.version ), longTexts: shape.longTexts };
}

/** `columns=true` (§9.1): what the query's columns are, without its rows. */
export function describeColumns( ask: Ask ): Columns {
	const { query, scope } = worldOf( ask );
	if ( isPlainCount( query ) ) {
		refuseCountExtras( query );
		return columnsOfGroups( scope.object, [], false );
	}
	if ( isAggregateQuery( query ) ) {
		return columnsOfGroups( scope.object, compileAggregate( scope, query ).columns, query.groupBy !== undefined );
	}
	return columnsOfShape( compileShape( scope ) );
}

export function explainSoql( ask: Ask ): Explained {
	const { query, scope } = worldOf( ask );
	const grouped = isAggregateQuery( query ) && ! isPlainCount( query );
	if ( grouped ) {
		compileAggregate( scope, query );
	} else if ( ! isPlainCount( query ) ) {
		compileShape( scope );
	}
	const { rows, plan } = compileRows( scope, { whole: grouped } )( null );
	const { object } = scope;
	return explained( ask.soql, {
		plan,
		found: rows.length,
		size: object.virtual ? rows.length : scope.world.store.table( object.name ).size,
		type: object.name,
	} );
}
