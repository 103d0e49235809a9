import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repository } from '../stack/lib/cache.mjs';
import { hiddenFields } from './lib/browser.mjs';
import { differences } from './lib/differences.mjs';
import { parseListing } from './lib/listing.mjs';
import { barLine } from './lib/progress.mjs';
import { KINDS } from './lib/rehearse.mjs';
import { lastRunId, syncNow } from './lib/sync.mjs';
import { moment, words } from './lib/truth.mjs';
import { compareListing } from './lib/verify.mjs';

describe( 'the listing as a visitor gets it', () => {
	const item = ( title, start, statuses ) =>
		`<li><p class="callboard-when"><time datetime="${ start }">soon</time></p><div><h2 class="callboard-title" dir="auto"><a href="/e">${ title }</a></h2><p class="callboard-place" dir="auto">Main Stage, York</p></div>${ statuses.map( ( word ) => `<span class="callboard-status">${ word }</span>` ).join( '' ) }</li>`;
	const page = ( items, pages = '' ) =>
		`<ul><li>menu</li></ul><div class="wp-block-callboard-listing callboard callboard-listing"><p class="callboard-count">1,002 performances</p><ul class="callboard-list">${ items }</ul><nav><ul class="callboard-pages">${ pages }</ul></nav></div>`;

	it( 'is read as entries, a total, and the next page', () => {
		const links =
			'<li><a href="?p=1" aria-label="Page 1" aria-current="page">1</a></li><li><a href="?cb_page=2&#038;cb_genre=play" aria-label="Page 2">2</a></li>';
		const { entries, total, next } = parseListing(
			page( item( 'Rock &amp; Roll', '2026-11-22T20:30:00+01:00', [] ) + item( '“Hamlet”', '2026-11-23T19:30:00+00:00', [ 'Sold out' ] ), links )
		);
		assert.equal( total, 1002 );
		assert.equal( next, '?cb_page=2&cb_genre=play' );
		assert.deepEqual( entries, [
			{ title: 'Rock & Roll', start: Date.UTC( 2026, 10, 22, 19, 30 ), when: 'soon', place: 'Main Stage, York', statuses: '' },
			{ title: '“Hamlet”', start: Date.UTC( 2026, 10, 23, 19, 30 ), when: 'soon', place: 'Main Stage, York', statuses: 'Sold out' },
		] );
	} );

	it( 'ends on the last page', () => {
		assert.equal( parseListing( page( '', '<li><a href="?p=1">1</a></li><li><a href="?p=2" aria-current="page">2</a></li>' ) ).next, undefined );
	} );

	it( 'differs from the org when one is missing, twice, wrong, or past', () => {
		const now = Date.UTC( 2026, 10, 22 );
		const start = Date.UTC( 2026, 10, 23 );
		const truth = {
			productions: [ { id: 'p', title: 'Hamlet' } ],
			performances: [
				{ production: 'p', start, place: 'Stage', status: 'scheduled', sale: 'sold_out' },
				{ production: 'p', start: now - 1, place: 'Stage', status: 'scheduled', sale: 'on_sale' },
			],
		};
		const good = { title: 'Hamlet', start, place: 'Stage', statuses: 'Sold out' };
		assert.deepEqual( compareListing( truth, { entries: [ good ], total: 1 }, now ), [] );
		assert.equal( compareListing( truth, { entries: [], total: 0 }, now ).length, 1 );
		assert.equal( compareListing( truth, { entries: [ good, good ], total: 2 }, now ).length, 1 );
		assert.equal( compareListing( truth, { entries: [ { ...good, statuses: 'On sale' } ], total: 1 }, now ).length, 2 );
		assert.equal( compareListing( truth, { entries: [ good ], total: 3 }, now ).length, 1 );
	} );

	it( 'is not found where there is none', () => {
		assert.equal( parseListing( '<html><body>Nothing here</body></html>' ).found, false );
	} );
} );

describe( 'words and moments', () => {
	it( 'are the same however a text was encoded on the way', () => {
		assert.equal( words( 'Tom &amp; Jerry&#8217;s  <em>Ball</em> ' ), words( 'Tom & Jerry’s Ball' ) );
		assert.equal( words( '🎭 לילה' ), '🎭 לילה' );
		assert.equal( words( null ), '' );
	} );

	it( 'compare Salesforce’s moments with WordPress’s', () => {
		assert.equal( moment( '2026-11-22T19:30:00.000+0000' ), moment( '2026-11-22T19:30:00Z' ) );
		assert.equal( moment( '' ), null );
	} );
} );

describe( 'the upload form', () => {
	it( 'gives its address and hidden fields', () => {
		const page =
			'<form action="/search"></form><form method="post" action="update.php?a=1&amp;b=2"><input type="hidden" id="_wpnonce" name="_wpnonce" value="abc" /><input type="file" name="pluginzip" /></form>';
		assert.deepEqual( hiddenFields( page, /pluginzip/ ), { action: 'update.php?a=1&b=2', fields: { _wpnonce: 'abc' } } );
		assert.equal( hiddenFields( '<p>Sorry</p>', /pluginzip/ ), undefined );
	} );
} );

describe( 'progress', () => {
	it( 'is determinate only when the total is known, and never full for an empty total', () => {
		assert.match( barLine( { phase: 'writing', done: 5, total: 10 } ), /█{16}░{16} 5 of 10/ );
		assert.match( barLine( { phase: 'reading', done: 0, total: null } ), /…$/ );
		assert.doesNotMatch( barLine( { phase: 'reading', done: 0, total: 0 } ), /█/ );
	} );
} );

describe( 'a change', () => {
	it( 'is told by the fields that differ, without those of the system', () => {
		assert.deepEqual( differences( { Name: 'A', Same: 1, SystemModstamp: 'x' }, { Name: 'B', Same: 1, SystemModstamp: 'y' } ), [ 'Name: “A” → “B”' ] );
		assert.deepEqual( differences( null, { Name: 'B' } ), [ 'Name: (empty) → “B”' ] );
	} );

	it( 'has the kinds that the README promises', () => {
		const readme = readFileSync( join( repository, 'tests/demo/README.md' ), 'utf8' );
		KINDS.forEach( ( kind ) => assert.ok( readme.includes( kind ), kind ) );
	} );

	it( 'without a running demo, or of an unknown kind, says what to do', () => {
		const answer = spawnSync( process.execPath, [ join( repository, 'tests/demo/change.mjs' ), 'paint' ], { encoding: 'utf8' } );
		assert.equal( answer.status, 1 );
		assert.match( answer.stderr, /rename\|reschedule/ );
	} );
} );

describe( 'Playground’s preload', () => {
	it( 'keeps every way of listening on loopback', () => {
		const script = `const net = require( 'node:net' ); const http = require( 'node:http' );
			const ways = [ ( s, d ) => s.listen( 0, d ), ( s, d ) => s.listen( 0, '0.0.0.0', d ), ( s, d ) => s.listen( { port: 0 }, d ), ( s, d ) => s.listen( { port: 0, host: '::' }, d ), ( s, d ) => s.listen( d ) ];
			let open = ways.length * 2;
			for ( const make of [ () => net.createServer(), () => http.createServer() ] ) for ( const way of ways ) { const s = make(); way( s, () => { console.log( s.address().address ); s.close(); } ); }`;
		const { stdout, stderr } = spawnSync( process.execPath, [ '--require', join( repository, 'tests/demo/lib/loopback-only.cjs' ), '-e', script ], {
			encoding: 'utf8',
		} );
		assert.equal( stderr, '' );
		assert.deepEqual( stdout.trim().split( '\n' ), Array( 10 ).fill( '127.0.0.1' ) );
	} );
} );

describe( 'Sync now, pressed by the demo', () => {
	it( 'waits for a sync that is under way, and asks for one of its own', async () => {
		const runs = [ { id: 1, kind: 'incremental', state: 'claimed', counts: {} } ];
		const pressed = [];
		const browser = {
			rest: async ( method, route ) => {
				if ( method === 'POST' ) {
					pressed.push( runs.map( ( { state } ) => state ) );
					runs.push( { id: 2, kind: 'incremental', state: 'queued', counts: { updated: 1 } } );
					return runs.at( -1 );
				}
				const asked = /runs\/(\d+)$/.exec( route )?.[ 1 ];
				if ( asked === undefined ) {
					return [ ...runs ];
				}
				const run = runs.find( ( { id } ) => id === Number( asked ) );
				run.state = 'succeeded';
				return run;
			},
		};
		const running = { tenant: { id: 1 }, worker: { hasEnded: () => false }, everyMs: 0 };
		const { counts } = await syncNow( browser, { ...running, since: 1 } );
		assert.deepEqual( pressed, [ [ 'succeeded' ] ] );
		assert.deepEqual( counts, { updated: 1 } );
		runs.push( { id: 3, kind: 'incremental', state: 'claimed', counts: {} } );
		assert.equal( await lastRunId( browser, running ), 3 );
		assert.equal( runs[ 2 ].state, 'succeeded' );
	} );
} );
