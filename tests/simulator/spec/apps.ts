import { createHash } from 'node:crypto';
import { CONSUMER_KEY, CONSUMER_SECRET } from '../org/org';
import type { Client, Reply } from './client';

export const CALLBACK = 'https://app.example/callback?from=salesforce';
export const VERIFIER = 'v'.repeat( 43 ) + '-ends.here~';
export const challengeOf = ( verifier: string ): string => createHash( 'sha256' ).update( verifier ).digest( 'base64url' );
export const ADMIN = { username: 'admin@callboard.example', password: 'Stage-admin-1' };
export const SECRET = { client_id: CONSUMER_KEY, client_secret: CONSUMER_SECRET };

export type Fields = Record< string, string >;

export const post = ( client: Client, path: string, fields: Fields, headers: Fields = {} ): Promise< Reply > =>
	client.send( path, { method: 'POST', body: new URLSearchParams( fields ), headers } );

export const tokenOf = ( client: Client, fields: Fields, headers?: Fields ): Promise< Reply > => post( client, '/services/oauth2/token', fields, headers );

export const AUTHORIZE = '/services/oauth2/authorize';

export const request = ( changes: Fields = {} ): Fields => ( {
	response_type: 'code',
	client_id: CONSUMER_KEY,
	redirect_uri: CALLBACK,
	scope: 'api refresh_token',
	state: 'a b&c',
	code_challenge: challengeOf( VERIFIER ),
	...changes,
} );

/** The consent page that a signed-in administrator sees. */
export const consent = ( client: Client, changes: Fields = {} ): Promise< Reply > =>
	post( client, AUTHORIZE, { step: 'sign-in', ...request( changes ), ...ADMIN } );

export const ticketOf = ( page: Reply ): string => /name="ticket" value="([^"]+)"/.exec( page.text )?.[ 1 ] ?? '';

export async function decided( client: Client, decision: 'allow' | 'deny', changes: Fields = {} ): Promise< URL > {
	const reply = await post( client, AUTHORIZE, { step: 'decide', decision, ticket: ticketOf( await consent( client, changes ) ) } );
	return new URL( reply.headers.get( 'location' ) ?? 'about:blank' );
}

export const codeOf = async ( client: Client, changes: Fields = {} ): Promise< string > =>
	( await decided( client, 'allow', changes ) ).searchParams.get( 'code' ) ?? '';

export const exchange = ( client: Client, code: string, changes: Fields = {} ): Promise< Reply > =>
	tokenOf( client, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER, ...SECRET, ...changes } );

export interface Tokens {
	access_token: string;
	refresh_token: string;
	id: string;
	issued_at: string;
	signature: string;
	id_token: string;
}

export const tokensIn = ( reply: Reply ): Tokens => {
	const given: Partial< Tokens > = reply.json ?? {};
	return { access_token: '', refresh_token: '', id: '', issued_at: '', signature: '', id_token: '', ...given };
};

export const refresh = ( client: Client, token: string, changes: Fields = {} ): Promise< Reply > =>
	tokenOf( client, { grant_type: 'refresh_token', refresh_token: token, ...SECRET, ...changes } );

export const statusWith = async ( client: Client, token: string, headers: Fields = {} ): Promise< number > =>
	( await client.send( '/services/data/v66.0/limits', { headers: { Authorization: `Bearer ${ token }`, ...headers } } ) ).status;
