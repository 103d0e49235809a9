import type { Batch, RunContext } from './context';
import type { Draft } from './map';

interface Deduped {
	readonly wanted: readonly Draft[];
	readonly unchanged: number;
	readonly stale: number;
}

export function slices< T >( list: readonly T[], size: number ): T[][] {
	return Array.from( { length: Math.ceil( list.length / size ) }, ( _, index ) => list.slice( index * size, ( index + 1 ) * size ) );
}

/** Offers (id, stamp, fingerprint) and keeps what WordPress asks for: only that travels. */
export async function dropUnchanged( drafts: readonly Draft[], { mapping, read_ms, listed_only }: Batch, context: RunContext ): Promise< Deduped > {
	const wanted = new Set< string >();
	let unchanged = 0;
	let stale = 0;
	for ( const slice of slices( drafts, Math.max( 1, context.limits.offer_records ) ) ) {
		const answer = await context.wordpress.offer( {
			...context.lease.ids,
			mapping_id: mapping.mapping.id,
			mapping_version: mapping.mapping.version,
			read_ms,
			...( listed_only ? { listed_only } : {} ),
			records: slice.map( ( draft ) => [ draft.external_id, draft.version.stamp_ms, draft.fingerprint ] ),
		} );
		answer.wanted.forEach( ( id ) => wanted.add( id ) );
		unchanged += answer.unchanged;
		stale += answer.stale;
	}
	return { wanted: drafts.filter( ( draft ) => wanted.has( draft.external_id ) ), unchanged, stale };
}
