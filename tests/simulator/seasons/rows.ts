import { toStamp } from '../org/clock';
import type { Org } from '../org/org';
import type { Field, SObject } from '../org/schema';

const SPREAD_MS = 40 * 24 * 3600 * 1000;
/** A bulk load stamps many rows within one second. */
const ROWS_A_SECOND = 200;
const CHILDREN_A_PARENT = 100;

const isFilled = ( field: Field ): boolean => field.createable && field.formula === null && field.autoNumber === null;

/** A value that differs from row to row and keeps the field's rules. */
function valueFor( field: Field, object: SObject, n: number, now: number ): unknown {
	switch ( field.type ) {
		case 'boolean':
			return n % 3 === 0;
		case 'picklist':
		case 'multipicklist':
			return field.picklist.length > 0 ? field.picklist[ n % field.picklist.length ] : null;
		case 'int':
			return n % 1000;
		case 'currency':
		case 'double':
		case 'percent':
			return ( n % 90 ) + 0.5;
		case 'date':
			return toStamp( now + ( n % 365 ) * 24 * 3600 * 1000 ).slice( 0, 10 );
		case 'datetime':
			return toStamp( now + ( n % 8760 ) * 3600 * 1000 );
		case 'email':
			return `visitor${ n }@example.org`;
		case 'url':
			return `https://tickets.example.org/${ n }`;
		case 'phone':
			return `555-${ String( n % 10000 ).padStart( 4, '0' ) }`;
		case 'string':
		case 'textarea':
		case 'combobox':
			return `${ object.label } ${ n } ${ field.label }`.slice( 0, field.length );
		default:
			return null;
	}
}

/** Rows of the parent that a required reference needs; made when there are not enough. */
function parentsFor( org: Org, field: Field, wanted: number ): string[] {
	const type = field.referenceTo[ 0 ]!;
	const ids = [ ...org.store.table( type ).all() ].filter( ( row ) => ! row.deleted ).map( ( row ) => row.id );
	const missing = Math.ceil( wanted / CHILDREN_A_PARENT ) - ids.length;
	return missing > 0 ? [ ...ids, ...addRows( org, type, missing ) ] : ids;
}

/** Fills an object with plausible rows, stamped as if they had been entered over the last forty days. */
export function addRows( org: Org, type: string, count: number ): string[] {
	const object = org.catalogue.find( type );
	if ( ! object?.writable || ! Number.isInteger( count ) || count < 0 ) {
		throw new TypeError( `Rows are asked for as Object=number, of an object that can be written: ${ type }=${ count }` );
	}
	const now = org.clock.now();
	const fields = object.fields.filter( isFilled );
	const parents = new Map( fields.filter( ( field ) => field.type === 'reference' && ! field.nillable && ! field.defaultedOnCreate ).map( ( field ) => [ field.name, parentsFor( org, field, count ) ] ) );
	const seconds = Math.ceil( count / ROWS_A_SECOND );
	const stampOf = ( n: number ): string => toStamp( now - 3600_000 - SPREAD_MS + ( Math.floor( n / ROWS_A_SECOND ) / Math.max( 1, seconds ) ) * SPREAD_MS );
	return Array.from( { length: count }, ( _, n ) => {
		const values: Record< string, unknown > = {};
		for ( const field of fields ) {
			const ids = parents.get( field.name );
			const value = ids ? ids[ n % ids.length ] : field.type === 'reference' ? null : valueFor( field, object, n, now );
			if ( value !== null && value !== undefined ) {
				values[ field.name ] = value;
			}
		}
		return org.writer.load( type, values, stampOf( n ) );
	} );
}
