import fc from 'fast-check';
import { localMoment } from '../../../sync-worker/src/mapping/dates';
import { momentAt, wallOf, zoneOf } from '../../../sync-worker/src/mapping/zones';

const zones = [
	'Europe/London',
	'America/New_York',
	'Australia/Lord_Howe',
	'America/St_Johns',
	'Asia/Kathmandu',
	'Pacific/Apia',
	'Africa/Casablanca',
	'America/Sao_Paulo',
	'Europe/Dublin',
	'Asia/Tokyo',
	'Pacific/Kiritimati',
	'Antarctica/Troll',
	'UTC',
];
const moment = fc
	.integer( {
		min: Date.UTC( 1990, 0, 1 ) / 1000,
		max: Date.UTC( 2060, 0, 1 ) / 1000,
	} )
	.map( ( seconds ) => seconds * 1000 );
const text = ( ms: number ): string => new Date( ms ).toISOString().slice( 0, 19 );
const wall = ( ms: number, zone: string ): number => wallOf( ms, zone ) ?? Number.NaN;

describe( 'a moment and the clock on the wall', () => {
	it( 'moment → wall → moment is the same moment, or the other one the clock shows twice', () => {
		fc.assert(
			fc.property( moment, fc.constantFrom( ...zones ), ( ms, zone ) => {
				const shown = wall( ms, zone );
				const back = momentAt( shown, zone ) ?? Number.NaN;
				expect( wall( back, zone ) ).toBe( shown );
				expect( back ).toBeLessThanOrEqual( ms );
			} ),
			{ numRuns: 2000 }
		);
	} );

	it( 'wall → moment → wall is the identity, except for what the clock never shows', () => {
		fc.assert(
			fc.property( moment, fc.constantFrom( ...zones ), ( shown, zone ) => {
				const found = momentAt( shown, zone ) ?? Number.NaN;
				const again = wall( found, zone );
				if ( again !== shown ) {
					// In a gap the clock goes on as before: later by as much as was skipped, and no moment shows what was asked for.
					const skipped = again - shown;
					expect( skipped ).toBeGreaterThan( 0 );
					for ( let offset = -15 * 3600_000; offset <= 15 * 3600_000; offset += 15 * 60_000 ) {
						expect( wall( shown - offset, zone ) ).not.toBe( shown );
					}
					expect( wall( found - skipped, zone ) ).toBeLessThan( shown );
				}
			} ),
			{ numRuns: 2000 }
		);
	} );

	it.each( [
		[ 'spring in New York', '2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00' ],
		[ 'spring in London', '2026-03-29T01:15:00', 'Europe/London', '2026-03-29T01:15:00' ],
		[ 'half an hour in Lord Howe', '2026-10-04T02:10:00', 'Australia/Lord_Howe', '2026-10-03T15:40:00' ],
		[ 'the day Samoa skipped', '2011-12-30T19:30:00', 'Pacific/Apia', '2011-12-31T05:30:00' ],
		[ 'autumn in New York: the first', '2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00' ],
		[ 'autumn in London: the first', '2026-10-25T01:30:00', 'Europe/London', '2026-10-25T00:30:00' ],
		[ 'an evening in Paris', '2026-11-25T19:30:00', 'Europe/Paris', '2026-11-25T18:30:00' ],
		[ 'before 1970', '1965-07-01T20:00:00', 'America/New_York', '1965-07-02T00:00:00' ],
	] )( 'decides %s', ( _name, shown, zone, expected ) => {
		expect( text( momentAt( Date.parse( `${ shown }Z` ), zone ) ?? 0 ) ).toBe( expected );
	} );

	it( 'joins a Date and a Time; the Z of a Time says nothing', () => {
		expect( text( localMoment( '2026-07-01', '19:30:00.000Z', 'Europe/London' ) ?? 0 ) ).toBe( '2026-07-01T18:30:00' );
		expect( text( localMoment( '2026-07-01', null, 'Europe/London' ) ?? 0 ) ).toBe( '2026-06-30T23:00:00' );
		expect( text( localMoment( '2026-07-01T19:30', null, 'Europe/London' ) ?? 0 ) ).toBe( '2026-07-01T18:30:00' );
		for ( const wrong of [ '2026-07-01T19:30:00.000+0000', '2026-02-30', '2026-07-01T24:00', '1 July', '' ] ) {
			expect( localMoment( wrong, null, 'Europe/London' ) ).toBeUndefined();
		}
	} );
} );

describe( 'names of zones', () => {
	it.each( [
		[ 'Europe/London', 'Europe/London' ],
		[ ' America/Argentina/Buenos_Aires ', 'America/Argentina/Buenos_Aires' ],
		[ '(GMT-05:00) Eastern Standard Time (America/New_York)', 'America/New_York' ],
		[ 'Eastern Standard Time', 'America/New_York' ],
		[ 'W. Europe Standard Time', 'Europe/Berlin' ],
		[ 'GMT', 'UTC' ],
		[ 'EST5EDT', 'America/New_York' ],
		[ 'US/Eastern', 'US/Eastern' ],
	] )( 'takes %s for %s', ( given, expected ) => {
		expect( zoneOf( given ) ).toBe( expected );
	} );

	it.each( [ 'EST', 'BST', '+02:00', 'UTC+2', 'Europe/Atlantis', 'London', '', '../etc/passwd', `Europe/${ 'x'.repeat( 80 ) }` ] )(
		'guesses nothing from %j',
		( given ) => {
			expect( zoneOf( given ) ).toBeUndefined();
		}
	);

	it( 'knows every zone of this machine, and never throws', () => {
		for ( const zone of Intl.supportedValuesOf( 'timeZone' ) ) {
			expect( zone.includes( '/' ) ? zoneOf( zone ) : 'UTC' ).toBe( zone === 'Etc/UTC' ? 'UTC' : zone.includes( '/' ) ? zone : 'UTC' );
		}
		fc.assert( fc.property( fc.string( { unit: 'binary' } ), ( given ) => void zoneOf( given ) ) );
	} );
} );
