import type { Delivery } from '../contract';
import { id18, mapRecord, momentOf, noFacts, type SourceRecord } from '../mapping';
import { unreadableAnswer } from '../salesforce/answers';
import type { Batch, RunContext } from './context';
import { factsOf } from './facts';
import { fingerprint } from './fingerprint';

export type Draft = Delivery[ 'records' ][ number ];
export type Rejection = Delivery[ 'rejections' ][ number ];

export interface MappedBatch {
	readonly drafts: readonly Draft[];
	readonly rejections: readonly Rejection[];
}

/** Id and stamp of a row; a row without them is no answer to what was asked. */
export function identityOf( record: SourceRecord ): { id: string; stamp_ms: number } {
	const id = typeof record.Id === 'string' ? id18( record.Id ) : undefined;
	const stamp = typeof record.SystemModstamp === 'string' ? momentOf( record.SystemModstamp ) : undefined;
	if ( id === undefined || stamp === undefined ) {
		throw unreadableAnswer( 'row without Id or SystemModstamp' );
	}
	return { id, stamp_ms: stamp };
}

/** Each record becomes a draft with its fingerprint, or a rejection in words. */
export async function mapBatch(
	{ mapping, records, read_ms }: Batch,
	{ notices, salesforce }: Pick< RunContext, 'notices' | 'salesforce' >
): Promise< MappedBatch > {
	const drafts: Draft[] = [];
	const rejections: Rejection[] = [];
	const facts = records.length > 0 ? await factsOf( mapping, salesforce ) : noFacts;
	for ( const record of records ) {
		const { id, stamp_ms } = identityOf( record );
		const mapped = await mapRecord( mapping, record, facts );
		mapped.unlabelled?.forEach( ( { path, value } ) => notices.unlabelled( mapping.mapping, path, value ) );
		mapped.unreadable.forEach( ( path ) => notices.unreadable( mapping.mapping, path ) );
		const version = { stamp_ms, read_ms };
		if ( mapped.state === 'rejected' ) {
			rejections.push( { external_id: id, version, failure: mapped.failure } );
		} else {
			drafts.push( { external_id: id, version, fingerprint: fingerprint( mapping.mapping.version, mapped.values ), values: mapped.values } );
		}
	}
	return { drafts, rejections };
}
