/**
 * What a spec may ask of the machine around the browser: the worker, PHP inside the site, the log, an SQL statement.
 * Playwright starts a new process after each failure, so the worker cannot belong to a spec: it belongs to this door.
 */
import { createServer } from 'node:http';
import { chooseWorkerMode, connectOrg, giveWorkerKey } from '../../demo/lib/connect.mjs';
import { Browser } from '../../demo/lib/browser.mjs';
import { freePort, onEnd } from '../../stack/lib/process.mjs';
import { differences } from './comparison.mjs';
import { control, create, query, update } from './org-client.mjs';
import { startWorker } from './worker.mjs';

async function bodyOf( request ) {
	let text = '';
	for await ( const part of request.setEncoding( 'utf8' ) ) {
		text += part;
	}
	return text === '' ? {} : JSON.parse( text );
}

/** The calls of the door, each `( body ) => answer`. */
function calls( stack, zip ) {
	let worker;
	let known;
	let logSeen = 0;
	const start = async ( connection, args ) => {
		await worker?.stop();
		known = connection;
		worker = startWorker( connection, args );
	};
	const serve = async () => {
		const port = await freePort();
		await start( known, [ 'serve', '--port', String( port ) ] );
		return port;
	};
	return {
		'worker/start': async ( { connection } ) => {
			await start( connection, [ 'pull' ] );
			return {};
		},
		'worker/serve': async () => ( { url: `http://127.0.0.1:${ await serve() }` } ),
		'site/connect': async () => {
			const admin = new Browser( { url: stack.url, user: stack.administrator.login, password: stack.administrator.password } );
			await admin.logIn();
			const isInstalled = await admin.rest( 'GET', '/callboard/v1/tenants' ).then(
				() => true,
				() => false
			);
			if ( ! isInstalled ) {
				await admin.installPlugin( zip );
			}
			await connectOrg( admin, stack.org );
			known = await giveWorkerKey( admin );
			await chooseWorkerMode( admin, 'serve', await serve() );
			return {};
		},
		'org/control': ( { call, body } ) => control( stack.org, call, body ),
		'org/query': async ( { soql } ) => ( { rows: await query( stack.org, soql ) } ),
		'org/update': async ( { object, id, json } ) => ( await update( stack.org, object, id, json ), {} ),
		'org/differences': async () => ( { differences: await differences( stack ) } ),
		'org/create': async ( { object, fields } ) => ( { id: await create( stack.org, object, fields ) } ),
		php: async ( { code } ) => ( { output: await stack.php( code ) } ),
		sql: async ( { statement } ) => ( { output: await stack.sql( statement ) } ),
		'debug-log': () => {
			const log = stack.debugLog();
			const fresh = log.slice( logSeen );
			logSeen = log.length;
			return { log, fresh };
		},
	};
}

export async function openDoor( stack, zip ) {
	const doors = calls( stack, zip );
	const server = createServer( async ( request, response ) => {
		try {
			const answer = await doors[ request.url.slice( 1 ) ]( await bodyOf( request ) );
			response.writeHead( 200, { 'content-type': 'application/json' } ).end( JSON.stringify( answer ) );
		} catch ( error ) {
			response.writeHead( 500, { 'content-type': 'application/json' } ).end( JSON.stringify( { error: String( error?.message ?? error ) } ) );
		}
	} );
	await new Promise( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
	onEnd( () => new Promise( ( resolve ) => ( server.closeAllConnections(), server.close( resolve ) ) ) );
	return { url: `http://127.0.0.1:${ server.address().port }` };
}
