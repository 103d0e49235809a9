import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { twinKey } from './lib/oracle.mjs';
import { verdict } from './lib/verdict.mjs';

const START = Date.parse( '2026-12-01T19:30:00Z' );
const show = { id: 'show', title: 'Hamlet', subtitle: '', genres: [] };
const night = ( id, more = {} ) => ( {
	id,
	title: 'Night',
	production: 'show',
	start: START,
	end: null,
	venue: 'Studio',
	sale: 'on_sale',
	status: 'scheduled',
	...more,
} );

const expected = ( performances, undated = [] ) => ( {
	productions: [ show ],
	performances,
	unlistable: undated.map( ( id ) => ( { id, cause: 'has no date' } ) ),
	twinKeys: new Map( performances.map( ( row ) => [ row.id, twinKey( row, 'C-1' ) ] ) ),
} );

const rowOf = ( { id, title, start, venue, sale, status }, post, state = 'live' ) => ( {
	sf_id: id,
	state,
	mapping_id: 'performances',
	post_id: post,
	post_title: title,
	post_status: post === null ? null : 'publish',
	post_parent: '1',
	meta: {
		callboard_start: [ new Date( start ).toISOString() ],
		callboard_sale_status: [ sale ],
		callboard_event_status: [ status ],
		callboard_natural_key: [ 'C-1' ],
	},
	terms: { venue: [ venue ] },
} );

const production = {
	sf_id: 'show',
	state: 'live',
	mapping_id: 'productions',
	post_id: '1',
	post_title: 'Hamlet',
	post_status: 'publish',
	post_parent: '0',
	meta: {},
	terms: {},
};

const stored = ( rows, named = [] ) => ( {
	records: [ production, ...rows ],
	alone: [],
	index: rows.filter( ( { post_id: post } ) => post !== null ).map( ( { sf_id: id } ) => ( { id, start: START, sale: 'on_sale' } ) ),
	named: new Set( named ),
} );

describe( 'the verdict on twins', () => {
	const [ first, second ] = [ night( 'first' ), night( 'second' ) ];

	it( 'wants one of them public and the other held', () => {
		assert.deepEqual( verdict( expected( [ first, second ] ), stored( [ rowOf( first, '2' ), rowOf( second, null, 'held' ) ] ) ), {
			differed: [],
			held: [ 'second' ],
		} );
		assert.equal( verdict( expected( [ first, second ] ), stored( [ rowOf( first, null, 'held' ), rowOf( second, null, 'held' ) ] ) ).differed.length, 2 );
	} );

	it( 'wants a twin held beside a listing that stands since its record lost its date', () => {
		const undated = [ rowOf( first, '2' ), rowOf( second, null, 'held' ) ];
		assert.deepEqual( verdict( expected( [ second ], [ 'first' ] ), stored( undated, [ 'first' ] ) ), { differed: [], held: [ 'second' ] } );
	} );

	it( 'sees one that is public beside such a listing', () => {
		const both = [ rowOf( first, '2' ), rowOf( second, '3' ) ];
		assert.deepEqual( verdict( expected( [ second ], [ 'first' ] ), stored( both, [ 'first' ] ) ).differed, [
			'second is public beside the listing of first, which says the same.',
		] );
	} );

	it( 'leaves a listing as it was whose record became a twin later, where it says something else', () => {
		const before = rowOf( night( 'first', { venue: 'The old name' } ), '2', 'held' );
		assert.deepEqual( verdict( expected( [ first, second ] ), stored( [ before, rowOf( second, '3' ) ] ) ), { differed: [], held: [ 'first' ] } );
	} );

	it( 'sees two that are public and say the same, whatever the ledger says of them', () => {
		const both = [ rowOf( first, '2', 'held' ), rowOf( second, '3' ) ];
		assert.deepEqual( verdict( expected( [ first, second ] ), stored( both ) ).differed, [
			'second is public beside the listing of first, which says the same.',
		] );
	} );

	it( 'lets both be public where a person has listed the one beside the other', () => {
		const both = [ rowOf( first, '2' ), rowOf( second, '3' ) ];
		assert.equal( verdict( expected( [ first, second ] ), stored( both ) ).differed.length, 1 );
		assert.deepEqual( verdict( expected( [ first, second ] ), stored( both ), new Set( [ 'second' ] ) ).differed, [] );
	} );

	it( 'wants what says something else public, whatever stands beside it', () => {
		const other = night( 'second', { title: 'Another night' } );
		const { differed } = verdict( expected( [ other ], [ 'first' ] ), stored( [ rowOf( first, '2' ), rowOf( other, null, 'held' ) ], [ 'first' ] ) );
		assert.deepEqual( differed, [ 'Performance second (Another night) is missing in WordPress.', 'Listing index: second is missing.' ] );
	} );
} );
