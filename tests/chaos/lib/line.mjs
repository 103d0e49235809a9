/**
 * Every request that the chaos suite and its workers make passes here, by way of `fetch`. This is where a worker dies:
 * from some moment on nothing it says leaves it and nothing reaches it, which is all that a SIGKILL looks like from outside,
 * since a worker keeps nothing. (`kill.mjs` kills real processes at every request.)
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const speaking = new AsyncLocalStorage();
const cutOff = () => Object.assign( new TypeError( 'fetch failed' ), { cause: Object.assign( new Error( 'read ECONNRESET' ), { code: 'ECONNRESET' } ) } );

/** `claim`, `deliver` … of a request to WordPress, `salesforce` of one to the org. */
const callOf = ( url ) => /worker(?:\/|%2F)([a-z]+)/.exec( url.href )?.[ 1 ] ?? 'salesforce';

/**
 * One worker's line. `plan`: `{ at, moment: 'before' | 'after' }`, counted over all its requests from 1, or `{ call, moment }`,
 * at its first request of that name; `meet`: `{ call, then }`, what happens before its first request of that name;
 * `phpDeath`: `{ call, header }`, at its first request of that name; `hold`: `{ call, until }`, the first request of
 * that name waits; `echo`: each delivery is made twice (`after` the other, or `at once`).
 */
export class Line {
	calls = [];
	deliveries = [];
	dead = false;
	struck = false;

	isHeld = false;

	/** `version`: of the worker, as it tells WordPress; `stop`: what tells it to end. */
	constructor( { plan, phpDeath, hold, meet, echo, skewMs = 0, version = '0.0.0', stop = new AbortController().signal } = {} ) {
		Object.assign( this, { plan, phpDeath, hold, meet, echo, skewMs, version, stop } );
		this.held = new Promise( ( resolve ) => ( this.nowHeld = resolve ) );
	}

	run( work ) {
		return speaking.run( this, work );
	}

	die() {
		this.dead = true;
		this.struck = true;
	}

	/** Is the latest request the one at which it dies? */
	dies() {
		return (
			this.plan !== undefined &&
			! this.struck &&
			( this.plan.call === undefined ? this.plan.at === this.calls.length : this.plan.call === this.calls.at( -1 ) )
		);
	}
}

/**
 * @param {object} world `{ siteUrl, pool, nowMs(), isAway }`; `isAway`: no request reaches WordPress
 * @return {() => void} puts the old fetch back
 */
export function layLines( world ) {
	const plain = globalThis.fetch;
	const site = new URL( world.siteUrl ).host;

	async function toWordPress( url, init, headers ) {
		if ( world.isAway ) {
			throw cutOff();
		}
		const server = await world.pool.take();
		const at = new URL( url );
		at.port = String( server.port );
		try {
			const answer = await plain( at, { ...init, headers } );
			const body = await answer.arrayBuffer();
			await server.release();
			return new Response( [ 204, 304 ].includes( answer.status ) ? null : body, { status: answer.status, headers: answer.headers } );
		} catch ( error ) {
			await server.broken();
			throw error;
		}
	}

	async function send( input, init, line ) {
		const url = new URL( typeof input === 'string' || input instanceof URL ? input : input.url );
		if ( url.host !== site ) {
			return plain( input, init );
		}
		const headers = new Headers( init?.headers );
		headers.set( 'x-chaos-now', String( world.nowMs() ) );
		// `fetch` names the process it speaks to as the host; WordPress would send a visitor on to its own address.
		headers.set( 'x-chaos-host', site );
		const call = callOf( url );
		if ( line && line.phpDeath?.call === call && ! line.struckPhp ) {
			headers.set( 'x-chaos-death', world.deathHeader( line.phpDeath.header ) );
			line.struckPhp = true;
		}
		if ( line && call === 'deliver' ) {
			line.deliveries.push( call );
		}
		return toWordPress( url, init, headers );
	}

	globalThis.fetch = async ( input, init ) => {
		const line = speaking.getStore();
		if ( ! line ) {
			return send( input, init );
		}
		if ( line.dead ) {
			throw cutOff();
		}
		line.calls.push( callOf( new URL( typeof input === 'string' || input instanceof URL ? input : input.url ) ) );
		if ( line.hold?.call === line.calls.at( -1 ) && ! line.isHeld ) {
			line.isHeld = true;
			line.nowHeld();
			await line.hold.until;
		}
		if ( line.meet?.call === line.calls.at( -1 ) && ! line.hasMet ) {
			line.hasMet = true;
			await line.meet.then();
		}
		const strikes = line.dies();
		if ( strikes && line.plan.moment === 'before' ) {
			line.die();
			throw cutOff();
		}
		const answer = await send( input, init, line );
		if ( strikes ) {
			// The work is done; the worker does not live to hear of it.
			await answer.arrayBuffer();
			line.die();
		}
		if ( line.dead ) {
			throw cutOff();
		}
		return answer;
	};
	return () => ( globalThis.fetch = plain );
}
