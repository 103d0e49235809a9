import { ago, dateAndTime, dateAndTimeIn, duration } from '../../../admin-src/format/time';

const minute = 60_000;

describe( 'ago', () => {
	it.each( [
		[ 0, 'just now' ],
		[ minute, '1 minute ago' ],
		[ 59 * minute, '59 minutes ago' ],
		[ 60 * minute, '1 hour ago' ],
		[ 47 * 60 * minute, '47 hours ago' ],
		[ 48 * 60 * minute, '2 days ago' ],
	] )( 'of %d ms is “%s”', ( passed, words ) => {
		expect( ago( 1_000_000, 1_000_000 + passed ) ).toBe( words );
	} );

	it( 'is never in the future, whatever the clocks say', () => {
		expect( ago( 2_000_000, 1_000_000 ) ).toBe( 'just now' );
	} );
} );

describe( 'duration', () => {
	it.each( [
		[ 400, 'under a second' ],
		[ 1_000, '1 second' ],
		[ 59_000, '59 seconds' ],
		[ 90_000, '2 minutes' ],
	] )( 'of %d ms is %s', ( ms, words ) => {
		expect( duration( 0, ms ) ).toBe( words );
	} );
} );

it( 'says a time by the clock of the site, and by the own one where the zone is unknown', () => {
	const ms = Date.UTC( 2026, 10, 30, 3 );
	expect( dateAndTimeIn( ms, 'Europe/Vienna', 'en' ) ).toMatch( /^November 30, 2026 at 4:00.AM$/ );
	expect( dateAndTimeIn( ms, 'Nowhere/At_All', 'en' ) ).toBe( dateAndTime( ms, 'en' ) );
} );
