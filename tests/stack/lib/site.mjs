/**
 * A WordPress site in a folder of its own, on MariaDB or SQLite, with the plugin linked into it or without.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './cache.mjs';
import { run } from './process.mjs';
import { StackFailure } from './say.mjs';
import { sqliteDropIn } from './sqlite.mjs';
import { copyCore, wordpressCore } from './wordpress-core.mjs';

export const administrator = { login: 'admin', password: 'callboard-admin', email: 'admin@example.org' };

const quote = ( value ) => ( typeof value === 'string' ? `'${ value.replace( /[\\']/g, '\\$&' ) }'` : String( value ) );

/** The constants of a site that talks to nobody but this machine. */
const closedNetwork = {
	WP_HTTP_BLOCK_EXTERNAL: true,
	WP_ACCESSIBLE_HOSTS: 'localhost,127.0.0.1',
	AUTOMATIC_UPDATER_DISABLED: true,
	WP_ENVIRONMENT_TYPE: 'local',
	WP_DEBUG: true,
	WP_DEBUG_LOG: true,
	WP_DEBUG_DISPLAY: false,
	DISABLE_WP_CRON: true,
};

// Fixed salts make test runs repeatable; the demo passes random ones.
const salts = Object.fromEntries(
	[ 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ].map( ( name ) => [
		name,
		`callboard-tests-${ name }-0123456789abcdef`,
	] )
);

export function wpConfig( { database, constants = {} } ) {
	const all = {
		DB_NAME: database?.name ?? 'wordpress',
		DB_USER: database?.user ?? '',
		DB_PASSWORD: database?.password ?? '',
		DB_HOST: database ? `localhost:${ database.socket }` : '',
		DB_CHARSET: 'utf8mb4',
		DB_COLLATE: '',
		...salts,
		...closedNetwork,
		...constants,
	};
	const defines = Object.entries( all ).map( ( [ name, value ] ) => `define( '${ name }', ${ quote( value ) } );` );
	return `<?php\n${ defines.join( '\n' ) }\n$table_prefix = 'wp_';\nif ( ! defined( 'ABSPATH' ) ) {\n\tdefine( 'ABSPATH', __DIR__ . '/' );\n}\nrequire_once ABSPATH . 'wp-settings.php';\n`;
}

/**
 * @param {object}  options
 * @param {string}  options.folder      where the site goes; must not exist yet
 * @param {string}  [options.wordpress] version or folder
 * @param {object}  [options.database]  { name, user, password, socket } of MariaDB; without it SQLite
 * @param {string}  [options.url]
 * @param {boolean} [options.linkPlugin] link plugin/ of this repository into the site
 * @param {boolean} [options.activate]  activate it too
 */
export async function createSite( options ) {
	const { folder, wordpress, database, url = 'http://127.0.0.1', linkPlugin = true, activate = true, constants } = options;
	await copyCore( await wordpressCore( wordpress ), folder );
	if ( ! database ) {
		await sqliteDropIn( folder );
	}
	writeFileSync( join( folder, 'wp-config.php' ), wpConfig( { database, constants } ) );
	if ( linkPlugin ) {
		linkOwnPlugin( folder );
	}
	return { folder, url, installed: await installSite( { folder, url, activate: linkPlugin && activate } ) };
}

function linkOwnPlugin( folder ) {
	const target = join( folder, 'wp-content/plugins/callboard' );
	rmSync( target, { recursive: true, force: true } );
	symlinkSync( join( repository, 'plugin' ), target, 'dir' );
}

export function addMuPlugin( folder, name, file ) {
	mkdirSync( join( folder, 'wp-content/mu-plugins' ), { recursive: true } );
	cpSync( file, join( folder, 'wp-content/mu-plugins', name ) );
}

const phpScript = async ( name, orders ) => {
	const { code, output } = await run( 'php', [ ...phpOptions, join( repository, 'tests/stack/php', name ) ], { input: JSON.stringify( orders ) } );
	if ( code !== 0 ) {
		const log = join( orders.folder, 'wp-content/debug.log' );
		const words = existsSync( log ) ? readFileSync( log, 'utf8' ) : output;
		throw new StackFailure( `${ name } ended with ${ code }:\n${ words.trim().split( '\n' ).slice( -6 ).join( '\n' ) }` );
	}
	return JSON.parse( output.trim().split( '\n' ).at( -1 ) );
};

/** Runs WordPress's own installation; answers { version, plugin: active | inactive | present | absent }. */
async function installSite( { folder, url, activate, title = 'Callboard' } ) {
	const installed = await phpScript( 'install.php', { folder, url, title, ...administrator } );
	return activate && installed.plugin === 'present' ? { ...installed, ...( await phpScript( 'activate.php', { folder, url } ) ) } : installed;
}

export const phpOptions = [ '-d', 'memory_limit=512M', '-d', 'error_reporting=E_ALL', '-d', 'display_errors=stderr', '-d', 'log_errors=0' ];

export const hasOwnPlugin = () => existsSync( join( repository, 'plugin/callboard.php' ) );
