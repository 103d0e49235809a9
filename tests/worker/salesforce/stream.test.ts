import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { openStream, type Session } from '../../../sync-worker/src/salesforce/stream';
import { listLogger } from '../doubles/builders';

let server: Server;
let answer: ( response: ServerResponse ) => void;

beforeAll( async () => {
	server = createServer( ( _request, response ) => answer( response ) );
	await new Promise< void >( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
} );
afterAll( () => {
	server.closeAllConnections();
	server.close();
} );

const session = ( patienceMs = 60_000 ): Session => ( {
	url: ( path ) => `http://127.0.0.1:${ ( server.address() as AddressInfo ).port }${ path }`,
	token: () => 'token',
	renew: () => Promise.resolve(),
	onRequest: () => undefined,
	onAnswer: () => undefined,
	attempt: 1,
	logger: listLogger(),
	patienceMs,
} );

const refusal = gzipSync( JSON.stringify( [ { errorCode: 'SERVER_UNAVAILABLE', message: 'Server Unavailable' } ] ) );

describe( 'a refused page', () => {
	it( 'says why, packed as it may be', async () => {
		answer = ( response ) => void response.writeHead( 503, { 'Content-Encoding': 'gzip' } ).end( refusal );
		await expect( openStream( '/results', session() ) ).rejects.toMatchObject( {
			code: 'salesforce_unavailable',
			details: { said: 'Server Unavailable' },
		} );
	} );

	it( 'has failed where its packed words break off', async () => {
		answer = ( response ) => {
			response.writeHead( 503, { 'Content-Encoding': 'gzip' } );
			response.write( refusal.subarray( 0, 30 ), () => response.destroy() );
		};
		await expect( openStream( '/results', session() ) ).rejects.toMatchObject( { kind: 'transient', code: 'salesforce_unreachable' } );
	} );

	it( 'has failed where the rest of its packed words does not come', async () => {
		answer = ( response ) => {
			response.writeHead( 503, { 'Content-Encoding': 'gzip' } );
			response.write( refusal.subarray( 0, 30 ) );
		};
		await expect( openStream( '/results', session( 50 ) ) ).rejects.toMatchObject( { kind: 'transient', code: 'salesforce_timeout' } );
	} );
} );
