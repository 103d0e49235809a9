import { createHash, timingSafeEqual } from 'node:crypto';
import { headerOf, type Ask } from '../http/message';
import type { App, Apps } from './apps';
import { OAuthError } from './errors';

/** Clients put the parameters in the body or in the query string; both are read (§1.2). */
export function form( ask: Ask ): URLSearchParams {
	const fields = new URLSearchParams( ask.body.toString( 'utf8' ) );
	for ( const [ name, value ] of ask.query ) {
		fields.append( name, value );
	}
	return fields;
}

export function requiredField( fields: URLSearchParams, name: string ): string {
	const value = fields.get( name );
	if ( ! value ) {
		throw new OAuthError( 'invalid_request', `missing required parameter: ${ name }` );
	}
	return value;
}

export const bearerOf = ( ask: Ask ): string | null => /^(?:Bearer|OAuth)\s+(\S+)$/i.exec( headerOf( ask, 'authorization' ) ?? '' )?.[ 1 ] ?? null;

const digest = ( text: string ): Buffer => createHash( 'sha256' ).update( text ).digest();
export const isSame = ( a: string, b: string ): boolean => timingSafeEqual( digest( a ), digest( b ) );

function decoded( text: string ): string {
	try {
		return decodeURIComponent( text );
	} catch {
		return text;
	}
}

interface Credentials {
	key: string | null;
	secret: string | null;
	/** The status of a refusal: whoever asks with HTTP Basic is answered with 401. */
	refusal: number;
}

/** Consumer key and secret in the body, or as HTTP Basic (§1.2). */
function credentialsOf( ask: Ask, fields: URLSearchParams ): Credentials {
	const basic = /^Basic\s+(\S+)$/i.exec( headerOf( ask, 'authorization' ) ?? '' )?.[ 1 ];
	if ( basic === undefined ) {
		return { key: fields.get( 'client_id' ), secret: fields.get( 'client_secret' ), refusal: 400 };
	}
	const pair = Buffer.from( basic, 'base64' ).toString( 'utf8' );
	const colon = pair.indexOf( ':' );
	return { key: decoded( pair.slice( 0, Math.max( 0, colon ) ) ), secret: decoded( pair.slice( colon + 1 ) ), refusal: 401 };
}

/** The app that asks. A secret that is given has to be right, whether it was needed or not. */
export function clientOf( ask: Ask, fields: URLSearchParams, apps: Apps, needsSecret: ( app: App ) => boolean ): App {
	const { key, secret, refusal } = credentialsOf( ask, fields );
	if ( ! key ) {
		throw new OAuthError( 'invalid_request', 'missing required parameter: client_id', refusal );
	}
	const app = apps.find( key );
	if ( ! app ) {
		throw new OAuthError( 'invalid_client_id', 'client identifier invalid', refusal );
	}
	if ( secret ? ! isSame( secret, app.consumerSecret ) : needsSecret( app ) ) {
		throw new OAuthError( 'invalid_client', 'invalid client credentials', refusal );
	}
	return app;
}
