import { headerOf, type Answer, type Ask } from '../http/message';
import type { World } from '../world';
import { authorize } from './authorize';
import { openIdConfiguration } from './discovery';
import { OAuthError } from './errors';
import { FLOWS } from './flows';
import { form } from './form';
import { frontDoorPage, singleAccess } from './frontdoor';
import { keys } from './id-token';
import { identity, userinfo } from './identity';
import { formatOf, inFormat } from './reply';
import { introspect, revoke } from './tokens';

export { bearerOf } from './form';

const inWords = ( error: OAuthError ): Record< string, string > => ( { error: error.code, error_description: error.description } );

function token( ask: Ask, world: World ): Answer {
	const fields = form( ask );
	const format = formatOf( ask, fields );
	try {
		if ( ask.method !== 'POST' ) {
			throw new OAuthError( 'invalid_request', 'must use HTTP POST' );
		}
		const flow = FLOWS.get( fields.get( 'grant_type' ) ?? '' );
		if ( ! flow ) {
			throw new OAuthError( 'unsupported_grant_type', 'grant type not supported' );
		}
		return inFormat( flow( { ask, fields, world, nowMs: world.org.clock.now() } ), format );
	} catch ( error ) {
		if ( error instanceof OAuthError ) {
			return inFormat( inWords( error ), format, error.status );
		}
		throw error;
	}
}

const GONE = (): Answer => ( { status: 404, body: 'Not found', type: 'text/plain;charset=UTF-8' } );

function route( ask: Ask, world: World ): Answer {
	switch ( ask.path ) {
		case '/services/oauth2/token':
			return token( ask, world );
		case '/services/oauth2/authorize':
			return authorize( ask, world );
		case '/services/oauth2/revoke':
			return revoke( ask, world.org );
		case '/services/oauth2/introspect':
			return introspect( ask, world );
		case '/services/oauth2/userinfo':
			return userinfo( ask, world );
		case '/services/oauth2/singleaccess':
			return singleAccess( ask, world );
		case '/secur/frontdoor.jsp':
			return frontDoorPage( ask, world );
		case '/.well-known/openid-configuration':
			return openIdConfiguration( world.url );
		case '/id/keys':
			return keys();
		default:
			return ask.path.startsWith( '/id/' ) ? identity( ask, world ) : GONE();
	}
}

/** jsforce reads the refusal of a revocation as a query string (§1.4). */
function refusal( error: OAuthError, ask: Ask ): Answer {
	const wantsJson = ask.path !== '/services/oauth2/revoke' || /\bjson\b/i.test( headerOf( ask, 'accept' ) ?? '' );
	return inFormat( inWords( error ), wantsJson ? 'json' : 'urlencoded', error.status );
}

const isSignIn = ( path: string ): boolean =>
	path.startsWith( '/services/oauth2/' ) || path.startsWith( '/id/' ) || path === '/secur/frontdoor.jsp' || path === '/.well-known/openid-configuration';

/** The answer of the sign-in, or null when the path is not its own. */
export function oauth( ask: Ask, world: World ): Answer | null {
	if ( ! isSignIn( ask.path ) ) {
		return null;
	}
	try {
		const answer = route( ask, world );
		return { ...answer, headers: { ...answer.headers, 'Cache-Control': 'no-store' } };
	} catch ( error ) {
		if ( error instanceof OAuthError ) {
			return refusal( error, ask );
		}
		throw error;
	}
}
