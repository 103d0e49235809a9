import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

interface Props {
	isWaiting: boolean;
}

export function WaitingForWorker( { isWaiting }: Props ) {
	return (
		<p role="status" className={ isWaiting ? 'callboard-waiting' : 'callboard-waiting is-here' }>
			{ isWaiting ? <Spinner /> : <span aria-hidden="true">✓ </span> }
			{ isWaiting ? __( 'Waiting for the worker…', 'callboard' ) : __( 'The worker is here. The sync runs by itself from now on.', 'callboard' ) }
		</p>
	);
}
