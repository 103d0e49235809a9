/**
 * WordPress as one run sees it, with nothing behind it but ids and fingerprints: for what is measured of the worker
 * alone, at sizes that would keep PHP busy for an hour.
 */
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { onEnd } from '../../stack/lib/process.mjs';

const LIMITS = {
	offer_records: 2000,
	delivery_bytes: 512 * 1024,
	overlap_seconds: 60,
	sweep_overlap_seconds: 1200,
	sweep_every_seconds: 840,
	lag_seconds: 5,
	rebuild_step_seconds: 10,
};
const BASE = { protocol: 1, site: 'https://theatre.example', next_poll_seconds: 5 };

class Double {
	prints = new Map();
	run = null;

	/** `salesforce`: a new session of the org; `mappings`: as a preset has them. */
	constructor( { salesforce, mappings } ) {
		Object.assign( this, { salesforce, mappings } );
	}

	/** The next claim gets a first read of everything; what comes of it stands in `counts`. */
	due() {
		this.run = { id: ( this.run?.id ?? 0 ) + 1, claimed: false };
		this.counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
		this.completed = null;
	}

	answers = {
		claim: async () => {
			if ( this.run.claimed ) {
				return { ...BASE, run: null };
			}
			this.run.claimed = true;
			const { id } = this.run;
			const run = {
				id,
				tenant_id: 1,
				tenant: 'Bench',
				kind: 'incremental',
				trigger: 'bench',
				fence: id,
				token: `run-${ id }`,
				resume: null,
				options: {},
			};
			return {
				...BASE,
				run: { ...run, lease_expires_ms: Date.now() + 900_000 },
				salesforce: { ...( await this.salesforce() ), generation: 1, api_version: '66.0', org_id: null },
				mappings: this.mappings,
				watermarks: this.mappings.map( ( { id: mapping } ) => ( { mapping_id: mapping, stamp_ms: null, deleted_covered_ms: null, swept_ms: null } ) ),
				columns: [],
				known: [],
				inbox: [],
				inbox_next: null,
				limits: LIMITS,
			};
		},
		heartbeat: () => ( { stop: false, lease_expires_ms: Date.now() + 900_000 } ),
		offer: ( { records } ) => {
			const wanted = records.filter( ( [ id, , print ] ) => this.prints.get( id ) !== print ).map( ( [ id ] ) => id );
			this.counts.unchanged += records.length - wanted.length;
			return { wanted, unchanged: records.length - wanted.length, stale: 0 };
		},
		deliver: ( { delivery_id: id, records, rejections } ) => {
			const outcomes = records.map( ( { external_id: record, fingerprint } ) => {
				const outcome = this.prints.has( record ) ? 'updated' : 'created';
				this.prints.set( record, fingerprint );
				this.counts[ outcome ] += 1;
				return { external_id: record, outcome, post_id: 1 };
			} );
			this.counts.rejected += rejections.length;
			return { delivery_id: id, outcomes, counts: {} };
		},
		complete: ( request ) => {
			this.completed = request;
			return { state: request.outcome, counts: {}, more: false };
		},
	};

	async answer( request, response ) {
		const name = new URL( request.url, 'http://double' ).pathname.split( '/' ).at( -1 );
		const raw = await buffer( request );
		const body = JSON.parse( request.headers[ 'x-callboard-encoding' ] === 'gzip' ? gunzipSync( raw ) : raw );
		const answer = await this.answers[ name ]?.( body );
		response.writeHead( answer ? 200 : 404, { 'content-type': 'application/json' } ).end( JSON.stringify( answer ?? { code: 'rest_no_route' } ) );
	}

	async open() {
		const server = createServer( ( request, response ) => void this.answer( request, response ) );
		await new Promise( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
		const address = { rest_root: `http://127.0.0.1:${ server.address().port }/wp-json/`, key: 'bench-key', secret: 'bench-secret-0123456789abcdef' };
		this.connection = Buffer.from( JSON.stringify( address ) ).toString( 'base64url' );
		this.close = () => ( server.closeAllConnections(), server.close() );
		onEnd( this.close );
		return this;
	}
}

export const openDouble = ( options ) => new Double( options ).open();
