import { TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Connection } from '../../../sync-worker/src/contract/types';
import { fetchConnection, generateKey, saveConnection } from '../../api/connection';
import { createTenant } from '../../api/tenants';
import { ActionForm } from '../../components/ActionForm';
import { FailureNotice } from '../../components/FailureNotice';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { AppValues } from './AppValues';
import { KeyPanel } from './KeyPanel';
import { LoginAddress } from './LoginAddress';
import { TestPanel } from './TestPanel';
import { formOf, isComplete, requestOf, useConnectionForm } from './useConnectionForm';
import { modernMargin } from '../../components/modern';

interface Props {
	tenantId: number | null;
	connection: Connection | null;
	onChange: ( connection: Connection ) => void;
	onTenantsChange: () => void;
}

/** The organisation comes into being with the first thing that is stored for it. */
function useTenantId( given: number | null ) {
	const [ made, setMade ] = useState< number | null >( null );
	const id = given ?? made;
	const ensure = async ( name: string ) => {
		if ( id !== null ) {
			return id;
		}
		const tenant = await createTenant( name.trim() || __( 'Our theatre', 'callboard' ) );
		setMade( tenant.id );
		return tenant.id;
	};
	return { id, ensure };
}

export function Setup( { tenantId, connection, onChange, onTenantsChange }: Props ) {
	const say = useSay();
	const tenant = useTenantId( tenantId );
	const { form, set, clearSecrets } = useConnectionForm( formOf( connection, '' ) );
	const settle = ( saved: Connection, text: string ) => {
		say( text );
		onChange( saved );
		// Its name stands in the header.
		onTenantsChange();
	};
	const generate = useAction(
		async () => {
			const id = await tenant.ensure( form.name );
			await generateKey( id );
			return fetchConnection( id );
		},
		( saved ) => settle( saved, __( 'A key and its certificate are ready.', 'callboard' ) )
	);
	const save = useAction(
		async () => saveConnection( await tenant.ensure( form.name ), requestOf( form ) ),
		( saved ) => {
			clearSecrets();
			settle( saved, __( 'The connection is saved.', 'callboard' ) );
		}
	);
	return (
		<>
			<section className="callboard-card">
				<h2>{ __( '1. Key and certificate', 'callboard' ) }</h2>
				<KeyPanel connection={ connection } form={ form } set={ set } onGenerate={ () => void generate.run() } isBusy={ generate.isBusy } />
				<FailureNotice problem={ generate.problem } />
			</section>
			<section className="callboard-card">
				<h2>{ __( '2. An External Client App in Salesforce', 'callboard' ) }</h2>
				<AppValues />
			</section>
			<ActionForm
				className="callboard-card"
				action={ save }
				onSend={ () => void save.run() }
				isReady={ isComplete( form ) }
				label={ __( 'Save the connection', 'callboard' ) }
			>
				<h2>{ __( '3. What Salesforce gave you', 'callboard' ) }</h2>
				<TextControl
					label={ __( 'Name of your organisation', 'callboard' ) }
					value={ form.name }
					onChange={ set( 'name' ) }
					required
					__next40pxDefaultSize
					{ ...modernMargin }
				/>
				<LoginAddress form={ form } set={ set } />
				<TextControl
					label={ __( 'Consumer key', 'callboard' ) }
					help={ __(
						'Salesforce shows it at the app, under Settings → OAuth Settings → Consumer Key and Secret. Callboard does not need the secret.',
						'callboard'
					) }
					value={ form.consumerKey }
					onChange={ set( 'consumerKey' ) }
					autoComplete="off"
					dir="ltr"
					required
					__next40pxDefaultSize
					{ ...modernMargin }
				/>
				<TextControl
					label={ __( 'User name of the integration user', 'callboard' ) }
					help={ __( 'A user of its own, who may read your shows and nothing else.', 'callboard' ) }
					value={ form.username }
					onChange={ set( 'username' ) }
					autoComplete="off"
					dir="ltr"
					required
					__next40pxDefaultSize
					{ ...modernMargin }
				/>
			</ActionForm>
			{ tenant.id !== null && <TestPanel tenantId={ tenant.id } connection={ connection } onTested={ onChange } /> }
		</>
	);
}
