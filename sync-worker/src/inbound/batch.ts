import { id18 } from '../mapping';
import { statesOf } from '../salesforce/soql';
import type { Batch, RecordState, RunContext, Withdrawal } from './context';
import { fetchPast, fetchRecords, inGroups, stateOf, type Fetched, type Selected } from './fetch';
import { identityOf } from './map';

/**
 * What became of records whose state was read: live ones are read with the filter; deleted ones, and those that do
 * not come back, are withdrawals on proof. What merely became past comes back by the filter without its dates, and
 * keeps the listing it has.
 */
export async function* batchesOf(
	states: readonly RecordState[],
	selected: Selected,
	serverMs: number,
	context: Pick< RunContext, 'salesforce' >
): AsyncGenerator< Batch > {
	const { mapping } = selected;
	const live = states.filter( ( { deleted } ) => ! deleted );
	const fetched: Fetched = live.length === 0 ? { records: [], read_ms: serverMs } : await fetchRecords( idsOf( live ), selected, context.salesforce );
	const { records, read_ms } = fetched;
	const back = new Set( [ ...records.map( ( record ) => identityOf( record ).id ), ...( fetched.unread ?? [] ) ] );
	// Without a filter, an id that does not come back was deleted a moment ago: the next poll brings the proof.
	const left = isFiltered( selected ) ? live.filter( ( { id } ) => ! back.has( id ) ) : [];
	const past = left.length === 0 || ! selected.past ? null : await fetchPast( idsOf( left ), selected, context.salesforce );
	const kept = new Set( [ ...( past?.records ?? [] ).map( ( record ) => identityOf( record ).id ), ...( past?.unread ?? [] ) ] );
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
	const withdrawals = [ ...gone, ...left.filter( ( { id } ) => ! kept.has( id ) ).map( withdraw( 'outside_filter' ) ) ];
	yield { mapping, records, withdrawals, read_ms };
	if ( past && past.records.length > 0 ) {
		yield { mapping, records: past.records, withdrawals: [], read_ms: past.read_ms, listed_only: true };
	}
}

/** Whether there is an outside that a record may have gone to. */
export const isFiltered = ( { mapping: { mapping } }: Selected ): boolean => ( mapping.filter ?? '' ).trim() !== '' || mapping.record_types.length > 0;

const idsOf = ( states: readonly RecordState[] ): string[] => states.map( ( { id } ) => id );

export interface States {
	readonly states: readonly RecordState[];
	readonly read_ms: number;
	/** Of another object or another org: asked for, they would have Salesforce refuse the whole question, each time. */
	readonly foreign: readonly string[];
	/** Ours, and not shown: not even as deleted. */
	readonly hidden: readonly string[];
}

/** What Salesforce says of these ids, deleted ones included, whatever the filter says. */
export async function statesById( ids: readonly string[], selected: Selected, { salesforce }: Pick< RunContext, 'salesforce' > ): Promise< States > {
	const { keyPrefix } = await selected.own();
	await selected.settleColumns();
	const isOurs = ( id: string ): boolean => id18( id.slice( 0, 15 ) ) === id && ( ! keyPrefix || id.startsWith( keyPrefix ) );
	const ours = ids.filter( isOurs );
	const { sobject } = selected.mapping.mapping;
	const { records, read_ms } =
		ours.length === 0 ? { records: [], read_ms: 0 } : await inGroups( ours, ( slice ) => statesOf( sobject, slice, selected.columns ), true, salesforce );
	const states = records.map( stateOf );
	const shown = new Set( states.map( ( { id } ) => id ) );
	return { states, read_ms, foreign: ids.filter( ( id ) => ! isOurs( id ) ), hidden: ours.filter( ( id ) => ! shown.has( id ) ) };
}
