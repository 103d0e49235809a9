import type { Batch, RecordState, RunContext, Withdrawal } from './context';
import { fetchRecords, type Selected } from './fetch';
import { identityOf } from './map';

/** Live ids are read with the filter; deleted ones, and those that do not come back, are withdrawals on proof. */
export async function batchOf( states: readonly RecordState[], selected: Selected, serverMs: number, context: RunContext ): Promise< Batch > {
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
	const gone = states
		.filter( ( { deleted } ) => deleted )
		.map( ( state ) =>
			state.merged_into === undefined ? withdraw( 'deleted' )( state ) : { ...withdraw( 'merged' )( state ), into: state.merged_into }
		);
	const withdrawals = [ ...gone, ...left.map( withdraw( 'outside_filter' ) ) ];
	return { mapping: selected.mapping, records, withdrawals, read_ms };
}
