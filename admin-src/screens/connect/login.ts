import { __ } from '@wordpress/i18n';

export type LoginKind = 'production' | 'sandbox' | 'my-domain' | 'custom';

export const production = 'https://login.salesforce.com';
export const sandbox = 'https://test.salesforce.com';

/** Which of the four choices an address is. */
export function loginKindOf( url: string ): LoginKind {
	const bare = url.replace( /\/+$/, '' ).toLowerCase();
	if ( bare === '' || bare === production ) {
		return 'production';
	}
	if ( bare === sandbox ) {
		return 'sandbox';
	}
	return /^https:\/\/[a-z0-9.-]+\.my\.salesforce\.com$/.test( bare ) ? 'my-domain' : 'custom';
}

export function loginUrlOf( kind: LoginKind, typed: string ): string {
	switch ( kind ) {
		case 'production':
			return production;
		case 'sandbox':
			return sandbox;
		default:
			return typed.trim();
	}
}

export const loginChoices = (): { value: LoginKind; label: string; description: string }[] => [
	{ value: 'production', label: __( 'Production', 'callboard' ), description: production },
	{ value: 'sandbox', label: __( 'Sandbox', 'callboard' ), description: sandbox },
	{
		value: 'my-domain',
		label: __( 'My Domain', 'callboard' ),
		description: __( 'The address your people sign in at, such as https://harbour.my.salesforce.com', 'callboard' ),
	},
	{ value: 'custom', label: __( 'Another address', 'callboard' ), description: __( 'For test systems', 'callboard' ) },
];
