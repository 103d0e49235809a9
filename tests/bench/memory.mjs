/**
 * `memory`: the worker alone, against orgs of growing size and a WordPress that answers at once: its peak at a first
 * read of everything and at a re-read that finds nothing changed. It must not grow with the org.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from '../e2e/lib/org-client.mjs';
import { build } from '../stack/lib/build.mjs';
import { repository } from '../stack/lib/cache.mjs';
import { say, StackFailure, step } from '../stack/lib/say.mjs';
import { openDouble } from './lib/double.mjs';
import { round } from './lib/figures.mjs';
import { startLongOrg, watchOrg } from './lib/org.mjs';
import { watchedWorker } from './lib/watched.mjs';

const { mappings } = JSON.parse( readFileSync( join( repository, 'plugin/presets/patronticket.json' ), 'utf8' ) );

async function read( org, double, expected ) {
	double.due();
	const seen = await watchOrg( org );
	const worked = await watchedWorker( double.connection );
	const { counts, completed } = double;
	if ( completed?.outcome !== 'succeeded' || Object.keys( expected ).some( ( name ) => counts[ name ] !== expected[ name ] ) ) {
		throw new StackFailure( `The worker did not read what it should: ${ JSON.stringify( { counts, expected, completed } ) }` );
	}
	return { ...worked, ...( await seen() ) };
}

async function atSize( n ) {
	const org = await startLongOrg( n );
	const salesforce = async () => {
		const { access_token: token, instance_url: url } = await signIn( org );
		return { access_token: token, instance_url: url };
	};
	const double = await openDouble( { salesforce, mappings } );
	const all = n + org.counts.productions;
	const backfill = await read( org, double, { created: all, updated: 0, unchanged: 0, rejected: 0 } );
	const resync = await read( org, double, { created: 0, updated: 0, unchanged: all, rejected: 0 } );
	double.close();
	await org.stop();
	return { n, backfill, resync };
}

const figures = ( { seconds, worker_peak_mb: peak, worker_cpu_seconds: cpu, api_calls: calls, polling_calls: polling } ) => ( {
	peak_mb: peak,
	cpu_seconds: cpu,
	seconds: round( seconds ),
	api_calls: calls,
	polling_calls: polling,
} );

export async function memory( { sizes } ) {
	await build( 'worker' );
	const measured = [];
	for ( const n of sizes ) {
		const one = await step( `The worker alone, ${ n } performances read twice`, () => atSize( n ) );
		say( `  ${ JSON.stringify( { backfill: figures( one.backfill ), resync: figures( one.resync ) } ) }` );
		measured.push( one );
	}
	const peak = ( { backfill, resync } ) => Math.max( backfill.worker_peak_mb, resync.worker_peak_mb );
	const [ smallest, largest ] = [ measured[ 0 ], measured.at( -1 ) ];
	return {
		name: 'memory',
		n: largest.n,
		unit: 'MB',
		ours: peak( largest ),
		beside: { [ `n_${ smallest.n }` ]: peak( smallest ) },
		ratio: { [ `n_${ smallest.n }` ]: round( peak( largest ) / peak( smallest ) ) },
		also: {
			sizes: Object.fromEntries( measured.map( ( { n, backfill, resync } ) => [ n, { backfill: figures( backfill ), resync: figures( resync ) } ] ) ),
		},
	};
}
