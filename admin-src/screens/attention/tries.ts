import { __, _n, sprintf } from '@wordpress/i18n';
import type { RunItem } from '../../../sync-worker/src/contract/types';
import { dateAndTime } from '../../format/time';

/** How many tries a refused record has left, and when the next one is. */
export function triesOf( { retry }: RunItem ): string {
	if ( ! retry ) {
		return '–';
	}
	if ( retry.next_ms === null ) {
		return __( 'Not tried again by itself', 'callboard' );
	}
	return sprintf(
		/* translators: 1: number of tries, 2: date and time */
		_n( '%1$d try left, the next one: %2$s', '%1$d tries left, the next one: %2$s', retry.attempts_left, 'callboard' ),
		retry.attempts_left,
		dateAndTime( retry.next_ms )
	);
}

/** The entries behind these records, for an action on all of them. */
export const retryIdsOf = ( items: readonly RunItem[] ): number[] => items.flatMap( ( { retry } ) => ( retry ? [ retry.id ] : [] ) );
