import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { wellFormed } from '../mapping/text';
import { BodyTooLarge } from './port';

/** What travels, and is signed, as it is. */
export interface Body {
	readonly bytes: Uint8Array< ArrayBuffer >;
	readonly encoding: 'gzip' | 'identity';
}

/** In bytes: below this, packing costs more than it saves. */
const gzipFrom = 1024;
/** In characters: a delivery is written and packed piece by piece, for its whole text would be the largest thing in memory. */
const pieceLength = 32 * 1024;
/** Of what comes out: each piece is a walk through the streams, and the smallest of them took as long as the packing. */
const pieceBytes = 64 * 1024;

const whole = ( _key: string, value: unknown ): unknown => ( typeof value === 'string' ? wellFormed( value ) : value );

/**
 * JSON.stringify writes half of a Unicode character as an escape, and nothing else that looks like one; few texts hold
 * any, and asking a function about each value takes five times as long.
 */
function json( value: unknown ): string {
	const text = JSON.stringify( value ?? null );
	return text.includes( '\\ud' ) ? JSON.stringify( value, whole ) : text;
}

/** As JSON.stringify would write it, cut anywhere between the items of its lists. */
function* pieces( request: object ): Generator< string, undefined > {
	let piece = '{';
	let first = true;
	for ( const [ name, value ] of Object.entries( request ) as [ string, unknown ][] ) {
		if ( value === undefined ) {
			continue;
		}
		piece += `${ first ? '' : ',' }${ json( name ) }:`;
		first = false;
		if ( ! Array.isArray( value ) ) {
			piece += json( value );
			continue;
		}
		piece += '[';
		const items: readonly unknown[] = value;
		for ( let index = 0; index < items.length; index++ ) {
			piece += `${ index > 0 ? ',' : '' }${ json( items[ index ] ) }`;
			if ( piece.length >= pieceLength ) {
				yield piece;
				piece = '';
			}
		}
		piece += ']';
	}
	yield `${ piece }}`;
	return undefined;
}

/** Throws BodyTooLarge as soon as more than `most` bytes have come of it. */
export async function packed( request: object, most = Infinity ): Promise< Body > {
	const texts = pieces( request );
	const head = texts.next().value ?? '';
	const next = texts.next();
	if ( next.value === undefined && Buffer.byteLength( head ) < gzipFrom ) {
		return { bytes: Buffer.from( head, 'utf8' ), encoding: 'identity' };
	}
	const parts: Buffer[] = [];
	let length = 0;
	const all = function* (): Generator< string > {
		yield head;
		if ( next.value !== undefined ) {
			yield next.value;
			yield* texts;
		}
	};
	const tooLarge = new BodyTooLarge( { most } );
	try {
		await pipeline( Readable.from( all() ), createGzip( { chunkSize: pieceBytes } ), async ( zipped: AsyncIterable< Buffer > ) => {
			for await ( const part of zipped ) {
				length += part.length;
				if ( length > most ) {
					throw tooLarge;
				}
				parts.push( part );
			}
		} );
	} catch ( error ) {
		// A pipeline may say instead that it was aborted, which it was.
		throw length > most ? tooLarge : error;
	}
	return { bytes: Buffer.concat( parts, length ), encoding: 'gzip' };
}
