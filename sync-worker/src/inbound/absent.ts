import { applyBatch } from './apply';
import { batchesOf, statesById } from './batch';
import type { Batch, RunContext, Tally } from './context';
import type { Selected } from './fetch';

/** One composite call reads the states of so many. */
export const portion = 2000;

/**
 * Records that WordPress has and a reading did not show. Absence proves nothing: they are asked for by id, and only a
 * deletion, or a read that finds them outside the filter, takes a listing off the site. What is not shown at all is told
 * to a person.
 */
export async function settleAbsent( ids: readonly string[], selected: Selected, tally: Tally, context: RunContext ): Promise< void > {
	const { states, read_ms, foreign, hidden } = await statesById( ids, selected, context );
	for await ( const batch of batchesOf( states, selected, read_ms, context ) ) {
		await applyBetweenPolls( batch, tally, context );
	}
	await tellVisibility( { unseen: [ ...foreign, ...hidden ], seen: [] }, selected, context );
}

export async function applyBetweenPolls( batch: Batch, tally: Tally, context: RunContext ): Promise< void > {
	await applyBatch( batch, tally, context );
	await context.beside.letPollBy();
}

interface Visibility {
	readonly unseen: readonly string[];
	readonly seen: readonly string[];
}

export async function tellVisibility( { unseen, seen }: Visibility, selected: Selected, context: RunContext ): Promise< void > {
	const { wordpress, lease, logger, run } = context;
	const mapping_id = selected.mapping.mapping.id;
	if ( run.options?.rehearsal ) {
		return;
	}
	if ( unseen.length > 0 || seen.length > 0 ) {
		const told = await wordpress.visibility( { ...lease.ids, mapping_id, unseen: [ ...unseen ], seen: [ ...seen ] } );
		logger.info( { mapping: mapping_id, ...told }, 'visibility noted' );
	}
}
