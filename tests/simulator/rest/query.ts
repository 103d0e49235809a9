import { badRequest } from '../http/errors';
import { headerOf, json, type Answer } from '../http/message';
import type { Row } from '../org/store';
import { describeColumns, explainSoql, runSoql, type Ask, type Found } from '../soql/query';
import type { OpenChildren } from '../soql/world';
import type { Action, Call } from './context';
import type { Cursor } from './cursors';
import { virtualRows } from './virtual';

const MIN_BATCH = 200;
const MAX_BATCH = 2000;
/** From so many long texts on, rows are wide: pages shrink to the smallest (§2.9). */
const WIDE = 2;

function batchSize( call: Call, longTexts: number ): number {
	const options = headerOf( call.ask, 'sforce-query-options' ) ?? '';
	const wanted = longTexts >= WIDE ? MIN_BATCH : Number( /batchSize\s*=\s*(\d+)/i.exec( options )?.[ 1 ] ?? MAX_BATCH );
	return call.org.exactBatchSize ?? Math.min( MAX_BATCH, Math.max( MIN_BATCH, wanted ) );
}

/** Deleted, purged and hidden rows have no place on a page any more, though the total still counts them (§2.9). */
function isThere( call: Call, row: Row, includeDeleted: boolean ): boolean {
	const table = call.org.store.table( row.type );
	return ( table.object.virtual || table.get( row.id ) === row ) && ( includeDeleted || ! row.deleted ) && call.access.sees( row );
}

const urlOf = ( call: Call, id: string, offset: number ): string => `/services/data/${ call.version }/query/${ id }-${ offset }`;

type Opened = Pick< Cursor, 'rows' | 'project' | 'includeDeleted' | 'batchSize' >;

function page( call: Call, id: string, cursor: Opened, offset: number ): Answer {
	const end = offset + cursor.batchSize;
	const rows = cursor.rows.slice( offset, end ).filter( ( row ) => isThere( call, row, cursor.includeDeleted ) );
	const done = end >= cursor.rows.length;
	return json( {
		totalSize: cursor.rows.length,
		done,
		...( done ? {} : { nextRecordsUrl: urlOf( call, id, end ) } ),
		records: rows.map( cursor.project ),
	} );
}

const open = ( call: Call, cursor: Opened ): string => call.cursors.add( { ...cursor, userId: call.access.userId }, call.org.clock.now() );

/** The statement in `name`, and all that answering it takes; a child set shows its first 200 rows and goes on by a locator of its own. */
export function askOf( call: Call, soql: string, includeDeleted: boolean ): Ask {
	const { org, access, version } = call;
	const openChildren: OpenChildren = ( { rows, from, project } ) =>
		urlOf( call, open( call, { rows, project, includeDeleted, batchSize: batchSize( call, 0 ) } ), from );
	return {
		soql,
		access,
		store: org.store,
		virtualRows: ( object ) => virtualRows( call, object ),
		nowMs: org.clock.now(),
		zone: org.zone,
		includeDeleted,
		version,
		childPage: { size: org.exactBatchSize ?? MIN_BATCH, open: openChildren },
	};
}

function answer( call: Call, found: Found, includeDeleted: boolean ): Answer {
	if ( found.kind === 'count' ) {
		return json( { totalSize: found.total, done: true, records: [] } );
	}
	if ( found.kind === 'aggregate' ) {
		return json( { totalSize: found.records.length, done: true, records: found.records } );
	}
	const { rows, project, longTexts } = found;
	const cursor = { rows, project, includeDeleted, batchSize: batchSize( call, longTexts ) };
	return page( call, rows.length > cursor.batchSize ? open( call, cursor ) : '', cursor, 0 );
}

export const query =
	( includeDeleted: boolean ): Action =>
	( call ) => {
		const params = call.ask.query;
		const plan = params.get( 'explain' );
		if ( plan !== null && ! params.has( 'q' ) ) {
			return json( explainSoql( askOf( call, plan, includeDeleted ) ) );
		}
		const soql = params.get( 'q' );
		if ( soql === null ) {
			throw badRequest( 'MALFORMED_QUERY', 'A query string has to be specified' );
		}
		const ask = askOf( call, soql, includeDeleted );
		return params.get( 'columns' )?.toLowerCase() === 'true' ? json( describeColumns( ask ) ) : answer( call, runSoql( ask ), includeDeleted );
	};

export const more: Action = ( call ) => {
	const { id, cursor, offset } = call.cursors.find( call.params.locator ?? '', { nowMs: call.org.clock.now(), userId: call.access.userId } );
	return page( call, id, cursor, offset );
};
