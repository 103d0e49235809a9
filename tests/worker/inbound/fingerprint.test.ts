import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { fingerprint } from '../../../sync-worker/src/inbound/fingerprint';
import type { Value } from '../../../sync-worker/src/mapping';

const values = fc.dictionary(
	fc.string( { minLength: 1 } ),
	fc.oneof(
		fc.string( { unit: 'grapheme' } ),
		fc.double( { noNaN: true, noDefaultInfinity: true } ),
		fc.boolean(),
		fc.constant( null ),
		fc.array( fc.string() )
	)
);

const shuffled = ( given: Record< string, Value > ): Record< string, Value > => Object.fromEntries( Object.entries( given ).reverse() );

describe( 'the source fingerprint', () => {
	it( 'is the same for any order of keys', () => {
		fc.assert(
			fc.property( values, ( given ) => {
				expect( fingerprint( 1, shuffled( given ) ) ).toBe( fingerprint( 1, given ) );
			} )
		);
	} );

	it( 'is the SHA-256 of what RFC 8785 makes of it', () => {
		const key = fc.oneof(
			fc.string( { unit: 'grapheme', minLength: 1 } ),
			fc.constantFrom( '0', '10', '9z', '__proto__', 'meta:10', 'é', '\u{1f3ad}', '\ufb33' )
		);
		const value = fc.oneof(
			fc.string( { unit: 'grapheme' } ),
			fc.double( { noNaN: true, noDefaultInfinity: true } ),
			fc.boolean(),
			fc.constant( null ),
			fc.array( fc.string( { unit: 'grapheme' } ) )
		);
		fc.assert(
			fc.property( fc.dictionary( key, value ), ( given: Record< string, Value > ) => {
				const canonical = canonicalize( { mapping_version: 7, values: given } ) ?? '';
				expect( fingerprint( 7, given ) ).toBe( createHash( 'sha256' ).update( canonical, 'utf8' ).digest( 'hex' ) );
			} ),
			{ seed: 8785, numRuns: 1000 }
		);
	} );

	it( 'differs with any value and with the version of the mapping', () => {
		expect( fingerprint( 1, { title: 'A' } ) ).not.toBe( fingerprint( 1, { title: 'B' } ) );
		expect( fingerprint( 1, { title: 'A' } ) ).not.toBe( fingerprint( 2, { title: 'A' } ) );
		expect( fingerprint( 1, { title: null } ) ).not.toBe( fingerprint( 1, {} ) );
		expect( fingerprint( 1, { title: [ 'a', 'b' ] } ) ).not.toBe( fingerprint( 1, { title: [ 'b', 'a' ] } ) );
	} );

	it( 'is the same in another process', () => {
		const samples: Record< string, Value >[] = fc.sample( values, { numRuns: 20, seed: 20261122 } );
		const file = path.join( mkdtempSync( path.join( tmpdir(), 'callboard-' ) ), 'fingerprint.cjs' );
		const esbuild = path.resolve( __dirname, '../../../node_modules/.bin/esbuild' );
		const entry = path.join( __dirname, 'fingerprint-process.ts' );
		spawnSync( esbuild, [ entry, '--bundle', '--platform=node', `--outfile=${ file }`, '--log-level=error' ], { stdio: 'inherit' } );
		const other = spawnSync( process.execPath, [ file ], { input: JSON.stringify( samples.map( shuffled ) ), encoding: 'utf8' } );
		rmSync( path.dirname( file ), { recursive: true } );
		expect( other.stderr ).toBe( '' );
		expect( JSON.parse( other.stdout ) ).toEqual( samples.map( ( sample ) => fingerprint( 3, sample ) ) );
	}, 30_000 );
} );
