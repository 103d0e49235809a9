import { badRequest } from '../http/errors';
import { headerOf, json, type Answer } from '../http/message';
import { virtualRows } from './virtual';
import { runSoql } from '../soql/query';
import type { Action, Call } from './context';
import type { Cursor } from './cursors';

const MIN_BATCH = 200;
const MAX_BATCH = 2000;

function batchSize( call: Call ): number {
	const options = headerOf( call.ask, 'sforce-query-options' ) ?? '';
	const wanted = Number( /batchSize\s*=\s*(\d+)/i.exec( options )?.[ 1 ] ?? MAX_BATCH );
	return call.org.exactBatchSize ?? Math.min( MAX_BATCH, Math.max( MIN_BATCH, wanted ) );
}

function page( call: Call, id: string, cursor: Cursor, offset: number ): Answer {
	const end = offset + cursor.batchSize;
	const rows = cursor.rows.slice( offset, end ).filter( ( row ) => cursor.includeDeleted || ! row.deleted );
	const done = end >= cursor.rows.length;
	return json( {
		totalSize: cursor.rows.length,
		done,
		...( done
			? {}
			: {
					nextRecordsUrl: `/services/data/${ call.version }/query/${ id }-${ end }`,
				} ),
		records: rows.map( cursor.project ),
	} );
}

export const query =
	( includeDeleted: boolean ): Action =>
	( call ) => {
		const soql = call.ask.query.get( 'q' );
		if ( soql === null ) {
			throw badRequest( 'MALFORMED_QUERY', 'A query string has to be specified' );
		}
		const { org, version } = call;
		const nowMs = org.clock.now();
		const { store, zone } = org;
		const found = runSoql( {
			soql,
			access: call.access,
			store,
			virtualRows: ( object ) => virtualRows( call, object ),
			nowMs,
			zone,
			includeDeleted,
			version,
		} );
		if ( found.kind === 'count' ) {
			return json( { totalSize: found.total, done: true, records: [] } );
		}
		if ( found.kind === 'aggregate' ) {
			return json( {
				totalSize: found.records.length,
				done: true,
				records: found.records,
			} );
		}
		const cursor = {
			rows: found.rows,
			project: found.project,
			includeDeleted,
			batchSize: batchSize( call ),
			expiresAt: 0,
		};
		const id = found.rows.length > cursor.batchSize ? call.cursors.add( cursor, nowMs ) : '';
		return page( call, id, cursor, 0 );
	};

export const more: Action = ( call ) => {
	const { id, cursor, offset } = call.cursors.find( call.params.locator ?? '', call.org.clock.now() );
	return page( call, id, cursor, offset );
};
