/**
 * The built worker as the admin would start it: one Node file and a connection string in the environment.
 */
import { join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { start } from '../../stack/lib/process.mjs';

const workerFile = join( repository, 'plugin/worker/callboard-worker.js' );

/** `{ pid, log(), ended, stop(), kill() }`; `args` is a mode of the worker: `pull`, `serve …`, `run --once`. */
export function startWorker( connection, args = [ 'pull' ] ) {
	const child = start( process.execPath, [ workerFile, ...args ], { env: { ...process.env, CALLBOARD_CONNECTION: connection } } );
	let log = '';
	const keep = ( text ) => ( log = ( log + text ).slice( -200_000 ) );
	child.stdout.setEncoding( 'utf8' ).on( 'data', keep );
	child.stderr.setEncoding( 'utf8' ).on( 'data', keep );
	return {
		pid: child.pid,
		ended: child.ended,
		log: () => log,
		stop: () => child.stop(),
		kill: () => child.stop( 'SIGKILL' ),
	};
}
