import { CheckboxControl, Notice, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { GiveBackAnswer, OverriddenField } from '../../../sync-worker/src/contract/types';
import { giveBack } from '../../api/overrides';
import { ActionForm } from '../../components/ActionForm';
import { modernMargin, modernSize } from '../../components/modern';
import { Table } from '../../components/Table';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { overrideFields } from './fields';

interface Props {
	tenantId: number;
	rows: OverriddenField[];
	onChange: () => void;
}

function Refused( { refused, rows }: { refused: GiveBackAnswer[ 'refused' ]; rows: OverriddenField[] } ) {
	return refused.length === 0 ? null : (
		<Notice status="warning" isDismissible={ false } className="callboard-notice">
			<p>{ __( 'These stay as they are:', 'callboard' ) }</p>
			<ul className="callboard-list">
				{ refused.map( ( { external_id: id, message, actions } ) => (
					<li key={ id }>
						<strong>{ rows.find( ( row ) => row.external_id === id )?.title ?? id }</strong>: { [ message, ...actions ].join( ' ' ) }
					</li>
				) ) }
			</ul>
		</Notice>
	);
}

/** Many at once, with one reason that is logged; Salesforce itself is not changed. */
export function GiveBack( { tenantId, rows, onChange }: Props ) {
	const say = useSay();
	const [ ids, setIds ] = useState< readonly number[] >( [] );
	const [ reason, setReason ] = useState( '' );
	const [ refused, setRefused ] = useState< GiveBackAnswer[ 'refused' ] >( [] );
	const chosen = rows.filter( ( { id } ) => ids.includes( id ) ).map( ( { id } ) => id );
	const give = useAction(
		( wanted: number[], why: string ) => giveBack( tenantId, wanted, why ),
		( answer ) => {
			say(
				sprintf(
					/* translators: %d: number of fields */
					_n( '%d field says again what Salesforce says.', '%d fields say again what Salesforce says.', answer.given_back, 'callboard' ),
					answer.given_back
				)
			);
			setRefused( answer.refused );
			setIds( [] );
			setReason( '' );
			onChange();
		}
	);
	return (
		<ActionForm
			action={ give }
			onSend={ () => void give.run( chosen, reason.trim() ) }
			isReady={ chosen.length > 0 && reason.trim() !== '' }
			label={
				/* translators: %d: number of fields */
				sprintf( __( 'Give back to Salesforce (%d)', 'callboard' ), chosen.length )
			}
		>
			<CheckboxControl
				label={ __( 'Choose all on this page', 'callboard' ) }
				checked={ chosen.length === rows.length }
				indeterminate={ chosen.length > 0 && chosen.length < rows.length }
				onChange={ ( isOn ) => setIds( isOn ? rows.map( ( { id } ) => id ) : [] ) }
				{ ...modernMargin }
			/>
			<Table
				caption={ __( 'Fields taken back from Salesforce', 'callboard' ) }
				fields={ overrideFields( tenantId, {
					ids,
					onToggle: ( id, isOn ) => setIds( ( before ) => ( isOn ? [ ...before, id ] : before.filter( ( one ) => one !== id ) ) ),
				} ) }
				rows={ rows }
				keyOf={ ( row ) => row.id }
			/>
			<TextControl
				label={ __( 'Why are they given back?', 'callboard' ) }
				help={ __( 'Kept in the log, beside your name.', 'callboard' ) }
				value={ reason }
				onChange={ setReason }
				maxLength={ 500 }
				{ ...modernSize }
				{ ...modernMargin }
			/>
			<Refused refused={ refused } rows={ rows } />
		</ActionForm>
	);
}
