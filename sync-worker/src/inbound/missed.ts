import { portion, settleAbsent } from './absent';
import { applyWithdrawals } from './apply';
import type { RunContext, Tally } from './context';
import { valueOf, type Selected } from './fetch';
import { emptySource, mostOfNothing } from './reconcile';
import { countOf } from '../salesforce/soql';

/**
 * What a mapping lists and its reading by new rules has not met: whatever was met carries the new version in the ledger,
 * whichever worker read it. So a record that the new rules leave out leaves the site with the very run that reads by them,
 * though nothing of it changed; and nothing is asked of Salesforce where nothing is missing. What merely became past is
 * brought to the new rules on this way too.
 */
export async function settleMissed( selected: Selected, matched: boolean, tally: Tally, context: RunContext ): Promise< void > {
	const { wordpress, lease, beside } = context;
	const { id: mapping_id, version: missed_by_version } = selected.mapping.mapping;
	const empty = ! matched && ( await showsNothing( selected, context ) );
	let missed: string[] = [];
	let listed = 0;
	for ( let after: number | null = 0; after !== null; ) {
		const page = await wordpress.presence( { ...lease.ids, mapping_id, missed_by_version, after } );
		listed += page.records.length;
		if ( empty && listed > mostOfNothing ) {
			throw emptySource( listed );
		}
		missed = [ ...missed, ...page.records.map( ( [ id ] ) => String( id ) ) ];
		after = page.next;
		while ( missed.length >= portion || ( after === null && missed.length > 0 ) ) {
			await settleAbsent( missed.splice( 0, portion ), selected, tally, context );
		}
		await lease.beat( { phase: 'comparing', done: tally.done, total: null } );
		await beside.letPollBy();
	}
	await applyWithdrawals( selected.mapping, tally, context );
}

/** Between two seasons a filter by dates matches nothing, and what merely became past is there all the same. */
async function showsNothing( { past }: Selected, { salesforce }: RunContext ): Promise< boolean > {
	if ( ! past ) {
		return true;
	}
	const { pages } = await salesforce.read( [ { soql: countOf( past ), all: false } ] );
	return pages[ 0 ] !== undefined && valueOf( pages[ 0 ] ).total === 0;
}
