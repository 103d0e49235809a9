import { isObject } from '../http/message';
import type { Slot } from './slots';

const DAY_MS = 24 * 3600 * 1000;

function scalar( { kind }: Slot, value: unknown ): unknown {
	switch ( kind ) {
		case 'date':
			return Date.parse( `${ String( value ) }T00:00:00Z` );
		case 'datetime':
			return Date.parse( String( value ) );
		case 'time':
			return Date.parse( `1970-01-01T${ String( value ) }` );
		case 'text':
			return typeof value === 'string' ? value : JSON.stringify( value );
		default:
			return value;
	}
}

/** A JSON value as Avro holds it: moments are milliseconds, a compound has all its parts (§5.3). */
export function avroValue( slot: Slot, value: unknown ): unknown {
	if ( value === undefined || value === null ) {
		return null;
	}
	if ( slot.kind !== 'compound' ) {
		return scalar( slot, value );
	}
	const whole = isObject( value ) ? value : {};
	return Object.fromEntries( slot.parts.map( ( part ) => [ part.name, avroValue( part, whole[ part.name ] ) ] ) );
}

/** The way back: what a publisher wrote in Avro, as REST would write it. */
export function jsonValue( { kind }: Slot, value: unknown ): unknown {
	if ( typeof value !== 'number' ) {
		return value;
	}
	switch ( kind ) {
		case 'date':
			return new Date( value ).toISOString().slice( 0, 10 );
		case 'datetime':
			return new Date( value ).toISOString();
		case 'time':
			return new Date( value % DAY_MS ).toISOString().slice( 11 );
		default:
			return value;
	}
}
