import { __, sprintf } from '@wordpress/i18n';
import type { Mapping } from '../../sync-worker/src/contract/types';
import type { Owner } from '../api/mappings';

export type MappedField = Mapping[ 'fields' ][ number ];

/** Where a value goes, in words; the API name stands beside it in small print. */
export function targetLabel( to: string ): string {
	const [ place, name ] = to.split( ':', 2 );
	switch ( place ) {
		case 'title':
			return __( 'Title', 'callboard' );
		case 'content':
			return __( 'Page text', 'callboard' );
		case 'excerpt':
			return __( 'Excerpt', 'callboard' );
		case 'slug':
			return __( 'Web address', 'callboard' );
		case 'status':
			return __( 'Publication', 'callboard' );
		case 'parent':
			return __( 'Production it belongs to', 'callboard' );
		case 'image':
			return __( 'Featured image', 'callboard' );
		case 'taxonomy':
			/* translators: %s: name of a taxonomy */
			return sprintf( __( 'List: %s', 'callboard' ), name ?? '' );
		default:
			/* translators: %s: name of a field */
			return sprintf( __( 'Field: %s', 'callboard' ), name ?? to );
	}
}

export const sourceOf = ( field: MappedField ) => field.from ?? ( field.expression === undefined ? null : __( 'Worked out from several fields', 'callboard' ) );

export const sourceDetail = ( field: MappedField ) => field.expression ?? null;

export function ownerLabel( owner: Owner ): string {
	switch ( owner ) {
		case 'salesforce':
			return __( 'Salesforce: locked in WordPress', 'callboard' );
		case 'wordpress':
			return __( 'WordPress: the sync never touches it', 'callboard' );
		case 'fill_if_empty':
			return __( 'Salesforce fills it once, then it is yours', 'callboard' );
		case 'newest':
			return __( 'Whoever changed it last', 'callboard' );
	}
}

/** `newest` is a two-way owner; reading only, it would promise a way back that does not exist yet. */
export const ownersFor = ( field: MappedField ): Owner[] => {
	if ( field.from === undefined && field.expression === undefined ) {
		return [ 'wordpress' ];
	}
	if ( field.to === 'parent' ) {
		return [ 'salesforce' ];
	}
	const owners: Owner[] = [ 'salesforce', 'fill_if_empty', 'wordpress' ];
	return owners.includes( field.owner ) ? owners : [ ...owners, field.owner ];
};
