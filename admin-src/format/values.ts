/** A stored or raw value as one line; nothing is a dash. */
export function inWords( value: unknown ): string {
	if ( value === null || value === undefined || value === '' ) {
		return '—';
	}
	if ( Array.isArray( value ) ) {
		return value.map( inWords ).join( ', ' );
	}
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String( value ) : JSON.stringify( value );
}
