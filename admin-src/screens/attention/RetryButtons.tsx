import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { retryNow, skipRetries } from '../../api/retries';
import { FailureNotice } from '../../components/FailureNotice';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';

interface Props {
	tenantId: number;
	ids: number[];
	/** What a screen reader hears beside the words of each button: the show, or the cause. */
	of: string;
	onChange: () => void;
}

/** What a person may do about records that were refused: try them again at once, or leave them until they change. */
export function RetryButtons( { tenantId, ids, of, onChange }: Props ) {
	const say = useSay();
	const again = useAction(
		() => retryNow( tenantId, ids ),
		( { changed } ) => {
			/* translators: %d: number of records */
			say( sprintf( _n( '%d record is tried again now.', '%d records are tried again now.', changed, 'callboard' ), changed ) );
			onChange();
		}
	);
	const skip = useAction(
		() => skipRetries( tenantId, ids ),
		( { changed } ) => {
			/* translators: %d: number of records */
			say( sprintf( _n( '%d record is left alone until it changes.', '%d records are left alone until they change.', changed, 'callboard' ), changed ) );
			onChange();
		}
	);
	const isBusy = again.isBusy || skip.isBusy;
	/* translators: %s: name of a show, or a cause */
	const retryLabel = sprintf( __( 'Retry now: %s', 'callboard' ), of );
	/* translators: %s: name of a show, or a cause */
	const skipLabel = sprintf( __( 'Skip until it changes: %s', 'callboard' ), of );
	return (
		<>
			<FailureNotice problem={ again.problem ?? skip.problem } />
			<div className="callboard-buttons">
				<Button
					variant="secondary"
					isBusy={ again.isBusy }
					disabled={ isBusy }
					accessibleWhenDisabled
					aria-label={ retryLabel }
					onClick={ () => void again.run() }
					__next40pxDefaultSize
				>
					{ __( 'Retry now', 'callboard' ) }
				</Button>
				<Button
					variant="tertiary"
					isBusy={ skip.isBusy }
					disabled={ isBusy }
					accessibleWhenDisabled
					aria-label={ skipLabel }
					onClick={ () => void skip.run() }
					__next40pxDefaultSize
				>
					{ __( 'Skip until it changes', 'callboard' ) }
				</Button>
			</div>
		</>
	);
}
