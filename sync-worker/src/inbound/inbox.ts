import { batchesOf, statesById } from './batch';
import type { Batch, RunContext } from './context';
import type { Selected } from './fetch';
import type { Rejection } from './map';

/** Ids of one mapping that wait to be read. */
export interface Waiting {
	readonly mapping_id: string;
	readonly ids: readonly string[];
}

/** One composite call reads the states of so many (5 queries of 400), a second one the records. */
const idsABatch = 2000;

const refusal = ( id: string, readMs: number, failure: Rejection[ 'failure' ] ): Rejection => ( {
	external_id: id,
	// Of a record nobody has seen no stamp is known.
	version: { stamp_ms: 0, read_ms: readMs },
	failure,
} );

const foreign = ( id: string, { mapping: { mapping } }: Selected ): Rejection[ 'failure' ] => ( {
	kind: 'record',
	code: 'id_foreign',
	message: `The id ${ id } is none of “${ mapping.name }” (${ mapping.sobject }): it belongs to another object or another org.`,
	actions: [ 'Skip it here, and correct whatever sent it.' ],
} );

const notVisible = ( id: string, { mapping: { mapping } }: Selected ): Rejection[ 'failure' ] => ( {
	kind: 'record',
	code: 'record_not_visible',
	message: `Salesforce shows no record ${ id } to the integration user, not even a deleted one. What is listed stays listed.`,
	actions: [ `Give the integration user access to the record in ${ mapping.sobject }, or withdraw the listing by hand if it is gone for good.` ],
} );

/** What became of the ids an inbox asks for: each has an outcome in the end, or its row would be read again for ever. */
export async function* readByIds( ids: readonly string[], selected: Selected, context: RunContext ): AsyncGenerator< Batch > {
	const unique = [ ...new Set( ids ) ];
	for ( let at = 0; at < unique.length; at += idsABatch ) {
		yield* idsBatches( unique.slice( at, at + idsABatch ), selected, context );
	}
}

async function* idsBatches( ids: readonly string[], selected: Selected, context: RunContext ): AsyncGenerator< Batch > {
	const { states, read_ms, foreign: others, hidden } = await statesById( ids, selected, context );
	let rejections: Rejection[] | undefined = [
		...others.map( ( id ) => refusal( id, read_ms, foreign( id, selected ) ) ),
		...hidden.map( ( id ) => refusal( id, read_ms, notVisible( id, selected ) ) ),
	];
	for await ( const batch of batchesOf( states, selected, read_ms, context ) ) {
		yield rejections ? { ...batch, rejections } : batch;
		rejections = undefined;
	}
}

/** The pages behind the one that came with the claim: asked for only once everything before them is settled. */
export async function* morePages( next: string | null, { wordpress, lease }: Pick< RunContext, 'wordpress' | 'lease' > ): AsyncGenerator< Waiting[] > {
	while ( next !== null ) {
		const answer = await wordpress.inbox( { ...lease.ids, after: next } );
		yield answer.inbox;
		next = answer.inbox_next;
	}
}

export const idsOf = ( waiting: readonly Waiting[], mappingId: string ): string[] =>
	waiting.filter( ( { mapping_id: id } ) => id === mappingId ).flatMap( ( { ids } ) => ids );
