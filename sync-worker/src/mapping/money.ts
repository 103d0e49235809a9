/** ISO 4217 (2024): currencies whose smallest unit is not a hundredth. A table, for ICU’s differs between releases. */
const units: Readonly< Record< number, string > > = {
	0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
	3: 'BHD IQD JOD KWD LYD OMR TND',
	4: 'CLF UYW',
};

const byCode = new Map( Object.entries( units ).flatMap( ( [ digits, codes ] ) => codes.split( ' ' ).map( ( code ) => [ code, Number( digits ) ] as const ) ) );

/** Digits behind the point of an amount in this currency; two where it is not known. */
export const minorUnits = ( currency: string | null ): number => byCode.get( currency ?? '' ) ?? 2;

export const currencyOf = ( text: unknown ): string | undefined => {
	const code = typeof text === 'string' ? text.trim().toUpperCase() : '';
	return /^[A-Z]{3}$/.test( code ) ? code : undefined;
};

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** As most amounts are written: nothing to round, no sign, no exponent. */
const simple = /^(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * An amount with exactly `digits` behind the point, half away from zero, worked out on its decimal digits: 1.005 is
 * 1.01, which binary arithmetic makes 1.00. Undefined when the text is no number.
 */
export function amountText( given: string, digits: number ): string | undefined {
	const [ , units, rest = '' ] = simple.exec( given ) ?? [];
	if ( units !== undefined && rest.length <= digits ) {
		return digits === 0 ? units : `${ units }.${ rest.padEnd( digits, '0' ) }`;
	}
	return rounded( given, digits );
}

function rounded( given: string, digits: number ): string | undefined {
	const parts = decimal.exec( given.trim() );
	const [ , sign = '', whole = '', fraction = '', exponent = '0' ] = parts ?? [];
	if ( ! parts || whole + fraction === '' ) {
		return undefined;
	}
	const significant = whole + fraction;
	const point = whole.length + Number( exponent );
	// One digit more than is kept decides; everything further right cannot change which way.
	const kept = point + digits;
	const padded = kept < 0 ? '' : significant.padEnd( kept, '0' ).slice( 0, kept );
	const next = kept < 0 ? '0' : significant.charAt( kept ) || '0';
	const sum = BigInt( padded || '0' ) + ( next >= '5' ? 1n : 0n );
	const text = sum.toString().padStart( digits + 1, '0' );
	const amount = digits === 0 ? text : `${ text.slice( 0, -digits ) }.${ text.slice( -digits ) }`;
	return sign === '-' && sum !== 0n ? `-${ amount }` : amount;
}
