import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { spooled } from '../../../sync-worker/src/salesforce/spool';

const before = process.env.TMPDIR;
let folder: string;
beforeEach( () => {
	folder = mkdtempSync( path.join( tmpdir(), 'spool-' ) );
	process.env.TMPDIR = folder;
} );
afterEach( () => {
	if ( before === undefined ) {
		delete process.env.TMPDIR;
	} else {
		process.env.TMPDIR = before;
	}
	rmSync( folder, { recursive: true, force: true } );
} );

/** Random, so that it does not shrink. */
const pieces = Array.from( { length: 40 }, () => randomBytes( 10_000 ) );
const whole = Buffer.concat( pieces );

async function* chunks( broken = false ): AsyncGenerator< Uint8Array > {
	yield* pieces;
	if ( broken ) {
		throw new Error( 'cut' );
	}
}

const openFiles = (): number => readdirSync( '/proc/self/fd' ).length;
const onLinux = process.platform === 'linux' ? it : it.skip;

describe( 'an answer that was taken off the line', () => {
	it.each( [ 10_000_000, 100_000, 0 ] )( 'comes back as it was, with %i bytes of it in memory', async ( inMemory ) => {
		const kept = await spooled( chunks(), inMemory );
		expect( ( await buffer( kept.read() ) ).equals( whole ) ).toBe( true );
	} );

	it( 'is off it to its end before the first byte is read, so that a slow reader keeps no connection waiting', async () => {
		const text = '"Id","Name"\n' + '"a","Straße 🎭"\n'.repeat( 50_000 );
		let over = false;
		async function* line(): AsyncGenerator< Uint8Array > {
			for ( let at = 0; at < text.length; at += 10_000 ) {
				yield Buffer.from( text.slice( at, at + 10_000 ) );
			}
			over = true;
		}
		const kept = await spooled( line() );
		expect( over ).toBe( true );
		expect( ( await buffer( kept.read() ) ).toString( 'utf8' ) ).toBe( text );
	} );

	it( 'leaves no file that has a name', async () => {
		const kept = await spooled( chunks(), 0 );
		expect( readdirSync( folder ) ).toEqual( [] );
		await kept.drop();
	} );

	it( 'stays in memory where no file can be made', async () => {
		process.env.TMPDIR = path.join( folder, 'missing' );
		const kept = await spooled( chunks(), 0 );
		expect( ( await buffer( kept.read() ) ).equals( whole ) ).toBe( true );
	} );

	onLinux( 'holds no file open once it was read, dropped, or broke off', async () => {
		const open = openFiles();
		await buffer( ( await spooled( chunks(), 0 ) ).read() );
		await ( await spooled( chunks(), 0 ) ).drop();
		await expect( spooled( chunks( true ), 0 ) ).rejects.toThrow( 'cut' );
		expect( openFiles() ).toBe( open );
	} );
} );
