import type { Delivery } from '../contract';
import { id18, mapRecord, momentOf, noFacts, stampFields, type SourceRecord } from '../mapping';
import { unreadableAnswer } from '../salesforce/answers';
import type { Batch, RunContext } from './context';
import { factsOf } from './facts';
import { fingerprint } from './fingerprint';

export type Draft = Delivery[ 'records' ][ number ];
export type Rejection = Delivery[ 'rejections' ][ number ];

interface MappedBatch {
	readonly drafts: readonly Draft[];
	readonly rejections: readonly Rejection[];
}

/**
 * Id and stamp of a row; a row without them is no answer to what was asked. Of the stamps the first that was selected
 * counts: a later one is only selected beside it as a mapped field.
 */
export function identityOf( record: SourceRecord ): { id: string; stamp_ms: number } {
	const id = typeof record.Id === 'string' ? id18( record.Id ) : undefined;
	const said = record[ stampFields.find( ( name ) => name in record ) ?? 'SystemModstamp' ];
	const stamp = typeof said === 'string' ? momentOf( said ) : undefined;
	if ( id === undefined || stamp === undefined ) {
		throw unreadableAnswer( 'row without Id or stamp' );
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
