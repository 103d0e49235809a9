import { noFacts, type CompiledMapping } from '../mapping';
import type { Batch, RunContext, Tally, Withdrawal } from './context';
import { dropUnchanged } from './dedupe';
import { deliver, mostRecords } from './deliver';
import { factsOf } from './facts';
import { mapBatch } from './map';
import { withRaw } from './raw';

/** One batch from records to stored outcomes: map → fingerprint → dedupe → deliver. */
export async function applyBatch( batch: Batch, tally: Tally, context: RunContext ): Promise< void > {
	const { lease, logger } = context;
	const { drafts, rejections } = await mapBatch( batch, context );
	await context.withdrawals.gather( batch, context );
	const { wanted, unchanged, stale } = await dropUnchanged( drafts, batch, context );
	tally.done += unchanged + stale;
	await lease.beat( { phase: wanted.length > 0 ? 'writing' : 'comparing', done: tally.done, total: null } );
	const facts = wanted.length > 0 ? await factsOf( batch.mapping, context.salesforce ) : noFacts;
	const parcel = {
		drafts: withRaw( wanted, batch.records, batch.mapping, facts ),
		withdrawals: [],
		rejections: [ ...( batch.rejections ?? [] ), ...rejections ],
	};
	for await ( const { outcomes, counts } of deliver( parcel, batch, context ) ) {
		tally.done += outcomes.length;
		logger.info( { mapping: batch.mapping.mapping.id, counts }, 'delivered' );
		await lease.beat( { phase: 'writing', done: tally.done, total: null } );
	}
}

/** Once all of a mapping has been read: its withdrawals, with their number in the whole run, by which WordPress judges them. */
export async function applyWithdrawals( mapping: CompiledMapping, tally: Tally, context: RunContext ): Promise< void > {
	const { withdrawals, listed } = context.withdrawals.take( mapping.mapping.id );
	for ( const some of parcels( withdrawals ) ) {
		const parcel = { drafts: [], withdrawals: some, rejections: [] };
		for await ( const { outcomes, counts } of deliver( parcel, { mapping, withdrawals_total: listed }, context ) ) {
			tally.done += outcomes.length;
			context.logger.info( { mapping: mapping.mapping.id, counts }, 'withdrawn' );
			await context.lease.beat( { phase: 'writing', done: tally.done, total: null } );
		}
	}
}

/** As many as one delivery takes: a whole season of them is never unpacked at once. */
function* parcels( withdrawals: Iterable< Withdrawal > ): Generator< Withdrawal[] > {
	let parcel: Withdrawal[] = [];
	for ( const withdrawal of withdrawals ) {
		parcel.push( withdrawal );
		if ( parcel.length === mostRecords ) {
			yield parcel;
			parcel = [];
		}
	}
	if ( parcel.length > 0 ) {
		yield parcel;
	}
}
