import { request } from 'node:http';
import { createConnection } from 'node:net';
import fc from 'fast-check';
import { refuseStrangers } from '../control/loopback';
import { Client, codeOf, type Reply } from './client';

const PERFORMANCE = 'PatronTicket__EventInstance__c';

let client: Client;
beforeEach( async () => {
	client = await Client.open();
} );
afterEach( () => client.close() );

const change = async ( kind: string, id?: string ): Promise< Record< string, Record< string, unknown > > > =>
	( await client.control( 'POST', 'change', { kind, id } ) ).json as Record< string, Record< string, unknown > >;
const fault = ( body: object ): Promise< Reply > => client.control( 'POST', 'fault', body );

describe( 'a change', () => {
	it.each( [ 'rename', 'reschedule', 'sell-out', 'cancel', 'delete', 'add' ] )( '%s goes the way of REST and shows in the next poll', async ( kind ) => {
		await client.control( 'POST', 'clock', { advance_ms: 60_000 } );
		const made = await change( kind );
		const object = made.object as unknown as string;
		const polled = await client.rows( `SELECT Id FROM ${ object } WHERE SystemModstamp >= 2026-11-22T12:01:00Z`, true );
		expect( polled.map( ( row ) => row.Id ) ).toEqual( [ made.id ] );
		expect( made.title ).toEqual( expect.stringMatching( /\S/ ) );
	} );

	it( 'picks the same record in the same org', async () => {
		const first = await change( 'cancel' );
		await client.control( 'POST', 'reset' );
		expect( ( await change( 'cancel' ) ).id ).toBe( first.id );
	} );

	it( 'keeps the hour of the evening when a date moves', async () => {
		const { before, after } = await change( 'reschedule' );
		expect( after!.PatronTicket__Status__c ).toBe( 'Rescheduled' );
		expect( String( after!.PatronTicket__InstanceDate__c ) > String( before!.PatronTicket__InstanceDate__c ) ).toBe( true );
		expect( after!.Name ).not.toBe( before!.Name );
	} );

	it( 'finds something to change in a season of the past, too', async () => {
		await client.control( 'POST', 'clock', { now: '2031-01-01T00:00:00Z' } );
		for ( const kind of [ 'rename', 'reschedule', 'sell-out', 'cancel', 'delete', 'undelete', 'add' ] ) {
			expect( ( await client.control( 'POST', 'change', { kind } ) ).status ).toBe( 200 );
		}
	} );

	it( 'undoes the last deletion', async () => {
		const gone = await change( 'delete' );
		expect( ( await change( 'undelete' ) ).id ).toBe( gone.id );
	} );

	it( 'refuses what it does not know', async () => {
		for ( const body of [ { kind: 'explode' }, { kind: 'cancel', id: 'x' }, { kind: 'undelete' } ] ) {
			expect( ( await client.control( 'POST', 'change', body ) ).status ).toBe( 400 );
		}
	} );
} );

describe( 'the door', () => {
	it( 'is shut to other machines and to pages of other sites', async () => {
		const ask = {
			method: 'POST',
			path: '/_control/reset',
			query: new URLSearchParams(),
			headers: { host: 'localhost:1' },
			body: Buffer.alloc( 0 ),
			target: '',
		};
		expect( refuseStrangers( ask, '127.0.0.1' ) ).toBeNull();
		expect( refuseStrangers( ask, '::1' ) ).toBeNull();
		expect( refuseStrangers( ask, '192.168.1.7' )?.status ).toBe( 403 );
		expect( refuseStrangers( { ...ask, headers: { host: 'evil.example' } }, '127.0.0.1' )?.status ).toBe( 403 );
		expect(
			refuseStrangers(
				{
					...ask,
					headers: {
						host: 'localhost:1',
						origin: 'https://evil.example',
					},
				},
				'127.0.0.1'
			)?.status
		).toBe( 403 );
	} );

	it( 'logs what came in with the running count of calls, and no secrets', async () => {
		await client.query( 'SELECT Id FROM User' );
		const { json, text } = await client.control( 'GET', 'log' );
		expect( json ).toMatchObject( {
			calls: 1,
			entries: [
				{ path: '/services/oauth2/token', calls: 0 },
				{ method: 'GET', status: 200, calls: 1 },
			],
		} );
		expect( text ).not.toContain( client.token );
	} );

	it( 'moves and freezes the clock', async () => {
		const reply = await client.control( 'POST', 'clock', {
			now: '2027-01-01T00:00:00Z',
			frozen: true,
			advance_ms: 1000,
		} );
		expect( reply.json ).toEqual( {
			now: '2027-01-01T00:00:01.000Z',
			frozen: true,
		} );
		expect( ( await client.control( 'POST', 'clock', { now: 'tomorrow' } ) ).status ).toBe( 400 );
	} );

	it( 'resets to the season as it was', async () => {
		await change( 'delete' );
		await fault( { kind: '503', times: -1 } );
		await client.control( 'POST', 'reset' );
		expect( await client.rows( `SELECT Id FROM ${ PERFORMANCE }` ) ).toHaveLength( client.simulator.counts.performances );
	} );
} );

describe( 'a fault', () => {
	it.each( [
		[ '401', 401, 'INVALID_SESSION_ID' ],
		[ '403-limit', 403, 'REQUEST_LIMIT_EXCEEDED' ],
		[ '503', 503, 'SERVER_UNAVAILABLE' ],
	] )( '%s is met once and then gone', async ( kind, status, code ) => {
		await fault( { kind } );
		const reply = await client.get( '/limits' );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ status, code ] );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 200 );
	} );

	it( 'waits, repeats and picks its request, inside a composite too', async () => {
		await fault( { kind: '503', match: 'queryAll', after: 1, times: 2 } );
		const composite = (): Promise< Reply > =>
			client.rest( 'POST', '/composite', {
				compositeRequest: [
					{
						method: 'GET',
						referenceId: 'a',
						url: '/services/data/v66.0/queryAll?q=SELECT+Id+FROM+User',
					},
				],
			} );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 200 );
		const seen = [ await composite(), await composite(), await composite(), await composite() ];
		expect( seen.map( ( reply ) => reply.status ) ).toEqual( [ 200, 503, 503, 200 ] );
	} );

	it( 'can be a page of HTML, an empty 420, or half an answer', async () => {
		await fault( { kind: 'html' } );
		const page = await client.get( '/limits' );
		expect( page.status ).toBe( 200 );
		expect( page.headers.get( 'content-type' ) ).toContain( 'text/html' );
		await fault( { kind: '420' } );
		expect( await client.get( '/limits' ) ).toMatchObject( {
			status: 420,
			text: '',
		} );
		await fault( { kind: 'truncate' } );
		const half = await client.query( `SELECT Id FROM ${ PERFORMANCE }` );
		expect( half.status ).toBe( 200 );
		expect( half.json ).toBeUndefined();
	} );

	it( 'can be a dropped line, before or after the work is done', async () => {
		const create = (): Promise< Reply > => client.rest( 'POST', '/sobjects/Account', { Name: 'A' } );
		await fault( { kind: 'drop' } );
		await expect( create() ).rejects.toThrow();
		expect( await client.rows( 'SELECT Id FROM Account' ) ).toHaveLength( 0 );
		await fault( { kind: 'drop', processed: true, match: 'Account' } );
		await expect( create() ).rejects.toThrow();
		expect( await client.rows( 'SELECT Id FROM Account' ) ).toHaveLength( 1 );
	} );

	it( 'of an unknown kind, or with a broken pattern, is refused', async () => {
		expect( ( await fault( { kind: 'meteor' } ) ).status ).toBe( 400 );
		expect( ( await fault( { kind: '503', match: '(' } ) ).status ).toBe( 400 );
	} );

	it( 'ends every session at once', async () => {
		await fault( { kind: 'expire-tokens' } );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 401 );
	} );
} );

describe( 'nonsense', () => {
	it( 'never brings the server down', async () => {
		const { port } = new URL( client.simulator.url );
		await new Promise( ( done ) => {
			const socket = createConnection( Number( port ), '127.0.0.1', () => socket.end( 'BREW /coffee HTCPCP/1.0\r\n\r\n' ) );
			socket
				.on( 'close', done )
				.on( 'error', () => undefined )
				.resume();
		} );
		await new Promise( ( done ) => {
			const ask = request(
				{
					port,
					method: 'POST',
					path: '/services/data/v66.0/composite',
					headers: { 'Content-Encoding': 'gzip' },
				},
				( answer ) => answer.resume().on( 'end', done )
			);
			ask.end( 'not gzip' );
		} );
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom( 'GET', 'POST', 'PATCH', 'DELETE', 'PUT' ),
				fc.constantFrom(
					'/services/data/v66.0/composite',
					'/services/data/v66.0/query',
					'/services/data/v66.0/sobjects/Account/%zz',
					'/_control/change',
					'/_control/fault',
					'/record/%',
					'/services/oauth2/token',
					'/'
				),
				fc.oneof( fc.json(), fc.string() ),
				fc.string(),
				async ( method, path, body, q ) => {
					const reply = await client.send( `${ path }?q=${ encodeURIComponent( q ) }`, {
						method,
						headers: {
							Authorization: `Bearer ${ client.token }`,
							'Content-Type': 'application/json',
						},
						...( method === 'GET' ? {} : { body } ),
					} );
					expect( reply.status ).toBeGreaterThanOrEqual( 200 );
					expect( reply.status ).not.toBe( 500 );
				}
			),
			{ numRuns: 150 }
		);
		expect( ( await client.get( '/limits' ) ).status ).toBe( 200 );
	} );

	it( 'in a query is refused, whatever it is', async () => {
		const words = fc.constantFrom(
			'SELECT',
			'Id',
			'FROM',
			'Account',
			'WHERE',
			'Name',
			'=',
			"'x'",
			'(',
			')',
			'AND',
			'NOT',
			'IN',
			',',
			'LIMIT',
			'5',
			'ORDER BY',
			'null',
			'TODAY',
			"'",
			'\\',
			'COUNT()'
		);
		await fc.assert(
			fc.asyncProperty( fc.array( words, { maxLength: 12 } ), async ( list ) => {
				const reply = await client.query( [ 'SELECT Id FROM Account', ...list ].join( ' ' ) );
				expect( [ 200, 400 ] ).toContain( reply.status );
			} ),
			{ numRuns: 100 }
		);
	} );
} );
