/** A record as Salesforce answers it: nested relationships, `attributes` and all. */
export type SourceRecord = Readonly< Record< string, unknown > >;

/** Absent is not null: a field the integration user may not see does not appear in the record at all. */
export type Read = { found: true; value: unknown } | { found: false };

export const isObject = ( value: unknown ): value is Record< string, unknown > => typeof value === 'object' && value !== null && ! Array.isArray( value );

function keyOf( record: SourceRecord, name: string ): string | undefined {
	if ( Object.hasOwn( record, name ) ) {
		return name;
	}
	// Salesforce answers in describe's casing, whatever the query's was.
	const lower = name.toLowerCase();
	return Object.keys( record ).find( ( key ) => key.toLowerCase() === lower );
}

export const readPath = ( record: SourceRecord, path: string ): Read => readNames( record, path.split( '.' ) );

/** As `readPath`, for who reads the same path in record after record and splits it once. */
export function readNames( record: SourceRecord, names: readonly string[] ): Read {
	let current: unknown = record;
	for ( const name of names ) {
		if ( current === null ) {
			// An empty lookup: the parent is known to be missing, so its fields are empty.
			return { found: true, value: null };
		}
		if ( ! isObject( current ) ) {
			return { found: false };
		}
		const key = keyOf( current, name );
		if ( key === undefined ) {
			return { found: false };
		}
		current = current[ key ];
	}
	return { found: true, value: current === undefined ? null : current };
}
