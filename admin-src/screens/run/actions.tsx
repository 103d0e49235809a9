import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Run } from '../../../sync-worker/src/contract/types';
import { cancelRun } from '../../api/runs';
import { FailureNotice } from '../../components/FailureNotice';
import { isOpen } from '../../format/runs';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';

interface Props {
	run: Run;
	onChange: ( run: Run ) => void;
}

export function RunActions( { run, onChange }: Props ) {
	const say = useSay();
	const stop = useAction(
		() => cancelRun( run.id ),
		( stopped ) => {
			onChange( stopped );
			say( __( 'The sync is stopped.', 'callboard' ) );
		}
	);
	if ( ! isOpen( run ) ) {
		return null;
	}
	return (
		<>
			<FailureNotice problem={ stop.problem } />
			<Button
				variant="secondary"
				isDestructive
				isBusy={ stop.isBusy }
				disabled={ stop.isBusy }
				accessibleWhenDisabled
				onClick={ () => void stop.run() }
				__next40pxDefaultSize
			>
				{ __( 'Stop: what is written stays', 'callboard' ) }
			</Button>
		</>
	);
}
