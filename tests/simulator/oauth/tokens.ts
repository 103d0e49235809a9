import { json, type Answer, type Ask } from '../http/message';
import type { Org } from '../org/org';
import type { World } from '../world';
import type { App } from './apps';
import { OAuthError } from './errors';
import { clientOf, form, requiredField } from './form';
import { identityUrl } from './reply';

/** A refresh token takes every session that came of it along; an access token ends alone (§1.4). */
export function revoke( ask: Ask, org: Org ): Answer {
	const token = requiredField( form( ask ), 'token' );
	const nowMs = org.clock.now();
	const grant = org.grants.behind( token, nowMs );
	if ( grant ) {
		org.grants.revoke( grant );
		return { status: 200 };
	}
	const session = org.sessions.peek( token );
	const isOpen = session !== undefined && session.expiresAt > nowMs;
	if ( ! org.sessions.revoke( token ) || ! isOpen ) {
		throw new OAuthError( 'invalid_token', 'the token is not known' );
	}
	return { status: 200 };
}

const inSeconds = ( ms: number ): number => Math.floor( ms / 1000 );

interface Known {
	userId: string;
	scopes: readonly string[];
	type: 'access_token' | 'refresh_token';
	issuedAt: number;
	expiresAt: number | null;
}

function knownTo( app: App, token: string, org: Org ): Known | null {
	const nowMs = org.clock.now();
	const session = org.sessions.peek( token );
	if ( session && session.app === app.name && session.expiresAt > nowMs ) {
		const { userId, scopes, issuedAt, expiresAt } = session;
		return { userId, scopes, type: 'access_token', issuedAt, expiresAt };
	}
	const grant = org.grants.behind( token, nowMs );
	if ( grant?.app !== app ) {
		return null;
	}
	const lifetime = app.refreshTokenLifetimeMs;
	const { userId, scopes, grantedAt } = grant;
	return { userId, scopes, type: 'refresh_token', issuedAt: grantedAt, expiresAt: lifetime === null ? null : grantedAt + lifetime };
}

/** What an app may know of its own tokens; any other token is simply not active (§1.4). */
export function introspect( ask: Ask, { org, url }: World ): Answer {
	if ( ask.method !== 'POST' ) {
		throw new OAuthError( 'invalid_request', 'must use HTTP POST' );
	}
	const fields = form( ask );
	const app = clientOf( ask, fields, org.apps, () => true );
	const known = knownTo( app, requiredField( fields, 'token' ), org );
	if ( ! known ) {
		return json( { active: false } );
	}
	const person = org.personOf( known.userId );
	return json( {
		active: true,
		scope: known.scopes.join( ' ' ),
		client_id: app.consumerKey,
		username: person.username,
		sub: identityUrl( url, org, person ),
		token_type: known.type,
		...( known.expiresAt === null ? {} : { exp: inSeconds( known.expiresAt ) } ),
		iat: inSeconds( known.issuedAt ),
		nbf: inSeconds( known.issuedAt ),
	} );
}
