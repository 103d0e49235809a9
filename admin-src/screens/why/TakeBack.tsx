import { SelectControl, TextControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { History } from '../../../sync-worker/src/contract/types';
import { liftOverrides, rollBack, type RecordKey } from '../../api/records';
import { ActionForm } from '../../components/ActionForm';
import { modernMargin, modernSize } from '../../components/modern';
import { dateAndTime } from '../../format/time';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';

interface Props {
	recordKey: RecordKey;
	history: History;
	onDone: () => void;
}

const lift = 'lift';
const current = '';

/** Back to what the listing said in an earlier version, or to what Salesforce says; each with a reason that is logged. */
export function TakeBack( { recordKey, history, onDone }: Props ) {
	const say = useSay();
	const [ choice, setChoice ] = useState( current );
	const [ reason, setReason ] = useState( '' );
	const work = useCallback(
		( chosen: string, why: string ) => ( chosen === lift ? liftOverrides( recordKey, [], why ) : rollBack( recordKey, Number( chosen ), [], why ) ),
		[ recordKey ]
	);
	const done = useCallback(
		( { targets }: { targets: string[] } ) => {
			const labels = targets.map( ( name ) => history.fields.find( ( { target } ) => target === name )?.label ?? name );
			/* translators: %s: names of fields */
			say( sprintf( __( 'Done: %s', 'callboard' ), labels.join( ', ' ) ) );
			setChoice( current );
			setReason( '' );
			onDone();
		},
		[ say, onDone, history ]
	);
	const { run, isBusy, problem } = useAction( work, done );
	const earlier = history.versions.slice( 1 );
	const overridden = history.fields.some( ( { override } ) => override !== null );
	if ( earlier.length === 0 && ! overridden ) {
		return null;
	}
	const options = [
		{ value: current, label: __( 'Leave it as it is', 'callboard' ) },
		...( overridden ? [ { value: lift, label: __( 'What Salesforce says (end every override)', 'callboard' ) } ] : [] ),
		...earlier.map( ( version ) => ( {
			value: String( version.id ),
			/* translators: 1: date and time, 2: number of a run */
			label: sprintf( __( 'As written %1$s by sync %2$d', 'callboard' ), dateAndTime( version.at_ms ), version.run_id ),
		} ) ),
	];
	return (
		<ActionForm
			action={ { isBusy, problem } }
			onSend={ () => void run( choice, reason.trim() ) }
			isReady={ choice !== current && reason.trim() !== '' }
			variant="secondary"
			label={ __( 'Take it back', 'callboard' ) }
		>
			<h3>{ __( 'Take it back', 'callboard' ) }</h3>
			<p>{ __( 'Salesforce is not changed. What you choose stands until Salesforce says something new about a field.', 'callboard' ) }</p>
			<SelectControl
				{ ...modernMargin }
				{ ...modernSize }
				label={ __( 'What should it say?', 'callboard' ) }
				value={ choice }
				options={ options }
				onChange={ setChoice }
			/>
			<TextControl { ...modernMargin } { ...modernSize } label={ __( 'Why?', 'callboard' ) } value={ reason } onChange={ setReason } />
		</ActionForm>
	);
}
