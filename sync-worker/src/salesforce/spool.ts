import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { SyncFailure } from '../failure';
import { networkFailure } from './failures';
import type { Opened } from './stream';

/** Of what is read back at once: larger pieces cost memory, smaller ones a walk through the streams each. */
const pieceBytes = 64 * 1024;
/** Packed; some thousands of rows of a few hundred characters. What waits beyond it goes on in a file. */
const mostInMemory = 512 * 1024;

type Answer = Pick< Opened, 'chunks' | 'encoding' >;

/** An answer on its way off the line, to be read once, or dropped. */
export interface Spooled {
	/** From the first byte on, whatever is still to come; what broke off breaks off here. */
	read(): AsyncIterable< Uint8Array >;
	/** Hangs up at the next piece, where the line is still open. */
	drop(): Promise< void >;
}

/**
 * Takes an answer off the line as fast as it comes, and keeps packed what nobody has read yet: who writes between two
 * rows lets the connection wait, and servers cut waiting connections (Node’s after five seconds). CSV shrinks to a
 * tenth; what Salesforce has packed already stays as it is.
 */
export function spooled( { chunks, encoding }: Answer, inMemory = mostInMemory ): Spooled {
	const kept = new Kept( inMemory );
	const keep = async ( packed: AsyncIterable< Uint8Array > ): Promise< void > => {
		for await ( const piece of packed ) {
			if ( ! ( await kept.add( piece ) ) ) {
				break;
			}
		}
	};
	const off = encoding === 'gzip' ? keep( chunks ) : piped( chunks, createGzip( { level: constants.Z_BEST_SPEED } ), keep );
	off.then(
		() => kept.end( null ),
		( error: unknown ) => kept.end( { error } )
	);
	return {
		read: () => unpacked( kept.pieces() ),
		drop: () => kept.drop(),
	};
}

/** What does not unpack was damaged on its way. */
async function* unpacked( pieces: AsyncIterable< Uint8Array > ): AsyncGenerator< Uint8Array > {
	try {
		// Whoever reads hears of an error by reading.
		yield* pipeline( Readable.from( pieces ), createGunzip( { chunkSize: pieceBytes } ), () => undefined ) as AsyncIterable< Uint8Array >;
	} catch ( error ) {
		throw error instanceof SyncFailure ? error : networkFailure( error );
	}
}

/** What nobody has read yet: the first of it in memory, the rest in a file that has no name any more: nobody else finds it, and it ends with the process. */
class Kept {
	private readonly head: Uint8Array[] = [];
	private bytesInHead = 0;
	private bytesInFile = 0;
	private file: FileHandle | null = null;
	/** What the file did not take. */
	private readonly tail: Uint8Array[] = [];
	/** The host has no room for files, or none left. */
	private refused = false;
	private dropped = false;
	private ended: { readonly failed: { readonly error: unknown } | null } | null = null;
	/** Of a reader that has read all there is. */
	private wake: () => void = () => undefined;

	public constructor( private readonly inMemory: number ) {}

	/** False: nobody wants any more of it. */
	public async add( piece: Uint8Array ): Promise< boolean > {
		if ( this.bytesInHead + piece.length > this.inMemory && ! this.file && ! this.refused ) {
			this.file = await this.nameless();
		}
		if ( this.dropped ) {
			await this.drop();
			return false;
		}
		if ( this.file ) {
			await this.write( this.file, piece );
		} else {
			this.head.push( piece );
			this.bytesInHead += piece.length;
		}
		this.wake();
		return true;
	}

	public end( failed: { readonly error: unknown } | null ): void {
		this.ended = { failed };
		this.wake();
	}

	public async *pieces(): AsyncGenerator< Uint8Array > {
		try {
			const piece = Buffer.alloc( pieceBytes );
			for ( let at = 0; ; ) {
				const first = this.head.shift();
				if ( first ) {
					this.bytesInHead -= first.length;
					yield first;
				} else if ( this.file && at < this.bytesInFile ) {
					const { bytesRead } = await this.file.read( piece, 0, Math.min( pieceBytes, this.bytesInFile - at ), at );
					at += bytesRead;
					yield Buffer.from( piece.subarray( 0, bytesRead ) );
				} else if ( this.tail.length > 0 ) {
					yield* this.tail.splice( 0 );
				} else if ( this.ended ) {
					break;
				} else {
					await new Promise< void >( ( resolve ) => ( this.wake = resolve ) );
				}
			}
			if ( this.ended.failed ) {
				throw this.ended.failed.error;
			}
		} finally {
			await this.drop();
		}
	}

	public async drop(): Promise< void > {
		this.dropped = true;
		this.head.length = 0;
		this.tail.length = 0;
		const { file } = this;
		this.file = null;
		await file?.close();
	}

	/** Where the disk is full, memory takes the rest. */
	private async write( file: FileHandle, piece: Uint8Array ): Promise< void > {
		try {
			if ( ! this.refused ) {
				await file.writeFile( piece );
				this.bytesInFile += piece.length;
				return;
			}
		} catch {
			this.refused = true;
		}
		this.tail.push( piece );
	}

	/** A host without room for temporary files pays with memory. */
	private async nameless(): Promise< FileHandle | null > {
		const name = join( tmpdir(), `callboard-${ randomUUID() }` );
		try {
			const file = await open( name, 'wx+', 0o600 );
			await rm( name, { force: true } );
			return file;
		} catch {
			this.refused = true;
			return null;
		}
	}
}
