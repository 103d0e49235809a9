import fc from 'fast-check';
import { amountText, minorUnits } from '../../../sync-worker/src/mapping/money';

/** Independent of the code under test: whole numbers only. */
const written = ( units: bigint, digits: number ): string => {
	const sign = units < 0n ? '-' : '';
	const text = ( units < 0n ? -units : units ).toString().padStart( digits + 1, '0' );
	return digits === 0 ? sign + text : `${ sign }${ text.slice( 0, -digits ) }.${ text.slice( -digits ) }`;
};

describe( 'amounts', () => {
	it.each( [
		[ '27', 2, '27.00' ],
		[ '27.1', 2, '27.10' ],
		[ '1.005', 2, '1.01' ],
		[ '0.285', 2, '0.29' ],
		[ '-0.004', 2, '0.00' ],
		[ '-2.5', 0, '-3' ],
		[ '1500.00', 0, '1500' ],
		[ '1.2345', 3, '1.235' ],
		[ '5e-7', 2, '0.00' ],
		[ '1e21', 2, '1000000000000000000000.00' ],
		[ '9.995', 2, '10.00' ],
		[ '.5', 2, '0.50' ],
		[ '999999999999999.99', 2, '999999999999999.99' ],
	] )( '%s with %i digits is %s', ( given, digits, expected ) => {
		expect( amountText( given, digits ) ).toBe( expected );
	} );

	it.each( [ '', '.', '1,200.00', '$5', 'free', 'NaN', 'Infinity', '0x10', '1e' ] )( 'is no amount: %j', ( given ) => {
		expect( amountText( given, 2 ) ).toBeUndefined();
	} );

	it( 'brings what has the currency’s digits through JSON without drift', () => {
		fc.assert(
			fc.property( fc.integer( { min: -999_999_999, max: 999_999_999 } ), fc.constantFrom( 0, 2, 3 ), ( units, digits ) => {
				const exact = written( BigInt( units ), digits );
				const travelled: unknown = JSON.parse( exact );
				expect( amountText( String( travelled ), digits ) ).toBe( exact );
			} ),
			{ numRuns: 2000 }
		);
	} );

	it( 'rounds half away from zero, digit by digit', () => {
		fc.assert(
			fc.property(
				fc.bigInt( { min: -( 10n ** 15n ), max: 10n ** 15n } ),
				fc.constantFrom( 0, 2, 3 ),
				fc.integer( { min: 1, max: 4 } ),
				( units, digits, more ) => {
					const scale = 10n ** BigInt( more );
					const size = units < 0n ? -units : units;
					const rounded = ( size + scale / 2n ) / scale;
					expect( amountText( written( units, digits + more ), digits ) ).toBe( written( units < 0n ? -rounded : rounded, digits ) );
				}
			),
			{ numRuns: 2000 }
		);
	} );

	it( 'never throws', () => {
		fc.assert(
			fc.property(
				fc.oneof( fc.string(), fc.double().map( String ) ),
				fc.constantFrom( 0, 2, 3, 4 ),
				( given, digits ) => void amountText( given, digits )
			)
		);
	} );
} );

it( 'agrees with ISO 4217 on the currencies theatres meet', () => {
	for ( const [ code, digits ] of Object.entries( {
		USD: 2,
		EUR: 2,
		GBP: 2,
		JPY: 0,
		KRW: 0,
		KWD: 3,
		BHD: 3,
		TND: 3,
		CLF: 4,
		CHF: 2,
	} ) ) {
		expect( minorUnits( code ) ).toBe( digits );
		expect(
			new Intl.NumberFormat( 'en', {
				style: 'currency',
				currency: code,
			} ).resolvedOptions().maximumFractionDigits
		).toBe( digits );
	}
	expect( minorUnits( null ) ).toBe( 2 );
} );
