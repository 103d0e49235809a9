/**
 * What a fresh clone lacks: the npm and Composer packages, installed when what is there differs from what is pinned.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { provide } from './apt.mjs';
import { repository } from './cache.mjs';
import { must } from './process.mjs';
import { say, StackFailure, step } from './say.mjs';

const readJson = ( ...path ) => JSON.parse( readFileSync( join( repository, ...path ), 'utf8' ) );

/** True when node_modules holds exactly what package-lock.json pins. Dates of files mean nothing after a clone. */
export function npmIsCurrent() {
	const installedFile = join( repository, 'node_modules/.package-lock.json' );
	if ( ! existsSync( installedFile ) ) {
		return false;
	}
	const installed = readJson( 'node_modules/.package-lock.json' ).packages;
	return Object.entries( readJson( 'package-lock.json' ).packages ).every(
		( [ path, { version, optional, devOptional, link } ] ) => path === '' || link || optional || devOptional || installed[ path ]?.version === version
	);
}

export async function installNpm() {
	checkNode();
	if ( ! npmIsCurrent() ) {
		say( 'The npm packages are not installed, or not those of package-lock.json.' );
		await step( 'npm ci', () =>
			must( process.platform === 'win32' ? 'npm.cmd' : 'npm', [ 'ci', '--no-audit', '--no-fund', '--loglevel=error' ], { cwd: repository } )
		);
	}
}

function checkNode() {
	const [ major, minor ] = process.versions.node.split( '.' ).map( Number );
	if ( major < 20 || ( major === 20 && minor < 19 ) ) {
		throw new StackFailure( `Callboard needs Node 20.19 or newer; this is ${ process.versions.node }.` );
	}
}

function composerIsCurrent() {
	const installedFile = join( repository, 'vendor/composer/installed.json' );
	if ( ! existsSync( installedFile ) ) {
		return false;
	}
	const installed = new Map( readJson( 'vendor/composer/installed.json' ).packages.map( ( { name, version } ) => [ name, version.replace( /^v/, '' ) ] ) );
	return Object.entries( readJson( 'composer.json' )[ 'require-dev' ] ).every( ( [ name, version ] ) => installed.get( name ) === version );
}

export async function installComposer() {
	if ( composerIsCurrent() ) {
		return;
	}
	await provide( 'php', 'composer' );
	await step( 'composer install', () =>
		must( 'composer', [ 'install', '--no-interaction', '--no-progress' ], {
			cwd: repository,
			env: { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1' },
		} )
	);
}
