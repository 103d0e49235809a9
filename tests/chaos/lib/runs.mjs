/**
 * What the cases do with runs and workers.
 */
import assert from 'node:assert/strict';
import { differences } from '../../e2e/lib/comparison.mjs';
import { startWorker } from '../../e2e/lib/worker.mjs';

/** One worker that works until nothing is due, as cron would start it. */
export async function workOnce( here ) {
	const worker = startWorker( here.connection, [ 'run', '--once' ] );
	const { code } = await worker.ended;
	assert.equal( code, 0, `The worker ended with ${ code }:\n${ worker.log().slice( -3000 ) }` );
}

export const enqueue = ( here ) => here.admin.rest( 'POST', `/callboard/v1/tenants/${ here.tenantId }/runs` );

export const runs = ( here ) => here.admin.rest( 'GET', `/callboard/v1/tenants/${ here.tenantId }/runs?per_page=50` );

/** The lease of a dead worker ends after a quarter of an hour; here it has passed. */
export const letLeasesExpire = ( here ) => here.sql( "UPDATE wp_callboard_run SET lease_expires_ms = 1 WHERE state = 'claimed'" );

const tables = [
	'ledger',
	'inbox',
	'delivery',
	'effects',
	'run_item',
	'run',
	'watermark',
	'listing',
	'listing_facet',
	'listing_shadow',
	'listing_facet_shadow',
];

/** A tenant that has never synced: no posts, no ledger, no watermark. */
export async function forget( here ) {
	await here.sql(
		[
			...tables.map( ( table ) => `DELETE FROM wp_callboard_${ table }` ),
			"DELETE m FROM wp_postmeta m JOIN wp_posts p ON p.ID = m.post_id WHERE p.post_type IN ( 'event', 'performance' )",
			"DELETE r FROM wp_term_relationships r JOIN wp_posts p ON p.ID = r.object_id WHERE p.post_type IN ( 'event', 'performance' )",
			"DELETE FROM wp_posts WHERE post_type IN ( 'event', 'performance' )",
		].join( '; ' )
	);
}

/** One more run to the end, then WordPress held against the org. */
export async function expectOrg( here, after = 'one run' ) {
	await letLeasesExpire( here );
	await enqueue( here );
	await workOnce( here );
	assert.deepEqual( ( await differences( here ) ).slice( 0, 10 ), [], `after ${ after }` );
	const open = ( await runs( here ) ).filter( ( { state } ) => state === 'claimed' );
	assert.deepEqual( open, [], `a run is still claimed after ${ after }` );
}
