import { Button, CheckboxControl, TextareaControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { fetchMappings } from '../../api/mappings';
import { readAgain } from '../../api/runs';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { modernMargin, modernSize } from '../../components/modern';
import { useNavigation, useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { useResource } from '../../store/useResource';
import { noLimits, optionsOf, type Limits } from './limits';

interface Props {
	tenantId: number;
	onAsked: () => void;
	onCancel: () => void;
}

export function ReadAgainForm( { tenantId, onAsked, onCancel }: Props ) {
	const say = useSay();
	const { navigate } = useNavigation();
	const mappings = useResource( `mappings/${ tenantId }`, () => fetchMappings( tenantId ) );
	const [ limits, setLimits ] = useState< Limits >( noLimits );
	const change = ( changed: Partial< Limits > ) => setLimits( ( before ) => ( { ...before, ...changed } ) );
	const ask = useAction(
		( asked: Limits ) => readAgain( tenantId, optionsOf( asked ), asked.rehearsal ),
		( run ) => {
			if ( run.options?.rehearsal ) {
				navigate( `/runs/${ run.id }` );
				return;
			}
			say( __( 'The records will be read again. The list shows how far it is.', 'callboard' ) );
			onAsked();
		}
	);
	if ( mappings.data === null ) {
		return mappings.problem ? <FailureNotice problem={ mappings.problem } onRetry={ mappings.reload } /> : <Loading />;
	}
	return (
		<form
			onSubmit={ ( event ) => {
				event.preventDefault();
				void ask.run( limits );
			} }
		>
			<p>{ __( 'What you leave open is not limited. Nothing is removed from the site because it is left out here.', 'callboard' ) }</p>
			<fieldset>
				<legend>{ __( 'Which records', 'callboard' ) }</legend>
				{ mappings.data.map( ( { id, name, sobject } ) => (
					<CheckboxControl
						key={ id }
						label={ name }
						help={ sobject }
						checked={ limits.objects.includes( id ) }
						onChange={ ( isOn ) => change( { objects: isOn ? [ ...limits.objects, id ] : limits.objects.filter( ( one ) => one !== id ) } ) }
						{ ...modernMargin }
					/>
				) ) }
			</fieldset>
			<TextControl
				type="date"
				label={ __( 'Created on or after', 'callboard' ) }
				value={ limits.from }
				onChange={ ( from ) => change( { from } ) }
				{ ...modernSize }
				{ ...modernMargin }
			/>
			<TextControl
				type="date"
				label={ __( 'Created on or before', 'callboard' ) }
				value={ limits.to }
				onChange={ ( to ) => change( { to } ) }
				{ ...modernSize }
				{ ...modernMargin }
			/>
			<TextareaControl
				label={ __( 'Condition', 'callboard' ) }
				help={ __( "What stands after WHERE in SOQL, for example: Name LIKE 'Hamlet%'", 'callboard' ) }
				value={ limits.condition }
				onChange={ ( condition ) => change( { condition } ) }
				rows={ 2 }
				{ ...modernMargin }
			/>
			<CheckboxControl
				label={ __( 'Only show what would change', 'callboard' ) }
				help={ __( 'A rehearsal: nothing is written. Afterwards you may apply exactly what you saw.', 'callboard' ) }
				checked={ limits.rehearsal }
				onChange={ ( rehearsal ) => change( { rehearsal } ) }
				{ ...modernMargin }
			/>
			<FailureNotice problem={ ask.problem } />
			<p>
				<Button variant="primary" type="submit" isBusy={ ask.isBusy } { ...modernSize }>
					{ limits.rehearsal ? __( 'Show what would change', 'callboard' ) : __( 'Read again', 'callboard' ) }
				</Button>{ ' ' }
				<Button variant="tertiary" onClick={ onCancel } { ...modernSize }>
					{ __( 'Cancel', 'callboard' ) }
				</Button>
			</p>
		</form>
	);
}
