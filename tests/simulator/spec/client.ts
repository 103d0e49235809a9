import { createSign, type KeyLike } from 'node:crypto';
import { startSimulator, type Simulator, type SimulatorOptions } from '../index';

export interface Reply {
	status: number;
	headers: Headers;
	json: unknown;
	text: string;
}

export interface Claims {
	[ name: string ]: unknown;
}

const part = ( value: unknown ): string => Buffer.from( JSON.stringify( value ) ).toString( 'base64url' );

export function assertion( key: KeyLike, claims: Claims, header: Claims = { alg: 'RS256' } ): string {
	const signed = `${ part( header ) }.${ part( claims ) }`;
	return `${ signed }.${ createSign( 'RSA-SHA256' ).update( signed ).sign( key ).toString( 'base64url' ) }`;
}

export const goodClaims = ( simulator: Simulator ): Claims => ( {
	iss: simulator.consumerKey,
	sub: simulator.username,
	aud: 'https://login.salesforce.com',
	exp: Math.floor( simulator.world.org.clock.now() / 1000 ) + 120,
} );

export const tokenForm = ( jwt: string ): URLSearchParams =>
	new URLSearchParams( {
		grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
		assertion: jwt,
	} );

/** A signed-in client of one simulator: what a test says to it and what comes back. */
export class Client {
	token = '';

	constructor( readonly simulator: Simulator ) {}

	static async open( options: SimulatorOptions = {} ): Promise< Client > {
		const simulator = await startSimulator( {
			clock: { now: '2026-11-22T12:00:00Z', frozen: true },
			...options,
		} );
		const client = new Client( simulator );
		await client.signIn();
		return client;
	}

	async signIn(): Promise< Reply > {
		const jwt = assertion( this.simulator.privateKeyPem, goodClaims( this.simulator ) );
		const reply = await this.send( '/services/oauth2/token', {
			method: 'POST',
			body: tokenForm( jwt ),
		} );
		this.token = ( reply.json as { access_token: string } ).access_token;
		return reply;
	}

	async send( path: string, init: RequestInit = {} ): Promise< Reply > {
		const response = await fetch( this.simulator.url + path, {
			redirect: 'manual',
			...init,
		} );
		const text = await response.text();
		let json: unknown;
		try {
			json = JSON.parse( text );
		} catch {
			json = undefined;
		}
		return {
			status: response.status,
			headers: response.headers,
			json,
			text,
		};
	}

	rest( method: string, path: string, body?: unknown, headers: Record< string, string > = {} ): Promise< Reply > {
		return this.send( `/services/data/v66.0${ path }`, {
			method,
			headers: {
				Authorization: `Bearer ${ this.token }`,
				...( body === undefined ? {} : { 'Content-Type': 'application/json' } ),
				...headers,
			},
			...( body === undefined ? {} : { body: JSON.stringify( body ) } ),
		} );
	}

	get( path: string, headers: Record< string, string > = {} ): Promise< Reply > {
		return this.rest( 'GET', path, undefined, headers );
	}

	query( soql: string, { all = false, headers = {} } = {} ): Promise< Reply > {
		return this.get( `/${ all ? 'queryAll' : 'query' }?q=${ encodeURIComponent( soql ) }`, headers );
	}

	async rows( soql: string, all = false ): Promise< Record< string, unknown >[] > {
		const reply = await this.query( soql, { all } );
		if ( reply.status !== 200 ) {
			throw new Error( reply.text );
		}
		return ( reply.json as { records: Record< string, unknown >[] } ).records;
	}

	control( method: string, name: string, body: unknown = {} ): Promise< Reply > {
		return this.send( `/_control/${ name }`, {
			method,
			...( method === 'GET' ? {} : { body: JSON.stringify( body ) } ),
		} );
	}

	close(): Promise< void > {
		return this.simulator.close();
	}
}

export const codeOf = ( reply: Reply ): string => ( reply.json as { errorCode: string }[] )[ 0 ]?.errorCode ?? '';
export const messageOf = ( reply: Reply ): string => ( reply.json as { message: string }[] )[ 0 ]?.message ?? '';
