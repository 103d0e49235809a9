/**
 * A WordPress folder served by PHP's own server, on loopback, with workers, in a process group of its own.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { repository } from './cache.mjs';
import { freePort, start, until } from './process.mjs';
import { StackFailure } from './say.mjs';

/** `{ url, port, pid, stop() }`; the site must have been installed with this URL. */
export async function startPhpServer( { folder, port, workers = 4, log, env = {} } ) {
	const listen = port ?? ( await freePort() );
	const args = [
		'-d',
		'opcache.enable_cli=1',
		'-d',
		'memory_limit=512M',
		'-d',
		'upload_max_filesize=64M',
		'-d',
		'post_max_size=64M',
		'-d',
		'max_execution_time=120',
	];
	const server = start( 'php', [ ...args, '-S', `127.0.0.1:${ listen }`, '-t', folder, join( repository, 'tests/stack/php/router.php' ) ], {
		env: { ...process.env, PHP_CLI_SERVER_WORKERS: String( workers ), ...env },
	} );
	let last = '';
	const file = log ? createWriteStream( log, { flags: 'a' } ) : undefined;
	for ( const stream of [ server.stdout, server.stderr ] ) {
		stream.setEncoding( 'utf8' ).on( 'data', ( text ) => {
			last = ( last + text ).slice( -4000 );
			file?.write( text );
		} );
	}
	const url = `http://127.0.0.1:${ listen }`;
	let ended = false;
	void server.ended.then( () => ( ended = true ) );
	await until( async () => ended || ( await answers( `${ url }/wp-login.php` ) ), { what: 'PHP’s server' } );
	if ( ended ) {
		throw new StackFailure( `PHP’s server did not start:\n${ last.trim() }` );
	}
	return { url, port: listen, pid: server.pid, stop: () => server.stop( 'SIGTERM', 2000 ) };
}

async function answers( url ) {
	try {
		return ( await fetch( url, { redirect: 'manual' } ) ).status === 200;
	} catch {
		return false; // Nobody listens yet.
	}
}
