/**
 * WordPress on SQLite: the drop-in comes out of @wp-playground/cli's package, so nothing is downloaded.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from './cache.mjs';
import { StackFailure } from './say.mjs';
import { readZip } from './zip-archive.mjs';

export async function sqliteDropIn( site ) {
	const archive = join( repository, 'node_modules/@wp-playground/cli/sqlite-database-integration.zip' );
	if ( ! existsSync( archive ) ) {
		throw new StackFailure( 'The SQLite drop-in comes with @wp-playground/cli, which is not installed.', [ 'npm ci' ] );
	}
	const folder = join( site, 'wp-content/plugins/sqlite-database-integration' );
	for ( const entry of readZip( archive ) ) {
		// The archive's own top folder has another name than the plugin's slug.
		const target = join( folder, ...entry.name.split( '/' ).slice( 1 ) );
		mkdirSync( dirname( target ), { recursive: true } );
		writeFileSync( target, entry.bytes() );
	}
	const dropIn = readFileSync( join( folder, 'db.copy' ), 'utf8' );
	writeFileSync( join( site, 'wp-content/db.php' ), dropIn.replaceAll( '{SQLITE_PLUGIN}', 'sqlite-database-integration/load.php' ) );
	mkdirSync( join( site, 'wp-content/database' ), { recursive: true } );
}
