import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Run } from '../../../sync-worker/src/contract/types';
import { applyRehearsal } from '../../api/runs';
import { FailureNotice } from '../../components/FailureNotice';
import { useNavigation } from '../../store/contexts';
import { useAction } from '../../store/useAction';

/** Under a finished rehearsal: do what it said, and nothing that changed in Salesforce since. */
export function ApplyRehearsal( { run }: { run: Run } ) {
	const { navigate } = useNavigation();
	const apply = useAction(
		() => applyRehearsal( run.id ),
		( applying ) => navigate( `/runs/${ applying.id }` )
	);
	if ( ! run.options?.rehearsal || run.state !== 'succeeded' ) {
		return null;
	}
	return (
		<>
			<FailureNotice problem={ apply.problem } />
			<p>{ __( 'What changed in Salesforce since is left to the next ordinary sync.', 'callboard' ) }</p>
			<Button
				variant="primary"
				isBusy={ apply.isBusy }
				disabled={ apply.isBusy }
				accessibleWhenDisabled
				onClick={ () => void apply.run() }
				__next40pxDefaultSize
			>
				{ __( 'Apply exactly this', 'callboard' ) }
			</Button>
		</>
	);
}
