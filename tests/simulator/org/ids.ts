// Salesforce ids: 15 case-sensitive characters, or 18 with a checksum that survives case folding (§2.3).
const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function checksum( id15: string ): string {
	let suffix = '';
	for ( let block = 0; block < 3; block++ ) {
		let bits = 0;
		for ( let k = 0; k < 5; k++ ) {
			const char = id15.charAt( block * 5 + k );
			if ( char >= 'A' && char <= 'Z' ) {
				bits |= 1 << k;
			}
		}
		suffix += SUFFIX.charAt( bits );
	}
	return suffix;
}

export const toId18 = ( id15: string ): string => id15 + checksum( id15 );

/** The 18-character form of a well-formed id, or null. A wrong checksum is not an id. */
export function normaliseId( value: unknown ): string | null {
	if ( typeof value !== 'string' || ! /^[0-9A-Za-z]{15}([A-Z0-5]{3})?$/i.test( value ) ) {
		return null;
	}
	const id18 = toId18( value.slice( 0, 15 ) );
	return value.length === 15 || id18.slice( 15 ) === value.slice( 15 ) ? id18 : null;
}

export function makeId( keyPrefix: string, counter: number ): string {
	let rest = counter;
	let digits = '';
	for ( let k = 0; k < 9; k++ ) {
		digits = DIGITS.charAt( rest % 62 ) + digits;
		rest = Math.floor( rest / 62 );
	}
	return toId18( `${ keyPrefix }5e0${ digits }` );
}
