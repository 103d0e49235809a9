/**
 * `apply`: deliveries through ApplyDelivery, beside the loop a plugin author would write and raw INSERT of the same rows.
 */
import { StackFailure, step } from '../stack/lib/say.mjs';
import { round } from './lib/figures.mjs';
import { measure, rival } from './lib/rival.mjs';

export async function apply( { server, n, loopN, batch, onTopOf } ) {
	const raw = await step( `raw multi-row INSERT of ${ n }, posts, metas and terms alone`, () => rival( server, 'raw', { n, batch } ) );
	const ours = await step( `Callboard's apply of ${ n }`, () => rival( server, 'apply', { n, batch } ) );
	const same = await step( `raw multi-row INSERT of all rows that it left`, () => measure( 'rows', ours.folder, { n, batch } ) );
	const onTop = await step( `the same on top of ${ onTopOf } events`, () => rival( server, 'apply_on_top', { n, batch, before: onTopOf } ) );
	const listened = await step( `the same with one save_post listener`, () =>
		rival( server, 'apply_listener', { n: Math.min( n, 2000 ), batch, listener: true } )
	);
	const loop = await step( `wp_insert_post loop of ${ loopN }`, () => rival( server, 'loop', { n: loopN } ) );
	if (
		ours.counts.created !== n ||
		ours.stored.metas !== n * 12 ||
		ours.stored.terms !== n * 3 ||
		onTop.counts.created !== n ||
		onTop.stored.posts !== n + onTopOf
	) {
		throw new StackFailure( `Callboard did not store what it should: ${ JSON.stringify( ours ) }` );
	}
	return {
		name: 'apply',
		n,
		unit: 'events/s',
		ours: round( ours.per_second, 1 ),
		beside: {
			on_top: round( onTop.per_second, 1 ),
			loop: round( loop.per_second, 1 ),
			raw: round( same.per_second, 1 ),
			raw_content: round( raw.per_second, 1 ),
		},
		ratio: {
			on_top: round( onTop.per_second / ours.per_second ),
			loop: round( ours.per_second / loop.per_second ),
			raw: round( ours.per_second / same.per_second ),
			raw_content: round( ours.per_second / raw.per_second ),
		},
		also: {
			write_queries: ours.write_queries,
			queries: ours.queries,
			php_peak_mb: ours.php_peak_mb,
			rows: same.rows,
			with_save_post_listener: round( listened.per_second, 1 ),
			on_top_of: onTopOf,
			loop_n: loopN,
			batch,
		},
	};
}
