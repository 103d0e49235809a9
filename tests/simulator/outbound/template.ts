import type { Org } from '../org/org';
import { findField, type SObject, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { readValue } from '../org/values';

const WHOLE = /^\{!(\w+)\}$/;
const PART = /\{!(\w+)\}/g;

/** `{!Name}` becomes the field: alone it keeps its type, inside a text it is part of the text. */
export function fill( template: unknown, valueOf: ( field: string ) => Value ): unknown {
	if ( typeof template === 'string' ) {
		const whole = WHOLE.exec( template );
		return whole ? valueOf( whole[ 1 ]! ) : template.replace( PART, ( _all, name: string ) => String( valueOf( name ) ?? '' ) );
	}
	if ( Array.isArray( template ) ) {
		return template.map( ( one: unknown ) => fill( one, valueOf ) );
	}
	return typeof template === 'object' && template !== null
		? Object.fromEntries( Object.entries( template ).map( ( [ name, one ] ) => [ name, fill( one, valueOf ) ] ) )
		: template;
}

/** Values of a row by field name; what the object does not have is null. */
export const valuesOf =
	( org: Org, object: SObject, row: Row | undefined ) =>
	( name: string ): Value => {
		const field = findField( object, name );
		return row && field ? readValue( org.store, row, field ) : null;
	};
