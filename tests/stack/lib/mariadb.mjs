/**
 * A MariaDB of one's own: a child process with its own folder, socket and port, gone when the script ends.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cached, temporaryFolder } from './cache.mjs';
import { freePort, hasCommand, must, run, start, until } from './process.mjs';
import { StackFailure } from './say.mjs';

const user = process.getuid?.() === 0 ? [ '--user=root' ] : [];

/** The system tables take seconds to make: made once, copied for each server. */
const template = () =>
	cached( 'mariadb/template', async ( folder ) => {
		const install = hasCommand( 'mariadb-install-db' ) ? 'mariadb-install-db' : 'mysql_install_db';
		await must( install, [
			'--no-defaults',
			'--auth-root-authentication-method=normal',
			'--skip-test-db',
			'--innodb-log-file-size=16M',
			...user,
			`--datadir=${ folder }`,
		] );
	} );

/**
 * Durability is off: these databases live for minutes. Everything a test can observe of transactions is as ever.
 */
const options = ( folder, port ) => [
	'--no-defaults',
	...user,
	`--datadir=${ join( folder, 'data' ) }`,
	`--socket=${ join( folder, 's' ) }`,
	`--pid-file=${ join( folder, 'pid' ) }`,
	'--bind-address=127.0.0.1',
	`--port=${ port }`,
	'--innodb-buffer-pool-size=512M',
	'--innodb-log-file-size=256M',
	'--innodb-flush-log-at-trx-commit=0',
	'--performance-schema=OFF',
	'--skip-log-bin',
	'--character-set-server=utf8mb4',
	'--collation-server=utf8mb4_unicode_520_ci',
];

/** Starts a server; `{ host, port, socket, user, password, createDatabase(), stop() }`. */
export async function startMariaDb() {
	const folder = temporaryFolder( 'db' );
	await must( 'cp', [ '-a', '--reflink=auto', `${ await template() }/.`, join( folder, 'data' ) ] ).catch( () =>
		// `cp` of BSD and macOS knows no --reflink.
		template().then( ( from ) => must( 'cp', [ '-R', `${ from }/.`, join( folder, 'data' ) ] ) )
	);
	const port = await freePort();
	const server = start( 'mariadbd', options( folder, port ), { stdio: [ 'ignore', 'ignore', 'pipe' ] } );
	let log = '';
	server.stderr.setEncoding( 'utf8' ).on( 'data', ( text ) => ( log = ( log + text ).slice( -8000 ) ) );
	let ended = false;
	void server.ended.then( () => ( ended = true ) );
	const socket = join( folder, 's' );
	await until( () => ended || ( existsSync( socket ) && statSync( socket ).isSocket() ), { what: 'MariaDB', everyMs: 20 } );
	if ( ended ) {
		throw new StackFailure( `MariaDB did not start:\n${ log.split( '\n' ).slice( -12 ).join( '\n' ) }` );
	}
	const client = hasCommand( 'mariadb' ) ? 'mariadb' : 'mysql';
	const query = ( sql ) => must( client, [ '--no-defaults', '-uroot', `--socket=${ socket }`, '-N', '-B', '-e', sql ] );
	await until( async () => ( await run( client, [ '--no-defaults', '-uroot', `--socket=${ socket }`, '-e', 'SELECT 1' ] ) ).code === 0, { what: 'MariaDB' } );
	// Over TCP too, without a password: the server listens on loopback only and lives as long as the script.
	await query( "CREATE USER IF NOT EXISTS 'callboard'@'%' IDENTIFIED BY ''; GRANT ALL ON *.* TO 'callboard'@'%'" );
	return {
		host: '127.0.0.1',
		port,
		socket,
		user: 'callboard',
		password: '',
		pid: server.pid,
		query,
		createDatabase: ( name ) => query( `CREATE DATABASE \`${ name }\`` ),
		stop: () => server.stop( 'SIGKILL' ),
	};
}
