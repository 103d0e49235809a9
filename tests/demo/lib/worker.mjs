/**
 * The worker that came out of the installed zip, as a process of its own.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { start, until } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

/** `mode`: serve (listens for pings) or pull (asks for work). The connection string travels in the environment. */
export async function startWorker( { site, mode, port, connection, log } ) {
	const file = join( site.folder, 'wp-content/plugins/callboard/worker/callboard-worker.js' );
	const args = mode === 'serve' ? [ file, 'serve', '--port', String( port ), '--host', '127.0.0.1' ] : [ file, 'pull' ];
	const child = start( process.execPath, args, { env: { PATH: process.env.PATH, HOME: process.env.HOME, CALLBOARD_CONNECTION: connection } } );
	const written = createWriteStream( log );
	let last = '';
	for ( const stream of [ child.stdout, child.stderr ] ) {
		stream.setEncoding( 'utf8' ).on( 'data', ( text ) => {
			last = ( last + text ).slice( -3000 );
			written.write( text );
		} );
	}
	let ended = false;
	void child.ended.then( () => ( ended = true ) );
	if ( mode === 'serve' ) {
		await until( async () => ended || ( await listens( port ) ), { what: 'The worker' } );
	}
	if ( ended ) {
		throw new StackFailure( `The worker ended at once:\n${ last.trim() }` );
	}
	return { pid: child.pid, mode, hasEnded: () => ended, lastWords: () => last, stop: () => child.stop( 'SIGTERM', 5000 ) };
}

async function listens( port ) {
	try {
		await fetch( `http://127.0.0.1:${ port }/` );
		return true; // Any answer will do, a 404 too.
	} catch {
		return false;
	}
}
