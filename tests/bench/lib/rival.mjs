/** Rivals that are PHP scripts: each in a fresh database and a fresh PHP process. */
import { join } from 'node:path';
import { repository, temporaryFolder } from '../../stack/lib/cache.mjs';
import { run } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';
import { createSite, phpOptions } from '../../stack/lib/site.mjs';

/** Runs a script on a site; answers what it printed last, and where it ran. */
export async function measure( script, folder, orders ) {
	const file = join( repository, 'tests/bench/php', `${ script }.php` );
	const { code, output } = await run( 'php', [ ...phpOptions, file ], { input: JSON.stringify( { folder, ...orders } ) } );
	if ( code !== 0 ) {
		throw new StackFailure( `${ script } ended with ${ code }:\n${ output.trim().split( '\n' ).slice( -8 ).join( '\n' ) }` );
	}
	return { folder, ...JSON.parse( output.trim().split( '\n' ).at( -1 ) ) };
}

/** One rival: a site of its own, then the script its name begins with. */
export async function rival( server, name, orders ) {
	const database = `bench_${ name }`;
	await server.createDatabase( database );
	const folder = join( temporaryFolder( 'bench' ), 'wordpress' );
	const constants = { WP_DEBUG: false, WP_DEBUG_LOG: false };
	const callboard = name.startsWith( 'apply' );
	await createSite( { folder, database: { ...server, name: database }, linkPlugin: callboard, activate: callboard, constants } );
	return measure( name.split( '_' )[ 0 ], folder, orders );
}
