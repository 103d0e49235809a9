/** What a field of a draft may hold. */
export type Value = string | number | boolean | null | string[];

/** Why one value cannot be used; the words complete the sentence “<Field> of <record> …”. */
export interface Fault {
	code: string;
	words: string;
	actions: string[];
}

export type Result = { ok: true; value: Value } | { ok: false; fault: Fault };

export const ok = ( value: Value ): Result => ( { ok: true, value } );

export const fault = ( code: string, words: string, ...actions: string[] ): Result => ( {
	ok: false,
	fault: { code, words, actions },
} );

export const isEmpty = ( value: Value ): boolean => value === null || value === '' || ( Array.isArray( value ) && value.length === 0 );

/** From anything JSON can hold to a value; objects have no place in a post. */
export function toValue( raw: unknown ): Result {
	if ( raw === null || raw === undefined ) {
		return ok( null );
	}
	if ( typeof raw === 'string' || typeof raw === 'boolean' ) {
		return ok( raw );
	}
	if ( typeof raw === 'number' ) {
		return Number.isFinite( raw ) ? ok( raw ) : fault( 'number_invalid', 'is not a number that can be stored.' );
	}
	if ( Array.isArray( raw ) && raw.every( ( item ) => [ 'string', 'number', 'boolean' ].includes( typeof item ) ) ) {
		return ok( raw.map( String ) );
	}
	return fault(
		'value_not_supported',
		'is a list or an object where text, a number or yes/no is needed.',
		'Map one of its fields instead, by a path or an expression.'
	);
}
