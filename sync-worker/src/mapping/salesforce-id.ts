const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** What Salesforce adds to five characters, so that no two ids differ in case alone. */
function check( id: string, from: number ): number {
	let bits = 0;
	for ( let position = 0; position < 5; position++ ) {
		const code = id.charCodeAt( from + position );
		// A to Z
		if ( code >= 65 && code <= 90 ) {
			bits |= 1 << position;
		}
	}
	return alphabet.charCodeAt( bits );
}

const isWhole = ( id: string ): boolean =>
	id.length === 18 && id.charCodeAt( 15 ) === check( id, 0 ) && id.charCodeAt( 16 ) === check( id, 5 ) && id.charCodeAt( 17 ) === check( id, 10 );

/** The 18-character form of an id, or nothing when it is none. */
export function id18( id: string ): string | undefined {
	if ( ! /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test( id ) ) {
		return undefined;
	}
	return isWhole( id ) ? id : id.slice( 0, 15 ) + String.fromCharCode( check( id, 0 ), check( id, 5 ), check( id, 10 ) );
}
