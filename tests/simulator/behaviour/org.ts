import { readFileSync } from 'node:fs';
import { startSimulator } from '../index';
import { assertion } from '../spec/client';

export interface Reply {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body, or undefined when it is not JSON. */
	json: unknown;
}

export type Fields = Record< string, unknown >;

/** The org that the statements are made about: ours, or a real one when the environment names it. */
export interface OrgUnderTest {
	url: string;
	/** Below /services/data/v66.0 unless the path starts with /services. */
	send: ( method: string, path: string, body?: unknown, headers?: Record< string, string > ) => Promise< Reply >;
	/** The same without signing in. */
	anonymous: ( path: string, headers?: Record< string, string > ) => Promise< Reply >;
	rows: ( soql: string, all?: boolean ) => Promise< Fields[] >;
	create: ( type: string, fields: Fields ) => Promise< string >;
	/** Asks until the answer satisfies; a real org takes its time. */
	poll: ( path: string, done: ( json: Fields ) => boolean ) => Promise< Fields >;
	/** Something no other row of the org contains. */
	mark: string;
	/** Deletes what was created. */
	close: () => Promise< void >;
}

export const VERSION = 'v66.0';
const POLLS = 90;

interface Door {
	url: string;
	token: string;
	real: boolean;
	close: () => Promise< void >;
}

async function signIn( url: string, jwt: string ): Promise< { access_token: string; instance_url: string } > {
	const body = new URLSearchParams( { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt } );
	const response = await fetch( `${ url }/services/oauth2/token`, { method: 'POST', body } );
	const json = ( await response.json() ) as Record< string, string >;
	if ( ! response.ok ) {
		throw new Error( `The org refuses the sign-in: ${ JSON.stringify( json ) }` );
	}
	return { access_token: json.access_token!, instance_url: json.instance_url! };
}

const claims = ( iss: string, sub: string, aud: string ): Fields => ( { iss, sub, aud, exp: Math.floor( Date.now() / 1000 ) + 120 } );

/** A scratch org: CALLBOARD_ORG_LOGIN_URL, _CONSUMER_KEY, _USERNAME and _KEY_FILE, or _URL and _TOKEN. */
async function realDoor(): Promise< Door | null > {
	const named = ( name: string ): string | undefined => process.env[ `CALLBOARD_ORG_${ name }` ];
	const close = (): Promise< void > => Promise.resolve();
	const [ url, token ] = [ named( 'URL' ), named( 'TOKEN' ) ];
	if ( url && token ) {
		return { url, token, real: true, close };
	}
	const [ login, key, user, file ] = [ named( 'LOGIN_URL' ), named( 'CONSUMER_KEY' ), named( 'USERNAME' ), named( 'KEY_FILE' ) ];
	if ( ! login || ! key || ! user || ! file ) {
		return null;
	}
	const granted = await signIn( login, assertion( readFileSync( file, 'utf8' ), claims( key, user, login ) ) );
	return { url: granted.instance_url, token: granted.access_token, real: true, close };
}

async function simulatedDoor(): Promise< Door > {
	const simulator = await startSimulator( { season: 'empty' } );
	const jwt = assertion( simulator.privateKeyPem, claims( simulator.consumerKey, simulator.username, 'https://login.salesforce.com' ) );
	const { access_token: token } = await signIn( simulator.url, jwt );
	return { url: simulator.url, token, real: false, close: () => simulator.close() };
}

function parsed( text: string ): unknown {
	try {
		return JSON.parse( text );
	} catch {
		return undefined;
	}
}

/** A string travels as it is, as CSV; everything else as JSON. */
function asRequest( method: string, body: unknown, headers: Record< string, string > ): RequestInit {
	if ( body === undefined ) {
		return { method, headers };
	}
	const isText = typeof body === 'string';
	return {
		method,
		body: isText ? body : JSON.stringify( body ),
		headers: { 'Content-Type': isText ? 'text/csv' : 'application/json', ...headers },
	};
}

export async function openOrg(): Promise< OrgUnderTest > {
	const door = ( await realDoor() ) ?? ( await simulatedDoor() );
	const created: [ string, string ][] = [];
	const fetchFrom = async ( path: string, init: RequestInit ): Promise< Reply > => {
		const target = path.startsWith( '/services' ) ? path : `/services/data/${ VERSION }${ path }`;
		const response = await fetch( door.url + target, { redirect: 'manual', ...init } );
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, json: parsed( text ) };
	};
	const send: OrgUnderTest[ 'send' ] = ( method, path, body, headers = {} ) =>
		fetchFrom( path, asRequest( method, body, { Authorization: `Bearer ${ door.token }`, ...headers } ) );
	const org: OrgUnderTest = {
		url: door.url,
		send,
		anonymous: ( path, headers = {} ) => fetchFrom( path, { headers } ),
		rows: async ( soql, all = false ) => {
			const reply = await send( 'GET', `/${ all ? 'queryAll' : 'query' }?q=${ encodeURIComponent( soql ) }` );
			if ( reply.status !== 200 ) {
				throw new Error( reply.text );
			}
			return ( reply.json as { records: Fields[] } ).records;
		},
		create: async ( type, fields ) => {
			const reply = await send( 'POST', `/sobjects/${ type }`, fields );
			if ( reply.status !== 201 ) {
				throw new Error( reply.text );
			}
			const { id } = reply.json as { id: string };
			created.push( [ type, id ] );
			return id;
		},
		poll: async ( path, done ) => {
			for ( let k = 0; k < POLLS; k++ ) {
				const json = ( await send( 'GET', path ) ).json as Fields;
				if ( done( json ) ) {
					return json;
				}
				await new Promise( ( go ) => setTimeout( go, door.real ? 2000 : 0 ) );
			}
			throw new Error( `${ path } was not done in time` );
		},
		mark: `cb${ process.pid.toString( 36 ) }${ Date.now().toString( 36 ) }`,
		close: async () => {
			for ( const [ type, id ] of created.reverse() ) {
				await send( 'DELETE', `/sobjects/${ type }/${ id }` );
			}
			await door.close();
		},
	};
	return org;
}

/** Status and error code of a refusal. */
export const refusal = ( reply: Reply ): [ number, unknown ] => {
	const first: unknown = Array.isArray( reply.json ) ? reply.json[ 0 ] : undefined;
	return [ reply.status, typeof first === 'object' && first !== null && 'errorCode' in first ? first.errorCode : undefined ];
};
