/**
 * Benchmarks: `npm run bench -- [--only apply] [--n 5000] [--loop-n 400] [--batch 1000] [--json FILE]`.
 * Rivals run one after the other on one MariaDB, each in a fresh database and a fresh PHP process.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provide } from '../stack/lib/apt.mjs';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { repository, temporaryFolder } from '../stack/lib/cache.mjs';
import { startMariaDb } from '../stack/lib/mariadb.mjs';
import { main, run } from '../stack/lib/process.mjs';
import { say, StackFailure, step } from '../stack/lib/say.mjs';
import { createSite, phpOptions } from '../stack/lib/site.mjs';

const round = ( value, digits = 2 ) => Number( value.toFixed( digits ) );

/** Runs a script on a site; answers what it printed last, and where it ran. */
async function measure( script, folder, orders ) {
	const file = join( repository, 'tests/bench/php', `${ script }.php` );
	const { code, output } = await run( 'php', [ ...phpOptions, file ], { input: JSON.stringify( { folder, ...orders } ) } );
	if ( code !== 0 ) {
		throw new StackFailure( `${ script } ended with ${ code }:\n${ output.trim().split( '\n' ).slice( -8 ).join( '\n' ) }` );
	}
	return { folder, ...JSON.parse( output.trim().split( '\n' ).at( -1 ) ) };
}

/** One rival: a site of its own, then the script. */
async function rival( server, name, orders ) {
	const database = `bench_${ name }`;
	await server.createDatabase( database );
	const folder = join( temporaryFolder( 'bench' ), 'wordpress' );
	const constants = { WP_DEBUG: false, WP_DEBUG_LOG: false };
	const callboard = name.startsWith( 'apply' );
	await createSite( { folder, database: { ...server, name: database }, linkPlugin: callboard, activate: callboard, constants } );
	return measure( name.split( '_' )[ 0 ], folder, orders );
}

async function apply( server, { n, loopN, batch } ) {
	const raw = await step( `raw multi-row INSERT of ${ n }, posts, metas and terms alone`, () => rival( server, 'raw', { n, batch } ) );
	const ours = await step( `Callboard's apply of ${ n }`, () => rival( server, 'apply', { n, batch } ) );
	const same = await step( `raw multi-row INSERT of all rows that it left`, () => measure( 'rows', ours.folder, { n, batch } ) );
	const listened = await step( `the same with one save_post listener`, () =>
		rival( server, 'apply_listener', { n: Math.min( n, 2000 ), batch, listener: true } )
	);
	const loop = await step( `wp_insert_post loop of ${ loopN }`, () => rival( server, 'loop', { n: loopN } ) );
	if ( ours.counts.created !== n || ours.stored.metas !== n * 12 || ours.stored.terms !== n * 3 ) {
		throw new StackFailure( `Callboard did not store what it should: ${ JSON.stringify( ours ) }` );
	}
	return {
		name: 'apply',
		n,
		unit: 'events/s',
		ours: round( ours.per_second, 1 ),
		beside: { loop: round( loop.per_second, 1 ), raw: round( same.per_second, 1 ), raw_content: round( raw.per_second, 1 ) },
		ratio: {
			loop: round( ours.per_second / loop.per_second ),
			raw: round( ours.per_second / same.per_second ),
			raw_content: round( ours.per_second / raw.per_second ),
		},
		also: {
			write_queries: ours.write_queries,
			queries: ours.queries,
			php_peak_mb: ours.php_peak_mb,
			rows: same.rows,
			with_save_post_listener: round( listened.per_second, 1 ),
			loop_n: loopN,
			batch,
		},
	};
}

const benchmarks = { apply };

await main( async () => {
	const known = { only: 'value', json: 'value', n: 'value', 'loop-n': 'value', batch: 'value' };
	const options = parseArguments( process.argv.slice( 2 ), known );
	const names = options.only ? options.only.split( ',' ) : Object.keys( benchmarks );
	const unknown = names.filter( ( name ) => ! benchmarks[ name ] );
	if ( unknown.length > 0 ) {
		throw new StackFailure( `There is no benchmark "${ unknown[ 0 ] }".`, [ `Known: ${ Object.keys( benchmarks ).join( ', ' ) }` ] );
	}
	await provide( 'php', 'mariadb' );
	const server = await startMariaDb();
	const results = [];
	for ( const name of names ) {
		results.push(
			await benchmarks[ name ]( server, {
				n: Number( options.n ?? 5000 ),
				loopN: Number( options[ 'loop-n' ] ?? 400 ),
				batch: Number( options.batch ?? 1000 ),
			} )
		);
	}
	for ( const { name, n, unit, ours, beside, ratio } of results ) {
		const rivals = Object.keys( beside ).map( ( key ) => `${ key } ${ beside[ key ] } (× ${ ratio[ key ] })` );
		say( `${ name } (n = ${ n }): Callboard ${ ours } ${ unit }; ${ rivals.join( '; ' ) }` );
	}
	if ( options.json ) {
		writeFileSync( options.json, JSON.stringify( results, null, '\t' ) + '\n' );
	}
	process.stdout.write( JSON.stringify( results ) + '\n' );
	return 0;
} );
