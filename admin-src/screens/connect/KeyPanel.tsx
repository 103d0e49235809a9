import { Button, TextareaControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Connection } from '../../../sync-worker/src/contract/types';
import { CopyField } from '../../components/CopyField';
import type { ConnectionForm } from './useConnectionForm';
import { modernMargin } from '../../components/modern';

interface Props {
	connection: Connection | null;
	form: ConnectionForm;
	set: < Name extends keyof ConnectionForm >( name: Name ) => ( value: ConnectionForm[ Name ] ) => void;
	onGenerate: () => void;
	isBusy: boolean;
}

const stateText = ( connection: Connection | null ) => {
	switch ( connection?.key_state ) {
		case 'ready':
			return __( 'A private key is stored here, encrypted. It never leaves this site.', 'callboard' );
		case 'undecryptable':
			return __( 'A private key is stored, but this site can no longer read it.', 'callboard' );
		default:
			return __( 'Callboard signs in to Salesforce with a key of its own. Make one here; nobody has to handle it.', 'callboard' );
	}
};

export function KeyPanel( { connection, form, set, onGenerate, isBusy }: Props ) {
	const [ isPasting, setPasting ] = useState( false );
	const hasKey = connection?.has_private_key === true;
	return (
		<>
			<p>{ stateText( connection ) }</p>
			{ connection?.certificate && (
				<CopyField
					label={ __( 'Certificate for Salesforce', 'callboard' ) }
					value={ connection.certificate }
					rows={ 6 }
					help={ __( 'Save it as a file callboard.crt and upload it to the app below. It is not a secret.', 'callboard' ) }
				/>
			) }
			{ hasKey && (
				<p className="description">
					{ __( 'A new key replaces this one at once: the sync stands still until its certificate is uploaded to Salesforce.', 'callboard' ) }
				</p>
			) }
			<p className="callboard-buttons">
				<Button
					variant={ hasKey ? 'secondary' : 'primary' }
					isBusy={ isBusy }
					disabled={ isBusy }
					accessibleWhenDisabled
					onClick={ onGenerate }
					__next40pxDefaultSize
				>
					{ hasKey ? __( 'Generate a new key and certificate', 'callboard' ) : __( 'Generate key and certificate', 'callboard' ) }
				</Button>
				<Button variant="tertiary" aria-expanded={ isPasting } onClick={ () => setPasting( ! isPasting ) } __next40pxDefaultSize>
					{ __( 'Paste a key I have', 'callboard' ) }
				</Button>
			</p>
			{ isPasting && (
				<>
					<TextareaControl
						label={ __( 'Private key', 'callboard' ) }
						help={ __(
							'From “-----BEGIN PRIVATE KEY-----” to “-----END PRIVATE KEY-----”. It is checked and encrypted when you save the connection, and never shown again.',
							'callboard'
						) }
						value={ form.privateKey }
						onChange={ set( 'privateKey' ) }
						rows={ 5 }
						dir="ltr"
						autoComplete="off"
						spellCheck={ false }
						{ ...modernMargin }
					/>
					<TextareaControl
						label={ __( 'Its certificate', 'callboard' ) }
						value={ form.certificate }
						onChange={ set( 'certificate' ) }
						rows={ 5 }
						dir="ltr"
						spellCheck={ false }
						{ ...modernMargin }
					/>
				</>
			) }
		</>
	);
}
