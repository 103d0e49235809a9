import { id18 } from '../mapping';
import { unreadableAnswer } from '../salesforce/answers';
import type { Batch, RecordState, RunContext, Watermark, Withdrawal } from './context';
import { fetchRecords, fetchStates, pagesOf, stateOf, valueOf, type Selected } from './fetch';
import { identityOf } from './map';
import type { Polled } from './poll';
import { isKnownIn, nextStamps } from './window';

/** Live ids are read with the filter; deleted ones, and those that do not come back, are withdrawals on proof. */
async function batchOf( states: readonly RecordState[], selected: Selected, serverMs: number, context: RunContext ): Promise< Batch > {
	const { mapping } = selected.mapping;
	const live = states.filter( ( { deleted } ) => ! deleted );
	const { records, read_ms } =
		live.length === 0
			? { records: [], read_ms: serverMs }
			: await fetchRecords(
					live.map( ( { id } ) => id ),
					selected,
					context.salesforce
				);
	const back = new Set( records.map( ( record ) => identityOf( record ).id ) );
	const filtered = ( mapping.filter ?? '' ).trim() !== '' || mapping.record_types.length > 0;
	// Without a filter, an id that does not come back was deleted a moment ago: the next poll brings the proof.
	const left = filtered ? live.filter( ( { id } ) => ! back.has( id ) ) : [];
	const withdraw =
		( reason: Withdrawal[ 'reason' ] ) =>
		( state: RecordState ): Withdrawal => ( {
			external_id: state.id,
			version: { stamp_ms: state.stamp_ms, read_ms },
			reason,
		} );
	const withdrawals = [ ...states.filter( ( { deleted } ) => deleted ).map( withdraw( 'deleted' ) ), ...left.map( withdraw( 'outside_filter' ) ) ];
	return { mapping: selected.mapping, records, withdrawals, read_ms };
}

/** Deletions that the recycle bin no longer shows. */
function emptiedFromBin( { selected, deleted, server_ms }: Polled, context: RunContext ): Batch | null {
	if ( ! deleted ) {
		return null;
	}
	if ( ! deleted.ok && deleted.failure.code !== 'salesforce_deletions_unknown' ) {
		throw deleted.failure;
	}
	if ( ! deleted.ok ) {
		context.notices.add( selected.mapping.mapping, '', deleted.failure.toFailure() );
		return null;
	}
	const withdrawals = deleted.value.ids.map( ( { id, deleted_ms } ): Withdrawal => {
		const external = id18( id );
		if ( external === undefined ) {
			throw unreadableAnswer( 'deleted id' );
		}
		return { external_id: external, version: { stamp_ms: deleted_ms, read_ms: server_ms }, reason: 'deleted' };
	} );
	return withdrawals.length === 0 ? null : { mapping: selected.mapping, records: [], withdrawals, read_ms: server_ms };
}

/** Everything that changed for one mapping since its watermark, and the ids its inbox asks for. */
export async function* changes( polled: Polled, inbox: readonly string[], context: RunContext ): AsyncGenerator< Batch > {
	const { selected, server_ms } = polled;
	const gone = emptiedFromBin( polled, context );
	if ( gone ) {
		yield gone;
	}
	const asked = new Set( inbox );
	const isKnown = isKnownIn( polled.known, polled.window );
	for await ( const rows of pagesOf( valueOf( polled.changed ), context.salesforce ) ) {
		// What the inbox asks for is read whatever is known of it: formulas and parents move no stamp.
		const states = rows.map( stateOf ).filter( ( state ) => asked.has( state.id ) || ! isKnown( state ) );
		states.forEach( ( { id } ) => asked.delete( id ) );
		if ( states.length > 0 ) {
			yield batchOf( states, selected, server_ms, context );
		}
	}
	const rest = [ ...asked ];
	for ( let at = 0; at < rest.length; at += 2000 ) {
		const states = await fetchStates( rest.slice( at, at + 2000 ), selected, context );
		yield batchOf( states, selected, server_ms, context );
	}
}

/** The window’s upper bound, never the highest stamp seen: a transaction may still be open behind it. */
export function nextWatermark( { selected, watermark, window, deleted, server_ms }: Polled, lagSeconds: number ): Watermark {
	const unknown = deleted !== null && ! deleted.ok;
	const covered = deleted?.ok ? deleted.value.covered_ms : unknown ? server_ms : watermark.deleted_covered_ms;
	return {
		mapping_id: selected.mapping.mapping.id,
		...nextStamps( watermark, window, server_ms - lagSeconds * 1000 ),
		deleted_covered_ms: covered === null ? null : Math.max( covered, watermark.deleted_covered_ms ?? 0 ),
	};
}
