import { createHash } from 'node:crypto';
import { headerOf, json, type Answer, type Ask } from '../http/message';
import { ORGANIZATION_ID, USER_ID, USERNAME, type Org } from '../org/org';
import { verifyAssertion } from './assertion';
import { OAuthError } from './errors';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Clients put the parameters in the body or in the query string; both are read. */
function form( ask: Ask ): URLSearchParams {
	const fields = new URLSearchParams( ask.body.toString( 'utf8' ) );
	for ( const [ name, value ] of ask.query ) {
		fields.append( name, value );
	}
	return fields;
}

export const bearerOf = ( ask: Ask ): string | null => /^(?:Bearer|OAuth)\s+(\S+)$/i.exec( headerOf( ask, 'authorization' ) ?? '' )?.[ 1 ] ?? null;

/** The names this org answers to: what it was started as, and what this request called it. */
function hostsOf( ask: Ask, url: string ): string[] {
	const port = new URL( url ).port;
	return [ url, `http://${ headerOf( ask, 'host' ) ?? '' }`, `http://localhost:${ port }`, `http://127.0.0.1:${ port }` ];
}

function token( ask: Ask, org: Org, url: string ): Answer {
	if ( ask.method !== 'POST' ) {
		throw new OAuthError( 'invalid_request', 'must use HTTP POST' );
	}
	const fields = form( ask );
	const grant = fields.get( 'grant_type' );
	if ( grant === null ) {
		throw new OAuthError( 'unsupported_grant_type', 'grant type not supported' );
	}
	if ( grant !== JWT_BEARER ) {
		throw new OAuthError( 'unsupported_grant_type', 'grant type not supported' );
	}
	const assertion = fields.get( 'assertion' );
	if ( ! assertion ) {
		throw new OAuthError( 'invalid_request', 'missing required parameter: assertion' );
	}
	const nowMs = org.clock.now();
	const username = verifyAssertion( assertion, org.app, {
		nowMs,
		ownHosts: hostsOf( ask, url ),
	} );
	if ( username.toLowerCase() !== USERNAME ) {
		throw new OAuthError( 'invalid_grant', "user hasn't approved this consumer" );
	}
	return json( {
		access_token: org.sessions.issue( nowMs, { userId: USER_ID, app: 'Callboard', scopes: [ 'api', 'refresh_token' ] } ),
		scope: 'api refresh_token',
		instance_url: url,
		id: identityUrl( url ),
		token_type: 'Bearer',
	} );
}

export const identityUrl = ( url: string ): string => `${ url }/id/${ ORGANIZATION_ID }/${ USER_ID }`;

function revoke( ask: Ask, org: Org ): Answer {
	const value = form( ask ).get( 'token' );
	if ( ! value || ! org.sessions.revoke( value ) ) {
		throw new OAuthError( 'invalid_token', 'the token is not known' );
	}
	return { status: 200 };
}

function person( url: string ): Record< string, unknown > {
	return {
		user_id: USER_ID,
		organization_id: ORGANIZATION_ID,
		email: USERNAME,
		email_verified: true,
		active: true,
		user_type: 'STANDARD',
		language: 'en_US',
		locale: 'en_US',
		utcOffset: -18000000,
		urls: {
			rest: `${ url }/services/data/v{version}/`,
			sobjects: `${ url }/services/data/v{version}/sobjects/`,
			query: `${ url }/services/data/v{version}/query/`,
		},
	};
}

function known( ask: Ask, org: Org ): boolean {
	const given = bearerOf( ask ) ?? ask.query.get( 'oauth_token' );
	return given !== null && org.sessions.accept( given, org.clock.now() ) !== null;
}

const badToken = (): Answer => ( {
	status: 403,
	body: 'Bad_OAuth_Token',
	type: 'text/plain;charset=UTF-8',
} );

export function identity( ask: Ask, org: Org, url: string ): Answer {
	if ( ! known( ask, org ) ) {
		return badToken();
	}
	if ( ask.path !== `/id/${ ORGANIZATION_ID }/${ USER_ID }` ) {
		return {
			status: 403,
			body: 'Wrong_Org',
			type: 'text/plain;charset=UTF-8',
		};
	}
	return json( {
		id: identityUrl( url ),
		asserted_user: true,
		username: USERNAME,
		display_name: 'Callboard Integration',
		timezone: org.zone,
		...person( url ),
	} );
}

function userinfo( ask: Ask, org: Org, url: string ): Answer {
	return known( ask, org )
		? json( {
				sub: identityUrl( url ),
				preferred_username: USERNAME,
				nickname: createHash( 'sha1' ).update( USERNAME ).digest( 'hex' ).slice( 0, 12 ),
				name: 'Callboard Integration',
				zoneinfo: org.zone,
				...person( url ),
			} )
		: badToken();
}

export function oauth( ask: Ask, org: Org, url: string ): Answer {
	try {
		switch ( ask.path ) {
			case '/services/oauth2/token':
				return {
					...token( ask, org, url ),
					headers: { 'Cache-Control': 'no-store' },
				};
			case '/services/oauth2/revoke':
				return revoke( ask, org );
			case '/services/oauth2/userinfo':
				return userinfo( ask, org, url );
			default:
				return {
					status: 404,
					body: 'Not found',
					type: 'text/plain;charset=UTF-8',
				};
		}
	} catch ( error ) {
		if ( error instanceof OAuthError ) {
			return json( { error: error.code, error_description: error.description }, error.status );
		}
		throw error;
	}
}
