/**
 * The demo's WordPress on this machine's own PHP, with SQLite.
 */
import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isProvided, isRoot, hasApt, provide } from '../../stack/lib/apt.mjs';
import { startPhpServer } from '../../stack/lib/php-server.mjs';
import { administrator, createSite } from '../../stack/lib/site.mjs';

const saltNames = [ 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ];

/** PHP 8.1 or newer with what WordPress and SQLite need. */
export function isThere() {
	const probe = spawnSync( 'php', [
		'-r',
		'exit( PHP_VERSION_ID >= 80100 && extension_loaded( "pdo_sqlite" ) && extension_loaded( "openssl" ) && extension_loaded( "mbstring" ) && extension_loaded( "zip" ) ? 0 : 1 );',
	] );
	return probe.status === 0;
}

/** Asked for by name, missing parts are installed; chosen by itself, the demo takes what is there. */
export async function prepare() {
	if ( ! isThere() && ! isProvided( 'php' ) ) {
		await provide( 'php' );
	}
}

export const canPrepare = () => isThere() || ( hasApt() && isRoot() );

/** `{ url, folder, user, password, stop() }` */
export async function startSite( { folder, wordpress, port } ) {
	const url = `http://127.0.0.1:${ port }`;
	const secrets = Object.fromEntries( saltNames.map( ( name ) => [ name, randomBytes( 32 ).toString( 'base64' ) ] ) );
	const site = await createSite( { folder, wordpress, url, linkPlugin: false, constants: { ...secrets, FS_METHOD: 'direct' } } );
	const server = await startPhpServer( { folder, port, log: join( folder, '../wordpress.log' ) } );
	return { url, folder, version: site.installed.version, user: administrator.login, password: administrator.password, pid: server.pid, stop: server.stop };
}
