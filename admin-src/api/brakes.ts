import { addQueryArgs } from '@wordpress/url';
import type { Brake, BrakeItem } from '../../sync-worker/src/contract/types';
import { request, requestPage } from './request';

export const fetchBrakes = ( tenantId: number ) => request< Brake[] >( 'GET', `/tenants/${ tenantId }/brakes` );

export const fetchBrakeItems = ( brakeId: number, query: { page: number; per_page: number } ) =>
	requestPage< BrakeItem >( addQueryArgs( `/brakes/${ brakeId }/items`, { ...query } ) );

export const approveBrake = ( brakeId: number ) => request< Brake >( 'POST', `/brakes/${ brakeId }/approve` );

export const refuseBrake = ( brakeId: number ) => request< Brake >( 'POST', `/brakes/${ brakeId }/refuse` );
