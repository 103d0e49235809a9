/**
 * `resync`: everything is read again and nothing has changed; beside it the least that could compare so many hashes
 * over REST. A re-read is asked for by taking the watermarks away: the mapping keeps its version, so nothing travels.
 */
import { StackFailure, step } from '../stack/lib/say.mjs';
import { round } from './lib/figures.mjs';
import { verifyHouse } from './lib/house.mjs';
import { peakOf, secondsByCall, total, writesByTable } from './lib/requests.mjs';
import { measure } from './lib/rival.mjs';
import { syncOnce } from './lib/sync.mjs';

const PAGE = 2000;
const PASSES = 3;
const CONTENT = /^wp_(posts|postmeta|terms|termmeta|term_taxonomy|term_relationships|callboard_(ledger|listing\w*|run_item|effects|provenance))$/;

async function page( url, triples ) {
	const answer = await fetch( `${ url }/?rest_route=/bench/v1/compare`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify( triples ),
	} );
	const text = await answer.text();
	const told = answer.ok ? JSON.parse( text ) : undefined;
	if ( told?.compared !== triples.length || told.wanted.length > 0 ) {
		throw new StackFailure( `The bare comparison went wrong (${ answer.status }): ${ text.slice( 0, 300 ) }` );
	}
}

/** One connection: a page is sent when the one before it is answered. The rival is shown at its best. */
async function bareComparison( { url, sql } ) {
	const rows = ( await sql( 'SELECT sf_id, stamp_ms, source_fingerprint FROM wp_callboard_ledger' ) ).split( '\n' ).map( ( row ) => row.split( '\t' ) );
	const triples = rows.map( ( [ id, stamp, fingerprint ] ) => [ id, Number( stamp ), fingerprint ] );
	const pages = Array.from( { length: Math.ceil( triples.length / PAGE ) }, ( _, at ) => triples.slice( at * PAGE, ( at + 1 ) * PAGE ) );
	const rates = [];
	while ( rates.length < PASSES ) {
		const started = performance.now();
		for ( const triplesOfPage of pages ) {
			await page( url, triplesOfPage );
		}
		rates.push( triples.length / ( ( performance.now() - started ) / 1000 ) );
	}
	return Math.max( ...rates );
}

/** Rows changed by the server's own count, which no way around $wpdb escapes; those of the sync's books are left out. */
async function changedRows( { sql } ) {
	const rows = ( await sql( 'SELECT TABLE_NAME, ROWS_CHANGED FROM information_schema.TABLE_STATISTICS WHERE TABLE_SCHEMA = DATABASE()' ) ).split( '\n' );
	const changed = rows.map( ( row ) => row.split( '\t' ) ).map( ( [ table, count ] ) => [ table, Number( count ) ] );
	if ( ! changed.some( ( [ table, count ] ) => table === 'wp_callboard_run' && count > 0 ) ) {
		throw new StackFailure( 'MariaDB does not count changed rows: a run always changes its own row.' );
	}
	return total( changed.filter( ( [ table ] ) => CONTENT.test( table ) ).map( ( [ , count ] ) => count ) );
}

export async function resync( { n, filled } ) {
	const { house } = await filled();
	const bare = await step( `Bare comparison of ${ n } hashes over REST`, () => bareComparison( house ) );
	await measure( 'forget', house.folder, { tenant: house.tenantId } );
	await house.sql( 'SET GLOBAL userstat = 1; FLUSH TABLE_STATISTICS' );
	const again = await step( `The same ${ n } performances read again, unchanged`, () => syncOnce( house ) );
	const rowsChanged = await changedRows( house );
	await house.sql( 'SET GLOBAL userstat = 0' );
	const unchanged = total( again.runs.map( ( { counts } ) => counts.unchanged ?? 0 ) );
	if ( unchanged !== n + house.productions ) {
		throw new StackFailure(
			`Of ${ n + house.productions } records ${ unchanged } were found unchanged: ${ JSON.stringify( again.runs.map( ( { counts } ) => counts ) ) }`
		);
	}
	await verifyHouse( house );
	const ours = unchanged / again.seconds;
	const writes = writesByTable( again.requests );
	const ofContent = Object.keys( writes ).filter( ( table ) => CONTENT.test( table ) );
	return {
		name: 'resync',
		n,
		unit: 'records/s',
		ours: round( ours, 1 ),
		beside: { bare: round( bare, 1 ) },
		ratio: { bare: round( ours / bare, 3 ) },
		also: {
			seconds: round( again.seconds ),
			offer_per_second: round( unchanged / secondsByCall( again.requests ).offer, 1 ),
			write_queries: total( ofContent.map( ( table ) => writes[ table ] ) ),
			rows_changed: rowsChanged,
			bookkeeping_queries: total( Object.values( writes ) ) - total( ofContent.map( ( table ) => writes[ table ] ) ),
			api_calls: again.api_calls,
			polling_calls: again.polling_calls,
			worker_peak_mb: again.worker_peak_mb,
			php_peak_mb: round( peakOf( again.requests ), 1 ),
			salesforce_seconds: round( again.salesforce_seconds ),
			wordpress_seconds: round( total( again.requests.map( ( { seconds } ) => seconds ) ) ),
			writes,
		},
	};
}
