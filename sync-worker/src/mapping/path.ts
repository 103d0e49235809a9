/** A record as Salesforce answers it: nested relationships, `attributes` and all. */
export type SourceRecord = Readonly< Record< string, unknown > >;

/** Absent is not null: a field the integration user may not see does not appear in the record at all. */
export type Read = { found: true; value: unknown } | { found: false };

export const isObject = ( value: unknown ): value is Record< string, unknown > => typeof value === 'object' && value !== null && ! Array.isArray( value );

/** Stands for what is not there at all. */
export const absent: unique symbol = Symbol( 'absent' );

function keyOf( record: SourceRecord, name: string ): string | undefined {
	if ( Object.hasOwn( record, name ) ) {
		return name;
	}
	// Salesforce answers in describe's casing, whatever the query's was.
	for ( const key in record ) {
		if ( key.length === name.length && key.toLowerCase() === name.toLowerCase() && Object.hasOwn( record, key ) ) {
			return key;
		}
	}
	return undefined;
}

export const readPath = ( record: SourceRecord, path: string ): Read => readNames( record, path.split( '.' ) );

/** As `readPath`, for who reads the same path in record after record and splits it once. */
export function readNames( record: SourceRecord, names: readonly string[] ): Read {
	const value = valueAt( record, names );
	return value === absent ? { found: false } : { found: true, value };
}

/** The same without a wrapping; `absent` where nothing is. */
export function valueAt( record: SourceRecord, names: readonly string[] ): unknown {
	let current: unknown = record;
	for ( const name of names ) {
		if ( current === null ) {
			// An empty lookup: the parent is known to be missing, so its fields are empty.
			return null;
		}
		if ( ! isObject( current ) ) {
			return absent;
		}
		const key = keyOf( current, name );
		if ( key === undefined ) {
			return absent;
		}
		current = current[ key ];
	}
	return current === undefined ? null : current;
}
