import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileExpression } from '../../../sync-worker/src/mapping/expression';

const evaluate = ( source: string, record: Record< string, unknown > = {} ) => compileExpression( source ).evaluate( record );

describe( 'an expression', () => {
	it( 'names the fields it reads', () => {
		const { paths } = compileExpression( 'SoldOut__c = true ? "sold_out" : $lookup({"On Sale": "on_sale"}, $$.Venue__r.Status__c) & $string(Name[0])' );
		expect( [ ...paths ].sort() ).toEqual( [ 'Name', 'SoldOut__c', 'Venue__r.Status__c' ] );
	} );

	it( 'reads fields whatever the casing of the record', async () => {
		expect( await evaluate( 'venue__r.name & "!"', { Venue__r: { Name: 'Globe' } } ) ).toEqual( { state: 'value', value: 'Globe!' } );
	} );

	it.each( [ '$now()', '$random()', '$eval("1")', '$millis()' ] )( 'has no %s: the same record must give the same value', async ( source ) => {
		expect( await evaluate( source ) ).toMatchObject( { state: 'failed' } );
	} );

	it( 'reads a time without a zone alike on every machine, and a time of day alike on every day', () => {
		const folder = mkdtempSync( path.join( tmpdir(), 'callboard-' ) );
		const file = path.join( folder, 'expression.cjs' );
		const esbuild = path.resolve( __dirname, '../../../node_modules/.bin/esbuild' );
		const entry = path.join( __dirname, 'expression-process.ts' );
		spawnSync( esbuild, [ entry, '--bundle', '--platform=node', `--outfile=${ file }`, '--log-level=error' ], { stdio: 'inherit' } );
		const asked = [
			[ '$toMillis( Start__c )', { Start__c: '2026-11-20T10:00:00' } ],
			[ 'Start__c.$toMillis()', { Start__c: '2026-11-20T10:00:00.000' } ],
			[ '$toMillis( Start__c )', { Start__c: '2026-11-20T11:00:00.000+0100' } ],
			[ '$toMillis( Start__c, "[D]/[M]/[Y] [H]:[m]" )', { Start__c: '20/11/2026 10:00' } ],
			[ '$toMillis( Time__c, "[h]:[m] [P]" )', { Time__c: '7:30 pm' } ],
		];
		for ( const zone of [ 'America/New_York', 'Asia/Tokyo', 'UTC' ] ) {
			const { stdout } = spawnSync( process.execPath, [ file ], { input: JSON.stringify( asked ), encoding: 'utf8', env: { ...process.env, TZ: zone } } );
			const values = ( JSON.parse( stdout ) as { value: number }[] ).map( ( { value } ) => value );
			expect( values ).toEqual( [ ...Array.from( { length: 4 }, () => Date.UTC( 2026, 10, 20, 10 ) ), 19.5 * 3600_000 ] );
		}
		rmSync( folder, { recursive: true } );
	}, 30_000 );

	it( 'has no dates without a year: they would be others next year', async () => {
		expect( await evaluate( '$toMillis( "12 Nov", "[D] [MNn]" )' ) ).toMatchObject( { state: 'failed', words: expect.stringContaining( 'year' ) } );
	} );

	it.each( [ '$toMillis( 12 )', '$toMillis( "soon" )' ] )( 'is told what is wrong with %s', async ( source ) => {
		expect( await evaluate( source ) ).toMatchObject( { state: 'failed', words: expect.stringContaining( 'toMillis' ) } );
	} );

	it( 'gives nothing for a time that is not there', async () => {
		expect( await evaluate( '$toMillis( $nothing )' ) ).toEqual( { state: 'value', value: undefined } );
	} );

	it.each( [
		[ 'endless recursion', '($f := function($x) { $f($x + 1) + 1 }; $f(0))' ],
		[ 'endless tail recursion', '($f := function($x) { $f($x + 1) }; $f(0))' ],
		[ 'a giant range', '$sum([1..9000000])' ],
		[ 'a giant text', '$pad("x", 900000000)' ],
	] )( 'is stopped in %s', async ( _name, source ) => {
		expect( await evaluate( source ) ).toMatchObject( { state: 'failed', words: expect.any( String ) } );
	} );

	it( 'cannot reach past the record', async () => {
		expect( await evaluate( 'Name.constructor', { Name: 'x' } ) ).not.toMatchObject( { state: 'value', value: expect.any( Function ) } );
		expect( await evaluate( '__proto__.polluted', {} ) ).not.toMatchObject( { state: 'value', value: expect.anything() } );
	} );
} );
