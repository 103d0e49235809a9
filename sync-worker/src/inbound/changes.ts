import { id18, type SourceRecord } from '../mapping';
import type { Failure } from '../contract';
import { unreadableAnswer } from '../salesforce/answers';
import type { Page, Salesforce } from '../salesforce/port';
import { portion } from './absent';
import { batchesOf } from './batch';
import type { Batch, Limits, RunContext, Watermark, Withdrawal } from './context';
import { slices } from './dedupe';
import { pagesOf, stateOf, valueOf } from './fetch';
import { readByIds } from './inbox';
import type { Polled } from './poll';
import { deletionsFrom, isKnownIn, nextStamps } from './window';

/** What getDeleted does not tell, the poll and the nightly comparison still find. */
const survived = new Set( [ 'salesforce_deletions_unknown', 'salesforce_object_unsupported' ] );

const forgotten = ( { name, id }: Polled[ 'selected' ][ 'mapping' ][ 'mapping' ] ): Failure => ( {
	kind: 'config',
	code: 'salesforce_deletions_unknown',
	message: `“${ name }” was not read for longer than Salesforce remembers what was deleted.`,
	actions: [ 'Nothing to do: all listings are compared with Salesforce now, and what was deleted there is withdrawn.' ],
	details: { mapping: id },
} );

/** Deletions that the recycle bin no longer shows. */
export function* emptiedFromBin( polled: Polled, context: RunContext ): Generator< Batch > {
	const { selected, deleted, server_ms } = polled;
	if ( ! deleted ) {
		return;
	}
	if ( ! deleted.ok && ! survived.has( deleted.failure.code ) ) {
		throw deleted.failure;
	}
	if ( ! deleted.ok && deleted.failure.code === 'salesforce_object_unsupported' ) {
		return;
	}
	if ( ! deleted.ok ) {
		context.notices.add( selected.mapping.mapping, '', deleted.failure.toFailure() );
		return;
	}
	if ( polled.deleted_known_ms < Math.max( polled.deleted_from_ms, deleted.value.earliest_ms ?? 0 ) ) {
		context.notices.add( selected.mapping.mapping, '', forgotten( selected.mapping.mapping ) );
	}
	for ( const ids of slices( deleted.value.ids, portion ) ) {
		const withdrawals = ids.map( ( { id, deleted_ms } ): Withdrawal => {
			const external = id18( id );
			if ( external === undefined ) {
				throw unreadableAnswer( 'deleted id' );
			}
			return { external_id: external, version: { stamp_ms: deleted_ms, read_ms: server_ms }, reason: 'deleted' };
		} );
		yield { mapping: selected.mapping, records: [], withdrawals, read_ms: server_ms };
	}
}

export async function* rowsOf( first: readonly Page[], salesforce: Salesforce ): AsyncGenerator< readonly SourceRecord[] > {
	for ( const page of first ) {
		yield* pagesOf( page, salesforce );
	}
}

/** Everything that changed for one mapping since its watermark, and the ids its inbox asks for. */
export async function* changes( polled: Polled, inbox: readonly string[], context: RunContext ): AsyncGenerator< Batch > {
	const { selected, server_ms } = polled;
	// First, since of an object that is missing or hidden the query says more than getDeleted does.
	const changed = valueOf( polled.changed );
	yield* emptiedFromBin( polled, context );
	const asked = new Set( inbox );
	const isKnown = isKnownIn( polled.known, polled.window );
	for await ( const rows of rowsOf( changed, context.salesforce ) ) {
		// What the inbox asks for is read whatever is known of it: formulas and parents move no stamp.
		const states = rows.map( stateOf ).filter( ( state ) => asked.has( state.id ) || ! isKnown( state ) );
		states.forEach( ( { id } ) => asked.delete( id ) );
		if ( states.length > 0 ) {
			yield* batchesOf( states, selected, server_ms, context );
		}
	}
	yield* readByIds( [ ...asked ], selected, context );
}

/** The window’s upper bound, never the highest stamp seen: a transaction may still be open behind it. */
export function nextWatermark( { selected, watermark, window, deleted, server_ms }: Polled, limits: Limits ): Watermark {
	const unknown = deleted !== null && ! deleted.ok;
	const covered = deleted?.ok ? deleted.value.covered_ms : unknown ? deletionsFrom( server_ms, limits ) : watermark.deleted_covered_ms;
	return {
		mapping_id: selected.mapping.mapping.id,
		...nextStamps( watermark, window, server_ms - limits.lag_seconds * 1000 ),
		deleted_covered_ms: covered === null ? null : Math.max( covered, watermark.deleted_covered_ms ?? 0 ),
	};
}
