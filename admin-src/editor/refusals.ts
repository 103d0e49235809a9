import apiFetch from '@wordpress/api-fetch';
import { __, sprintf } from '@wordpress/i18n';
import type { LockedField } from './facts';
import { store } from './store';

interface WarningActions {
	createWarningNotice: ( content: string, options: { id: string; isDismissible: boolean } ) => void;
}

/** What the server kept as it is although the request asked for something else. */
const refusedIn = ( answer: unknown ): readonly LockedField[] => {
	if ( typeof answer !== 'object' || answer === null || ! ( 'callboard_locked' in answer ) ) {
		return [];
	}
	const { callboard_locked: locked } = answer;
	return Array.isArray( locked ) ? locked.filter( isLockedField ) : [];
};

const isLockedField = ( value: unknown ): value is LockedField =>
	typeof value === 'object' && value !== null && 'label' in value && typeof value.label === 'string';

const warn = ( refused: readonly LockedField[] ) => {
	store< WarningActions >( 'core/notices' ).createWarningNotice(
		sprintf(
			/* translators: %s: list of field names. */
			__( 'Saved, except what is kept in Salesforce: %s. Change it there, and it changes here.', 'callboard' ),
			refused.map( ( field ) => field.label ).join( ', ' )
		),
		{ id: 'callboard-refused', isDismissible: true }
	);
};

/** A save that lost something says so: a tab opened before the last sync sends yesterday's title back. */
export const reportRefusals = (): void => {
	apiFetch.use( async ( options, next ) => {
		const answer: unknown = await next( options );
		const refused = refusedIn( answer );
		if ( refused.length > 0 ) {
			warn( refused );
		}
		return answer;
	} );
};
