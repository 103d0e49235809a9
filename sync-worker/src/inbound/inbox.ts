import { id18 } from '../mapping';
import { statesOf } from '../salesforce/soql';
import { batchOf } from './batch';
import type { Batch, RecordState, RunContext } from './context';
import { inGroups, stateOf, type Selected } from './fetch';
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
		yield idsBatch( unique.slice( at, at + idsABatch ), selected, context );
	}
}

async function idsBatch( ids: readonly string[], selected: Selected, context: RunContext ): Promise< Batch > {
	// One id of another object or org would have Salesforce refuse the whole question, this run and every next one.
	const { keyPrefix } = await selected.own();
	const isOurs = ( id: string ): boolean => id18( id.slice( 0, 15 ) ) === id && ( ! keyPrefix || id.startsWith( keyPrefix ) );
	const ours = ids.filter( isOurs );
	const { sobject } = selected.mapping.mapping;
	const { records, read_ms } =
		ours.length === 0 ? { records: [], read_ms: 0 } : await inGroups( ours, ( slice ) => statesOf( sobject, slice ), true, context.salesforce );
	const states: RecordState[] = records.map( stateOf );
	const shown = new Set( states.map( ( { id } ) => id ) );
	const refused = [
		...ids.filter( ( id ) => ! isOurs( id ) ).map( ( id ) => refusal( id, read_ms, foreign( id, selected ) ) ),
		...ours.filter( ( id ) => ! shown.has( id ) ).map( ( id ) => refusal( id, read_ms, notVisible( id, selected ) ) ),
	];
	return { ...( await batchOf( states, selected, read_ms, context ) ), rejections: refused };
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
