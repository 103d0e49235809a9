import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createInterface } from 'node:readline';
import path from 'node:path';

const CLI = path.resolve( __dirname, '../cli.mjs' );

interface Line {
	[ name: string ]: unknown;
}

let child: ChildProcess | undefined;
afterEach( async () => {
	const running = child;
	child = undefined;
	if ( running && running.exitCode === null ) {
		const ended = new Promise( ( done ) => running.once( 'exit', done ) );
		running.kill( 'SIGKILL' );
		await ended;
	}
} );

/** Starts the command and reads the one line it prints. */
async function start( ...flags: string[] ): Promise< Line > {
	child = spawn( process.execPath, [ CLI, ...flags ], { stdio: [ 'ignore', 'pipe', 'inherit' ] } );
	for await ( const line of createInterface( { input: child.stdout! } ) ) {
		return JSON.parse( line ) as Line;
	}
	throw new Error( 'The simulator ended without a word' );
}

function statusOverTls( url: string, ca: string ): Promise< number | undefined > {
	return new Promise( ( done, fail ) => {
		request( url, { ca }, ( answer ) => {
			answer.resume();
			done( answer.statusCode );
		} )
			.once( 'error', fail )
			.end();
	} );
}

describe( 'npm run simulator', () => {
	it( 'prints all that a client needs in one line, and ends when it is told', async () => {
		const line = await start( '--season', 'empty', '--rows', 'Account=12', '--rows', 'PatronTicket__EventInstance__c=3' );
		expect( line ).toMatchObject( {
			url: expect.stringMatching( /^http:\/\/127\.0\.0\.1:\d+$/ ),
			controlUrl: `${ String( line.url ) }/_control`,
			consumerKey: expect.any( String ),
			consumerSecret: expect.any( String ),
			username: 'integration@callboard.example',
			tlsCertificatePem: null,
		} );
		expect( readFileSync( String( line.privateKeyFile ), 'utf8' ) ).toContain( 'BEGIN PRIVATE KEY' );
		expect( line.users ).toContainEqual(
			expect.objectContaining( { username: 'admin@callboard.example', password: expect.any( String ), securityToken: expect.any( String ) } )
		);
		const { records } = ( await ( await fetch( `${ String( line.controlUrl ) }/records?object=Account` ) ).json() ) as { records: unknown[] };
		expect( records ).toHaveLength( 12 );
		const ended = new Promise( ( done ) => child!.once( 'exit', done ) );
		child!.kill( 'SIGTERM' );
		expect( await ended ).toBe( 0 );
	} );

	it( 'serves TLS under a certificate that a client can verify', async () => {
		const line = await start( '--season', 'empty', '--tls' );
		const url = `${ String( line.url ) }/services/data`;
		expect( url ).toMatch( /^https:/ );
		expect( await statusOverTls( url, String( line.tlsCertificatePem ) ) ).toBe( 200 );
		expect( await statusOverTls( url.replace( '127.0.0.1', 'localhost' ), String( line.tlsCertificatePem ) ) ).toBe( 200 );
	} );

	it( 'says what is wrong with a flag', async () => {
		const failing = spawn( process.execPath, [ CLI, '--rows', 'Account' ], { stdio: [ 'ignore', 'ignore', 'pipe' ] } );
		let words = '';
		failing.stderr.setEncoding( 'utf8' ).on( 'data', ( text: string ) => ( words += text ) );
		const code = await new Promise( ( done ) => failing.once( 'close', done ) );
		expect( code ).not.toBe( 0 );
		expect( words ).toContain( 'Account=1000' );
	} );
} );
