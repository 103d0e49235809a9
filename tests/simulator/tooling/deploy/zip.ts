import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;
const MAX_FILES = 10_000;
const MAX_BYTES = 50 * 1024 * 1024;

export class BadZip extends Error {}

function endOf( zip: Buffer ): number {
	for ( let at = zip.length - 22; at >= Math.max( 0, zip.length - 22 - 65_535 ); at-- ) {
		if ( zip.readUInt32LE( at ) === END ) {
			return at;
		}
	}
	throw new BadZip( 'The file is not a zip' );
}

function bytesOf( zip: Buffer, at: number, left: number ): Buffer {
	const method = zip.readUInt16LE( at + 10 );
	const size = zip.readUInt32LE( at + 20 );
	const local = zip.readUInt32LE( at + 42 );
	const start = local + 30 + zip.readUInt16LE( local + 26 ) + zip.readUInt16LE( local + 28 );
	const packed = zip.subarray( start, start + size );
	if ( method !== STORED && method !== DEFLATED ) {
		throw new BadZip( `Compression method ${ method } is not supported` );
	}
	// Zero would mean no bound.
	return method === STORED ? packed : inflateRawSync( packed, { maxOutputLength: Math.max( 1, left ) } );
}

/** Texts of the files by name. Throws a BadZip for anything that is not a zip of a sensible size. */
export function readZip( zip: Buffer ): Map< string, string > {
	const files = new Map< string, string >();
	try {
		const end = endOf( zip );
		const count = zip.readUInt16LE( end + 10 );
		let at = zip.readUInt32LE( end + 16 );
		let left = MAX_BYTES;
		for ( let n = 0; n < Math.min( count, MAX_FILES ); n++ ) {
			if ( zip.readUInt32LE( at ) !== ENTRY ) {
				throw new BadZip( 'The directory of the zip is damaged' );
			}
			const length = zip.readUInt16LE( at + 28 );
			const name = zip.toString( 'utf8', at + 46, at + 46 + length );
			if ( ! name.endsWith( '/' ) ) {
				const bytes = bytesOf( zip, at, left );
				left -= bytes.length;
				files.set( name, bytes.toString( 'utf8' ) );
			}
			at += 46 + length + zip.readUInt16LE( at + 30 ) + zip.readUInt16LE( at + 32 );
		}
	} catch ( error ) {
		throw error instanceof BadZip ? error : new BadZip( `The zip cannot be read: ${ error instanceof Error ? error.message : '' }` );
	}
	return files;
}
