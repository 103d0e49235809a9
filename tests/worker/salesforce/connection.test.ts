import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SyncFailure } from '../../../sync-worker/src/failure';
import { Meter } from '../../../sync-worker/src/meter';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import type { TokenSource } from '../../../sync-worker/src/salesforce/port';
import { queryUrl } from '../../../sync-worker/src/salesforce/subrequests';
import { listLogger } from '../doubles/builders';

type Handler = ( request: IncomingMessage, response: ServerResponse, body: string ) => void;

let server: Server;
let url = '';
let handler: Handler;
const seen: { url: string; headers: IncomingMessage[ 'headers' ]; body: string }[] = [];

beforeEach( async () => {
	seen.length = 0;
	server = createServer( ( request, response ) => {
		let body = '';
		request.on( 'data', ( chunk: Buffer ) => ( body += chunk.toString() ) );
		request.on( 'end', () => {
			seen.push( { url: request.url ?? '', headers: request.headers, body } );
			handler( request, response, body );
		} );
	} );
	await new Promise< void >( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
	url = `http://127.0.0.1:${ ( server.address() as AddressInfo ).port }`;
} );

afterEach( async () => {
	server.closeAllConnections();
	await new Promise( ( resolve ) => server.close( resolve ) );
} );

const never: TokenSource = { next: () => Promise.reject( new Error( 'Nobody asked for a token.' ) ) };
const logger = listLogger();
let accessToken: string;

beforeEach( () => {
	accessToken = '00D!first';
} );

const connect = ( tokens: TokenSource = never, deadlineMs = 5000, meter = new Meter( { now: () => 0 } ) ): JsforceConnection =>
	new JsforceConnection( {
		meter,
		token: { access_token: accessToken, instance_url: `${ url }/`, generation: 1, api_version: '66.0' },
		tokens,
		logger,
		deadlineMs,
		queryDeadlineMs: deadlineMs,
		retries: 1,
		retryPauseMs: 1,
	} );

const json =
	( status: number, body: unknown, headers: Record< string, string > = {} ): Handler =>
	( _request, response ) => {
		response.writeHead( status, { 'Content-Type': 'application/json;charset=UTF-8', ...headers } ).end( JSON.stringify( body ) );
	};
const page = { totalSize: 1, done: true, records: [ { Id: 'a00000000000001AAA' } ] };
const composite = ( ...bodies: unknown[] ) => ( {
	compositeResponse: bodies.map( ( body, index ) => ( { body, httpStatusCode: 200, referenceId: `q${ index }`, httpHeaders: {} } ) ),
} );
const one = [ { soql: 'SELECT Id FROM Show__c', all: true } ];

describe( 'a connection to Salesforce', () => {
	it( 'asks several questions in one call, and takes the time from its Date header', async () => {
		handler = json( 200, composite( page, page ), { Date: 'Sun, 22 Nov 2026 12:00:00 GMT' } );
		const salesforce = connect();
		const answer = await salesforce.read( [ ...one, ...one ] );
		expect( answer.server_ms ).toBe( Date.UTC( 2026, 10, 22, 12 ) );
		expect( answer.pages ).toMatchObject( [ { ok: true, value: { total: 1, next: null } }, { ok: true } ] );
		expect( salesforce.apiCalls ).toBe( 1 );
		expect( seen[ 0 ] ).toMatchObject( { url: '/services/data/v66.0/composite', headers: { authorization: 'Bearer 00D!first' } } );
		expect( seen[ 0 ]?.headers[ 'sforce-call-options' ] ).toBe( 'client=Callboard' );
		expect( JSON.parse( seen[ 0 ]?.body ?? '' ) ).toMatchObject( {
			compositeRequest: [ { url: queryUrl( '/services/data/v66.0', 'SELECT Id FROM Show__c', true ) }, {} ],
		} );
	} );

	it( 'takes no answer without a Date header for a read', async () => {
		handler = ( _request, response ) => {
			response.sendDate = false;
			json( 200, composite( page ) )( _request, response, '' );
		};
		await expect( connect().read( one ) ).rejects.toMatchObject( { code: 'salesforce_answer_unreadable' } );
	} );

	it( 'answers a refused session with the next token of the vault, and a second refusal with a failure', async () => {
		const failed: number[] = [];
		const tokens: TokenSource = {
			next: async ( generation ) => (
				failed.push( generation ),
				{ access_token: `00D!${ generation + 1 }`, instance_url: url, generation: generation + 1, api_version: '66.0' }
			 ),
		};
		handler = ( request, response, body ) =>
			request.headers.authorization === 'Bearer 00D!2'
				? json( 200, composite( page ) )( request, response, body )
				: json( 401, [ { errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' } ] )( request, response, body );
		const salesforce = connect( tokens );
		await salesforce.read( one );
		expect( failed ).toEqual( [ 1 ] );
		handler = json( 401, [ { errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' } ] );
		await expect( salesforce.read( one ) ).rejects.toMatchObject( { kind: 'auth', code: 'salesforce_session_rejected' } );
		expect( failed ).toEqual( [ 1, 2 ] );
		expect( seen.length ).toBeLessThanOrEqual( 5 );
	} );

	it( 'passes on why the vault has no next token', async () => {
		const failure = new SyncFailure( { kind: 'auth', code: 'key_missing', message: 'No key.', actions: [ 'Add one.' ] } );
		handler = json( 401, [ { errorCode: 'INVALID_SESSION_ID', message: '' } ] );
		await expect( connect( { next: () => Promise.reject( failure ) } ).read( one ) ).rejects.toBe( failure );
	} );

	it( 'retries what is away for a while, and counts every call', async () => {
		let times = 0;
		handler = ( request, response, body ) =>
			( ++times === 1 ? json( 503, [ { errorCode: 'SERVER_UNAVAILABLE', message: '' } ] ) : json( 200, composite( page ) ) )( request, response, body );
		const salesforce = connect();
		await salesforce.read( one );
		expect( salesforce.apiCalls ).toBe( 2 );
	} );

	it.each< [ string, Handler, number ] >( [
		[ 'never came', ( _request, response ) => void response.destroy(), 1 ],
		[ 'came too late', ( _request, response ) => void response.writeHead( 200, { 'Content-Type': 'application/json' } ).write( '{' ), 1 ],
		[ 'a gateway gave in its place', ( _request, response ) => void response.writeHead( 504 ).end( '<html>Gateway timeout</html>' ), 1 ],
		[ 'was Salesforce’s own refusal', json( 503, [ { errorCode: 'SERVER_UNAVAILABLE', message: '' } ] ), 2 ],
	] )( 'asks again for a job only where none can have been made: the answer %s', async ( _, answer, calls ) => {
		handler = answer;
		const salesforce = connect( never, 200 );
		await expect( ( await salesforce.bulk() ).create( 'SELECT Id FROM Show__c' ) ).rejects.toMatchObject( { kind: 'transient' } );
		expect( salesforce.apiCalls ).toBe( calls );
	} );

	it( 'does not retry the limit, and gives one part’s failure to that part alone', async () => {
		handler = json( 403, [ { errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' } ] );
		const salesforce = connect();
		await expect( salesforce.read( one ) ).rejects.toMatchObject( { kind: 'rate_limit' } );
		expect( salesforce.apiCalls ).toBe( 1 );
		const answer = composite( page, [ { errorCode: 'INVALID_TYPE', message: 'sObject type' } ] );
		Object.assign( answer.compositeResponse[ 1 ] ?? {}, { httpStatusCode: 400 } );
		handler = json( 200, answer );
		expect( ( await connect().read( [ ...one, ...one ] ) ).pages ).toMatchObject( [
			{ ok: true },
			{ ok: false, failure: { code: 'salesforce_object_missing' } },
		] );
	} );

	it.each( [
		[ 'api-usage=18/100000', { kind: 'transient', code: 'salesforce_calls_at_once' }, 2 ],
		[ 'api-usage=99990/100000', { kind: 'rate_limit', code: 'salesforce_limit_exceeded' }, 1 ],
		[ 'api-usage=100020/100000', { kind: 'rate_limit', code: 'salesforce_limit_exceeded' }, 1 ],
	] )( 'tells too many calls at once from the limit of a day: %s', async ( usage, failure, calls ) => {
		handler = json( 403, [ { errorCode: 'REQUEST_LIMIT_EXCEEDED', message: '' } ], { 'Sforce-Limit-Info': usage } );
		const salesforce = connect();
		await expect( salesforce.read( one ) ).rejects.toMatchObject( failure );
		expect( salesforce.apiCalls ).toBe( calls );
	} );

	it.each( [
		[ 'api-usage=18/100000', { kind: 'transient', code: 'salesforce_calls_at_once' } ],
		[ 'api-usage=99990/100000', { kind: 'rate_limit', code: 'salesforce_limit_exceeded' } ],
	] )( 'tells them apart for pages of a job too, which take the longest, and for the org’s currency: %s', async ( usage, failure ) => {
		handler = json( 403, [ { errorCode: 'REQUEST_LIMIT_EXCEEDED', message: '' } ], { 'Sforce-Limit-Info': usage } );
		const shape = { sobject: 'Account', paths: [ 'Id' ], describes: new Map() };
		const results = ( await connect().bulk() ).results( '750000000000001AAA', null, { records: 10, shape } );
		await expect( results[ Symbol.asyncIterator ]().next() ).rejects.toMatchObject( failure );
		handler = ( _request, response ) =>
			void response
				.writeHead( 500, { 'Content-Type': 'text/xml', 'Sforce-Limit-Info': usage } )
				.end( '<detail><sf:fault><sf:exceptionCode>REQUEST_LIMIT_EXCEEDED</sf:exceptionCode></sf:fault></detail>' );
		await expect( connect().defaultCurrency() ).rejects.toMatchObject( failure );
	} );

	it( 'remembers a failed part of a call with the attempt it failed in', async () => {
		const answer = composite( [ { errorCode: 'SERVER_UNAVAILABLE', message: '' } ] );
		Object.assign( answer.compositeResponse[ 0 ] ?? {}, { httpStatusCode: 503 } );
		handler = json( 200, answer );
		const meter = new Meter( { now: () => 0 } );
		expect( ( await connect( never, 5000, meter ).read( one ) ).pages ).toMatchObject( [ { ok: false, failure: { code: 'salesforce_unavailable' } } ] );
		expect( meter.report().calls_failed ).toMatchObject( [
			{ attempt: 1, status: 503, endpoint: '/services/data/v66.0/queryAll' },
			{ attempt: 2, status: 503, endpoint: '/services/data/v66.0/queryAll' },
		] );
	} );

	it( 'describes several objects in one call, and each of them once', async () => {
		const show = { fields: [ { name: 'Price__c' } ] };
		const answer = composite( show, [ { errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' } ] );
		Object.assign( answer.compositeResponse[ 1 ] ?? {}, { httpStatusCode: 404 } );
		answer.compositeResponse.forEach( ( part, index ) => Object.assign( part, { referenceId: `o${ index }` } ) );
		handler = json( 200, answer );
		const salesforce = connect();
		for ( const names of [
			[ 'Show__c', 'Gone__c' ],
			[ 'gone__c', 'show__c' ],
		] ) {
			expect( await salesforce.describeAll( names ) ).toMatchObject(
				names.map( ( name ) => ( /gone/i.test( name ) ? { ok: false, failure: { code: 'salesforce_not_found' } } : { ok: true, value: show } ) )
			);
		}
		expect( await salesforce.describe( 'SHOW__C' ) ).toEqual( show );
		expect( salesforce.apiCalls ).toBe( 1 );
		expect( JSON.parse( seen[ 0 ]?.body ?? '' ) ).toMatchObject( {
			compositeRequest: [ 'Show__c', 'Gone__c' ].map( ( name ) => ( { method: 'GET', url: `/services/data/v66.0/sobjects/${ name }/describe` } ) ),
		} );
	} );

	it( 'describes one object as it always did', async () => {
		handler = json( 200, { fields: [] } );
		expect( await connect().describeAll( [ 'Show__c' ] ) ).toEqual( [ { ok: true, value: { fields: [] } } ] );
		expect( seen.map( ( { url: asked } ) => asked ) ).toEqual( [ '/services/data/v66.0/sobjects/Show__c/describe' ] );
	} );

	describe( 'asks for the currency of the org', () => {
		const soap =
			( status: number, body: string ): Handler =>
			( _request, response ) =>
				void response.writeHead( status, { 'Content-Type': 'text/xml' } ).end( `<Envelope><Body>${ body }</Body></Envelope>` );
		const fault = ( code: string ) => `<Fault><detail><fault><exceptionCode>${ code }</exceptionCode></fault></detail></Fault>`;
		const told = '<result><orgDefaultCurrencyIsoCode>EUR</orgDefaultCurrencyIsoCode></result>';

		it.each< [ string, Handler, object ] >( [
			[ 'a server that is away', soap( 503, '' ), { status: 503, code: 'salesforce_unavailable' } ],
			[ 'a fault that passes', soap( 500, fault( 'SERVER_UNAVAILABLE' ) ), { status: 500, code: 'salesforce_unavailable' } ],
			[ 'a connection that breaks off', ( request ) => void request.socket.destroy(), { status: 0, code: 'salesforce_unreachable' } ],
		] )( 'again after %s, and remembers the call that failed', async ( _, hiccup, failed ) => {
			let times = 0;
			handler = ( ...call ) => ( ++times === 1 ? hiccup : soap( 200, told ) )( ...call );
			const meter = new Meter( { now: () => 0 } );
			const salesforce = connect( never, 5000, meter );
			expect( await salesforce.defaultCurrency() ).toBe( 'EUR' );
			expect( salesforce.apiCalls ).toBe( 2 );
			const { calls_failed: calls } = meter.report();
			expect( calls ).toMatchObject( [ { method: 'POST', endpoint: '/services/Soap/u/66.0', attempt: 1, ...failed } ] );
			expect( JSON.stringify( calls ) ).not.toContain( '00D!' );
		} );

		it( 'as often as any other call, and no more', async () => {
			handler = soap( 503, '' );
			const meter = new Meter( { now: () => 0 } );
			await expect( connect( never, 5000, meter ).defaultCurrency() ).rejects.toMatchObject( { code: 'salesforce_unavailable' } );
			expect( meter.report().calls_failed ).toMatchObject( [ { attempt: 1 }, { attempt: 2 } ] );
			handler = soap( 500, fault( 'API_DISABLED_FOR_ORG' ) );
			const salesforce = connect();
			await expect( salesforce.defaultCurrency() ).rejects.toMatchObject( { kind: 'config' } );
			expect( salesforce.apiCalls ).toBe( 1 );
		} );

		it( 'once', async () => {
			handler = soap( 200, told );
			const salesforce = connect();
			expect( [ await salesforce.defaultCurrency(), await salesforce.defaultCurrency() ] ).toEqual( [ 'EUR', 'EUR' ] );
			expect( salesforce.apiCalls ).toBe( 1 );
		} );

		it( 'and is told nothing where SOAP does not take a session that REST takes', async () => {
			handler = ( request, ...rest ) => ( request.method === 'GET' ? json( 200, {} ) : soap( 500, fault( 'INVALID_SESSION_ID' ) ) )( request, ...rest );
			expect( await connect().defaultCurrency() ).toBeNull();
		} );

		it( 'not with a token that only REST takes', async () => {
			handler = soap( 500, fault( 'INVALID_SESSION_ID' ) );
			accessToken = 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl';
			const salesforce = connect();
			expect( await salesforce.defaultCurrency() ).toBeNull();
			expect( salesforce.apiCalls ).toBe( 0 );
		} );

		it( 'with the next token when the first is refused', async () => {
			const next = { access_token: '00D!second', instance_url: url, generation: 2, api_version: '66.0' };
			handler = ( request, response, body ) => {
				const fresh = body.includes( '00D!second' ) || request.headers.authorization === 'Bearer 00D!second';
				if ( request.method === 'GET' ) {
					return json( fresh ? 200 : 401, fresh ? {} : [ { errorCode: 'INVALID_SESSION_ID', message: '' } ] )( request, response, body );
				}
				return ( fresh ? soap( 200, told ) : soap( 500, fault( 'INVALID_SESSION_ID' ) ) )( request, response, body );
			};
			expect( await connect( { next: () => Promise.resolve( next ) } ).defaultCurrency() ).toBe( 'EUR' );
		} );
	} );

	it.each< [ string, Handler, string ] >( [
		[
			'a web page with status 200',
			( _r, response ) => void response.writeHead( 200, { 'Content-Type': 'text/html' } ).end( '<html>' ),
			'salesforce_answer_unreadable',
		],
		[
			'a web page with status 503',
			( _r, response ) => void response.writeHead( 503, { 'Content-Type': 'text/html' } ).end( '<html>' ),
			'salesforce_unavailable',
		],
		[ 'an empty 420', ( _r, response ) => void response.writeHead( 420 ).end(), 'salesforce_unavailable' ],
		[
			'half an answer',
			( _r, response ) => void response.writeHead( 200, { 'Content-Type': 'application/json' } ).end( '{"compositeResponse":[{"bo' ),
			'salesforce_answer_unreadable',
		],
		[
			'a connection that breaks off in the body',
			( _r, response ) => {
				response.writeHead( 200, { 'Content-Type': 'application/json', 'Content-Length': '5000' } ).write( '{"comp' );
				setImmediate( () => response.destroy() );
			},
			'salesforce_unreachable',
		],
		[ 'a connection that breaks off before it', ( request ) => void request.socket.destroy(), 'salesforce_unreachable' ],
		[ 'another address', ( _r, response ) => void response.writeHead( 302, { Location: 'https://evil.example/' } ).end(), 'salesforce_moved' ],
		[ 'fewer parts than asked', json( 200, { compositeResponse: [] } ), 'salesforce_answer_unreadable' ],
		[ 'a page without a count', json( 200, composite( { done: true, records: [] } ) ), 'salesforce_answer_unreadable' ],
	] )( 'fails in words on %s', async ( _name, answer, code ) => {
		handler = answer;
		await expect( connect().read( one ) ).rejects.toMatchObject( { name: 'SyncFailure', code } );
	} );

	it( 'waits no longer than its deadline, also when the body never ends', async () => {
		handler = ( _request, response ) => void response.writeHead( 200, { 'Content-Type': 'application/json' } ).write( '{' );
		await expect( connect( never, 60 ).read( one ) ).rejects.toMatchObject( { kind: 'transient', code: 'salesforce_timeout' } );
	} );

	it( 'takes the session nowhere but to the org', async () => {
		await expect( connect().nextPage( 'https://evil.example/services/data/v66.0/query/01g-2000' ) ).rejects.toMatchObject( {
			code: 'salesforce_answer_unreadable',
		} );
		expect( seen ).toEqual( [] );
		expect(
			() =>
				new JsforceConnection( {
					token: { access_token: 'x', instance_url: 'http://x.my.salesforce.com', generation: 1, api_version: '66.0' },
					tokens: never,
					logger,
				} )
		).toThrow( /not encrypted/ );
	} );

	it( 'writes neither token nor query into the log', async () => {
		handler = json( 200, composite( page ) );
		await connect().read( one );
		const text = JSON.stringify( logger.lines );
		expect( text ).toContain( '/services/data/v66.0/composite' );
		expect( text ).not.toContain( '00D!' );
	} );
} );
