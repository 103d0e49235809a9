import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { rehearse } from '../../api/runs';
import { FailureNotice } from '../../components/FailureNotice';
import { useNavigation } from '../../store/contexts';
import { useAction } from '../../store/useAction';

/** The same sync without a write: its page shows what would change. */
export function RehearseButton( { tenantId }: { tenantId: number } ) {
	const { navigate } = useNavigation();
	const ask = useAction(
		() => rehearse( tenantId ),
		( run ) => navigate( `/runs/${ run.id }` )
	);
	return (
		<>
			<Button
				variant="tertiary"
				isBusy={ ask.isBusy }
				disabled={ ask.isBusy }
				accessibleWhenDisabled
				onClick={ () => void ask.run() }
				__next40pxDefaultSize
			>
				{ __( 'Show what a sync would change', 'callboard' ) }
			</Button>
			<FailureNotice problem={ ask.problem } />
		</>
	);
}
