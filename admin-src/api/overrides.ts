import { addQueryArgs } from '@wordpress/url';
import type { GiveBackAnswer, OverriddenField, RefusedEdit } from '../../sync-worker/src/contract/types';
import { request, requestPage } from './request';

const path = ( tenantId: number, rest: string ) => `/tenants/${ tenantId }/${ rest }`;

/** Fields that show something else than Salesforce says, newest first. */
export const fetchOverrides = ( tenantId: number, query: { page: number; per_page: number } ) =>
	requestPage< OverriddenField >( addQueryArgs( path( tenantId, 'overrides' ), { ...query } ) );

export const giveBack = ( tenantId: number, ids: number[], reason: string ) =>
	request< GiveBackAnswer >( 'POST', path( tenantId, 'overrides/give-back' ), { ids, reason } );

export const fetchRefusedEdits = async ( tenantId: number, most: number ): Promise< RefusedEdit[] > =>
	( await requestPage< RefusedEdit >( addQueryArgs( path( tenantId, 'refused-edits' ), { per_page: most } ) ) ).rows;
