/**
 * `backfill`: n performances from the org through the worker into WordPress and its listing, beside a `wp_insert_post`
 * loop over the very same posts.
 */
import { step } from '../stack/lib/say.mjs';
import { round } from './lib/figures.mjs';
import { peakOf, secondsByCall, total, writesByTable } from './lib/requests.mjs';
import { measure, rival } from './lib/rival.mjs';
import { secondsOf } from './lib/sync.mjs';

export async function backfill( { server, n, loopN, filled } ) {
	const { house, first } = await filled();
	const { events } = await measure( 'sample', house.folder, { n: Math.min( n, loopN ) } );
	const loop = await step( `wp_insert_post loop of ${ events.length } of the same`, () => rival( server, 'loop_backfill', { n: events.length, events } ) );
	const ours = n / first.seconds;
	return {
		name: 'backfill',
		n,
		unit: 'performances/s',
		ours: round( ours, 1 ),
		beside: { loop: round( loop.per_second, 1 ) },
		ratio: { loop: round( ours / loop.per_second ) },
		also: {
			seconds: round( first.seconds ),
			productions: house.productions,
			api_calls: first.api_calls,
			polling_calls: first.polling_calls,
			worker_peak_mb: first.worker_peak_mb,
			php_peak_mb: round( peakOf( first.requests ), 1 ),
			write_queries: total( Object.values( writesByTable( first.requests ) ) ),
			queries: total( first.requests.map( ( { queries } ) => queries ) ),
			post_queries: total( first.requests.map( ( { post_queries: queries } ) => queries ) ),
			requests: first.requests.length,
			loop_n: events.length,
			phases: {
				reading_and_applying: round( total( first.runs.filter( ( { kind } ) => kind !== 'rebuild' ).map( secondsOf ) ) ),
				rebuilding: round( total( first.runs.filter( ( { kind } ) => kind === 'rebuild' ).map( secondsOf ) ) ),
			},
			busy_seconds: { salesforce: round( first.salesforce_seconds ), ...rounded( secondsByCall( first.requests ) ) },
		},
	};
}

const rounded = ( seconds ) => Object.fromEntries( Object.entries( seconds ).map( ( [ name, value ] ) => [ name, round( value ) ] ) );
