import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHANGES } from '../events/org.mjs';
import { acts as known, promised } from './acts.mjs';
import { ACTS, dateOf, momentOf, weekdayOf } from './calendar.mjs';
import { incidentsOf, inTime } from './healing.mjs';
import { compareClocks, inWords } from './page.mjs';
import { findings, report } from './report.mjs';
import { checksOf, sumsOf, weeksOf } from './sums.mjs';

const MINUTE = 60_000;
const run = ( at, state = 'succeeded', { kind = 'incremental', code, trigger = 'schedule', counts = {} } = {} ) => ( {
	id: at,
	kind,
	trigger,
	state,
	counts,
	failure: code ? { code } : null,
	finished: at * MINUTE,
} );
const visit = ( at, error = null ) => ( { at: at * MINUTE, error } );
const day = ( n, more = {} ) => ( {
	date: dateOf( n ),
	weekday: weekdayOf( n ),
	says: [],
	edits: {},
	runs: [],
	calls: 0,
	brakes: 0,
	held: 0,
	stoodStill: null,
	differed: [],
	...more,
} );

describe( 'the calendar of the weeks', () => {
	it( 'names what there is, and begins on a Monday', () => {
		assert.deepEqual(
			[ ...new Set( ACTS.map( ( { act } ) => act ) ) ].filter( ( act ) => typeof known[ act ] !== 'function' ),
			[]
		);
		assert.equal( new Date( momentOf( 0 ) ).getUTCDay(), 1 );
	} );

	it( 'brings everything that is promised', () => {
		const unknown = Object.values( promised )
			.flat()
			.filter( ( act ) => ! ACTS.some( ( one ) => one.act === act ) );
		assert.deepEqual( unknown, [] );
	} );
} );

describe( 'incidents', () => {
	it( 'last from the first failure until each kind that failed has gone well again', () => {
		const runs = [
			run( 1 ),
			run( 10, 'failed', { code: 'salesforce_unreachable' } ),
			run( 12, 'failed', { kind: 'refresh', code: 'salesforce_unavailable' } ),
			run( 40 ),
			run( 55, 'succeeded', { kind: 'refresh' } ),
			run( 60 ),
		];
		const [ one, ...more ] = incidentsOf( { runs, visits: [], people: [] } );
		assert.deepEqual( more, [] );
		assert.deepEqual( one, {
			from: 10 * MINUTE,
			until: 55 * MINUTE,
			codes: [ 'salesforce_unreachable', 'salesforce_unavailable' ],
			runs: 2,
			byPerson: false,
		} );
	} );

	it( 'are seen where a worker finds no WordPress and no run can say so', () => {
		const [ one ] = incidentsOf( {
			runs: [],
			visits: [ visit( 1 ), visit( 60, 'wordpress_unreachable' ), visit( 120, 'wordpress_unreachable' ), visit( 130 ) ],
			people: [],
		} );
		assert.deepEqual( [ one.from, one.until, one.runs ], [ 60 * MINUTE, 130 * MINUTE, 0 ] );
	} );

	it( 'stay open without a good end, and are a person’s where the sync had waited for one', () => {
		const failed = [ run( 1, 'failed', { code: 'salesforce_key_refused' } ) ];
		assert.equal( incidentsOf( { runs: failed, visits: [ visit( 2 ) ], people: [] } )[ 0 ].until, null );
		const people = [ { at: 3 * MINUTE, what: 'made a key', cures: true } ];
		assert.equal( incidentsOf( { runs: [ ...failed, run( 4 ) ], visits: [], people } )[ 0 ].byPerson, true );
		assert.equal( incidentsOf( { runs: [ ...failed, run( 2 ) ], visits: [], people } )[ 0 ].byPerson, false );
	} );

	it( 'are none where a worker was told to stop, or a run was called off', () => {
		assert.deepEqual( incidentsOf( { runs: [ run( 1, 'failed', { code: 'worker_stopped' } ), run( 2, 'cancelled' ) ], visits: [], people: [] } ), [] );
	} );

	it( 'are told in hours and days', () => {
		assert.deepEqual( [ 20_000, 17 * MINUTE, 485 * MINUTE, 54 * 60 * MINUTE ].map( inTime ), [ 'less than a minute', '17 min', '8 h 5 min', '2 d 6 h' ] );
	} );
} );

describe( 'the sums of the weeks', () => {
	const days = [
		day( 0, {
			edits: { cancel: 2, twin: 1 },
			runs: [ run( 1, 'succeeded', { counts: { created: 3, updated: 1 } } ), run( 2, 'failed', { code: 'x' } ) ],
			calls: 30,
			held: 1,
		} ),
		day( 1, {
			edits: { cancel: 1 },
			runs: [ run( 3, 'succeeded', { counts: { created: 1, withdrawn: 2 } } ) ],
			calls: 50,
			brakes: 1,
			differed: [ 'something' ],
		} ),
		day( 2, { stoodStill: 'Salesforce', calls: 1 } ),
	];

	it( 'add up', () => {
		assert.deepEqual( sumsOf( days ), {
			days: 3,
			inStep: 2,
			stoodStill: 1,
			edits: 4,
			runs: 3,
			failed: 1,
			created: 4,
			updated: 1,
			withdrawn: 2,
			brakes: 1,
			heldAtTheEnd: 0,
			calls: 81,
			mostCalls: 50,
		} );
		assert.deepEqual(
			weeksOf( Array.from( { length: 9 }, ( _, n ) => day( n ) ) ).map( ( week ) => week.length ),
			[ 7, 2 ]
		);
	} );

	it( 'ask of the calendar’s days what the calendar has for them, and of the timetable what both sides could do', () => {
		const acts = [ { act: 'mergeCompanies' }, { act: 'mergeCompanies' } ];
		const checks = checksOf( {
			days: [ day( 0 ), day( 1 ), day( 2, { stoodStill: 'WordPress' } ) ],
			evidence: { merges: 1 },
			acts,
			promised: { merges: [ 'mergeCompanies' ], others: [ 'else' ] },
		} );
		const of = ( name ) => checks.find( ( check ) => check.name === name );
		assert.deepEqual( of( 'merges' ), { name: 'merges', seen: 1, due: 2 } );
		assert.equal( of( 'others' ), undefined );
		assert.equal( of( 'nightly comparisons of all ids' ).due, 1 );
		const night = [
			run( 1, 'succeeded', { kind: 'reconciliation', trigger: 'nightly' } ),
			run( 2, 'failed', { kind: 'reconciliation', trigger: 'nightly', code: 'x' } ),
		];
		const after = checksOf( { days: [ day( 0, { runs: night } ), day( 1, { runs: night } ) ], evidence: {}, acts: [], promised: {} } );
		assert.equal( after.find( ( { name } ) => name === 'nightly comparisons of all ids' ).seen, 1 );
	} );
} );

describe( 'the report', () => {
	const everyKind = Object.fromEntries( CHANGES.map( ( kind ) => [ kind, 1 ] ) );
	const life = ( more = {} ) => ( { visits: [], people: [], handovers: [], drift: [], held: new Map(), evidence: {}, ...more } );
	const told = ( lived, days, acts = [] ) => {
		const found = findings( lived, days, { acts, promised: { merges: [ 'mergeCompanies' ] } } );
		return { found, text: report( found, { command: 'npm run season', weeks: 1, kept: [] } ) };
	};

	it( 'can be signed when all is well', () => {
		const { found, text } = told( life(), [ day( 0, { edits: everyKind } ) ] );
		assert.equal( found.isGood, true );
		assert.match( text, /can be signed off/ );
		assert.match( text, /\*\*Signed off:\*\* 1 of 1 days/ );
	} );

	it( 'cannot be signed with a difference, a promise unseen, an open incident, or drift that stands', () => {
		const good = day( 0, { edits: everyKind } );
		const worse = [
			told( life(), [ { ...good, differed: [ 'Performance x is missing.' ] } ] ),
			told( life(), [ good ], [ { act: 'mergeCompanies' } ] ),
			told( life(), [ { ...good, runs: [ run( 1, 'failed', { code: 'x' } ) ] } ] ),
			told( life( { drift: [ { at: 0, id: 'a', title: 'A', what: 'set to draft', repaired: null } ] } ), [ good ] ),
		];
		for ( const { found, text } of worse ) {
			assert.equal( found.isGood, false );
			assert.match( text, /Not to be signed/ );
		}
		assert.match( worse[ 0 ].text, /Performance x is missing/ );
		assert.match( worse[ 1 ].text, /not seen often enough: merges/ );
	} );

	it( 'says of a day without one side that it stood as it was', () => {
		assert.match( told( life(), [ day( 0, { edits: everyKind, stoodStill: 'Salesforce' } ) ] ).text, /stood as it was, Salesforce away/ );
	} );
} );

describe( 'the clock on the page', () => {
	it( 'is the venue’s, named where the site’s shows another time', () => {
		assert.equal( inWords( Date.UTC( 2026, 9, 24, 18, 30 ), 'Europe/London' ), 'Sat, October 24, 2026, 7:30 pm' );
		assert.equal( inWords( Date.UTC( 2026, 9, 26, 19, 30 ), 'Europe/London' ), 'Mon, October 26, 2026, 7:30 pm' );
		assert.equal( inWords( Date.UTC( 2026, 9, 24, 17, 30 ), 'Europe/Berlin' ), 'Sat, October 24, 2026, 7:30 pm CEST' );
		assert.equal( inWords( Date.UTC( 2026, 9, 26, 18, 30 ), 'Europe/Berlin' ), 'Mon, October 26, 2026, 7:30 pm CET' );
		assert.equal( inWords( Date.UTC( 2026, 9, 31, 23, 30 ), 'America/New_York' ), 'Sat, October 31, 2026, 7:30 pm EDT' );
		assert.equal( inWords( Date.UTC( 2026, 10, 2, 0, 30 ), 'America/New_York' ), 'Sun, November 1, 2026, 7:30 pm EST' );
	} );

	it( 'names the zone in the hour that it shows twice', () => {
		assert.equal( inWords( Date.UTC( 2026, 9, 25, 0, 30 ), 'Europe/London' ), 'Sun, October 25, 2026, 1:30 am BST' );
		assert.equal( inWords( Date.UTC( 2026, 9, 25, 1, 30 ), 'Europe/London' ), 'Sun, October 25, 2026, 1:30 am GMT' );
		assert.equal( inWords( Date.UTC( 2026, 9, 25, 2, 30 ), 'Europe/London' ), 'Sun, October 25, 2026, 2:30 am' );
	} );

	it( 'differs when it was shifted with the site’s', () => {
		const start = Date.UTC( 2026, 9, 26, 18, 30 );
		const truth = { productions: [ { id: 'p', title: 'Hamlet' } ], performances: [ { id: 'a', production: 'p', start, place: 'Zelt' } ] };
		const entry = ( when ) => ( { title: 'Hamlet', start, place: 'Zelt', when } );
		const zones = new Map( [ [ 'a', 'Europe/Berlin' ] ] );
		assert.deepEqual( compareClocks( truth, zones, [ entry( 'Mon, October 26, 2026, 7:30 pm CET' ) ] ), [] );
		assert.equal( compareClocks( truth, zones, [ entry( 'Mon, October 26, 2026, 8:30 pm CEST' ) ] ).length, 1 );
	} );
} );
