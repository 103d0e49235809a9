/**
 * A MariaDB of one's own: a child process with its own folder, socket and port, gone when the script ends.
 */
import { rmSync, statSync } from 'node:fs';
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
const options = ( folder, port, survivesKill ) => [
	'--no-defaults',
	...user,
	`--datadir=${ join( folder, 'data' ) }`,
	`--socket=${ join( folder, 's' ) }`,
	`--pid-file=${ join( folder, 'pid' ) }`,
	'--bind-address=127.0.0.1',
	`--port=${ port }`,
	'--innodb-buffer-pool-size=512M',
	'--innodb-log-file-size=256M',
	// 2: the log is with the system at each commit, so that a killed server (not a killed machine) loses nothing.
	`--innodb-flush-log-at-trx-commit=${ survivesKill ? 2 : 0 }`,
	'--performance-schema=OFF',
	'--skip-log-bin',
	'--character-set-server=utf8mb4',
	'--collation-server=utf8mb4_unicode_520_ci',
];

/** One process of a server on a folder that has its tables; resolves when it listens. */
async function launch( folder, port, survivesKill ) {
	const server = start( 'mariadbd', options( folder, port, survivesKill ), { stdio: [ 'ignore', 'ignore', 'pipe' ] } );
	let log = '';
	server.stderr.setEncoding( 'utf8' ).on( 'data', ( text ) => ( log = ( log + text ).slice( -8000 ) ) );
	let ended = false;
	void server.ended.then( () => ( ended = true ) );
	const socket = join( folder, 's' );
	await until( () => ended || statSync( socket, { throwIfNoEntry: false } )?.isSocket(), { what: 'MariaDB', everyMs: 20 } );
	if ( ended ) {
		throw new StackFailure( `MariaDB did not start:\n${ log.split( '\n' ).slice( -12 ).join( '\n' ) }` );
	}
	await until( async () => ( await run( client(), [ '--no-defaults', '-uroot', `--socket=${ socket }`, '-e', 'SELECT 1' ] ) ).code === 0, {
		what: 'MariaDB',
		everyMs: 20,
	} );
	return { process: server, isAlive: () => ! ended };
}

const client = () => ( hasCommand( 'mariadb' ) ? 'mariadb' : 'mysql' );

/**
 * Starts a server; `{ host, port, socket, user, password, pid, query(), createDatabase(), isAlive(), restart(), stop() }`.
 * @param {object}  options
 * @param {boolean} [options.survivesKill] what was committed is there after a SIGKILL and restart()
 */
export async function startMariaDb( { survivesKill = false } = {} ) {
	const folder = temporaryFolder( 'db' );
	await must( 'cp', [ '-a', '--reflink=auto', `${ await template() }/.`, join( folder, 'data' ) ] ).catch( () =>
		// `cp` of BSD and macOS knows no --reflink.
		template().then( ( from ) => must( 'cp', [ '-R', `${ from }/.`, join( folder, 'data' ) ] ) )
	);
	const port = await freePort();
	let server = await launch( folder, port, survivesKill );
	const socket = join( folder, 's' );
	const query = ( sql ) => must( client(), [ '--no-defaults', '-uroot', `--socket=${ socket }`, '-N', '-B', '-e', sql ] );
	// Over TCP too, without a password: the server listens on loopback only and lives as long as the script.
	await query( "CREATE USER IF NOT EXISTS 'callboard'@'%' IDENTIFIED BY ''; GRANT ALL ON *.* TO 'callboard'@'%'" );
	return {
		host: '127.0.0.1',
		port,
		socket,
		user: 'callboard',
		password: '',
		get pid() {
			return server.process.pid;
		},
		query,
		createDatabase: ( name ) => query( `CREATE DATABASE \`${ name }\`` ),
		isAlive: () => server.isAlive(),
		/** After a kill: the same folder, socket and port. */
		restart: async () => {
			await server.process.stop( 'SIGKILL' );
			rmSync( socket, { force: true } );
			server = await launch( folder, port, survivesKill );
		},
		stop: () => server.process.stop( 'SIGKILL' ),
	};
}
