/** A field of an event's schema, and the names of its parts when it is a compound. */
interface NamedField {
	name: string;
	parts: readonly string[];
}

/** Bit i, counted from the least significant end, stands for the i-th name. Upper case: clients map A–F alone (§5.4). */
function hexOf( names: readonly string[], chosen: ReadonlySet< string > ): string | null {
	const bits = names.reduce( ( sum, name, at ) => ( chosen.has( name ) ? sum | ( 1n << BigInt( at ) ) : sum ), 0n );
	if ( bits === 0n ) {
		return null;
	}
	const digits = bits.toString( 16 ).toUpperCase();
	return `0x${ digits.length % 2 === 0 ? digits : `0${ digits }` }`;
}

/** Names as Pub/Sub writes them: one bitmap for whole fields, and `<position>-<bitmap>` for parts of a compound (§5.4). */
export function encodeFields( fields: readonly NamedField[], names: readonly string[] ): string[] {
	const chosen = new Set( names );
	const top = hexOf(
		fields.map( ( { name } ) => name ),
		chosen
	);
	const nested = fields.map( ( { name, parts }, at ) => {
		const hex = hexOf(
			parts.map( ( part ) => `${ name }.${ part }` ),
			chosen
		);
		return hex === null ? null : `${ at }-${ hex }`;
	} );
	return [ top, ...nested ].filter( ( bitmap ) => bitmap !== null );
}
