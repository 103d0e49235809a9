import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PingDoor } from '../../sync-worker/src/serve';
import { signature } from '../../sync-worker/src/wordpress/signing';
import { FrozenClock, listLogger } from './doubles/builders';

const clock = new FrozenClock();
let server: Server;
let url = '';
let pings = 0;
let nonces = 0;

beforeEach( async () => {
	pings = 0;
	server = await new PingDoor( { key: 'k', secret: 's', clock, logger: listLogger(), onPing: () => void ( pings += 1 ) } ).listen( 0, '127.0.0.1' );
	url = `http://127.0.0.1:${ ( server.address() as AddressInfo ).port }`;
} );

afterEach( () => new Promise( ( resolve ) => server.close( resolve ) ) );

interface Ping {
	body?: string;
	signed?: string;
	key?: string;
	secret?: string;
	timestamp_ms?: number;
	nonce?: string;
	path?: string;
	method?: string;
}

async function ping( {
	body = '{"site":"x"}',
	signed = body,
	key = 'k',
	secret = 's',
	timestamp_ms = clock.now(),
	nonce,
	path = '/ping',
	method = 'POST',
}: Ping = {} ): Promise< number > {
	const one = nonce ?? String( ++nonces ).padStart( 32, '0' );
	const answer = await fetch( url + path, {
		method,
		headers: {
			'X-Callboard-Key': key,
			'X-Callboard-Timestamp': String( timestamp_ms ),
			'X-Callboard-Nonce': one,
			'X-Callboard-Signature': signature( secret, { route: '/ping', body: Buffer.from( signed ), timestamp_ms, nonce: one, run_token: '' } ),
		},
		...( method === 'GET' ? {} : { body } ),
	} );
	return answer.status;
}

describe( 'a ping', () => {
	it( 'that is genuine is answered 202 and wakes the worker', async () => {
		expect( await ping() ).toBe( 202 );
		expect( pings ).toBe( 1 );
	} );

	it.each< [ string, Ping, number ] >( [
		[ 'another secret', { secret: 'other' }, 401 ],
		[ 'another key', { key: 'other' }, 401 ],
		[ 'another body than the signed one', { signed: '{}' }, 401 ],
		[ 'a clock six minutes off', { timestamp_ms: clock.now() - 360_000 }, 401 ],
		[ 'no timestamp', { timestamp_ms: Number.NaN }, 401 ],
		[ 'another path', { path: '/' }, 404 ],
		[ 'another method', { method: 'GET' }, 405 ],
		[ 'a body that is too large', { body: 'x'.repeat( 5000 ) }, 413 ],
	] )( 'with %s wakes nobody', async ( _name, given, status ) => {
		expect( await ping( given ) ).toBe( status );
		expect( pings ).toBe( 0 );
	} );

	it( 'is good once', async () => {
		const nonce = 'f'.repeat( 32 );
		expect( [ await ping( { nonce } ), await ping( { nonce } ) ] ).toEqual( [ 202, 401 ] );
		expect( pings ).toBe( 1 );
	} );
} );
