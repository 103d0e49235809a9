/** The org of the benchmarks: the simulator in a process of its own, with a season of n performances. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from '../../stack/lib/cache.mjs';
import { start } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

/** Answers what it says of itself: `{ url, controlUrl, consumerKey, username, privateKeyPem, certificatePem, counts }`. */
export async function startLongOrg( n ) {
	const child = start( process.execPath, [ join( repository, 'tests/bench/org/cli.mjs' ), String( n ) ] );
	let errors = '';
	child.stderr.setEncoding( 'utf8' ).on( 'data', ( text ) => ( errors = ( errors + text ).slice( -4000 ) ) );
	const said = new Promise( ( resolve ) => createInterface( { input: child.stdout } ).once( 'line', resolve ) );
	const line = await Promise.race( [ said, child.ended.then( () => undefined ) ] );
	if ( line === undefined ) {
		throw new StackFailure( `The simulator did not start:\n${ errors }` );
	}
	return { ...JSON.parse( line ), stop: () => child.stop() };
}

const log = async ( org, since ) => ( await fetch( `${ org.controlUrl }/log?since=${ since }` ) ).json();

/** A bulk job that is not ready yet is asked again; that is waiting, not work. */
const isPolling = ( { method, path } ) => method === 'GET' && /\/jobs\/query\/[^/?]+(\?|$)/.test( path );

/** From now on: `await seen()` → `{ api_calls, polling_calls, salesforce_seconds }` by the org's own books; polling is not among the first. */
export async function watchOrg( org ) {
	const before = await log( org, 0 );
	const last = before.entries.at( -1 )?.n ?? 0;
	return async () => {
		const { calls, entries } = await log( org, last );
		const polling = entries.filter( isPolling ).length;
		return {
			api_calls: calls - before.calls - polling,
			polling_calls: polling,
			salesforce_seconds: entries.reduce( ( sum, { ms } ) => sum + ( ms ?? 0 ), 0 ) / 1000,
		};
	};
}
