import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { SyncFailure } from '../../../sync-worker/src/failure';
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

type Answer = Parameters< typeof spooled >[ 0 ];

async function* line( parts: readonly Uint8Array[], broken: boolean ): AsyncGenerator< Uint8Array > {
	yield* parts;
	if ( broken ) {
		throw new SyncFailure( { kind: 'transient', code: 'cut', message: 'The line was cut.', actions: [] } );
	}
}

const plain = ( broken = false ): Answer => ( { encoding: 'identity', chunks: line( pieces, broken ) } );

function packed( broken = false ): Answer {
	const bytes = gzipSync( whole );
	const parts = Array.from( { length: Math.ceil( bytes.length / 7000 ) }, ( _, at ) => bytes.subarray( at * 7000, ( at + 1 ) * 7000 ) );
	return { encoding: 'gzip', chunks: line( parts, broken ) };
}

/** A line whose next piece comes when it is asked for. */
function slowLine() {
	const waiting: ( () => void )[] = [];
	let sent = 0;
	async function* chunks(): AsyncGenerator< Uint8Array > {
		for ( const piece of pieces ) {
			await new Promise< void >( ( resolve ) => waiting.push( resolve ) );
			sent += 1;
			yield piece;
		}
	}
	const next = async (): Promise< void > => {
		while ( waiting.length === 0 ) {
			await new Promise( setImmediate );
		}
		waiting.shift()?.();
	};
	return { answer: { encoding: 'identity', chunks: chunks() } as Answer, next, sent: () => sent };
}

const openFiles = (): number => readdirSync( '/proc/self/fd' ).length;
const onLinux = process.platform === 'linux' ? it : it.skip;

describe( 'an answer that is taken off the line', () => {
	it.each( [ 10_000_000, 100_000, 0 ] )( 'comes back as it was, with %i bytes of it in memory', async ( inMemory ) => {
		expect( ( await buffer( spooled( plain(), inMemory ).read() ) ).equals( whole ) ).toBe( true );
		expect( ( await buffer( spooled( packed(), inMemory ).read() ) ).equals( whole ) ).toBe( true );
	} );

	it( 'is off it to its end before the first byte is read, so that a slow reader keeps no connection waiting', async () => {
		const text = '"Id","Name"\n' + '"a","Straße 🎭"\n'.repeat( 50_000 );
		let over: () => void = () => undefined;
		const ended = new Promise< void >( ( resolve ) => ( over = resolve ) );
		async function* chunks(): AsyncGenerator< Uint8Array > {
			for ( let at = 0; at < text.length; at += 10_000 ) {
				yield Buffer.from( text.slice( at, at + 10_000 ) );
			}
			over();
		}
		const kept = spooled( { encoding: 'identity', chunks: chunks() } );
		await ended;
		expect( ( await buffer( kept.read() ) ).toString( 'utf8' ) ).toBe( text );
	} );

	it( 'can be read while the rest of it is still to come', async () => {
		const { answer, next, sent } = slowLine();
		const reading = spooled( answer, 0 ).read()[ Symbol.asyncIterator ]();
		const first = reading.next();
		let got: Uint8Array | undefined;
		void first.then( ( { value } ) => ( got = value as Uint8Array ) );
		while ( ! got ) {
			await next();
		}
		expect( sent() ).toBeLessThan( pieces.length );
		const parts = [ got ];
		const rest = ( async () => {
			for ( let one = await reading.next(); ! one.done; one = await reading.next() ) {
				parts.push( one.value );
			}
		} )();
		while ( sent() < pieces.length ) {
			await next();
		}
		await rest;
		expect( Buffer.concat( parts ).equals( whole ) ).toBe( true );
	} );

	it( 'breaks off for its reader where it broke off, with what had come before', async () => {
		for ( const answer of [ plain( true ), packed( true ) ] ) {
			const parts: Uint8Array[] = [];
			const reading = ( async () => {
				for await ( const part of spooled( answer, 0 ).read() ) {
					parts.push( part );
				}
			} )();
			await expect( reading ).rejects.toMatchObject( { code: 'cut' } );
			expect( whole.subarray( 0, Buffer.concat( parts ).length ).equals( Buffer.concat( parts ) ) ).toBe( true );
		}
	} );

	it( 'is damaged where it cannot be unpacked, or ends too early', async () => {
		const bytes = gzipSync( whole );
		const wrong = Buffer.from( bytes );
		wrong.fill( 0, 1000, 1200 );
		for ( const damaged of [ wrong, bytes.subarray( 0, 200_000 ), Buffer.from( 'no gzip' ) ] ) {
			const answer: Answer = { encoding: 'gzip', chunks: line( [ damaged ], false ) };
			await expect( buffer( spooled( answer ).read() ) ).rejects.toMatchObject( { kind: 'transient', code: 'salesforce_unreachable' } );
		}
	} );

	it( 'leaves no file that has a name', async () => {
		const kept = spooled( plain(), 0 );
		for await ( const part of kept.read() ) {
			expect( part.length ).toBeGreaterThan( 0 );
			break;
		}
		expect( readdirSync( folder ) ).toEqual( [] );
		await kept.drop();
	} );

	it( 'stays in memory where no file can be made', async () => {
		process.env.TMPDIR = path.join( folder, 'missing' );
		expect( ( await buffer( spooled( plain(), 0 ).read() ) ).equals( whole ) ).toBe( true );
	} );

	it.each( [ 0, 1, 3 ] )( 'goes on in memory where the disk is full after %i pieces', async ( writes ) => {
		const file = await open( path.join( folder, 'any' ), 'w' );
		const methods = Object.getPrototypeOf( file ) as FileHandle;
		await file.close();
		const { writeFile } = methods;
		let left = writes;
		const full = jest.spyOn( methods, 'writeFile' ).mockImplementation( async function ( this: FileHandle, piece ) {
			if ( left-- > 0 ) {
				return writeFile.call( this, piece );
			}
			await writeFile.call( this, ( piece as Uint8Array ).subarray( 0, 10 ) );
			throw Object.assign( new Error( 'ENOSPC: no space left on device, write' ), { code: 'ENOSPC' } );
		} );
		try {
			expect( ( await buffer( spooled( packed(), 0 ).read() ) ).equals( whole ) ).toBe( true );
			left = writes;
			const kept = spooled( packed(), 0 );
			for ( let turn = 0; turn < 200; turn++ ) {
				await new Promise( setImmediate );
			}
			expect( ( await buffer( kept.read() ) ).equals( whole ) ).toBe( true );
			expect( full ).toHaveBeenCalled();
		} finally {
			full.mockRestore();
		}
	} );

	onLinux( 'holds no file open once it was read, dropped, or broke off', async () => {
		const openBefore = openFiles();
		await buffer( spooled( plain(), 0 ).read() );
		await expect( buffer( spooled( plain( true ), 0 ).read() ) ).rejects.toThrow( 'cut' );
		const half = spooled( plain(), 0 );
		for await ( const part of half.read() ) {
			expect( part.length ).toBeGreaterThan( 0 );
			break;
		}
		await half.drop();
		for ( const turns of [ 0, 1, 2, 5, 10, 50 ] ) {
			const dropped = spooled( plain(), 0 );
			for ( let turn = 0; turn < turns; turn++ ) {
				await new Promise( setImmediate );
			}
			await dropped.drop();
		}
		while ( openFiles() > openBefore ) {
			await new Promise( setImmediate );
		}
	} );

	it( 'hangs up when nobody wants the rest', async () => {
		let hungUp = false;
		async function* endless(): AsyncGenerator< Uint8Array > {
			try {
				for (;;) {
					await new Promise( setImmediate );
					yield randomBytes( 1000 );
				}
			} finally {
				hungUp = true;
			}
		}
		await spooled( { encoding: 'gzip', chunks: endless() } ).drop();
		while ( ! hungUp ) {
			await new Promise( setImmediate );
		}
	} );
} );
