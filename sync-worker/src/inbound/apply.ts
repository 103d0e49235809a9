import type { Batch, RunContext } from './context';
import { dropUnchanged } from './dedupe';
import { deliver } from './deliver';
import { mapBatch } from './map';
import { withRaw } from './raw';

/** One batch from records to stored outcomes: map → fingerprint → dedupe → deliver. */
export async function applyBatch( batch: Batch, done: number, context: RunContext ): Promise< number > {
	const { lease, logger } = context;
	const { drafts, rejections } = await mapBatch( batch, context );
	const { wanted, unchanged, stale } = await dropUnchanged( drafts, batch, context );
	let settled = done + unchanged + stale;
	await lease.beat( { phase: wanted.length > 0 ? 'writing' : 'comparing', done: settled, total: null } );
	for await ( const { outcomes, counts } of deliver(
		{ drafts: withRaw( wanted, batch.records ), withdrawals: batch.withdrawals, rejections },
		batch,
		context
	) ) {
		settled += outcomes.length;
		logger.info( { mapping: batch.mapping.mapping.id, counts }, 'delivered' );
		await lease.beat( { phase: 'writing', done: settled, total: null } );
	}
	return settled;
}
