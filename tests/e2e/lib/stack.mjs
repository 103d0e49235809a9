/**
 * What stands under the browser: MariaDB, a WordPress without the plugin, PHP's server, the org. All on loopback.
 */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { provide } from '../../stack/lib/apt.mjs';
import { repository, temporaryFolder } from '../../stack/lib/cache.mjs';
import { startMariaDb } from '../../stack/lib/mariadb.mjs';
import { freePort, must } from '../../stack/lib/process.mjs';
import { startPhpServer } from '../../stack/lib/php-server.mjs';
import { administrator, createSite, phpOptions } from '../../stack/lib/site.mjs';
import { startOrg } from './org.mjs';

/**
 * @param {object}  options
 * @param {string}  [options.wordpress]  version or folder
 * @param {boolean} [options.withPlugin] a copy of plugin/ in place and active, for suites that do not install it themselves
 */
export async function startStack( { wordpress, withPlugin = false } = {} ) {
	await provide( 'php', 'mariadb' );
	const folder = join( temporaryFolder( 'site' ), 'wordpress' );
	const port = await freePort();
	const url = `http://127.0.0.1:${ port }`;
	const database = await startMariaDb();
	await database.createDatabase( 'wordpress' );
	const [ site, org ] = await Promise.all( [
		createSite( { folder, wordpress, database: { ...database, name: 'wordpress' }, url, linkPlugin: false } ),
		startOrg(),
	] );
	if ( withPlugin ) {
		cpSync( join( repository, 'plugin' ), join( folder, 'wp-content/plugins/callboard' ), { recursive: true } );
	}
	await startPhpServer( { folder, port } );
	if ( withPlugin ) {
		await runPhp(
			folder,
			url,
			"require_once ABSPATH . 'wp-admin/includes/plugin.php'; wp_set_current_user( 1 ); activate_plugin( 'callboard/callboard.php' );"
		);
	}
	return {
		url,
		folder,
		org,
		administrator,
		version: site.installed.version,
		sql: ( statement ) => database.query( `USE wordpress; ${ statement }` ),
		php: ( code ) => runPhp( folder, url, code ),
		debugLog: () => readLog( folder ),
		facts: () => ( { url, folder, org, administrator, version: site.installed.version } ),
	};
}

/** Runs PHP inside the site, as WP-CLI would; answers what the code printed. */
function runPhp( folder, url, code ) {
	const host = new URL( url ).host;
	const boot = `$_SERVER['HTTP_HOST'] = '${ host }'; $_SERVER['REQUEST_URI'] = '/'; require '${ join( folder, 'wp-load.php' ) }';`;
	return must( 'php', [ ...phpOptions, '-r', `${ boot } ${ code }` ] );
}

function readLog( folder ) {
	const log = join( folder, 'wp-content/debug.log' );
	return existsSync( log ) ? readFileSync( log, 'utf8' ) : '';
}
