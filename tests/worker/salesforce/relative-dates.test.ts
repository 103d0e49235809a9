import fc from 'fast-check';
import { asksOthers, filterPaths, hasRelativeDates, pastFilter } from '../../../sync-worker/src/salesforce/relative-dates';
import { parseFilter } from '../../../sync-worker/src/salesforce/soql';

describe( 'the filter of what merely became past', () => {
	it.each( [
		[ 'Start__c >= TODAY', '(Start__c >= TODAY OR Start__c <= TODAY)' ],
		[ 'DAY_ONLY(Start__c) >= TODAY', '(DAY_ONLY(Start__c) >= TODAY OR DAY_ONLY(Start__c) <= TODAY)' ],
		[
			'DAY_ONLY(convertTimezone(Show__r.Start__c)) = NEXT_N_DAYS:7',
			'(DAY_ONLY(convertTimezone(Show__r.Start__c)) = NEXT_N_DAYS:7 OR DAY_ONLY(convertTimezone(Show__r.Start__c)) <= TODAY)',
		],
		[ 'Start__c = NEXT_N_DAYS:30', '(Start__c = NEXT_N_DAYS:30 OR Start__c <= TODAY)' ],
		[ 'Show__r.End__c > TODAY AND A = 1', '(Show__r.End__c > TODAY OR Show__r.End__c <= TODAY) AND A = 1' ],
		[ '(A = 1 OR (Start__c > TODAY)) AND B = 2', '(A = 1 OR ((Start__c > TODAY OR Start__c <= TODAY))) AND B = 2' ],
		[ 'Start__c > TODAY AND Start__c <= NEXT_N_DAYS:90', '(Start__c > TODAY OR Start__c <= TODAY) AND Start__c <= NEXT_N_DAYS:90' ],
		[ "NOT Status__c = 'x' AND Start__c > TODAY", "NOT Status__c = 'x' AND (Start__c > TODAY OR Start__c <= TODAY)" ],
		[ '(NOT (A = 1 OR B = 2)) AND Start__c > TODAY', '(NOT (A = 1 OR B = 2)) AND (Start__c > TODAY OR Start__c <= TODAY)' ],
		[ '(NOT Start__c > TODAY) AND End__c > TODAY', '(NOT Start__c > TODAY) AND (End__c > TODAY OR End__c <= TODAY)' ],
		[ 'A = 1 AND ((NOT Start__c > TODAY) OR End__c > TODAY)', 'A = 1 AND ((NOT Start__c > TODAY) OR (End__c > TODAY OR End__c <= TODAY))' ],
		[ '(NOT (NOT (A = 1 OR Start__c > TODAY))) AND End__c > TODAY', '(NOT (NOT (A = 1 OR Start__c > TODAY))) AND (End__c > TODAY OR End__c <= TODAY)' ],
		[
			'A = 1 AND Id IN (SELECT Show__c FROM P WHERE Start__c >= TODAY AND B = 2)',
			'A = 1 AND Id IN (SELECT Show__c FROM P WHERE (Start__c >= TODAY OR Start__c <= TODAY) AND B = 2)',
		],
		[ 'Id IN (SELECT Show__c FROM P) AND End__c > TODAY', 'Id IN (SELECT Show__c FROM P) AND (End__c > TODAY OR End__c <= TODAY)' ],
	] )( '%s → %s', ( filter, wider ) => {
		const past = pastFilter( filter );
		expect( past?.replace( /\s+/g, ' ' ).replace( /\( /g, '(' ).replace( / \)/g, ')' ) ).toBe( wider );
	} );

	it.each( [
		"Status__c = 'x'",
		'Start__c <= TODAY',
		'Start__c >= 2026-01-01T00:00:00Z',
		'NOT Start__c = TODAY',
		'NOT (A = 1 OR Start__c > TODAY)',
		'A = 1 AND (NOT Start__c >= TODAY)',
		'(A = 1 OR NOT Start__c >= TODAY)',
		'CALENDAR_YEAR(Start__c) = 2026',
		'Id IN (SELECT Show__c FROM P WHERE Start__c <= TODAY)',
		'Id NOT IN (SELECT Show__c FROM P WHERE Start__c >= TODAY)',
	] )( 'there is none where the clock alone puts no record outside: %s', ( filter ) => expect( pastFilter( filter ) ).toBeNull() );

	const condition = fc.constantFrom( 'A = 1', "B != 'x'", 'S > TODAY', 'S = THIS_MONTH', 'P__r.E <= NEXT_N_DAYS:3', 'S < 2026-01-01T00:00:00Z' );
	const { filter } = fc.letrec< { filter: string } >( ( tie ) => ( {
		filter: fc.oneof(
			{ maxDepth: 2 },
			condition,
			fc
				.tuple( tie( 'filter' ), fc.constantFrom( 'AND', 'OR' ), tie( 'filter' ) )
				.map( ( [ left, operator, right ] ) => `(${ left }) ${ operator } (${ right })` ),
			tie( 'filter' ).map( ( inner ) => `(NOT (${ inner }))` )
		),
	} ) );

	it( 'is a filter again, asks for the same fields, and widens nothing twice', () => {
		fc.assert(
			fc.property( filter, ( text ) => {
				const past = pastFilter( text );
				if ( past === null ) {
					return;
				}
				expect( () => parseFilter( past ) ).not.toThrow();
				expect( new Set( filterPaths( past ) ) ).toEqual( new Set( filterPaths( text ) ) );
				expect( past.split( '(' ).length ).toBe( past.split( ')' ).length );
				expect( hasRelativeDates( text ) ).toBe( true );
			} ),
			{ numRuns: 100, seed: 20261125 }
		);
	} );
} );

it.each( [
	[ 'A = 1 AND Id IN (SELECT Show__c FROM P)', true ],
	[ "Id NOT IN (SELECT Show__c FROM P WHERE Status__c = 'x')", true ],
	[ "Id IN ('a0I000000000001AAA') AND Start__c >= TODAY", false ],
] )( '%s asks records of another object: %s', ( filter, asks ) => expect( asksOthers( filter ) ).toBe( asks ) );

it.each( [
	[ 'A = 1 AND Show__r.Start__c >= TODAY', [ 'A', 'Show__r.Start__c' ] ],
	[ 'CALENDAR_YEAR(Show__r.Start__c) = 2026', [ 'Show__r.Start__c' ] ],
	[ 'DAY_ONLY(convertTimezone(Start__c)) = TODAY', [ 'Start__c' ] ],
	[ "DISTANCE(Hall__r.Place__c, GEOLOCATION(37, 122), 'mi') < 20", [ 'Hall__r.Place__c' ] ],
] )( '%s asks for %j', ( filter, paths ) => expect( filterPaths( filter ) ).toEqual( paths ) );
