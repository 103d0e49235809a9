import fc from 'fast-check';
import { id18, isoOf, momentOf, transform } from '../../../sync-worker/src/mapping';
import { momentText } from '../../../sync-worker/src/mapping/dates';

const two = ( number: number ): string => String( number ).padStart( 2, '0' );

/** Dates of all kinds, true ones and others, in the spelling of Salesforce and in its neighbours. */
const written = fc
	.record( {
		year: fc.integer( { min: 0, max: 9999 } ),
		month: fc.integer( { min: 0, max: 13 } ),
		day: fc.integer( { min: 0, max: 32 } ),
		hour: fc.integer( { min: 0, max: 25 } ),
		minute: fc.integer( { min: 0, max: 61 } ),
		second: fc.integer( { min: 0, max: 61 } ),
		end: fc.constantFrom( '.000+0000', '.000+0000', '.123+0000', '.000-0700', '.000Z', 'Z', '.00x+0000' ),
		between: fc.constantFrom( 'T', 'T', 't', ' ' ),
	} )
	.map(
		( { year, month, day, hour, minute, second, end, between } ) =>
			`${ String( year ).padStart( 4, '0' ) }-${ two( month ) }-${ two( day ) }${ between }${ two( hour ) }:${ two( minute ) }:${ two( second ) }${ end }`
	);

/** Blanks around it send a text the long way: the pattern, not the quick look. */
const theLongWay = ( text: string ): number | undefined => momentOf( ` ${ text } ` );

describe( 'a moment', () => {
	it( 'is read by a quick look as by the pattern', () => {
		fc.assert(
			fc.property( written, ( text ) => {
				const ms = theLongWay( text );
				expect( momentOf( text ) ).toBe( ms );
				expect( momentText( text ) ).toBe( ms === undefined ? undefined : isoOf( ms ) );
			} ),
			{ seed: 28, numRuns: 5000 }
		);
	} );

	it( 'is none where a character is no digit', () => {
		const given = '2026-11-20T10:00:00.000+0000';
		fc.assert(
			fc.property( fc.nat( { max: given.length - 1 } ), fc.string( { minLength: 1, maxLength: 1 } ), ( at, character ) => {
				const text = given.slice( 0, at ) + character + given.slice( at + 1 );
				expect( momentOf( text ) ).toBe( theLongWay( text ) );
			} ),
			{ seed: 29, numRuns: 2000 }
		);
	} );
} );

describe( 'the 18 characters of an id', () => {
	it( 'are those of its 15, whatever the last three were', () => {
		const character = fc.constantFrom( 'A', 'B', 'C', 'X', 'Y', 'Z', 'a', 'b', 'x', 'z', '0', '1', '9' );
		fc.assert(
			fc.property( fc.array( character, { minLength: 15, maxLength: 15 } ), fc.array( character, { minLength: 3, maxLength: 3 } ), ( first, last ) => {
				const short = first.join( '' );
				const long = id18( short );
				expect( long ).toMatch( /^[A-Za-z0-9]{15}[A-Z0-5]{3}$/ );
				expect( id18( short + last.join( '' ) ) ).toBe( long );
				expect( id18( long ?? '' ) ).toBe( long );
			} ),
			{ seed: 18 }
		);
	} );
} );

describe( 'plain text', () => {
	it( 'has no run of blanks, and none at its ends', () => {
		const text = fc
			.array( fc.constantFrom( ' ', '  ', '\n', '\t', '\u00a0', '\u2003', '\ufeff', 'a', 'é', '<b>', '&amp;' ) )
			.map( ( parts ) => parts.join( '' ) );
		fc.assert(
			fc.property( text, ( given ) => {
				const plain = given.replaceAll( '<b>', '' ).replaceAll( '&amp;', '&' );
				expect( transform( 'text', given ) ).toEqual( { ok: true, value: plain.replace( /\s+/g, ' ' ).trim() } );
			} ),
			{ seed: 160, numRuns: 1000 }
		);
	} );
} );
