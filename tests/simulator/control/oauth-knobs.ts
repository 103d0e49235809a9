import { isRange } from '../oauth/addresses';
import { APP_POLICIES, isCallbackUrl, publicKeyOf, type App } from '../oauth/apps';
import type { Org } from '../org/org';
import type { Person } from '../org/people';
import { required, textOf, type Body, type Knobs } from './knobs';

type Reader< T > = ( value: unknown ) => T | undefined;

const texts: Reader< string[] > = ( value ) =>
	Array.isArray( value ) && value.every( ( one ): one is string => typeof one === 'string' ) ? value : undefined;
const text: Reader< string > = ( value ) => ( typeof value === 'string' && value !== '' ? value : undefined );
const flag: Reader< boolean > = ( value ) => ( typeof value === 'boolean' ? value : undefined );
const orNull =
	< T >( reader: Reader< T > ): Reader< T | null > =>
	( value ) =>
		value === null ? null : reader( value );

type Readers< T > = { [ Name in keyof T ]?: Reader< T[ Name ] > };

/** What a body says about the things it may say; a thing it may not say, or a value of the wrong kind, is refused. */
function read< T extends object >( body: Body, readers: Readers< T >, beside: string[] ): Partial< T > {
	const changes: Partial< T > = {};
	const known = new Set( [ ...Object.keys( readers ), ...beside ] );
	const stranger = Object.keys( body ).find( ( name ) => ! known.has( name ) );
	if ( stranger !== undefined ) {
		throw new TypeError( `${ stranger } is not known here. There are: ${ [ ...known ].join( ', ' ) }.` );
	}
	for ( const name in readers ) {
		const reader = readers[ name ];
		if ( reader && body[ name ] !== undefined ) {
			const value = reader( body[ name ] );
			if ( value === undefined ) {
				throw new TypeError( `${ name } cannot be that.` );
			}
			changes[ name ] = value;
		}
	}
	return changes;
}

const APP: Readers< App > = {
	name: text,
	consumerSecret: text,
	redirectUris: ( value ) => {
		const list = texts( value );
		return list?.every( isCallbackUrl ) ? list : undefined;
	},
	scopes: texts,
	policy: ( value ) => APP_POLICIES.find( ( one ) => one === value ),
	secretRequired: flag,
	pkceRequired: flag,
	runAs: orNull( text ),
	rotatesRefreshTokens: flag,
	refreshTokenLifetimeMs: orNull( ( value ) => ( typeof value === 'number' && value >= 0 ? value : undefined ) ),
};

const PERSON: Readers< Person > = {
	password: text,
	securityToken: text,
	active: flag,
	locked: flag,
	approved: flag,
	ipRange: orNull( ( value ) => ( typeof value === 'string' && isRange( value ) ? value : undefined ) ),
};

const shown = ( { certificates, ...app }: App ): unknown => ( { ...app, certificates: certificates.length } );

/** Sets up an app; one with a new consumer key is made. Without a key it is Callboard's own. */
function app( org: Org, body: Body ): unknown {
	const consumerKey = textOf( body, 'consumerKey' ) ?? org.app.consumerKey;
	const changes = read< App >( body, APP, [ 'consumerKey', 'certificate' ] );
	const certificate = textOf( body, 'certificate' );
	const keys = certificate === undefined ? [] : [ publicKeyOf( certificate ) ];
	let found = org.apps.find( consumerKey );
	if ( found ) {
		Object.assign( found, changes );
	} else {
		found = org.apps.add( { name: required( body, 'name' ), consumerKey, consumerSecret: required( body, 'consumerSecret' ), ...changes } );
	}
	found.certificates.push( ...keys );
	return shown( found );
}

function personIn( org: Org, body: Body ): Person {
	const found = org.personNamed( required( body, 'username' ) );
	if ( ! found ) {
		throw new TypeError( 'Nobody here has this username.' );
	}
	return found;
}

function person( org: Org, body: Body ): unknown {
	const found = Object.assign( personIn( org, body ), read< Person >( body, PERSON, [ 'username' ] ) );
	const { userId, username, active, locked, approved, ipRange } = found;
	return { userId, username, active, locked, approved, ipRange };
}

/** `expire` ends sessions; `revoke` also takes back what people have allowed their apps. */
function session( org: Org, body: Body ): unknown {
	const userId = body.username === undefined ? undefined : personIn( org, body ).userId;
	if ( body.action !== 'expire' && body.action !== 'revoke' ) {
		throw new TypeError( 'The action is expire or revoke.' );
	}
	const ended = org.sessions.revokeWhere( ( one ) => userId === undefined || one.userId === userId );
	if ( body.action === 'revoke' ) {
		org.grants.revokeAll( userId );
	}
	return { ended };
}

export const oauthKnobs: Knobs = {
	'POST app': ( { org }, body ) => app( org, body ),
	'POST person': ( { org }, body ) => person( org, body ),
	'POST session': ( { org }, body ) => session( org, body ),
	'POST sign-in-policy': ( { org }, body ) => Object.assign( org.policy, read( body, { passwordFlow: flag, soapLogin: flag, api: flag }, [] ) ),
	'POST sandbox-refresh': ( { org, events } ) => {
		events.refresh();
		return { organizationId: org.refreshSandbox() };
	},
};
