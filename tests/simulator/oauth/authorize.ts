import { isAtHome } from '../control/loopback';
import type { Answer, Ask } from '../http/message';
import type { Org } from '../org/org';
import type { Person } from '../org/people';
import type { World } from '../world';
import { addressOf } from './addresses';
import { scopesOf } from './apps';
import type { Request } from './codes';
import { consentPage, problemPage, signInPage } from './consent-page';
import { OAuthError } from './errors';
import { browserCookie, signedInAt } from './frontdoor';
import { isWelcome, personWith, refuseUnapproved } from './sign-in';

/** Back to the app. Only an address that the app's administrator has written down gets here. */
function backTo( redirectUri: string, fields: Record< string, string | null > ): Answer {
	const target = new URL( redirectUri );
	for ( const [ name, value ] of Object.entries( fields ) ) {
		if ( value !== null ) {
			target.searchParams.append( name, value );
		}
	}
	return { status: 302, headers: { Location: target.href } };
}

/** An app that is not known, or a foreign address, is told to the user and to nobody else. */
function targetOf( fields: URLSearchParams, org: Org ): Pick< Request, 'app' | 'redirectUri' > {
	const app = org.apps.find( fields.get( 'client_id' ) );
	if ( ! app ) {
		throw new OAuthError( 'invalid_client_id', 'client identifier invalid' );
	}
	const redirectUri = fields.get( 'redirect_uri' );
	if ( ! redirectUri ) {
		throw new OAuthError( 'invalid_request', 'missing required parameter: redirect_uri' );
	}
	if ( ! app.redirectUris.includes( redirectUri ) ) {
		throw new OAuthError( 'redirect_uri_mismatch', 'redirect_uri must match configuration' );
	}
	return { app, redirectUri };
}

/** base64url of a SHA-256. Without a method Salesforce means S256, and it knows no other (§1.4). */
function challengeOf( fields: URLSearchParams, required: boolean ): string | null {
	const challenge = fields.get( 'code_challenge' );
	if ( challenge === null ) {
		if ( required ) {
			throw new OAuthError( 'invalid_request', 'missing required code challenge' );
		}
		return null;
	}
	if ( ( fields.get( 'code_challenge_method' ) ?? 'S256' ) !== 'S256' ) {
		throw new OAuthError( 'invalid_request', 'code challenge method must be S256' );
	}
	if ( ! /^[\w-]{43}$/.test( challenge ) ) {
		throw new OAuthError( 'invalid_request', 'invalid code challenge' );
	}
	return challenge;
}

function requestOf( fields: URLSearchParams, target: Pick< Request, 'app' | 'redirectUri' > ): Request {
	const { app } = target;
	if ( fields.get( 'response_type' ) !== 'code' ) {
		throw new OAuthError( 'unsupported_response_type', 'response type not supported' );
	}
	const asked = scopesOf( fields.get( 'scope' ) ?? '' );
	if ( asked.some( ( scope ) => ! app.scopes.includes( scope ) ) ) {
		throw new OAuthError( 'invalid_scope', 'the requested scope is not allowed' );
	}
	return {
		...target,
		scopes: asked.length > 0 ? asked : app.scopes,
		state: fields.get( 'state' ),
		challenge: challengeOf( fields, app.pkceRequired ),
		nonce: fields.get( 'nonce' ),
	};
}

interface Asked {
	ask: Ask;
	fields: URLSearchParams;
	org: Org;
	request: Request;
}

function askForConsent( { org, request }: Asked, person: Person, headers: Record< string, string > = {} ): Answer {
	if ( request.app.policy === 'admin-approved' ) {
		refuseUnapproved( org, request.app, person );
	}
	const page = consentPage( { request, person, ticket: org.codes.ask( request, person.userId, org.clock.now() ) } );
	return { ...page, headers: { ...page.headers, ...headers } };
}

function signIn( asked: Asked ): Answer {
	const { ask, fields, org } = asked;
	const person = personWith( org, { username: fields.get( 'username' ) ?? '', password: fields.get( 'password' ) ?? '' } );
	return person && isWelcome( org, person, addressOf( ask ) )
		? askForConsent( asked, person, { 'Set-Cookie': browserCookie( org, person.userId ) } )
		: signInPage( fields, 'Please check your username and password.' );
}

function begin( asked: Asked ): Answer {
	const { ask, fields, org } = asked;
	if ( fields.get( 'prompt' ) === 'none' ) {
		throw new OAuthError( 'immediate_unsuccessful', 'immediate unsuccessful' );
	}
	const person = fields.get( 'prompt' ) === 'login' ? null : signedInAt( ask, org );
	return person === null ? signInPage( fields, null ) : askForConsent( asked, person );
}

/** The user's answer, with the ticket that only the page in front of them had. */
function decide( fields: URLSearchParams, org: Org ): Answer {
	const nowMs = org.clock.now();
	const answered = org.codes.answered( fields.get( 'ticket' ) ?? '', nowMs );
	if ( ! answered ) {
		throw new OAuthError( 'invalid_request', 'This page has been answered already, or is too old.' );
	}
	const { request, userId } = answered;
	const { redirectUri, state } = request;
	return fields.get( 'decision' ) === 'allow'
		? backTo( redirectUri, { code: org.codes.give( request, userId, nowMs ), state } )
		: backTo( redirectUri, { error: 'access_denied', error_description: 'end-user denied authorization', state } );
}

function ask( asked: Omit< Asked, 'request' > ): Answer {
	const { fields, org } = asked;
	const target = targetOf( fields, org );
	try {
		const complete = { ...asked, request: requestOf( fields, target ) };
		return fields.get( 'step' ) === 'sign-in' ? signIn( complete ) : begin( complete );
	} catch ( error ) {
		if ( error instanceof OAuthError ) {
			return backTo( target.redirectUri, { error: error.code, error_description: error.description, state: fields.get( 'state' ) } );
		}
		throw error;
	}
}

/** `/services/oauth2/authorize`: signs the user in, asks, and sends the browser back to the app (§1.4). */
export function authorize( asked: Ask, { org }: World ): Answer {
	const posted = asked.method === 'POST';
	if ( posted && ! isAtHome( asked ) ) {
		return { status: 403, body: 'Refused', type: 'text/plain;charset=UTF-8' };
	}
	// Passwords and answers are read from a posted form, never from an address.
	const fields = posted ? new URLSearchParams( asked.body.toString( 'utf8' ) ) : new URLSearchParams( asked.query );
	if ( ! posted ) {
		[ 'step', 'username', 'password', 'ticket', 'decision' ].forEach( ( name ) => fields.delete( name ) );
	}
	try {
		return fields.get( 'step' ) === 'decide' ? decide( fields, org ) : ask( { ask: asked, fields, org } );
	} catch ( error ) {
		if ( error instanceof OAuthError ) {
			return problemPage( error );
		}
		throw error;
	}
}
