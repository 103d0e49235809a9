import { RadioControl, TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { loginChoices, type LoginKind } from './login';
import type { ConnectionForm } from './useConnectionForm';
import { modernMargin } from '../../components/modern';

interface Props {
	form: ConnectionForm;
	set: < Name extends keyof ConnectionForm >( name: Name ) => ( value: ConnectionForm[ Name ] ) => void;
}

export function LoginAddress( { form, set }: Props ) {
	const isTyped = form.loginKind === 'my-domain' || form.loginKind === 'custom';
	return (
		<>
			<RadioControl
				label={ __( 'Where your Salesforce is', 'callboard' ) }
				selected={ form.loginKind }
				options={ loginChoices() }
				onChange={ ( value ) => set( 'loginKind' )( value as LoginKind ) }
			/>
			{ isTyped && (
				<TextControl
					type="url"
					label={ __( 'Login address', 'callboard' ) }
					value={ form.typedUrl }
					onChange={ set( 'typedUrl' ) }
					dir="ltr"
					required
					__next40pxDefaultSize
					{ ...modernMargin }
				/>
			) }
		</>
	);
}
