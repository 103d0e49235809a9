/** What the benchmarks do with numbers. */
export const round = ( value, digits = 2 ) => Number( value.toFixed( digits ) );

/** Median: one slow poll among ten says nothing of the others. */
export function median( values ) {
	const sorted = [ ...values ].sort( ( left, right ) => left - right );
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[ middle ] : ( sorted[ middle - 1 ] + sorted[ middle ] ) / 2;
}
