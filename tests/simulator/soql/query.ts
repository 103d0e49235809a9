import type { Access } from '../org/access';
import type { Row, Store } from '../org/store';
import { aggregateRecords, isAggregateQuery, isPlainCount } from './aggregate';
import { malformed, noSuchObject } from './errors';
import { parseSoql } from './parse';
import { compileRows } from './rows';
import { Scope } from './scope';
import { treesOf } from './tree';
import { compileSelect, type Project, type RecordJson } from './select';

export interface Ask {
	soql: string;
	access: Access;
	store: Store;
	virtualRows?: ( object: string ) => Row[];
	nowMs: number;
	zone: string;
	includeDeleted: boolean;
	/** `v66.0`: the version that record URLs in the answer carry. */
	version: string;
}

export type Found = { kind: 'count'; total: number } | { kind: 'aggregate'; records: RecordJson[] } | { kind: 'rows'; rows: Row[]; project: Project };

/** Runs one SOQL statement against the org as it stands now. */
export function runSoql( ask: Ask ): Found {
	const { soql, version, access } = ask;
	const { schema } = access;
	const query = parseSoql( soql );
	const object = schema.find( query.sObject! );
	if ( ! object ) {
		throw noSuchObject( soql, query.sObject! );
	}
	const trees = treesOf( soql, query );
	const scope = new Scope( { ...ask, trees, schema, sees: access.seesEverything ? null : ( row ) => access.sees( row ), virtualRows: ask.virtualRows ?? ( () => [] ) }, object, query.sObjectAlias );
	if ( isPlainCount( query ) ) {
		if ( query.orderBy !== undefined ) {
			throw malformed( 'ORDER BY is not allowed with COUNT()' );
		}
		return {
			kind: 'count',
			total: compileRows( scope, query )( null ).rows.length,
		};
	}
	if ( isAggregateQuery( query ) ) {
		return { kind: 'aggregate', records: aggregateRecords( scope, query ) };
	}
	const project = compileSelect( scope, query.fields ?? [], query.limit, version );
	const { rows } = compileRows( scope, query )( null );
	return { kind: 'rows', rows, project };
}
