import { __, sprintf } from '@wordpress/i18n';
import { decideTwin } from '../api/twins';
import { useSay } from '../store/contexts';
import { useAction } from '../store/useAction';
import { ActionForm } from './ActionForm';

interface Props {
	tenantId: number;
	externalId: string;
	/** Of the show: a screen reader hears it beside the words of the button. */
	name: string;
	onDone: () => void;
}

/** Takes back that a record was left out of this site. */
export function IncludeAgain( { tenantId, externalId, name, onDone }: Props ) {
	const say = useSay();
	const include = useAction(
		() => decideTwin( tenantId, externalId, { decision: 'separate' } ),
		() => {
			/* translators: %s: name of a show */
			say( sprintf( __( '%s is included again: the next sync reads it, within a minute.', 'callboard' ), name ) );
			onDone();
		}
	);
	return (
		<ActionForm
			action={ include }
			onSend={ () => void include.run() }
			variant="secondary"
			label={
				<>
					{ __( 'Include again', 'callboard' ) }
					<span className="screen-reader-text"> { name }</span>
				</>
			}
		>
			{ null }
		</ActionForm>
	);
}
