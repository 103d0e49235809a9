/**
 * Programs the tests need and this machine lacks: installed through apt when that is possible, else named.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { must, hasCommand } from './process.mjs';
import { bold, say, StackFailure, step } from './say.mjs';

const extensions = {
	mysqli: 'php-mysql',
	pdo_sqlite: 'php-sqlite3',
	dom: 'php-xml',
	mbstring: 'php-mbstring',
	curl: 'php-curl',
	zip: 'php-zip',
	intl: 'php-intl',
	gd: 'php-gd',
};

const missingExtensions = ( names ) => {
	const answer = spawnSync( 'php', [ '-r', 'echo implode(",", array_map("strtolower", get_loaded_extensions()));' ], { encoding: 'utf8' } );
	const loaded = new Set( ( answer.stdout ?? '' ).split( ',' ) );
	return names.filter( ( name ) => ! loaded.has( name ) );
};

/** Each need answers the Debian packages that would fill it; an empty list when it is filled already. */
const needs = {
	php: () => [ ...( hasCommand( 'php' ) ? [] : [ 'php-cli' ] ), ...missingExtensions( Object.keys( extensions ) ).map( ( name ) => extensions[ name ] ) ],
	mariadb: () => ( hasCommand( 'mariadbd' ) && ( hasCommand( 'mariadb-install-db' ) || hasCommand( 'mysql_install_db' ) ) ? [] : [ 'mariadb-server' ] ),
	chromium: () => ( hasCommand( 'chromium' ) || hasCommand( 'chromium-browser' ) || hasCommand( 'google-chrome' ) ? [] : [ 'chromium' ] ),
	composer: () => [ ...( hasCommand( 'composer' ) ? [] : [ 'composer' ] ), ...( hasCommand( 'unzip' ) ? [] : [ 'unzip' ] ) ],
};

export const isRoot = () => process.getuid?.() === 0;
export const hasApt = () => existsSync( '/usr/bin/apt-get' );

export const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

let listsAreFresh = false;
async function updateLists() {
	if ( ! listsAreFresh ) {
		await must( 'apt-get', [ '-q', '-o', 'DPkg::Lock::Timeout=300', 'update' ], { env: aptEnvironment } );
		listsAreFresh = true;
	}
}

/** Makes sure that the named needs (php, mariadb, chromium, composer) are met. */
export async function provide( ...names ) {
	const packages = [ ...new Set( names.flatMap( ( name ) => needs[ name ]() ) ) ];
	if ( packages.length === 0 ) {
		return;
	}
	if ( ! hasApt() || ! isRoot() ) {
		throw new StackFailure( `This machine lacks: ${ packages.join( ', ' ) } (names of Debian packages).`, [
			hasApt() ? `sudo apt-get install --no-install-recommends ${ packages.join( ' ' ) }` : 'Install them with the package manager of your system.',
			'Then start the same command again.',
		] );
	}
	say( `${ bold( 'Installing' ) } (apt, as root): ${ packages.join( ' ' ) }` );
	await step( 'apt-get update', updateLists );
	await step( 'apt-get install', () =>
		must( 'apt-get', [ '-q', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', 'install', ...packages ], { env: aptEnvironment } )
	);
	const still = names.flatMap( ( name ) => needs[ name ]() );
	if ( still.length > 0 ) {
		throw new StackFailure( `apt-get reported success, yet these are still missing: ${ still.join( ', ' ) }.` );
	}
}

export const isProvided = ( ...names ) => names.every( ( name ) => needs[ name ]().length === 0 );
