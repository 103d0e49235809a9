export interface Random {
	/** 0 ≤ n < limit */
	below: ( limit: number ) => number;
	pick: < T >( list: readonly T[] ) => T;
	chance: ( share: number ) => boolean;
}

/** mulberry32: small, and the same on every machine. */
export function seeded( seed: number ): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = ( state + 0x6d2b79f5 ) >>> 0;
		let mixed = Math.imul( state ^ ( state >>> 15 ), 1 | state );
		mixed = ( mixed + Math.imul( mixed ^ ( mixed >>> 7 ), 61 | mixed ) ) ^ mixed;
		return ( ( mixed ^ ( mixed >>> 14 ) ) >>> 0 ) / 2 ** 32;
	};
	const below = ( limit: number ): number => Math.floor( next() * limit );
	return {
		below,
		pick: ( list ) => {
			if ( list.length === 0 ) {
				throw new RangeError( 'Nothing to pick from' );
			}
			return list[ below( list.length ) ]!;
		},
		chance: ( share ) => next() < share,
	};
}
