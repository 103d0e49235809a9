/** Chance by seed: the same on every machine (mulberry32). */
export function seeded( seed ) {
	let state = seed >>> 0;
	const next = () => {
		state = ( state + 0x6d2b79f5 ) >>> 0;
		let mixed = Math.imul( state ^ ( state >>> 15 ), 1 | state );
		mixed = ( mixed + Math.imul( mixed ^ ( mixed >>> 7 ), 61 | mixed ) ) ^ mixed;
		return ( ( mixed ^ ( mixed >>> 14 ) ) >>> 0 ) / 2 ** 32;
	};
	const below = ( limit ) => Math.floor( next() * limit );
	return {
		below,
		/** from … to, both included */
		between: ( from, to ) => from + below( to - from + 1 ),
		chance: ( share ) => next() < share,
		pick: ( list ) => list[ below( list.length ) ],
		/** One of `[ weight, value ]`. */
		weighted: ( pairs ) => {
			let left = next() * pairs.reduce( ( sum, [ weight ] ) => sum + weight, 0 );
			return ( pairs.find( ( [ weight ] ) => ( left -= weight ) < 0 ) ?? pairs.at( -1 ) )[ 1 ];
		},
	};
}
