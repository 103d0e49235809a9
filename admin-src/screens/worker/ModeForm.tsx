import { CheckboxControl, RadioControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Settings } from '../../../sync-worker/src/contract/types';
import { saveSettings } from '../../api/site';
import { ActionForm } from '../../components/ActionForm';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { modeChoices, type Mode } from './modes';
import { modernMargin } from '../../components/modern';

interface Props {
	settings: Settings;
	onSaved: ( settings: Settings ) => void;
}

export function ModeForm( { settings, onSaved }: Props ) {
	const say = useSay();
	const [ mode, setMode ] = useState< Mode >( settings.worker_mode );
	const [ pingUrl, setPingUrl ] = useState( settings.ping_url ?? '' );
	const [ deletes, setDeletes ] = useState( settings.delete_data_on_uninstall );
	const save = useAction(
		() => saveSettings( { worker_mode: mode, ping_url: pingUrl.trim() === '' ? null : pingUrl.trim(), delete_data_on_uninstall: deletes } ),
		( saved ) => {
			onSaved( saved );
			say( __( 'Saved.', 'callboard' ) );
		}
	);
	return (
		<ActionForm className="callboard-card" action={ save } onSend={ () => void save.run() } label={ __( 'Save', 'callboard' ) }>
			<h2>{ __( 'How the sync runs', 'callboard' ) }</h2>
			<p>
				{ __(
					'The sync worker is a small program that reads Salesforce and brings what changed to this site. It keeps nothing: it may be stopped and moved at any time.',
					'callboard'
				) }
			</p>
			<RadioControl
				label={ __( 'Who wakes whom', 'callboard' ) }
				selected={ mode }
				options={ modeChoices( settings ) }
				onChange={ ( value ) => setMode( value as Mode ) }
			/>
			{ mode === 'ping' && (
				<TextControl
					type="url"
					label={ __( 'Address of the worker', 'callboard' ) }
					value={ pingUrl }
					onChange={ setPingUrl }
					dir="ltr"
					required
					__next40pxDefaultSize
					{ ...modernMargin }
				/>
			) }
			<CheckboxControl
				label={ __( 'When Callboard is deleted, delete its data too', 'callboard' ) }
				help={ __( 'Connection, history, worker keys and the record of what came from Salesforce. The shows themselves stay.', 'callboard' ) }
				checked={ deletes }
				onChange={ setDeletes }
				{ ...modernMargin }
			/>
		</ActionForm>
	);
}
