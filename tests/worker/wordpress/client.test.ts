import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LeaseLost } from '../../../sync-worker/src/failure';
import { RestWordPress } from '../../../sync-worker/src/wordpress/client';
import { unreachableFailure } from '../../../sync-worker/src/wordpress/failures';
import { parseConnectionString, routeUrl } from '../../../sync-worker/src/wordpress/connection-string';
import { FrozenClock, listLogger } from '../doubles/builders';
import { WordPressDoor } from '../doubles/wordpress-door';

const worker = { id: 'w', version: '0', node: 'v20', mode: 'pull' as const };
const claim = { protocol: 1, worker };
let door: WordPressDoor;
const serverClock = new FrozenClock();

beforeEach( async () => {
	door = await new WordPressDoor( {
		mappings: [],
		now: () => serverClock.now(),
		salesforce: () => ( { access_token: 'x', instance_url: 'http://127.0.0.1:1' } ),
	} ).open();
} );

afterEach( () => door.close() );

const client = ( clock = new FrozenClock(), connection = door.connection, logger = listLogger() ): RestWordPress =>
	new RestWordPress( { connection, clock, logger, retries: 2, retryPauseMs: 1 } );

const refusal = ( status: number, code: string, data: object = {} ) => ( { status, body: { code, message: '', data: { status, ...data } } } );

async function leased(): Promise< ReturnType< RestWordPress[ 'forRun' ] > > {
	door.due();
	const wordpress = client();
	const { run } = await wordpress.claim( claim );
	return wordpress.forRun( run?.token ?? '' );
}

const beat = { run_id: 1, fence: 1, phase: 'reading' as const, done: 0, total: null, api_calls: 0 };

describe( 'the door of WordPress', () => {
	it( 'is found with pretty permalinks and without', async () => {
		expect( routeUrl( 'https://a.example/wp-json/', '/callboard/v1/worker/claim' ) ).toBe( 'https://a.example/wp-json/callboard/v1/worker/claim' );
		expect( routeUrl( 'https://a.example/?rest_route=/', '/callboard/v1/worker/claim' ) ).toBe(
			'https://a.example/?rest_route=/callboard/v1/worker/claim'
		);
		const plain = { ...door.connection, rest_root: door.connection.rest_root.replace( 'wp-json/', '?rest_route=/' ) };
		expect( await client( undefined, plain ).claim( claim ) ).toMatchObject( { run: null } );
	} );

	it( 'gets large bodies packed, signed over the packed bytes', async () => {
		const wordpress = await leased();
		const records = Array.from( { length: 500 }, ( _, index ): [ string, number, string ] => [
			`a0000000000${ String( index ).padStart( 4, '0' ) }AAA`,
			index,
			'f'.repeat( 64 ),
		] );
		const answer = await wordpress.offer( { run_id: 1, fence: 1, mapping_id: 'shows', mapping_version: 1, read_ms: 1, records } );
		expect( answer.wanted ).toHaveLength( 500 );
	} );

	it( 'never gets half of a character, which would make PHP refuse the whole body', async () => {
		const wordpress = await leased();
		const rejection = {
			external_id: 'a0E000000000001AAA',
			version: { stamp_ms: 1, read_ms: 1 },
			failure: { kind: 'record' as const, code: 'text_invalid', message: 'Title of “Half \ud83d show”, whole 🎭', actions: [ 'Type it again.' ] },
		};
		const delivery = {
			delivery_id: '0b1c2d3e-0000-4000-8000-000000000001',
			run_id: 1,
			fence: 1,
			mapping_id: 'shows',
			mapping_version: 1,
			records: [],
			withdrawals: [],
		};
		await wordpress.deliver( { ...delivery, rejections: [ rejection ] }, Infinity );
		expect( door.rejections[ 0 ]?.failure.message ).toBe( 'Title of “Half \ufffd show”, whole 🎭' );
	} );

	it( 'corrects its clock once when WordPress says it is off', async () => {
		const clock = new FrozenClock( serverClock.now() - 3_600_000 );
		const wordpress = client( clock );
		expect( await wordpress.claim( claim ) ).toMatchObject( { run: null } );
		expect( door.calls ).toHaveLength( 2 );
		await wordpress.claim( claim );
		expect( door.calls ).toHaveLength( 3 );
	} );

	it( 'gives up when the corrected clock is refused too', async () => {
		door.fail( 'claim', refusal( 401, 'callboard_clock_skew', { server_time_ms: 1 } ), 2 );
		await expect( client().claim( claim ) ).rejects.toMatchObject( { kind: 'config', code: 'clock_skew' } );
	} );

	it( 'is asked again after a dropped connection, with a nonce of its own', async () => {
		const wordpress = await leased();
		door.fail( 'heartbeat', 'drop', 2 );
		expect( await wordpress.heartbeat( beat ) ).toMatchObject( { stop: false } );
		expect( door.calls.filter( ( call ) => call === 'heartbeat' ) ).toHaveLength( 3 );
	} );

	it( 'is asked again with a nonce of its own where a proxy has sent it twice', async () => {
		const wordpress = await leased();
		door.fail( 'heartbeat', refusal( 401, 'callboard_nonce_seen' ) );
		expect( await wordpress.heartbeat( beat ) ).toMatchObject( { stop: false } );
		expect( door.calls.filter( ( call ) => call === 'heartbeat' ) ).toHaveLength( 2 );
	} );

	it.each( [ 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID' ] )(
		'is not just away where its certificate is at fault (%s)',
		( code ) => {
			const error = new TypeError( 'fetch failed', { cause: Object.assign( new Error( 'x' ), { code } ) } );
			expect( unreachableFailure( error ) ).toMatchObject( { kind: 'transient', code: 'wordpress_certificate_untrusted', details: { codes: [ code ] } } );
		}
	);

	it( 'is not asked again for a claim: the first one may have been granted', async () => {
		door.fail( 'claim', 'drop' );
		await expect( client().claim( claim ) ).rejects.toMatchObject( { kind: 'transient', code: 'wordpress_unreachable' } );
		expect( door.calls ).toHaveLength( 1 );
	} );

	it.each( [
		[ refusal( 401, 'callboard_signature_invalid' ), 'auth', 'wordpress_signature_refused' ],
		[ refusal( 401, 'callboard_nonce_seen' ), 'transient', 'wordpress_request_repeated' ],
		[ refusal( 400, 'callboard_body_invalid' ), 'bug', 'wordpress_body_refused' ],
		[ refusal( 426, 'callboard_protocol_unsupported' ), 'config', 'protocol_unsupported' ],
		[ refusal( 404, 'rest_no_route' ), 'config', 'wordpress_route_missing' ],
		[ refusal( 503, 'maintenance' ), 'transient', 'wordpress_unavailable' ],
		[ { status: 503, body: '<html>Briefly unavailable</html>' }, 'transient', 'wordpress_unavailable' ],
		[ { status: 403, body: '<html>Firewall</html>' }, 'auth', 'wordpress_refused' ],
		[ { status: 301, body: '' }, 'config', 'wordpress_moved' ],
		[ { status: 404, body: '<html>' }, 'config', 'wordpress_unexpected' ],
		[ { status: 200, body: '{"half":' }, 'transient', 'wordpress_unavailable' ],
		[ { status: 200, body: { not: 'a claim' } }, 'config', 'wordpress_answer_unknown' ],
	] )( 'answers %j, which becomes %s %s', async ( answer, kind, code ) => {
		door.fail( 'claim', answer, 9 );
		await expect( client().claim( claim ) ).rejects.toMatchObject( { kind, code, actions: expect.arrayContaining( [ expect.any( String ) ] ) } );
	} );

	it( 'may give a failure of its own, in words', async () => {
		const failure = { kind: 'auth', code: 'salesforce_refused', message: 'Salesforce refused.', actions: [ 'Reconnect.' ] };
		const wordpress = await leased();
		door.fail( 'token', refusal( 401, 'callboard_token_refused', { failure } ), 9 );
		await expect( wordpress.token( { run_id: 1, fence: 1, failed_generation: 1 } ) ).rejects.toMatchObject( failure );
	} );

	it( 'ends a run whose lease is lost', async () => {
		const wordpress = await leased();
		door.expireLease();
		await expect( wordpress.heartbeat( beat ) ).rejects.toBeInstanceOf( LeaseLost );
	} );

	it( 'is never followed elsewhere with a signature in hand', async () => {
		const visited: string[] = [];
		const elsewhere: Server = createServer( ( request, response ) => {
			visited.push( request.url ?? '' );
			response.writeHead( 307, { Location: '/other' } ).end();
		} );
		await new Promise< void >( ( resolve ) => elsewhere.listen( 0, '127.0.0.1', resolve ) );
		const { port } = elsewhere.address() as AddressInfo;
		await expect( client( undefined, { ...door.connection, rest_root: `http://127.0.0.1:${ port }/wp-json/` } ).claim( claim ) ).rejects.toMatchObject( {
			code: 'wordpress_moved',
		} );
		expect( visited ).toHaveLength( 1 );
		await new Promise( ( resolve ) => elsewhere.close( resolve ) );
	} );

	it( 'is logged without a secret', async () => {
		const logger = listLogger();
		door.due();
		const wordpress = client( undefined, undefined, logger );
		const { run } = await wordpress.claim( claim );
		await wordpress.forRun( run?.token ?? '' ).heartbeat( beat );
		const text = JSON.stringify( logger.lines );
		expect( text ).toContain( '/callboard/v1/worker/heartbeat' );
		expect( logger.lines[ 0 ]?.fields ).toMatchObject( { method: 'POST', status: 200, attempt: 1 } );
		[ door.secret, run?.token ?? 'x' ].forEach( ( secret ) => expect( text ).not.toContain( secret ) );
	} );
} );

describe( 'a connection string', () => {
	const string = ( value: unknown ) => Buffer.from( JSON.stringify( value ) ).toString( 'base64url' );

	it( 'carries address, key and secret', () => {
		const connection = { rest_root: 'https://theatre.example/wp-json/', key: 'k', secret: 's' };
		expect( parseConnectionString( ` ${ string( connection ) }\n` ) ).toEqual( connection );
	} );

	it.each( [
		[ 'nothing', '' ],
		[ 'rubbish', '%%%' ],
		[ 'a part missing', string( { rest_root: 'https://a.example/', key: 'k' } ) ],
		[ 'no address', string( { rest_root: 'theatre', key: 'k', secret: 's3cr3t' } ) ],
		[ 'an address that is not encrypted', string( { rest_root: 'http://theatre.example/wp-json/', key: 'k', secret: 's3cr3t' } ) ],
	] )( 'is refused with words for %s, and never quoted', ( _name, text ) => {
		expect( () => parseConnectionString( text ) ).toThrow( expect.objectContaining( { kind: 'config' } ) as Error );
		expect( () => parseConnectionString( text ) ).not.toThrow( /s3cr3t/ );
	} );
} );
