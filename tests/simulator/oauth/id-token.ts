import { createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { json, type Answer } from '../http/message';
import type { App } from './apps';

const KEY_ID = '262';
const LIFETIME_S = 120;

let key: string | undefined;

/** Made when it is first needed: most tests never ask for an id token. */
const signingKey = (): string =>
	( key ??= generateKeyPairSync( 'rsa', {
		modulusLength: 2048,
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	} ).privateKey );

const part = ( value: unknown ): string => Buffer.from( JSON.stringify( value ) ).toString( 'base64url' );

export interface Subject {
	url: string;
	app: App;
	subject: string;
	nowMs: number;
	nonce: string | null;
}

export function idToken( { url, app, subject, nowMs, nonce }: Subject ): string {
	const now = Math.floor( nowMs / 1000 );
	const header = part( { alg: 'RS256', kid: KEY_ID, typ: 'JWT' } );
	const claims = part( { iss: url, sub: subject, aud: app.consumerKey, iat: now, exp: now + LIFETIME_S, ...( nonce === null ? {} : { nonce } ) } );
	return `${ header }.${ claims }.${ createSign( 'RSA-SHA256' ).update( `${ header }.${ claims }` ).sign( signingKey(), 'base64url' ) }`;
}

/** What id tokens are checked with. */
export const keys = (): Answer =>
	json( { keys: [ { ...createPublicKey( signingKey() ).export( { format: 'jwk' } ), alg: 'RS256', kid: KEY_ID, use: 'sig' } ] } );
