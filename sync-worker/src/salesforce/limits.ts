import { SyncFailure } from '../failure';
import { isObject } from '../mapping/path';
import type { OrgLimit } from '../meter';
import { unreadableAnswer } from './answers';

/** Of some sixty, those that a sync meets (API notes §7.1). They are right to about five minutes. */
const wanted = [ 'DailyApiRequests', 'DailyBulkApiBatches', 'DailyBulkV2QueryJobs', 'DailyBulkV2QueryFileStorageMB' ];

/**
 * `GET /limits`: `{"DailyApiRequests":{"Max":100000,"Remaining":99982}, …}`. It needs “View Setup and Configuration”,
 * which an integration user often lacks: then nothing is known, and the job is tried.
 */
export async function orgLimits( ask: () => Promise< unknown > ): Promise< OrgLimit[] > {
	try {
		return parseLimits( await ask() );
	} catch ( error ) {
		if ( error instanceof SyncFailure && error.kind === 'config' ) {
			return [];
		}
		throw error;
	}
}

/** @throws SyncFailure Where the answer is none of limits; a limit the edition does not have is left out. */
export function parseLimits( body: unknown ): OrgLimit[] {
	if ( ! isObject( body ) ) {
		throw unreadableAnswer( 'limits' );
	}
	return wanted.flatMap( ( name ) => {
		const limit = Object.hasOwn( body, name ) ? body[ name ] : null;
		if ( ! isObject( limit ) || ! isCount( limit.Max ) || typeof limit.Remaining !== 'number' ) {
			return [];
		}
		// An org that overshoots has less than nothing left.
		return [ { name, used: Math.max( 0, Math.round( limit.Max - limit.Remaining ) ), max: limit.Max } ];
	} );
}

const isCount = ( value: unknown ): value is number => Number.isSafeInteger( value ) && Number( value ) >= 0;
