import { createVerify } from 'node:crypto';
import type { App, Apps } from './apps';
import { OAuthError } from './errors';

interface Claims {
	iss: unknown;
	sub: unknown;
	prn: unknown;
	aud: unknown;
	exp: unknown;
}

const SKEW_MS = 180_000;
const LOGIN_HOSTS = [ 'https://login.salesforce.com', 'https://test.salesforce.com' ];

const invalid = (): OAuthError => new OAuthError( 'invalid_grant', 'invalid assertion' );

function decode( part: string | undefined ): Record< string, unknown > {
	try {
		const value: unknown = JSON.parse( Buffer.from( part ?? '', 'base64url' ).toString( 'utf8' ) );
		if ( typeof value === 'object' && value !== null && ! Array.isArray( value ) ) {
			return { ...value };
		}
	} catch {
		// Not JSON: the assertion is refused below.
	}
	throw invalid();
}

const tidy = ( audience: string ): string => audience.replace( /\/+$/, '' ).toLowerCase();

/** Official clients send seconds, milliseconds, or a string; only an expired assertion is refused (§0.5). */
function refuseExpired( exp: unknown, nowMs: number ): void {
	const number = typeof exp === 'string' && exp.trim() !== '' ? Number( exp ) : exp;
	if ( typeof number !== 'number' || ! Number.isFinite( number ) ) {
		throw invalid();
	}
	const expiresMs = number > 1e11 ? number : number * 1000;
	if ( expiresMs < nowMs - SKEW_MS ) {
		throw new OAuthError( 'invalid_grant', 'expired authorization code' );
	}
}

/** Whose app speaks, and for which username, once signature, issuer, audience and time hold. */
export function verifyAssertion( assertion: string, apps: Apps, { nowMs, ownHosts }: { nowMs: number; ownHosts: string[] } ): { app: App; username: string } {
	const parts = assertion.split( '.' );
	if ( parts.length !== 3 ) {
		throw invalid();
	}
	const header = decode( parts[ 0 ] );
	const claims: Partial< Claims > = decode( parts[ 1 ] );
	if ( header.alg !== 'RS256' ) {
		throw invalid();
	}
	const app = typeof claims.iss === 'string' ? apps.find( claims.iss ) : undefined;
	if ( ! app ) {
		throw new OAuthError( 'invalid_client_id', 'client identifier invalid' );
	}
	const signature = Buffer.from( parts[ 2 ]!, 'base64url' );
	const signed = `${ parts[ 0 ] }.${ parts[ 1 ] }`;
	const genuine = app.certificates.some( ( key ) => createVerify( 'RSA-SHA256' ).update( signed ).verify( key, signature ) );
	if ( ! genuine ) {
		throw invalid();
	}
	const audiences = [ ...LOGIN_HOSTS, ...ownHosts ].map( tidy );
	if ( typeof claims.aud !== 'string' || ! audiences.includes( tidy( claims.aud ) ) ) {
		throw new OAuthError( 'invalid_grant', 'audience is invalid' );
	}
	refuseExpired( claims.exp, nowMs );
	const subject = claims.sub ?? claims.prn;
	if ( typeof subject !== 'string' ) {
		throw invalid();
	}
	return { app, username: subject };
}
