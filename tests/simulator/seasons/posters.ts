import { deflateSync } from 'node:zlib';
import type { Answer } from '../http/message';

const WIDTH = 640;
const HEIGHT = 360;

function hue( degrees: number, lightness: number ): [ number, number, number ] {
	const channel = ( shift: number ): number => {
		const k = ( shift + degrees / 30 ) % 12;
		const spread = 0.55 * Math.min( lightness, 1 - lightness );
		return Math.round( 255 * ( lightness - spread * Math.max( -1, Math.min( k - 3, 9 - k, 1 ) ) ) );
	};
	return [ channel( 0 ), channel( 8 ), channel( 4 ) ];
}

function pixels( n: number ): Buffer {
	const top = hue( ( n * 47 ) % 360, 0.32 );
	const bottom = hue( ( n * 47 + 60 ) % 360, 0.7 );
	const rows = Buffer.alloc( HEIGHT * ( 1 + WIDTH * 3 ) );
	let at = 0;
	for ( let y = 0; y < HEIGHT; y++ ) {
		rows[ at++ ] = 0;
		for ( let x = 0; x < WIDTH; x++ ) {
			const mix = ( y / HEIGHT + x / WIDTH ) / 2;
			for ( let channel = 0; channel < 3; channel++ ) {
				rows[ at++ ] = Math.round( top[ channel ]! * ( 1 - mix ) + bottom[ channel ]! * mix );
			}
		}
	}
	return rows;
}

function chunk( type: string, body: Buffer ): Buffer {
	const named = Buffer.concat( [ Buffer.from( type, 'latin1' ), body ] );
	const out = Buffer.alloc( named.length + 8 );
	out.writeUInt32BE( body.length, 0 );
	named.copy( out, 4 );
	out.writeUInt32BE( crc( named ), named.length + 4 );
	return out;
}

let table: Uint32Array | undefined;

/** CRC-32 as PNG wants it; zlib.crc32 came with Node 20.15 and 22.2 only. */
function crc( bytes: Buffer ): number {
	table ??= Uint32Array.from( { length: 256 }, ( _, n ) => {
		let c = n;
		for ( let k = 0; k < 8; k++ ) {
			c = c & 1 ? 0xedb88320 ^ ( c >>> 1 ) : c >>> 1;
		}
		return c >>> 0;
	} );
	let value = 0xffffffff;
	for ( const byte of bytes ) {
		value = table[ ( value ^ byte ) & 0xff ]! ^ ( value >>> 8 );
	}
	return ( value ^ 0xffffffff ) >>> 0;
}

function posterPng( n: number ): Buffer {
	const header = Buffer.alloc( 13 );
	header.writeUInt32BE( WIDTH, 0 );
	header.writeUInt32BE( HEIGHT, 4 );
	header.set( [ 8, 2, 0, 0, 0 ], 8 );
	return Buffer.concat( [
		Buffer.from( '89504e470d0a1a0a', 'hex' ),
		chunk( 'IHDR', header ),
		chunk( 'IDAT', deflateSync( pixels( n ) ) ),
		chunk( 'IEND', Buffer.alloc( 0 ) ),
	] );
}

const POSTERS = 200;

export function poster( n: number ): Answer {
	if ( n < 1 || n > POSTERS ) {
		return {
			status: 404,
			body: 'No such poster',
			type: 'text/plain;charset=UTF-8',
		};
	}
	return {
		status: 200,
		body: posterPng( n ),
		type: 'image/png',
		headers: { 'Cache-Control': 'public, max-age=86400' },
	};
}
