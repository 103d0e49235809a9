/**
 * PHP as the servers of a host are: some processes, each with one request at a time, and a new one for each that dies.
 */
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { repository, temporaryFolder } from '../../stack/lib/cache.mjs';
import { freePort, start, until } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

const settings = ( cache ) =>
	[
		'opcache.enable_cli=1',
		// A process that was killed must not compile WordPress again.
		`opcache.file_cache=${ cache }`,
		'opcache.file_cache_consistency_checks=0',
		'memory_limit=512M',
		'post_max_size=64M',
		'max_execution_time=120',
		'display_errors=stderr',
	].flatMap( ( setting ) => [ '-d', setting ] );

/** Asked by a connection: binding the port to see whether it is free would take it from the process that is about to. */
function listens( port ) {
	return new Promise( ( resolve ) => {
		const probe = connect( port, '127.0.0.1' );
		probe.once( 'error', () => resolve( false ) );
		probe.once( 'connect', () => probe.destroy() && resolve( true ) );
	} );
}

/** Asked for a file of WordPress, which starts none. Waits while PHP is still at work for somebody who has hung up. */
function answers( port ) {
	return new Promise( ( resolve ) => {
		const asked = request( { port, host: '127.0.0.1', path: '/license.txt', method: 'HEAD', agent: false }, ( answer ) => {
			answer.resume();
			resolve( true );
		} );
		asked.once( 'error', () => resolve( false ) );
		asked.end();
	} );
}

/** `{ take() → { port, release() }, deaths(), renew() }` */
export async function startPhpPool( folder, { size = 3 } = {} ) {
	const cache = temporaryFolder( 'opcache' );
	const free = [];
	const waiting = [];
	let deaths = 0;
	const give = ( server ) => ( waiting.length > 0 ? waiting.shift()( server ) : free.push( server ) );
	const launch = async ( port ) => {
		const args = [ ...settings( cache ), '-S', `127.0.0.1:${ port }`, '-t', folder, join( repository, 'tests/stack/php/router.php' ) ];
		const child = start( 'php', args, { stdio: [ 'ignore', 'ignore', 'ignore' ] } );
		const server = { port, child, isAlive: true };
		server.ended = child.ended.then( () => ( server.isAlive = false ) );
		await until( () => ! server.isAlive || listens( port ), { what: 'PHP', everyMs: 10 } );
		if ( ! server.isAlive ) {
			throw new StackFailure( `PHP did not start on port ${ port }.` );
		}
		return server;
	};
	const replace = async ( { port } ) => {
		deaths++;
		give( await launch( port ) );
	};
	const next = async () => free.shift() ?? ( await new Promise( ( resolve ) => waiting.push( resolve ) ) );
	for ( let n = 0; n < size; n++ ) {
		free.push( await launch( await freePort() ) );
	}
	return {
		deaths: () => deaths,
		/** New processes for all, as a host does after files were replaced: none of them remembers the old ones. */
		renew: async () => {
			for ( let n = 0; n < size; n++ ) {
				const { child, port } = await next();
				await child.stop();
				give( await launch( port ) );
			}
		},
		take: async () => {
			const server = await next();
			return {
				port: server.port,
				release: async () => {
					// A process that has just been killed may be reported a moment later than its connection breaks.
					await new Promise( ( resolve ) => setImmediate( resolve ) );
					void ( server.isAlive ? give( server ) : replace( server ) );
				},
				/**
				 * The request broke off. A process that dies lets go of its connection before it lets go of its port, and on a
				 * busy machine much can happen in between: only one that answers is alive.
				 */
				broken: async () => {
					if ( await answers( server.port ) ) {
						give( server );
						return;
					}
					await server.ended;
					void replace( server );
				},
			};
		},
	};
}
