import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createDeflateRaw, createInflateRaw } from 'node:zlib';

/** Of what is read back at once: larger pieces cost memory, smaller ones a walk through the streams each. */
const pieceBytes = 64 * 1024;
/** Deflated; some thousands of rows of a few hundred characters. What is larger goes on in a file. */
const mostInMemory = 512 * 1024;

/** An answer that is off the line, to be read once, or dropped. */
export interface Spooled {
	read(): AsyncIterable< Uint8Array >;
	drop(): Promise< void >;
}

/**
 * Takes an answer off the line as fast as it comes, and keeps it deflated: who writes between two rows lets the
 * connection wait, and servers cut waiting connections (Node’s after five seconds). CSV shrinks to a tenth.
 */
export async function spooled( chunks: AsyncIterable< Uint8Array >, inMemory = mostInMemory ): Promise< Spooled > {
	const kept = new Kept( inMemory );
	try {
		await pipeline( chunks, createDeflateRaw( { level: constants.Z_BEST_SPEED } ), async ( deflated: AsyncIterable< Buffer > ) => {
			for await ( const piece of deflated ) {
				await kept.add( piece );
			}
		} );
	} catch ( error ) {
		await kept.drop();
		throw error;
	}
	return { read: () => Readable.from( kept.pieces() ).pipe( createInflateRaw( { chunkSize: pieceBytes } ) ), drop: () => kept.drop() };
}

/** The first megabytes in memory, the rest in a file that has no name any more: nobody else finds it, and it ends with the process. */
class Kept {
	private readonly head: Buffer[] = [];
	private bytes = 0;
	private file: FileHandle | null = null;
	private refused = false;

	public constructor( private readonly inMemory: number ) {}

	public async add( piece: Buffer ): Promise< void > {
		this.bytes += piece.length;
		if ( this.bytes > this.inMemory && ! this.file && ! this.refused ) {
			this.file = await this.nameless();
		}
		if ( this.file ) {
			await this.file.writeFile( piece );
		} else {
			this.head.push( piece );
		}
	}

	public async *pieces(): AsyncGenerator< Uint8Array > {
		try {
			yield* this.head;
			const piece = Buffer.alloc( pieceBytes );
			let at = 0;
			while ( this.file ) {
				const { bytesRead } = await this.file.read( piece, 0, pieceBytes, at );
				if ( bytesRead === 0 ) {
					break;
				}
				at += bytesRead;
				yield Buffer.from( piece.subarray( 0, bytesRead ) );
			}
		} finally {
			await this.drop();
		}
	}

	public async drop(): Promise< void > {
		this.head.length = 0;
		const { file } = this;
		this.file = null;
		await file?.close();
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
