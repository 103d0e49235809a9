import { X509Certificate, type KeyObject } from 'node:crypto';

export const APP_POLICIES = [ 'self-authorize', 'admin-approved' ] as const;
type AppPolicy = ( typeof APP_POLICIES )[ number ];

/** A connected app, or External Client App, as its administrator has set it up (§1.4). */
export interface App {
	/** Session lists and logs show it. */
	name: string;
	consumerKey: string;
	consumerSecret: string;
	certificates: KeyObject[];
	redirectUris: string[];
	scopes: string[];
	/** Who may use it: everybody who allows it once, or only those whom an administrator has approved. */
	policy: AppPolicy;
	/** Whether codes and refresh tokens are only good together with the secret. */
	secretRequired: boolean;
	pkceRequired: boolean;
	/** Username that the client credentials flow works as; null when nobody is named. */
	runAs: string | null;
	/** A new refresh token with each use of the old one (§1.4). */
	rotatesRefreshTokens: boolean;
	/** How long a refresh token is good; null until it is revoked. */
	refreshTokenLifetimeMs: number | null;
}

type AppSettings = Pick< App, 'name' | 'consumerKey' | 'consumerSecret' > & Partial< App >;

export const publicKeyOf = ( certificatePem: string ): KeyObject => new X509Certificate( certificatePem ).publicKey;

/** `offline_access` is the standard's name for what Salesforce calls `refresh_token`. */
export const scopesOf = ( text: string ): string[] => [
	...new Set(
		text
			.split( /\s+/ )
			.filter( ( one ) => one !== '' )
			.map( ( one ) => ( one === 'offline_access' ? 'refresh_token' : one ) )
	),
];

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const DANGEROUS = new Set( [ 'javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:' ] );

/** Callback URLs are https, this machine over http, or a scheme that an installed app has registered. */
export function isCallbackUrl( text: string ): boolean {
	if ( ! URL.canParse( text ) ) {
		return false;
	}
	const { protocol, hostname, hash } = new URL( text );
	return hash === '' && ! DANGEROUS.has( protocol ) && ( protocol !== 'http:' || LOOPBACK_HOST.test( hostname ) );
}

const withDefaults = ( settings: AppSettings ): App => ( {
	certificates: [],
	redirectUris: [],
	scopes: [ 'api', 'refresh_token' ],
	policy: 'admin-approved',
	secretRequired: true,
	pkceRequired: false,
	runAs: null,
	rotatesRefreshTokens: false,
	refreshTokenLifetimeMs: null,
	...settings,
} );

/** The apps that this org knows; the first is Callboard's own. */
export class Apps {
	private readonly list: App[];

	constructor( first: AppSettings ) {
		this.list = [ withDefaults( first ) ];
	}

	get first(): App {
		return this.list[ 0 ]!;
	}

	find( consumerKey: string | null ): App | undefined {
		return this.list.find( ( app ) => app.consumerKey === consumerKey );
	}

	named( name: string ): App | undefined {
		return this.list.find( ( app ) => app.name === name );
	}

	add( settings: AppSettings ): App {
		if ( this.find( settings.consumerKey ) || this.named( settings.name ) ) {
			throw new TypeError( `There is an app called ${ settings.name } already.` );
		}
		const app = withDefaults( settings );
		this.list.push( app );
		return app;
	}
}
