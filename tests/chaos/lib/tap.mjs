/**
 * A tap on the line between worker and WordPress: it counts the worker's requests and can strike at any of them,
 * before WordPress has seen it, or after WordPress has done the work and before the worker hears of it.
 */
import { createServer, request } from 'node:http';
import { onEnd } from '../../stack/lib/process.mjs';

function forward( target, incoming, body ) {
	return new Promise( ( resolve, reject ) => {
		const outgoing = request(
			new URL( incoming.url, target ),
			{ method: incoming.method, headers: { ...incoming.headers, host: new URL( target ).host } },
			( answer ) => {
				const parts = [];
				answer.on( 'data', ( part ) => parts.push( part ) );
				answer.on( 'end', () => resolve( { status: answer.statusCode, headers: answer.headers, body: Buffer.concat( parts ) } ) );
			}
		);
		outgoing.on( 'error', reject );
		outgoing.end( body );
	} );
}

async function bodyOf( incoming ) {
	const parts = [];
	for await ( const part of incoming ) {
		parts.push( part );
	}
	return Buffer.concat( parts );
}

/** The last word of the route, `claim` or `deliver`, from either form of REST address. */
const callOf = ( url ) => /worker(?:\/|%2F)([a-z]+)/.exec( url )?.[ 1 ] ?? url;

/**
 * `{ url, calls, strike( { at, moment, kill } ), calm() }`: `at` counts requests from 1, `moment` is before or after.
 */
export async function openTap( target ) {
	const tap = { calls: [], plan: undefined };
	const server = createServer( async ( incoming, outgoing ) => {
		const body = await bodyOf( incoming );
		tap.calls.push( callOf( incoming.url ) );
		const struck = tap.plan?.at === tap.calls.length ? tap.plan : undefined;
		if ( struck?.moment === 'before' ) {
			await struck.kill();
			outgoing.destroy();
			return;
		}
		try {
			const answer = await forward( target, incoming, body );
			if ( struck ) {
				await struck.kill();
				outgoing.destroy();
				return;
			}
			delete answer.headers[ 'transfer-encoding' ];
			outgoing.writeHead( answer.status, answer.headers ).end( answer.body );
		} catch {
			outgoing.destroy(); // WordPress hung up; so do we.
		}
	} );
	await new Promise( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
	onEnd( () => new Promise( ( resolve ) => ( server.closeAllConnections(), server.close( resolve ) ) ) );
	return Object.assign( tap, {
		url: `http://127.0.0.1:${ server.address().port }`,
		strike: ( plan ) => Object.assign( tap, { calls: [], plan } ),
		calm: () => Object.assign( tap, { calls: [], plan: undefined } ),
	} );
}

/** The same connection string, through the tap: requests sign their route, not their address. */
export function throughTap( connection, tap ) {
	const parts = JSON.parse( Buffer.from( connection, 'base64url' ).toString( 'utf8' ) );
	const root = new URL( parts.rest_root );
	return Buffer.from( JSON.stringify( { ...parts, rest_root: `${ tap.url }${ root.pathname }${ root.search }` } ) ).toString( 'base64url' );
}
