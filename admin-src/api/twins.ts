import { addQueryArgs } from '@wordpress/url';
import type { HeldRecord, LeftOutRecord, Twin, TwinRequest } from '../../sync-worker/src/contract/types';
import { request, requestPage } from './request';

export const fetchHeld = ( tenantId: number, query: { page: number; per_page: number } ) =>
	requestPage< HeldRecord >( addQueryArgs( `/tenants/${ tenantId }/twins`, { ...query } ) );

export const fetchLeftOut = ( tenantId: number, query: { page: number; per_page: number } ) =>
	requestPage< LeftOutRecord >( addQueryArgs( `/tenants/${ tenantId }/left-out`, { ...query } ) );

export const decideTwin = ( tenantId: number, externalId: string, decision: TwinRequest ) =>
	request< Twin >( 'POST', `/tenants/${ tenantId }/twins/${ externalId }`, decision );
