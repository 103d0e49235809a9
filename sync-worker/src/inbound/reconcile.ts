import { SyncFailure } from '../failure';
import { applyBetweenPolls, portion, settleAbsent, tellVisibility } from './absent';
import { applyWithdrawals } from './apply';
import type { RunContext, Tally } from './context';
import { fetchRecords, type Selected } from './fetch';
import { IdSet } from './id-set';
import { readIds } from './read-ids';

export const mostOfNothing = 10;

/** What the ledger holds as something of this mapping; the rest was withdrawn, and comes back when Salesforce shows it. */
export const present = new Set( [ 'live', 'held', 'waiting', 'excluded' ] );

interface Compared {
	readonly ids: IdSet;
	/** Passes the filter, or did before its date came; the same set where the filter has no dates. */
	readonly kept: IdSet;
	/** Refused by these very rules, in the version of their stamps: read again, they would only be refused again. */
	readonly refused: IdSet;
}

/**
 * Compares the ids Salesforce shows with those WordPress has. Absence proves nothing: what is missing is asked for by
 * id, and only a deletion, or a read that finds it outside the filter, takes a listing off the site.
 */
export async function reconcile( selected: Selected, context: RunContext ): Promise< void > {
	const ids = await selected.ask( ( selection ) => readIds( selection, context ) );
	const refused = await refusedBefore( selected, context );
	const past = selected.past;
	const kept = past ? await readIds( past, context ) : ids;
	const comparison = new Comparison( selected, { ids, kept, refused }, context );
	await comparison.ofLedger();
	await comparison.ofSalesforce();
	await comparison.end();
}

/** What WordPress has of these outside the ledger, or beside an older version in it. */
async function refusedBefore( { mapping: { mapping } }: Selected, { wordpress, lease }: RunContext ): Promise< IdSet > {
	const refused = new IdSet();
	for ( let after: number | null = 0; after !== null; ) {
		const page = await wordpress.presence( { ...lease.ids, mapping_id: mapping.id, refused_by_version: mapping.version, after } );
		page.records.forEach( ( [ id, , , stamp ] ) => refused.add( String( id ), Number( stamp ) ) );
		after = page.next;
	}
	return refused;
}

class Comparison {
	private readonly tally: Tally = { done: 0 };
	private listed = 0;
	/** Not shown, or newer than what WordPress has: what became of them is asked by id. */
	private readonly doubtful: string[] = [];
	private readonly seenAgain: string[] = [];

	public constructor(
		private readonly selected: Selected,
		private readonly compared: Compared,
		private readonly context: RunContext
	) {}

	/** Page by page; what is in doubt waits until an empty source has been ruled out. */
	public async ofLedger(): Promise< void > {
		const { wordpress, lease, beside } = this.context;
		const mapping_id = this.selected.mapping.mapping.id;
		for ( let after: number | null = 0; after !== null; ) {
			const page = await wordpress.presence( { ...lease.ids, mapping_id, after } );
			for ( const [ id, state, unseen, stamp ] of page.records ) {
				this.take( String( id ), String( state ), unseen === true, Number( stamp ) );
			}
			this.refuseEmptySource();
			await this.settleDoubtful( portion );
			after = page.next;
			await lease.beat( { phase: 'comparing', done: this.tally.done, total: null } );
			await beside.letPollBy();
		}
		await this.settleDoubtful( 1 );
		await this.welcome( this.seenAgain );
	}

	/** What Salesforce shows and the ledger does not have as present entered the filter without a stamp, or got lost. */
	public async ofSalesforce(): Promise< void > {
		let ids: string[] = [];
		const { ids: shown, refused } = this.compared;
		for ( const id of shown.unmarked() ) {
			if ( refused.has( id ) && shown.stampOf( id ) <= refused.stampOf( id ) ) {
				continue;
			}
			ids.push( id );
			if ( ids.length === portion ) {
				await this.add( ids );
				ids = [];
			}
		}
		await this.add( ids );
	}

	/** How many listings leave is known only now: WordPress lets a mass change wait for a person. */
	public async end(): Promise< void > {
		await applyWithdrawals( this.selected.mapping, this.tally, this.context );
	}

	private take( id: string, state: string, unseen: boolean, stampMs: number ): void {
		if ( ! present.has( state ) ) {
			return;
		}
		this.listed += 1;
		this.compared.ids.mark( id );
		const { ids, kept, refused } = this.compared;
		if ( ! kept.has( id ) && ! ids.has( id ) ) {
			this.doubtful.push( id );
		} else if ( unseen ) {
			this.seenAgain.push( id );
		} else if ( state !== 'excluded' && Math.max( ids.stampOf( id ), kept.stampOf( id ) ) > Math.max( stampMs, refused.stampOf( id ) ) ) {
			// Hidden, edited and shown again between two nights: no poll looks back that far.
			this.doubtful.push( id );
		}
	}

	/** An org that shows nothing has more likely lost a permission, or been emptied by a refresh, than a whole season. */
	private refuseEmptySource(): void {
		if ( this.compared.kept.size === 0 && this.listed > mostOfNothing ) {
			throw emptySource( this.listed );
		}
	}

	private async settleDoubtful( from: number ): Promise< void > {
		if ( this.compared.kept.size === 0 && from > 1 ) {
			return;
		}
		while ( this.doubtful.length >= from ) {
			await settleAbsent( this.doubtful.splice( 0, portion ), this.selected, this.tally, this.context );
		}
	}

	/** What changed while a record was hidden has a stamp that no poll looks back to: it is read first, and off the list then. */
	private async welcome( ids: readonly string[] ): Promise< void > {
		for ( let at = 0; at < ids.length; at += portion ) {
			const some = ids.slice( at, at + portion );
			await this.add( some );
			await tellVisibility( { unseen: [], seen: some }, this.selected, this.context );
		}
	}

	private async add( ids: readonly string[] ): Promise< void > {
		if ( ids.length > 0 ) {
			const { records, read_ms } = await fetchRecords( ids, this.selected, this.context.salesforce );
			await applyBetweenPolls( { mapping: this.selected.mapping, records, withdrawals: [], read_ms }, this.tally, this.context );
		}
	}
}

export const emptySource = ( listed: number ): SyncFailure =>
	new SyncFailure( {
		kind: 'config',
		code: 'salesforce_source_empty',
		message: `Salesforce shows not one record for this mapping, and ${ listed } or more have a listing here. Nothing was withdrawn.`,
		actions: [
			'Check what the integration user may see, and the filter of the mapping.',
			'If the season was really taken down, withdraw the listings in WordPress.',
		],
		details: { listed },
	} );
