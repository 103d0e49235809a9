/**
 * Reading and writing zip files with nothing but Node: no `zip` or `unzip` has to be installed.
 * Written archives are deterministic: same files, same bytes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { crc32 as nodeCrc32, deflateRawSync, inflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
// 1 January 2026, midnight, in the format of DOS: a date of the build would make every archive differ.
const DOS_DATE = ( ( 2026 - 1980 ) << 9 ) | ( 1 << 5 ) | 1;

const table = Array.from( { length: 256 }, ( _, n ) => {
	let c = n;
	for ( let k = 0; k < 8; k++ ) {
		c = c & 1 ? 0xedb88320 ^ ( c >>> 1 ) : c >>> 1;
	}
	return c >>> 0;
} );

// zlib.crc32 came with Node 20.15 and 22.2; the floor has it, but a fork's older Node should still read archives.
function crc32( bytes ) {
	if ( typeof nodeCrc32 === 'function' ) {
		return nodeCrc32( bytes );
	}
	let c = 0xffffffff;
	for ( const byte of bytes ) {
		c = table[ ( c ^ byte ) & 0xff ] ^ ( c >>> 8 );
	}
	return ( c ^ 0xffffffff ) >>> 0;
}

/** The entries of an archive: `[ { name, bytes() } ]`, folders left out. */
export function readZip( file ) {
	const archive = readFileSync( file );
	let end = archive.length - 22;
	while ( end >= 0 && archive.readUInt32LE( end ) !== END ) {
		end--;
	}
	if ( end < 0 ) {
		throw new Error( `${ file } is not a zip file.` );
	}
	const entries = [];
	let at = archive.readUInt32LE( end + 16 );
	for ( let left = archive.readUInt16LE( end + 10 ); left > 0; left-- ) {
		const method = archive.readUInt16LE( at + 10 );
		const size = archive.readUInt32LE( at + 20 );
		const nameLength = archive.readUInt16LE( at + 28 );
		const header = archive.readUInt32LE( at + 42 );
		const name = archive.toString( 'utf8', at + 46, at + 46 + nameLength );
		at += 46 + nameLength + archive.readUInt16LE( at + 30 ) + archive.readUInt16LE( at + 32 );
		if ( name.endsWith( '/' ) ) {
			continue;
		}
		const start = header + 30 + archive.readUInt16LE( header + 26 ) + archive.readUInt16LE( header + 28 );
		const packed = archive.subarray( start, start + size );
		entries.push( { name, bytes: () => ( method === 0 ? Buffer.from( packed ) : inflateRawSync( packed ) ) } );
	}
	return entries;
}

export function unzip( file, folder ) {
	for ( const entry of readZip( file ) ) {
		const target = normalize( join( folder, entry.name ) );
		if ( ! target.startsWith( normalize( folder ) + sep ) ) {
			throw new Error( `${ file } holds a path that leaves its folder: ${ entry.name }` );
		}
		mkdirSync( dirname( target ), { recursive: true } );
		writeFileSync( target, entry.bytes() );
	}
}

function localHeader( name, body, packed ) {
	const header = Buffer.alloc( 30 );
	header.writeUInt32LE( LOCAL, 0 );
	header.writeUInt16LE( 20, 4 );
	header.writeUInt16LE( 0x0800, 6 ); // Names are UTF-8.
	header.writeUInt16LE( 8, 8 );
	header.writeUInt16LE( DOS_DATE, 12 );
	header.writeUInt32LE( crc32( body ), 14 );
	header.writeUInt32LE( packed.length, 18 );
	header.writeUInt32LE( body.length, 22 );
	header.writeUInt16LE( name.length, 26 );
	return header;
}

function centralHeader( local, offset ) {
	const header = Buffer.alloc( 46 );
	header.writeUInt32LE( CENTRAL, 0 );
	header.writeUInt16LE( 0x0314, 4 ); // Made on Unix, so that the permissions below are read.
	local.copy( header, 6, 4, 30 );
	header.writeUInt32LE( ( 0o100644 << 16 ) >>> 0, 38 );
	header.writeUInt32LE( offset, 42 );
	return header;
}

/** Writes `files` ({ name: bytes }) sorted by name. */
export function writeZip( file, files ) {
	const bodies = [];
	const directory = [];
	let offset = 0;
	for ( const path of Object.keys( files ).sort() ) {
		const name = Buffer.from( path, 'utf8' );
		const packed = deflateRawSync( files[ path ], { level: 9 } );
		const local = localHeader( name, files[ path ], packed );
		bodies.push( local, name, packed );
		directory.push( centralHeader( local, offset ), name );
		offset += local.length + name.length + packed.length;
	}
	const central = Buffer.concat( directory );
	const end = Buffer.alloc( 22 );
	end.writeUInt32LE( END, 0 );
	end.writeUInt16LE( directory.length / 2, 8 );
	end.writeUInt16LE( directory.length / 2, 10 );
	end.writeUInt32LE( central.length, 12 );
	end.writeUInt32LE( offset, 16 );
	writeFileSync( file, Buffer.concat( [ ...bodies, central, end ] ) );
}
