import { isCompound, type Field, type SObject, type Value } from './schema';
import type { Row, Store } from './store';

/** A field's value as queries see it: formulas are worked out now. */
export function readValue( store: Store, row: Row, field: Field ): Value {
	if ( field.formula === null ) {
		return row.values[ field.name ] ?? null;
	}
	const parent = ( name: string ): Row | undefined => {
		const reference = store.table( row.type ).object.fields.find( ( one ) => one.name === name );
		const id = row.values[ name ];
		return reference && typeof id === 'string' ? store.table( reference.referenceTo[ 0 ]! ).get( id ) : undefined;
	};
	return field.formula.compute( row, parent );
}

/** `{city, country, …}` of a compound address, put together from its parts; null when all of them are empty (§2.1). */
function address( row: Row, object: SObject, field: Field ): Record< string, Value > | null {
	const prefix = field.name.slice( 0, -'Address'.length );
	const parts = object.fields.filter( ( part ) => part.compoundFieldName === field.name );
	const whole = Object.fromEntries(
		parts.map( ( part ): [ string, Value ] => {
			const short = part.name.slice( prefix.length );
			return [ short.charAt( 0 ).toLowerCase() + short.slice( 1 ), row.values[ part.name ] ?? null ];
		} )
	);
	return Object.values( whole ).every( ( value ) => value === null ) ? null : whole;
}

/** A field's value as JSON answers print it: addresses are objects, and bytes are a URL. */
export function printValue( store: Store, row: Row, { object, field, version }: { object: SObject; field: Field; version: string } ): unknown {
	if ( isCompound( field ) ) {
		return address( row, store.table( row.type ).object, field );
	}
	if ( field.type === 'base64' ) {
		return row.values[ field.name ] === null ? null : `/services/data/${ version }/sobjects/${ object.name }/${ row.id }/${ field.name }`;
	}
	return readValue( store, row, field );
}
