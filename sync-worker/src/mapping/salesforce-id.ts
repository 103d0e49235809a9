const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of an id, or nothing when it is none. */
export function id18( id: string ): string | undefined {
	if ( ! /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test( id ) ) {
		return undefined;
	}
	let suffix = '';
	for ( let block = 0; block < 3; block++ ) {
		let bits = 0;
		for ( let position = 0; position < 5; position++ ) {
			const code = id.charCodeAt( block * 5 + position );
			// A to Z
			if ( code >= 65 && code <= 90 ) {
				bits |= 1 << position;
			}
		}
		suffix += alphabet.charAt( bits );
	}
	return id.slice( 0, 15 ) + suffix;
}
