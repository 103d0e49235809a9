import type { CompiledMapping } from '../mapping';
import type { Batch, RunContext } from './context';
import { dropUnchanged } from './dedupe';
import { deliver } from './deliver';
import { mapBatch } from './map';
import { withRaw } from './raw';

/** One batch from records to stored outcomes: map → fingerprint → dedupe → deliver. */
export async function applyBatch( batch: Batch, done: number, context: RunContext ): Promise< number > {
	const { lease, logger } = context;
	const { drafts, rejections } = await mapBatch( batch, context );
	await context.withdrawals.gather( batch, context );
	const { wanted, unchanged, stale } = await dropUnchanged( drafts, batch, context );
	let settled = done + unchanged + stale;
	await lease.beat( { phase: wanted.length > 0 ? 'writing' : 'comparing', done: settled, total: null } );
	for await ( const { outcomes, counts } of deliver(
		{ drafts: withRaw( wanted, batch.records ), withdrawals: [], rejections: [ ...( batch.rejections ?? [] ), ...rejections ] },
		batch,
		context
	) ) {
		settled += outcomes.length;
		logger.info( { mapping: batch.mapping.mapping.id, counts }, 'delivered' );
		await lease.beat( { phase: 'writing', done: settled, total: null } );
	}
	return settled;
}

/** Once all of a mapping has been read: its withdrawals, with their number in the whole run, by which WordPress judges them. */
export async function applyWithdrawals( mapping: CompiledMapping, done: number, context: RunContext ): Promise< number > {
	const { withdrawals, listed } = context.withdrawals.take( mapping.mapping.id );
	let settled = done;
	for await ( const { outcomes, counts } of deliver( { drafts: [], withdrawals, rejections: [] }, { mapping, withdrawals_total: listed }, context ) ) {
		settled += outcomes.length;
		context.logger.info( { mapping: mapping.mapping.id, counts }, 'withdrawn' );
		await context.lease.beat( { phase: 'writing', done: settled, total: null } );
	}
	return settled;
}
