import fc from 'fast-check';
import { checksum, makeId, normaliseId, toId18 } from '../../org/ids';

const ALPHABET = Array.from( '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' );
const id15 = fc.array( fc.constantFrom( ...ALPHABET ), { minLength: 15, maxLength: 15 } ).map( ( letters ) => letters.join( '' ) );

describe( 'an id', () => {
	it( 'of 15 characters becomes one of 18 and back', () => {
		fc.assert(
			fc.property( id15, ( id ) => {
				const long = toId18( id );
				expect( long ).toMatch( /^[0-9A-Za-z]{15}[A-Z0-5]{3}$/ );
				expect( long.slice( 0, 15 ) ).toBe( id );
				expect( [ normaliseId( id ), normaliseId( long ) ] ).toEqual( [ long, long ] );
			} ),
			{ seed: 4 }
		);
	} );

	it( 'has the checksum that real orgs give', () => {
		expect( [ '001D000000K0fXO', '003RO0000035WQg', '01gRO0000016PIA' ].map( checksum ) ).toEqual( [ 'IAZ', 'YAM', 'YA2' ] );
	} );

	it( 'is refused with any other checksum, length or character', () => {
		fc.assert(
			fc.property( id15, fc.constantFrom( ...Array.from( 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345' ) ), fc.nat( 2 ), ( id, char, at ) => {
				const long = toId18( id );
				const wrong = long.slice( 0, 15 + at ) + char + long.slice( 16 + at );
				expect( normaliseId( wrong ) ).toBe( wrong === long ? long : null );
				expect( normaliseId( long.slice( 0, 17 ) ) ).toBeNull();
				expect( normaliseId( `${ long }A` ) ).toBeNull();
				expect( normaliseId( `${ id.slice( 0, 14 ) }-` ) ).toBeNull();
			} ),
			{ seed: 5 }
		);
	} );

	it( 'tells ids apart that differ in the case of a letter', () => {
		fc.assert(
			fc.property( id15, id15, ( a, b ) => {
				expect( toId18( a ).toLowerCase() === toId18( b ).toLowerCase() ).toBe( a === b );
			} ),
			{ seed: 6, examples: [ [ '001000000000aaa', '001000000000aaA' ] ] }
		);
	} );

	it( 'grows with its counter, as its characters sort', () => {
		fc.assert(
			fc.property( fc.nat( 10_000_000 ), fc.nat( 10_000_000 ), ( a, b ) => {
				expect( makeId( '001', a ) < makeId( '001', b ) ).toBe( a < b );
			} ),
			{ seed: 7 }
		);
	} );
} );
