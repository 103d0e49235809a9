import { isObject } from '../mapping/path';
import { pageAfter, type Position } from '../salesforce/soql';
import type { Batch, Run, RunContext, Watermark } from './context';
import { valueOf, type Selected } from './fetch';
import { identityOf } from './map';

const pageSize = 2000;

/** Where a first read stands: saved with the run, so that the next holder goes on instead of beginning again. */
export interface ReadPosition {
	readonly version: number;
	readonly started_ms: number;
	readonly after: Position | null;
	readonly finished: boolean;
}

const isPosition = ( value: unknown ): value is Position => isObject( value ) && typeof value.id === 'string' && typeof value.stamp_ms === 'number';

/** A position of another version of the mapping is of no use: its rows were mapped otherwise. */
export function savedPosition( resume: Run[ 'resume' ], selected: Selected ): ReadPosition | null {
	const { id, version } = selected.mapping.mapping;
	const all = isObject( resume?.first_read ) ? resume.first_read : {};
	const saved = Object.hasOwn( all, id ) ? all[ id ] : null;
	if ( ! isObject( saved ) || saved.version !== version || typeof saved.started_ms !== 'number' ) {
		return null;
	}
	return { version, started_ms: saved.started_ms, after: isPosition( saved.after ) ? saved.after : null, finished: saved.finished === true };
}

export interface ReadStep {
	readonly batch: Batch;
	/** Saved only once the batch has been settled. */
	readonly position: ReadPosition;
}

/** Keyset pages in Salesforce’s own order, up to the moment the reading began. */
export async function* firstRead( selected: Selected, from: ReadPosition | null, { salesforce }: RunContext ): AsyncGenerator< ReadStep > {
	const { version } = selected.mapping.mapping;
	let startedMs = from?.started_ms ?? null;
	let after = from?.after ?? null;
	for ( let finished = from?.finished ?? false; ! finished; ) {
		const answer = await selected.ask( async ( selection ) => {
			const { server_ms, pages } = await salesforce.read( [ { soql: pageAfter( selection, after, startedMs, pageSize ), all: false } ] );
			const first = pages[ 0 ];
			return { server_ms, records: first ? valueOf( first ).records : [], total: first ? valueOf( first ).total : 0 };
		} );
		startedMs ??= answer.server_ms;
		const last = answer.records.at( -1 );
		after = last ? positionOf( last ) : after;
		// A page may hold fewer rows than asked for (wide rows): only an answer that counts itself as short is the end.
		finished = ! last || ( answer.total < pageSize && answer.records.length >= answer.total );
		const batch: Batch = { mapping: selected.mapping, records: answer.records, withdrawals: [], read_ms: answer.server_ms };
		yield { batch, position: { version, started_ms: startedMs, after, finished } };
	}
}

function positionOf( record: Batch[ 'records' ][ number ] ): Position {
	return { id: identityOf( record ).id, stamp_ms: identityOf( record ).stamp_ms };
}

export function watermarkOf( selected: Selected, { started_ms }: ReadPosition, lagSeconds: number ): Watermark {
	const stamp = started_ms - lagSeconds * 1000;
	return { mapping_id: selected.mapping.mapping.id, stamp_ms: stamp, deleted_covered_ms: stamp };
}
