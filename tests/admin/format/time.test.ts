import { ago, duration } from '../../../admin-src/format/time';

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
		[ 400, '0 seconds' ],
		[ 1_000, '1 second' ],
		[ 59_000, '59 seconds' ],
		[ 90_000, '2 minutes' ],
	] )( 'of %d ms is %s', ( ms, words ) => {
		expect( duration( 0, ms ) ).toBe( words );
	} );
} );
