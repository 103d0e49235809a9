import { addQueryArgs } from '@wordpress/url';
import type { Run, RunItem, RunRequest } from '../../sync-worker/src/contract/types';
import { request, requestFile, requestPage } from './request';

export interface RunQuery {
	page: number;
	per_page: number;
}

export interface RunItemQuery extends RunQuery {
	outcome?: RunItem[ 'outcome' ];
}

export const fetchRuns = ( tenantId: number, query: RunQuery ) => requestPage< Run >( addQueryArgs( `/tenants/${ tenantId }/runs`, { ...query } ) );

export const syncNow = ( tenantId: number ) => request< Run >( 'POST', `/tenants/${ tenantId }/runs` );

/** The same sync without a write. */
export const rehearse = ( tenantId: number ) => request< Run >( 'POST', `/tenants/${ tenantId }/runs`, { rehearsal: true } );

export const applyRehearsal = ( runId: number ) => request< Run >( 'POST', `/runs/${ runId }/apply` );

/** A backfill: what the options leave open is not limited. As a rehearsal it writes nothing. */
export const readAgain = ( tenantId: number, options: NonNullable< RunRequest[ 'options' ] >, rehearsal: boolean ) =>
	request< Run >( 'POST', `/tenants/${ tenantId }/runs`, { kind: 'backfill', ...( rehearsal ? { rehearsal } : {} ), options } );

export const fetchRun = ( runId: number ) => request< Run >( 'GET', `/runs/${ runId }` );

export const fetchRunItems = ( runId: number, query: RunItemQuery ) => requestPage< RunItem >( addQueryArgs( `/runs/${ runId }/items`, { ...query } ) );

/** What the sync could not settle by itself, of all runs. */
export const fetchUnsettled = ( tenantId: number, query: RunQuery ) =>
	requestPage< RunItem >( addQueryArgs( `/tenants/${ tenantId }/attention`, { ...query } ) );

export const cancelRun = ( runId: number ) => request< Run >( 'POST', `/runs/${ runId }/cancel` );

/** For a spreadsheet: every item, not only a page of them. */
export const fetchRunSheet = ( runId: number, outcome?: RunItem[ 'outcome' ] ) =>
	requestFile( addQueryArgs( `/runs/${ runId }/items/csv`, outcome === undefined ? {} : { outcome } ) );

export const fetchUnsettledSheet = ( tenantId: number ) => requestFile( `/tenants/${ tenantId }/attention/csv` );
