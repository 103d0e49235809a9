import type { OfferAnswer } from '../contract';
import { BodyTooLarge } from '../wordpress/port';
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

/** Asks about a list in slices of at most `size`; what WordPress does not take at once is asked by halves. */
export async function* askedInSlices< T, A >(
	list: readonly T[],
	size: number,
	ask: ( slice: readonly T[] ) => Promise< A >
): AsyncGenerator< [ readonly T[], A ] > {
	for ( const slice of slices( list, Math.max( 1, size ) ) ) {
		try {
			yield [ slice, await ask( slice ) ];
		} catch ( error ) {
			if ( ! ( error instanceof BodyTooLarge ) || slice.length < 2 ) {
				throw error;
			}
			yield* askedInSlices( slice, Math.ceil( slice.length / 2 ), ask );
		}
	}
}

/** Offers (id, stamp, fingerprint) and keeps what WordPress asks for: only that travels. */
export async function dropUnchanged( drafts: readonly Draft[], { mapping, read_ms, listed_only }: Batch, context: RunContext ): Promise< Deduped > {
	const wanted = new Set< string >();
	let unchanged = 0;
	let stale = 0;
	const offer = ( slice: readonly Draft[] ): Promise< OfferAnswer > =>
		context.wordpress.offer( {
			...context.lease.ids,
			mapping_id: mapping.mapping.id,
			mapping_version: mapping.mapping.version,
			read_ms,
			...( listed_only ? { listed_only } : {} ),
			records: slice.map( ( draft ) => [ draft.external_id, draft.version.stamp_ms, draft.fingerprint ] ),
		} );
	for await ( const [ , answer ] of askedInSlices( drafts, context.limits.offer_records, offer ) ) {
		answer.wanted.forEach( ( id ) => wanted.add( id ) );
		unchanged += answer.unchanged;
		stale += answer.stale;
	}
	return { wanted: drafts.filter( ( draft ) => wanted.has( draft.external_id ) ), unchanged, stale };
}
