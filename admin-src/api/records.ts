import { addQueryArgs } from '@wordpress/url';
import type { History, Mapping, ShowSync, Subject, WhyNot } from '../../sync-worker/src/contract/types';
import { request, requestPage } from './request';

export interface RecordKey {
	tenantId: number;
	externalId: string;
}

const recordPath = ( { tenantId, externalId }: RecordKey ) => `/tenants/${ tenantId }/records/${ externalId }`;

/** By title, Salesforce id, address or number of a post. */
export const findRecords = async ( query: string ): Promise< Subject[] > => ( await requestPage< Subject >( addQueryArgs( '/records', { query } ) ) ).rows;

export const fetchWhyNot = ( key: RecordKey ) => request< WhyNot >( 'GET', `${ recordPath( key ) }/why-not` );

export const fetchHistory = ( key: RecordKey ) => request< History >( 'GET', `${ recordPath( key ) }/history` );

export const fetchMappingVersion = ( tenantId: number, mappingId: string, version: number ) =>
	request< Mapping >( 'GET', `/tenants/${ tenantId }/mappings/${ mappingId }/versions/${ version }` );

export const syncRecord = ( key: RecordKey ) => request< ShowSync >( 'POST', `${ recordPath( key ) }/sync` );

export const fetchRecordSync = ( key: RecordKey, askedMs: number ) =>
	request< ShowSync >( 'GET', addQueryArgs( `${ recordPath( key ) }/sync`, { asked_ms: askedMs } ) );

export const syncPost = ( postId: number ) => request< ShowSync >( 'POST', `/posts/${ postId }/sync` );

export const fetchPostSync = ( postId: number, askedMs: number ) =>
	request< ShowSync >( 'GET', addQueryArgs( `/posts/${ postId }/sync`, { asked_ms: askedMs } ) );

export const rollBack = ( key: RecordKey, versionId: number, targets: string[], reason: string ) =>
	request< { targets: string[] } >( 'POST', `${ recordPath( key ) }/roll-back`, { version_id: versionId, targets, reason } );

export const liftOverrides = ( key: RecordKey, targets: string[], reason: string ) =>
	request< { targets: string[] } >( 'POST', `${ recordPath( key ) }/lift`, { targets, reason } );
