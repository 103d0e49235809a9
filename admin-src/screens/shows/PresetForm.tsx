import { Notice, SelectControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { choosePreset, fetchPresets } from '../../api/mappings';
import { ActionForm } from '../../components/ActionForm';
import { FailureNotice } from '../../components/FailureNotice';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { useResource } from '../../store/useResource';
import { modernMargin, modernSize } from '../../components/modern';

interface Props {
	tenantId: number;
	hasMappings: boolean;
	onChosen: () => void;
}

export function PresetForm( { tenantId, hasMappings, onChosen }: Props ) {
	const say = useSay();
	const presets = useResource( 'presets', fetchPresets );
	const [ chosen, setChosen ] = useState( '' );
	const [ warnings, setWarnings ] = useState< string[] >( [] );
	const preset = presets.data?.find( ( { id } ) => id === chosen ) ?? presets.data?.[ 0 ] ?? null;
	const choose = useAction(
		( id: string ) => choosePreset( tenantId, id ),
		( answer ) => {
			setWarnings( answer.warnings );
			say( __( 'Your shows are chosen.', 'callboard' ) );
			onChosen();
		}
	);
	return (
		<ActionForm
			className="callboard-card"
			action={ choose }
			onSend={ () => preset && void choose.run( preset.id ) }
			isReady={ preset !== null }
			variant={ hasMappings ? 'secondary' : 'primary' }
			label={ __( 'Check against my org and use it', 'callboard' ) }
		>
			<h2>{ __( 'Your ticketing package', 'callboard' ) }</h2>
			<FailureNotice problem={ presets.problem } onRetry={ presets.reload } />
			<SelectControl
				label={ __( 'Package', 'callboard' ) }
				value={ preset?.id ?? '' }
				options={ ( presets.data ?? [] ).map( ( { id, name } ) => ( { value: id, label: name } ) ) }
				onChange={ setChosen }
				{ ...( preset ? { help: preset.description } : {} ) }
				{ ...modernSize }
				{ ...modernMargin }
			/>
			{ hasMappings && (
				<p className="description">
					{ __( 'Choosing again checks the fields anew and sets every owner back to the package’s own choice.', 'callboard' ) }
				</p>
			) }
			{ warnings.length > 0 && (
				<Notice status="warning" isDismissible={ false } className="callboard-notice">
					<p>{ __( 'Saved, with these left out:', 'callboard' ) }</p>
					<ul className="callboard-list">
						{ warnings.map( ( warning ) => (
							<li key={ warning }>{ warning }</li>
						) ) }
					</ul>
				</Notice>
			) }
		</ActionForm>
	);
}
