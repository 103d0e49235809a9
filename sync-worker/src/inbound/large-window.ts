import { SyncFailure } from '../failure';
import type { Page } from '../salesforce/port';
import { ranOutOfTime } from '../salesforce/failures';
import { changedSince, everyStateSince, stateFieldsOf } from '../salesforce/soql';
import { portion } from './absent';
import { batchesOf, isFiltered } from './batch';
import { emptiedFromBin, rowsOf } from './changes';
import type { Batch, RecordState, RunContext } from './context';
import { slices } from './dedupe';
import { pagesOf, stateOf, valueOf, type Selected } from './fetch';
import { closesJobs } from './first-read';
import { IdSet } from './id-set';
import type { Polled } from './poll';
import { readIds, rowsByJob } from './read-ids';
import { present } from './reconcile';

/**
 * What left, once all that passes the filter has been read from the window’s stamp on: deleted rows, and those that
 * changed and do not pass, each asked for by its id before it is withdrawn. It keeps no position: whoever takes over
 * looks again, at the price of a few calls, and withdraws nothing before the whole number is known.
 */
export async function* leaving( polled: Polled, context: RunContext ): AsyncGenerator< Batch > {
	const { selected, server_ms, window } = polled;
	yield* emptiedFromBin( polled, context );
	const passing = isFiltered( selected ) ? await readIds( selected.since( window.from_ms ).selection, context ) : null;
	const left = new IdSet();
	for await ( const states of passing ? everyState( polled, context ) : deletedStates( polled, context ) ) {
		const deleted = states.filter( ( state ) => state.deleted );
		if ( deleted.length > 0 ) {
			yield* batchesOf( deleted, selected, server_ms, context );
		}
		states.filter( ( { id, deleted: gone } ) => ! gone && passing?.has( id ) === false ).forEach( ( { id, stamp_ms } ) => left.add( id, stamp_ms ) );
		await context.lease.beat( { phase: 'reading', done: 0, total: null } );
	}
	for await ( const ids of concerned( left, selected, context ) ) {
		const states = ids.map( ( id ): RecordState => ( { id, stamp_ms: left.stampOf( id ), deleted: false } ) );
		yield* batchesOf( states, selected, server_ms, context );
	}
}

/** Of an object without a filter nothing is left out: only what was deleted is asked for, and mostly that is next to nothing. */
async function* deletedStates( polled: Polled, context: RunContext ): AsyncGenerator< RecordState[] > {
	if ( ! polled.selected.columns.deleted ) {
		return;
	}
	const few = await fewDeleted( polled, context );
	if ( ! few ) {
		yield* everyState( polled, context );
		return;
	}
	for await ( const rows of pagesOf( few, context.salesforce ) ) {
		yield rows.map( stateOf );
	}
}

/** Null: a job is to list them. */
async function fewDeleted( { selected, window }: Polled, { salesforce, bulk }: RunContext ): Promise< Page | null > {
	const soql = changedSince( selected.mapping.mapping.sobject, window.from_ms, selected.columns, { deleted: true } );
	try {
		const { pages } = await salesforce.read( [ { soql, all: true } ] );
		const page = pages[ 0 ] ? valueOf( pages[ 0 ] ) : null;
		return page && page.total <= bulk.above_records ? page : null;
	} catch ( error ) {
		if ( ! ranOutOfTime( error ) ) {
			throw error;
		}
		return null;
	}
}

/** As a job; where jobs are closed, by the pages that the poll has opened. Without a filter, deleted rows alone. */
async function* everyState( polled: Polled, context: RunContext ): AsyncGenerator< RecordState[] > {
	const { selected, window, changed } = polled;
	const { sobject } = selected.mapping.mapping;
	const listing = {
		soql: everyStateSince( sobject, window.from_ms, selected.columns, { deleted: ! isFiltered( selected ) } ),
		all: true,
		shape: { sobject, paths: stateFieldsOf( sobject, selected.columns ), describes: new Map( [ [ sobject.toLowerCase(), await selected.own() ] ] ) },
	};
	try {
		for await ( const rows of rowsByJob( listing, context ) ) {
			yield rows.map( stateOf );
		}
	} catch ( error ) {
		if ( ! ( error instanceof SyncFailure ) || ! closesJobs( error ) ) {
			throw error;
		}
		context.logger.warn( { failure: error.toFailure() }, 'states read page by page instead' );
		for await ( const rows of rowsOf( valueOf( changed ), context.salesforce ) ) {
			yield rows.map( stateOf );
		}
	}
}

/** Few are asked for outright. Of very many, such as an archive outside the filter, only those that WordPress has anything of. */
async function* concerned( left: IdSet, selected: Selected, context: RunContext ): AsyncGenerator< string[] > {
	if ( left.size <= context.bulk.above_records ) {
		yield* slices( [ ...left.unmarked() ], portion );
		return;
	}
	const { version } = selected.mapping.mapping;
	for ( const question of [ {}, { refused_by_version: version } ] ) {
		yield* known( left, question, selected, context );
	}
}

async function* known(
	left: IdSet,
	question: { readonly refused_by_version?: number },
	{ mapping: { mapping } }: Selected,
	{ wordpress, lease, beside }: RunContext
): AsyncGenerator< string[] > {
	const ids: string[] = [];
	for ( let after: number | null = 0; after !== null; ) {
		const page = await wordpress.presence( { ...lease.ids, mapping_id: mapping.id, ...question, after } );
		after = page.next;
		for ( const [ id, state ] of page.records ) {
			if ( ( present.has( String( state ) ) || state === 'refused' ) && left.has( String( id ) ) ) {
				ids.push( String( id ) );
			}
		}
		while ( ids.length >= portion || ( after === null && ids.length > 0 ) ) {
			yield ids.splice( 0, portion );
		}
		await lease.beat( { phase: 'comparing', done: 0, total: null } );
		await beside.letPollBy();
	}
}
