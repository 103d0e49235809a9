/**
 * The generated parts of the plugin: the worker's one file and the bundles of the admin, built only when a source changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repository } from './cache.mjs';
import { must } from './process.mjs';
import { step } from './say.mjs';

/** Every file below `folder` as paths relative to `root`, sorted; symbolic links are not followed. */
export function filesBelow( folder, root = folder ) {
	if ( ! existsSync( folder ) ) {
		return [];
	}
	return readdirSync( folder, { withFileTypes: true } )
		.flatMap( ( entry ) => ( entry.isDirectory() ? filesBelow( join( folder, entry.name ), root ) : [ relative( root, join( folder, entry.name ) ) ] ) )
		.sort();
}

/** One hash over the names and contents of everything that `paths` (files or folders of the repository) hold. */
function hashOf( paths ) {
	const hash = createHash( 'sha256' );
	for ( const path of paths ) {
		const full = join( repository, path );
		const files = existsSync( full ) && ! path.match( /\.\w+$/ ) ? filesBelow( full ).map( ( name ) => join( path, name ) ) : [ path ];
		for ( const file of files.filter( ( name ) => existsSync( join( repository, name ) ) ) ) {
			hash.update( `${ file }\0` )
				.update( readFileSync( join( repository, file ) ) )
				.update( '\0' );
		}
	}
	return hash.digest( 'hex' );
}

const targets = {
	worker: { sources: [ 'sync-worker', 'plugin/contract', 'package-lock.json' ], output: 'plugin/worker/callboard-worker.js' },
	admin: { sources: [ 'admin-src', 'sync-worker/src/mapping', 'sync-worker/src/contract', 'package-lock.json' ], output: 'plugin/build/settings.asset.php' },
};

const stampFile = ( name ) => join( repository, '.callboard/built', name );

export async function build( name, { force = false } = {} ) {
	const { sources, output } = targets[ name ];
	const hash = hashOf( sources );
	const stamp = stampFile( name );
	const isCurrent = existsSync( join( repository, output ) ) && existsSync( stamp ) && readFileSync( stamp, 'utf8' ) === hash;
	if ( isCurrent && ! force ) {
		return;
	}
	await step( `Building the ${ name }`, () =>
		must( 'npm', [ 'run', '--silent', `build:${ name }` ], { cwd: repository, env: { ...process.env, NODE_ENV: 'production' } } )
	);
	mkdirSync( join( repository, '.callboard/built' ), { recursive: true } );
	writeFileSync( stamp, hash );
}

export async function buildAll( options ) {
	await build( 'worker', options );
	await build( 'admin', options );
}
