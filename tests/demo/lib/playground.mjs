/**
 * The demo's WordPress in WordPress Playground: PHP as WebAssembly, no PHP and no database server on the machine.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { start, until } from '../../stack/lib/process.mjs';
import { say, StackFailure } from '../../stack/lib/say.mjs';
import { copyCore, versionOf, wordpressCore } from '../../stack/lib/wordpress-core.mjs';

export async function startSite( { folder, wordpress, port } ) {
	// Playground writes into the folder it is given, and cannot follow hard links safely: a real copy.
	await copyCore( await wordpressCore( wordpress ), folder, { hardLinks: false } );
	const url = `http://127.0.0.1:${ port }`;
	const server = start( process.execPath, [ '--require', join( repository, 'tests/demo/lib/loopback-only.cjs' ), ...command( { folder, port, url } ) ], {
		cwd: repository,
		env: { ...process.env, NODE_NO_WARNINGS: '1' },
	} );
	const log = createWriteStream( join( folder, '../wordpress.log' ) );
	let last = '';
	for ( const stream of [ server.stdout, server.stderr ] ) {
		stream.setEncoding( 'utf8' ).on( 'data', ( text ) => {
			last = ( last + text ).slice( -3000 );
			log.write( text );
		} );
	}
	let ended = false;
	void server.ended.then( () => ( ended = true ) );
	say( '  Playground takes about a quarter of a minute to wake up.' );
	await until( async () => ended || ( await answers( `${ url }/wp-login.php` ) ), { patienceMs: 180_000, everyMs: 500, what: 'WordPress Playground' } );
	if ( ended ) {
		throw new StackFailure( `WordPress Playground ended:\n${ last.trim() }` );
	}
	return { url, folder, version: versionOf( folder ), user: 'admin', password: 'password', pid: server.pid, stop: () => server.stop( 'SIGTERM', 3000 ) };
}

const command = ( { folder, port, url } ) => [
	join( repository, 'node_modules/@wp-playground/cli/wp-playground.js' ),
	'server',
	`--port=${ port }`,
	`--site-url=${ url }`,
	'--php=8.3',
	'--workers=2',
	`--mount-before-install=${ folder }:/wordpress`,
	'--wordpress-install-mode=install-from-existing-files',
	...[ '--define', 'WP_ENVIRONMENT_TYPE', 'local' ],
	...[ '--define-bool', 'DISABLE_WP_CRON', 'true' ],
	'--verbosity=normal',
];

async function answers( url ) {
	try {
		return ( await fetch( url, { redirect: 'manual', signal: AbortSignal.timeout( 20_000 ) } ) ).status === 200;
	} catch {
		return false; // Not listening yet, or still compiling.
	}
}
