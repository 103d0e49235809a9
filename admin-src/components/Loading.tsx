import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

export function Loading() {
	return (
		<p role="status" className="callboard-loading">
			<Spinner />
			{ __( 'Loading…', 'callboard' ) }
		</p>
	);
}
