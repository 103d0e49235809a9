import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { filesBelow } from './lib/build.mjs';
import { repository, temporaryFolder } from './lib/cache.mjs';
import { dispose } from './lib/process.mjs';
import { readZip, unzip, writeZip } from './lib/zip-archive.mjs';

const files = { 'a/übung.txt': Buffer.from( 'Übung 🎭' ), 'a/b/empty': Buffer.alloc( 0 ), 'a/large.bin': Buffer.alloc( 200_000, 'callboard' ) };

describe( 'zip archives', () => {
	const folder = temporaryFolder( 'zip-test' );
	after( dispose );

	it( 'gives back what was put in', () => {
		writeZip( join( folder, 'one.zip' ), files );
		const found = Object.fromEntries( readZip( join( folder, 'one.zip' ) ).map( ( entry ) => [ entry.name, entry.bytes() ] ) );
		assert.deepEqual( found, files );
	} );

	it( 'writes the same bytes for the same files in any order', () => {
		writeZip( join( folder, 'one.zip' ), files );
		writeZip( join( folder, 'two.zip' ), Object.fromEntries( Object.entries( files ).reverse() ) );
		assert.deepEqual( readFileSync( join( folder, 'one.zip' ) ), readFileSync( join( folder, 'two.zip' ) ) );
	} );

	it( 'unpacks into a folder', () => {
		writeZip( join( folder, 'one.zip' ), files );
		unzip( join( folder, 'one.zip' ), join( folder, 'out' ) );
		assert.deepEqual( filesBelow( join( folder, 'out' ) ), Object.keys( files ).sort() );
	} );

	it( 'refuses a path that leaves the folder', () => {
		writeZip( join( folder, 'evil.zip' ), { '../../escaped': Buffer.from( 'x' ) } );
		assert.throws( () => unzip( join( folder, 'evil.zip' ), join( folder, 'out' ) ), /leaves its folder/ );
	} );

	it( 'reads archives of others', () => {
		const names = readZip( join( repository, 'node_modules/@wp-playground/cli/sqlite-database-integration.zip' ) ).map( ( { name } ) => name );
		assert.ok( names.some( ( name ) => name.endsWith( '/db.copy' ) ) );
	} );

	it( 'says when a file is no archive', () => {
		writeFileSync( join( folder, 'no.zip' ), 'plain text, long enough to look for an end' );
		assert.throws( () => readZip( join( folder, 'no.zip' ) ), /not a zip file/ );
	} );
} );
