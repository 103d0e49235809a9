import type { ListingPage, Settings, SettingsRequest, WorkerKey, WorkerKeyCreated } from '../../sync-worker/src/contract/types';
import { request } from './request';

export const fetchSettings = () => request< Settings >( 'GET', '/settings' );

export const saveSettings = ( body: SettingsRequest ) => request< Settings >( 'PUT', '/settings', body );

export const fetchWorkerKeys = () => request< WorkerKey[] >( 'GET', '/worker-keys' );

export const createWorkerKey = ( label: string ) => request< WorkerKeyCreated >( 'POST', '/worker-keys', { label } );

export const revokeWorkerKey = ( key: string ) => request< null >( 'DELETE', `/worker-keys/${ key }` );

export const createListingPage = () => request< ListingPage >( 'POST', '/listing-page' );
