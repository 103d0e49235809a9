import type { RetryAnswer } from '../../sync-worker/src/contract/types';
import { request } from './request';

/** Tried again at once: the entries become due, and a run is asked for. */
export const retryNow = ( tenantId: number, ids: number[] ) => request< RetryAnswer >( 'POST', `/tenants/${ tenantId }/retries/now`, { ids } );

/** Left alone until the record or its mapping changes. */
export const skipRetries = ( tenantId: number, ids: number[] ) => request< RetryAnswer >( 'POST', `/tenants/${ tenantId }/retries/skip`, { ids } );
