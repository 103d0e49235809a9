/**
 * PHPUnit against a real WordPress: `node tests/stack/phpunit.mjs [--sqlite] [--wordpress 6.8|7.1] [-- phpunit arguments]`.
 * Every start has a WordPress folder and a database of its own, so any number may run at once.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments } from './lib/arguments.mjs';
import { provide } from './lib/apt.mjs';
import { repository, temporaryFolder } from './lib/cache.mjs';
import { printCounts } from './lib/counts.mjs';
import { startMariaDb } from './lib/mariadb.mjs';
import { main, run } from './lib/process.mjs';
import { say, StackFailure, step } from './lib/say.mjs';
import { createSite, hasOwnPlugin, phpOptions } from './lib/site.mjs';

/** A site for PHPUnit: `{ folder, environment }`. */
async function phpunitSite( { sqlite = false, wordpress } ) {
	const folder = join( temporaryFolder( 'phpunit' ), 'wordpress' );
	const server = sqlite ? undefined : await startMariaDb();
	await server?.createDatabase( 'wordpress' );
	const database = server && { ...server, name: 'wordpress' };
	const site = await createSite( { folder, wordpress, database, url: 'http://127.0.0.1:8080' } );
	return { ...site, environment: { CALLBOARD_WORDPRESS: folder, CALLBOARD_DATABASE: sqlite ? 'sqlite' : 'mariadb' } };
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { sqlite: 'flag', wordpress: 'value' } );
	await provide( 'php', ...( options.sqlite ? [] : [ 'mariadb' ] ) );
	const phpunit = join( repository, 'vendor/bin/phpunit' );
	if ( ! existsSync( phpunit ) ) {
		throw new StackFailure( 'PHPUnit is not installed.', [ 'composer install' ] );
	}
	const site = await step( `WordPress ${ options.wordpress ?? '7.1' } on ${ options.sqlite ? 'SQLite' : 'MariaDB' }`, () => phpunitSite( options ) );
	say( `WordPress ${ site.installed.version }, plugin ${ site.installed.plugin }` );
	if ( ! hasOwnPlugin() ) {
		say( 'plugin/callboard.php is not there yet: WordPress runs without it.' );
	}
	const result = await run( 'php', [ ...phpOptions, phpunit, '-c', join( repository, 'tests/php/phpunit.xml' ), ...options.rest ], {
		capture: false,
		echo: true,
		cwd: repository,
		env: { ...process.env, ...site.environment },
	} );
	printCounts( countsOf( result.output ) );
	return result.code;
} );

function countsOf( output ) {
	const number = ( label ) => Number( new RegExp( `${ label }: (\\d+)` ).exec( output )?.[ 1 ] ?? 0 );
	const total = Number( /OK \((\d+) tests?/.exec( output )?.[ 1 ] ?? number( 'Tests' ) );
	const failed = number( 'Errors' ) + number( 'Failures' );
	const skipped = number( 'Skipped' ) + number( 'Incomplete' );
	return { passed: Math.max( 0, total - failed - skipped ), failed, skipped };
}
