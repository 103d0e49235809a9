import { json, type Answer, type Ask } from '../http/message';
import type { Org } from '../org/org';
import type { Person } from '../org/people';
import { markup } from '../web/html';
import type { World } from '../world';
import { sessionFor } from './admission';
import { OAuthError } from './errors';
import { bearerOf, form } from './form';
import { sheet } from './sheet';

const COOKIE = 'sid';
const BROWSER = 'Browser';

/** A session for a browser: the screens take it, the APIs do not. */
export const browserCookie = ( org: Org, userId: string ): string =>
	`${ COOKIE }=${ org.sessions.issue( org.clock.now(), { userId, app: BROWSER, scopes: [ 'web' ] } ) }; Path=/; HttpOnly; SameSite=Lax`;

/** Who is signed in at this browser, or null. */
export function signedInAt( ask: Ask, org: Org ): Person | null {
	const pairs = ( ask.headers.cookie ?? '' ).split( ';' ).map( ( pair ) => pair.trim() );
	const value = pairs.find( ( pair ) => pair.startsWith( `${ COOKIE }=` ) )?.slice( COOKIE.length + 1 );
	const session = sessionFor( value ?? null, ask, org );
	return session?.app === BROWSER ? org.personOf( session.userId ) : null;
}

/** A path of this org, whatever was asked for: the front door leads nowhere else. */
function pathInside( wanted: string | null, url: string ): string | null {
	const target = wanted === null || wanted === '' ? '/' : wanted;
	if ( ! URL.canParse( target, url ) ) {
		return null;
	}
	const { origin, pathname, search } = new URL( target, url );
	return origin === new URL( url ).origin ? pathname.replace( /^\/+/, '/' ) + search : null;
}

/** A way into the screens for somebody who holds an access token (§1.4). */
export function singleAccess( ask: Ask, { org, url }: World ): Answer {
	const token = bearerOf( ask ) ?? form( ask ).get( 'access_token' );
	const session = sessionFor( token, ask, org );
	if ( ! session ) {
		return { status: 403, body: 'Bad_OAuth_Token', type: 'text/plain;charset=UTF-8' };
	}
	const wanted = form( ask ).get( 'redirect_uri' );
	const path = pathInside( wanted, url );
	if ( path === null ) {
		throw new OAuthError( 'invalid_request', 'redirect_uri must be a path of this org' );
	}
	const door = new URL( '/secur/frontdoor.jsp', url );
	door.searchParams.set( 'otp', org.frontDoor.open( session.userId, org.clock.now() ) );
	if ( wanted ) {
		door.searchParams.set( 'startURL', path );
	}
	return json( { frontdoor_uri: door.href } );
}

const refusal = (): Answer =>
	sheet( { title: 'Sign-in failed', problem: 'This link has been used already, or is too old.', body: markup`<p>Ask for a new one.</p>`, status: 403 } );

/** Signs the browser in with a one-time password, or with the session id of another sign-in. */
export function frontDoorPage( ask: Ask, { org, url }: World ): Answer {
	const fields = form( ask );
	const nowMs = org.clock.now();
	const sid = fields.get( 'sid' );
	const userId = sid ? ( sessionFor( sid, ask, org )?.userId ?? null ) : org.frontDoor.enter( fields.get( 'otp' ) ?? '', nowMs );
	const path = pathInside( fields.get( 'startURL' ) ?? fields.get( 'retURL' ), url );
	if ( userId === null ) {
		return refusal();
	}
	return { status: 302, headers: { Location: path ?? '/', 'Set-Cookie': browserCookie( org, userId ) } };
}
