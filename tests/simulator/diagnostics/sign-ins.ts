import { headerOf, isObject, type Answer, type Ask } from '../http/message';
import { addressOf } from '../oauth/addresses';
import { form } from '../oauth/form';
import type { Org } from '../org/org';

const SUB_TYPES: ReadonlyMap< string, string > = new Map(
	Object.entries( {
		'urn:ietf:params:oauth:grant-type:jwt-bearer': 'OAuthJwtBearerToken',
		password: 'OAuthUsernamePassword',
		authorization_code: 'OAuthWebServer',
		refresh_token: 'OAuthRefreshToken',
		client_credentials: 'OAuthClientCredentials',
	} )
);

/** What the history says about a refusal, by what the client was told. */
const STATUSES: readonly [ RegExp, string ][] = [
	[ /authentication failure|INVALID_LOGIN/i, 'Invalid Password' ],
	[ /inactive/i, 'User is Inactive' ],
	[ /ip restricted|LOGIN_MUST_USE_SECURITY_TOKEN/i, 'Restricted IP' ],
	[ /locked/i, 'Password Lockout' ],
	[ /approved/i, 'Failed: Not approved for access' ],
	[ /expired/i, 'Failed: Expired' ],
];

const textOf = ( { body }: Answer ): string =>
	typeof body === 'string' ? body : Buffer.isBuffer( body ) ? body.toString( 'utf8' ) : JSON.stringify( body ?? '' );

function subjectOf( assertion: string ): string {
	try {
		const claims: unknown = JSON.parse( Buffer.from( assertion.split( '.' )[ 1 ] ?? '', 'base64url' ).toString( 'utf8' ) );
		return isObject( claims ) && typeof claims.sub === 'string' ? claims.sub : '';
	} catch {
		return '';
	}
}

interface Attempt {
	username: string;
	application: string;
	type: string;
	subType: string | null;
	apiVersion: string | null;
}

function byOAuth( ask: Ask, answer: Answer, org: Org ): Attempt {
	const fields = form( ask );
	const assertion = fields.get( 'assertion' );
	const userId = /\/id\/00D\w{15}\/(005\w{15})/.exec( decodeURIComponent( textOf( answer ).replace( /%(?![0-9a-f]{2})/gi, '%25' ) ) )?.[ 1 ];
	const known = org.people.find( ( person ) => person.userId === userId );
	const clientId = fields.get( 'client_id' );
	return {
		username: known?.username ?? fields.get( 'username' ) ?? ( assertion === null ? '' : subjectOf( assertion ) ),
		application: clientId === null || clientId === org.app.consumerKey ? org.app.name : 'Unknown',
		type: 'Remote Access 2.0',
		subType: SUB_TYPES.get( fields.get( 'grant_type' ) ?? '' ) ?? null,
		apiVersion: null,
	};
}

function bySoap( ask: Ask ): Attempt | null {
	const body = ask.body.toString( 'utf8' );
	const username = /<(?:\w+:)?login[\s>][\s\S]*?<(?:\w+:)?username>([^<]*)</.exec( body )?.[ 1 ];
	return username === undefined
		? null
		: { username, application: 'SOAP Partner', type: 'Other Apex API', subType: null, apiVersion: /\/(\d\d\.\d)(?:\/|$)/.exec( ask.path )?.[ 1 ] ?? null };
}

/** Writes an attempt to sign in into the history; anything else that was asked is none. */
export function noteSignIn( ask: Ask, answer: Answer, org: Org ): void {
	const attempt =
		ask.path === '/services/oauth2/token' && ask.method === 'POST'
			? byOAuth( ask, answer, org )
			: ask.path.startsWith( '/services/Soap/' )
				? bySoap( ask )
				: null;
	if ( ! attempt || attempt.username === '' ) {
		return;
	}
	const text = textOf( answer );
	const failure = STATUSES.find( ( [ pattern ] ) => pattern.test( text ) )?.[ 1 ] ?? 'Failed';
	org.logins.record( {
		...attempt,
		userId: org.personNamed( attempt.username )?.userId ?? null,
		at: org.clock.now(),
		status: answer.status === 200 ? 'Success' : failure,
		sourceIp: addressOf( ask ),
		browser: ( headerOf( ask, 'user-agent' ) ?? 'Unknown' ).slice( 0, 64 ),
	} );
}
