import { __ } from '@wordpress/i18n';

/** Where a post stands, as WordPress's own screens call it; a status of another plugin keeps its own name. */
export function statusLabel( status: string | null ): string {
	switch ( status ) {
		case null:
			return '–';
		case 'publish':
			return __( 'Published', 'callboard' );
		case 'draft':
			return __( 'Draft', 'callboard' );
		case 'private':
			return __( 'Private', 'callboard' );
		case 'pending':
			return __( 'Pending review', 'callboard' );
		case 'future':
			return __( 'Scheduled', 'callboard' );
		case 'trash':
			return __( 'In the bin', 'callboard' );
		default:
			return status;
	}
}
