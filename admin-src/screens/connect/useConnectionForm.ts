import { useState } from '@wordpress/element';
import type { Connection, ConnectionRequest } from '../../../sync-worker/src/contract/types';
import { loginKindOf, loginUrlOf, type LoginKind } from './login';

export interface ConnectionForm {
	name: string;
	loginKind: LoginKind;
	typedUrl: string;
	consumerKey: string;
	username: string;
	privateKey: string;
	certificate: string;
}

export const formOf = ( connection: Connection | null, siteName: string ): ConnectionForm => ( {
	name: connection?.name ?? siteName,
	loginKind: loginKindOf( connection?.login_url ?? '' ),
	typedUrl: connection?.login_url ?? '',
	consumerKey: connection?.consumer_key ?? '',
	username: connection?.username ?? '',
	privateKey: '',
	certificate: '',
} );

/** What is sent: a key or certificate only when something was pasted, so that an empty box keeps the stored one. */
export function requestOf( form: ConnectionForm ): ConnectionRequest {
	const pasted = ( text: string ) => text.trim() !== '';
	return {
		name: form.name.trim(),
		login_url: loginUrlOf( form.loginKind, form.typedUrl ),
		consumer_key: form.consumerKey.trim(),
		username: form.username.trim(),
		...( pasted( form.privateKey ) ? { private_key: form.privateKey } : {} ),
		...( pasted( form.certificate ) ? { certificate: form.certificate } : {} ),
	};
}

export const isComplete = ( form: ConnectionForm ) => {
	const body = requestOf( form );
	return body.name !== '' && body.login_url !== '' && body.consumer_key !== '' && body.username !== '';
};

export function useConnectionForm( initial: ConnectionForm ) {
	const [ form, setForm ] = useState( initial );
	const set =
		< Name extends keyof ConnectionForm >( name: Name ) =>
		( value: ConnectionForm[ Name ] ) =>
			setForm( ( before ) => ( { ...before, [ name ]: value } ) );
	const clearSecrets = () => setForm( ( before ) => ( { ...before, privateKey: '', certificate: '' } ) );
	return { form, set, clearSecrets };
}
