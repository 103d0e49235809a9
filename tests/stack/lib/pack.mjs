/**
 * The plugin as a zip file: what the list allows, with the notices of the worker's packages made on the way.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './cache.mjs';
import { thirdPartyNotices } from './notices.mjs';
import { readPluginFile, required, selectFiles, SPAWN } from './package.mjs';
import { StackFailure } from './say.mjs';
import { workerMetafile } from './worker-metafile.mjs';
import { writeZip } from './zip-archive.mjs';

const NOTICES = 'THIRD-PARTY-NOTICES.txt';

export async function packPlugin( file, { directory = false } = {} ) {
	const { included, left } = selectFiles( { directory } );
	const files = Object.fromEntries( included.map( ( path ) => [ `callboard/${ path }`, readPluginFile( path ) ] ) );
	files[ `callboard/${ NOTICES }` ] = Buffer.from( thirdPartyNotices( await workerMetafile() ) );
	const missing = required.filter( ( path ) => files[ `callboard/${ path }` ] === undefined );
	if ( missing.length > 0 ) {
		throw new StackFailure( `The archive would lack: ${ missing.join( ', ' ) }.`, [ 'npm run build' ] );
	}
	if ( ! directory && ! included.includes( SPAWN ) && existsSync( join( repository, 'plugin', SPAWN ) ) ) {
		throw new StackFailure( `${ SPAWN } was left out of the archive.` );
	}
	writeZip( file, files );
	return { included: Object.keys( files ).sort(), left, bytes: statSync( file ).size };
}
