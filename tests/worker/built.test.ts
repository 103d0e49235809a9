import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Preset } from '../../sync-worker/src/contract';
import { signature } from '../../sync-worker/src/wordpress/signing';
import { startSimulator, type Simulator } from '../simulator';
import { USER_ID } from '../simulator/org/org';
import { WordPressDoor } from './doubles/wordpress-door';

jest.setTimeout( 60_000 );

const root = path.resolve( __dirname, '../..' );
const { version }: { version: string } = JSON.parse( readFileSync( path.join( root, 'package.json' ), 'utf8' ) );
const preset: Preset = JSON.parse( readFileSync( path.join( root, 'plugin/presets/patronticket.json' ), 'utf8' ) );
let folder = '';
let file = '';
let simulator: Simulator;
let door: WordPressDoor;

beforeAll( async () => {
	folder = mkdtempSync( path.join( tmpdir(), 'callboard-worker-' ) );
	file = path.join( folder, 'callboard-worker.js' );
	const built = spawnSync( process.execPath, [ path.join( root, 'sync-worker/build.mjs' ), '--outfile', file ], { encoding: 'utf8' } );
	expect( built.stderr ).toBe( '' );
	simulator = await startSimulator();
} );

afterAll( async () => {
	await simulator.close();
	rmSync( folder, { recursive: true } );
} );

beforeEach( async () => {
	simulator.world.faults.clear();
	const token = () => ( {
		access_token: simulator.world.org.sessions.issue( simulator.world.org.clock.now(), { userId: USER_ID, app: 'Callboard', scopes: [ 'api' ] } ),
		instance_url: simulator.url,
	} );
	door = await new WordPressDoor( { mappings: preset.mappings, salesforce: token } ).open();
} );

afterEach( () => door.close() );

interface Ended {
	code: number | null;
	signal: NodeJS.Signals | null;
	stderr: string;
	stdout: string;
}

interface Started {
	child: ChildProcess;
	ended: Promise< Ended >;
}

/** The connection string over stdin, as PHP gives it; nothing of it on the command line or in the environment. */
function start( args: string[], connection = door.connectionString ): Started {
	const child = spawn( process.execPath, [ file, ...args, '--connection', '-' ], {
		cwd: folder,
		env: { PATH: process.env.PATH ?? '' },
		stdio: [ 'pipe', 'pipe', 'pipe' ],
	} );
	child.stdin.end( connection );
	let stderr = '';
	let stdout = '';
	child.stderr.on( 'data', ( chunk: Buffer ) => ( stderr += chunk.toString() ) );
	child.stdout.on( 'data', ( chunk: Buffer ) => ( stdout += chunk.toString() ) );
	const ended = new Promise< Ended >( ( resolve ) => child.on( 'close', ( code, signal ) => resolve( { code, signal, stderr, stdout } ) ) );
	return { child, ended };
}

const until = async ( true_: () => boolean ): Promise< void > => {
	while ( ! true_() ) {
		await new Promise( ( resolve ) => setTimeout( resolve, 10 ) );
	}
};

function linesOf( log: string ): Record< string, unknown >[] {
	const parsed: unknown = JSON.parse( `[${ log.trim().split( '\n' ).join( ',' ) }]` );
	return parsed as Record< string, unknown >[];
}

const listing = (): string[] => [ ...door.rows ].map( ( [ id, { fingerprint, live } ] ) => `${ id } ${ fingerprint } ${ String( live ) }` ).sort();

describe( 'the built worker', () => {
	it( 'is one file that says its version at once', () => {
		const times = Array.from( { length: 5 }, () => {
			const started = performance.now();
			const { stdout, status } = spawnSync( process.execPath, [ file, '--version' ], { encoding: 'utf8', cwd: folder } );
			expect( status ).toBe( 0 );
			expect( stdout.trim() ).toBe( version );
			return performance.now() - started;
		} );
		expect( Math.min( ...times ) ).toBeLessThan( 500 );
		expect( readdirSync( folder ) ).toEqual( [ 'callboard-worker.js' ] );
	} );

	it( 'brings the season, ends with 0, and leaves nothing behind', async () => {
		door.due();
		const { code, stderr, stdout } = await start( [ 'run', '--once' ] ).ended;
		expect( code ).toBe( 0 );
		expect( stdout ).toBe( '' );
		expect( door.completed ).toMatchObject( [ { outcome: 'succeeded' } ] );
		expect( door.rows.size ).toBeGreaterThan( 400 );
		expect( readdirSync( folder ) ).toEqual( [ 'callboard-worker.js' ] );
		const lines = linesOf( stderr );
		expect( lines.find( ( { endpoint } ) => endpoint === '/services/data/v66.0/composite' ) ).toMatchObject( {
			tenant: 1,
			run: 1,
			method: 'POST',
			status: 200,
			attempt: 1,
		} );
		[ door.secret, 'run-token-1', simulator.organizationId.slice( 0, 15 ) + '!' ].forEach( ( secret ) => expect( stderr ).not.toContain( secret ) );
	} );

	it( 'killed in the middle, then run again, ends in the same state, with no twin', async () => {
		door.due();
		await start( [ 'run', '--once' ] ).ended;
		const undisturbed = listing();
		await door.close();
		const token = () => ( {
			access_token: simulator.world.org.sessions.issue( simulator.world.org.clock.now(), { userId: USER_ID, app: 'Callboard', scopes: [ 'api' ] } ),
			instance_url: simulator.url,
		} );
		door = await new WordPressDoor( { mappings: preset.mappings, salesforce: token } ).open();
		door.limits = { ...door.limits, delivery_bytes: 6000 };
		door.due();
		const { child, ended } = start( [ 'run', '--once' ] );
		await until( () => door.deliveries.length >= 3 );
		child.kill( 'SIGKILL' );
		expect( ( await ended ).signal ).toBe( 'SIGKILL' );
		expect( door.completed ).toEqual( [] );
		expect( door.watermarks.size ).toBe( 0 );
		door.expireLease();
		expect( ( await start( [ 'run', '--once' ] ).ended ).code ).toBe( 0 );
		expect( listing() ).toEqual( undisturbed );
		const delivered = door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) );
		expect( new Set( delivered ).size ).toBe( delivered.length );
	} );

	it( 'says by its exit code what came of it', async () => {
		door.due();
		simulator.fault( { kind: '503', times: -1 } );
		expect( ( await start( [ 'run', '--once' ] ).ended ).code ).toBe( 1 );
		expect( ( await start( [ 'run', '--once' ], 'rubbish' ).ended ).code ).toBe( 2 );
		expect( ( await start( [ 'frobnicate' ] ).ended ).code ).toBe( 2 );
		expect( ( await start( [ 'serve', '--port', 'x' ] ).ended ).code ).toBe( 2 );
		const string = ( change: object ) => Buffer.from( JSON.stringify( { ...door.connection, ...change } ) ).toString( 'base64url' );
		expect( ( await start( [ 'run', '--once' ], string( { rest_root: 'http://127.0.0.1:9/wp-json/' } ) ).ended ).code ).toBe( 3 );
		expect( ( await start( [ 'run', '--once' ], string( { secret: 'wrong' } ) ).ended ).code ).toBe( 4 );
		expect( ( await start( [ 'pull' ], string( { secret: 'wrong' } ) ).ended ).code ).toBe( 4 );
	} );

	it( 'goes on when nobody reads its log any more', async () => {
		door.due();
		const { child, ended } = start( [ 'run', '--once' ] );
		child.stderr?.destroy();
		child.stdout?.destroy();
		expect( ( await ended ).code ).toBe( 0 );
		expect( door.completed ).toMatchObject( [ { outcome: 'succeeded' } ] );
	} );

	it.each( [ 'SIGTERM', 'SIGINT' ] as const )( 'in pull mode takes up work as it comes, and ends on %s', async ( signal ) => {
		door.due();
		const { child, ended } = start( [ 'pull' ] );
		await until( () => door.completed.length === 1 );
		child.kill( signal );
		expect( await ended ).toMatchObject( { code: 0, signal: null } );
	} );

	it( 'told to stop in the middle, settles the batch at hand and says so', async () => {
		door.limits = { ...door.limits, delivery_bytes: 6000 };
		door.due();
		const { child, ended } = start( [ 'run', '--once' ] );
		await until( () => door.deliveries.length >= 2 );
		child.kill( 'SIGTERM' );
		expect( await ended ).toMatchObject( { code: 1, signal: null } );
		expect( door.completed ).toMatchObject( [ { outcome: 'failed', watermarks: [], failure: { code: 'worker_stopped' } } ] );
	} );

	it( 'in serve mode answers a genuine ping at once and works', async () => {
		const { child, ended } = start( [ 'serve', '--port', '0' ] );
		let log = '';
		child.stderr?.on( 'data', ( chunk: Buffer ) => ( log += chunk.toString() ) );
		await until( () => log.includes( '"listening"' ) );
		const port = String( linesOf( log ).find( ( { message } ) => message === 'listening' )?.port );
		await until( () => door.calls.length >= 1 );
		door.due();
		const signed = { route: '/ping', body: Buffer.from( '{}' ), timestamp_ms: Date.now(), nonce: 'a'.repeat( 32 ), run_token: '' };
		const headers = {
			'X-Callboard-Key': door.key,
			'X-Callboard-Timestamp': String( signed.timestamp_ms ),
			'X-Callboard-Nonce': signed.nonce,
			'X-Callboard-Signature': signature( door.secret, signed ),
		};
		const answer = await fetch( `http://127.0.0.1:${ port }/ping`, { method: 'POST', headers, body: '{}' } );
		expect( answer.status ).toBe( 202 );
		await until( () => door.completed.length === 1 );
		child.kill( 'SIGTERM' );
		expect( ( await ended ).code ).toBe( 0 );
	} );
} );
