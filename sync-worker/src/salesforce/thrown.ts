import { SyncFailure } from '../failure';
import { isObject } from '../mapping/path';
import { failureOf, networkFailure, salesforceFailure, tooSlow } from './failures';
import { DeadlinePassed } from './transport';

/** What jsforce or the network threw, as a failure that says what to do. */
export function thrown( error: unknown, status: number ): SyncFailure {
	if ( error instanceof SyncFailure ) {
		return error;
	}
	if ( error instanceof DeadlinePassed ) {
		return failureOf( tooSlow, {}, error );
	}
	if ( isObject( error ) || error instanceof Error ) {
		const { errorCode, message } = error as { errorCode?: unknown; message?: unknown };
		if ( typeof errorCode === 'string' ) {
			return salesforceFailure( { errorCode, message: String( message ), status } );
		}
	}
	return networkFailure( error );
}
