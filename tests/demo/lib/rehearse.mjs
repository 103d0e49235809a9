/**
 * `--once`: a second sync that must do nothing, then one change of each kind through the org,
 * and after each the listing and the posts are compared with the org.
 */
import { changeInOrg } from './org.mjs';
import { lastRunId, syncNow } from './sync.mjs';
import { verify } from './verify.mjs';

export const KINDS = [ 'rename', 'reschedule', 'sell-out', 'cancel', 'delete', 'undelete', 'add' ];

const tally = ( counts, name ) => counts[ name ] ?? 0;

/** What a step may do to the posts, and nothing else. */
const expectations = {
	second: ( counts ) =>
		tally( counts, 'created' ) + tally( counts, 'updated' ) + tally( counts, 'withdrawn' ) === 0 ? [] : [ 'A sync without a change wrote posts.' ],
	rename: ( counts ) => onePost( counts, 'updated' ),
	reschedule: ( counts ) => onePost( counts, 'updated' ),
	'sell-out': ( counts ) => onePost( counts, 'updated' ),
	cancel: ( counts ) => onePost( counts, 'updated' ),
	delete: ( counts ) => onePost( counts, 'withdrawn' ),
	undelete: ( counts ) =>
		tally( counts, 'updated' ) + tally( counts, 'created' ) === 1
			? []
			: [ `Bringing one record back touched ${ tally( counts, 'updated' ) + tally( counts, 'created' ) } posts.` ],
	add: ( counts ) => onePost( counts, 'created' ),
};

function onePost( counts, outcome ) {
	const touched = [ 'created', 'updated', 'withdrawn' ].filter( ( name ) => tally( counts, name ) > 0 );
	return touched.length === 1 && touched[ 0 ] === outcome && counts[ outcome ] === 1
		? []
		: [
				`Exactly one post should have been ${ outcome }; seen: ${ JSON.stringify( Object.fromEntries( touched.map( ( name ) => [ name, counts[ name ] ] ) ) ) }.`,
			];
}

/** `[ { step, counts, differed, ms } ]` */
export async function rehearse( running, first ) {
	const { browser, org, listing } = running;
	const look = () => verify( { browser, org, listingUrl: listing.url } );
	const results = [];
	const record = async ( step, { counts, wrong = [], change, started } ) => {
		const seen = await look();
		results.push( {
			step,
			change,
			counts,
			org: seen.counts,
			explained: seen.explained,
			differed: [ ...wrong, ...seen.differed ],
			ms: Math.round( performance.now() - started ),
		} );
	};
	await record( 'first sync', { counts: first.counts, started: performance.now() } );

	const sync = async () => syncNow( browser, { ...running, since: await lastRunId( browser, running ) } );
	const started = performance.now();
	const second = await sync();
	await record( 'second sync', { counts: second.counts, wrong: expectations.second( second.counts ), started } );

	let deleted;
	for ( const kind of KINDS ) {
		const begun = performance.now();
		const since = await lastRunId( browser, running );
		const change = await changeInOrg( org, kind, kind === 'undelete' ? deleted : undefined );
		deleted = kind === 'delete' ? change.id : deleted;
		const { counts } = await syncNow( browser, { ...running, since } );
		await record( kind, { counts, change: { kind, id: change.id, title: change.title }, wrong: expectations[ kind ]( counts ), started: begun } );
	}
	return results;
}
