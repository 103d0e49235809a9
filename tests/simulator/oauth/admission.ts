import { ApiError, invalidSession, refuse } from '../http/errors';
import { headerOf, type Ask } from '../http/message';
import type { Org } from '../org/org';
import { addressOf } from './addresses';
import { bearerOf } from './form';
import type { Session } from './sessions';
import { isAtHomeFor } from './sign-in';

const API_SCOPES = [ 'api', 'full' ];

const refused = ( errorCode: string, message: string ): ApiError => new ApiError( 401, [ { message, errorCode } ], { 'WWW-Authenticate': 'Token' } );

/** A session that is alive, and comes from where its user may use it. */
export function sessionFor( token: string | null, ask: Ask, org: Org ): Session | null {
	const known = token === null ? undefined : org.sessions.peek( token );
	const person = org.people.find( ( one ) => one.userId === known?.userId );
	const atHome = person !== undefined && isAtHomeFor( person, addressOf( ask ) );
	return token !== null && atHome ? org.sessions.accept( token, org.clock.now() ) : null;
}

export const mayUseApi = ( org: Org, userId: string ): boolean => org.policy.api && org.accessOf( userId ).may( 'ApiEnabled' );

/** Who may call the REST API; everybody else is refused in its own words (§7.2). */
export function admit( ask: Ask, org: Org ): Session {
	const token = bearerOf( ask );
	if ( token === null && headerOf( ask, 'authorization' ) !== undefined ) {
		throw refused( 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE' );
	}
	const session = sessionFor( token, ask, org );
	if ( ! session ) {
		throw invalidSession();
	}
	if ( ! session.scopes.some( ( scope ) => API_SCOPES.includes( scope ) ) ) {
		throw refused( 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API' );
	}
	if ( ! mayUseApi( org, session.userId ) ) {
		throw refuse( 403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.' );
	}
	return session;
}
