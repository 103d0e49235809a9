import { toStamp } from '../org/clock';
import type { Org } from '../org/org';
import type { Field, FieldType, SObject } from '../org/schema';

const SPREAD_MS = 40 * 24 * 3600 * 1000;
/** A bulk load stamps many rows within one second. */
const ROWS_A_SECOND = 200;
const CHILDREN_A_PARENT = 100;

const isFilled = ( field: Field ): boolean => field.createable && field.formula === null && field.autoNumber === null;

type Make = ( field: Field, n: number, now: number ) => unknown;

const choice: Make = ( field, n ) => ( field.picklist.length > 0 ? field.picklist[ n % field.picklist.length ] : null );
const amount: Make = ( _field, n ) => ( n % 90 ) + 0.5;

/** Values that differ from row to row and keep the rules of their field. */
const MAKERS: Readonly< Partial< Record< FieldType, Make > > > = {
	boolean: ( _field, n ) => n % 3 === 0,
	picklist: choice,
	multipicklist: choice,
	int: ( _field, n ) => n % 1000,
	currency: amount,
	double: amount,
	percent: amount,
	date: ( _field, n, now ) => toStamp( now + ( n % 365 ) * 24 * 3600 * 1000 ).slice( 0, 10 ),
	datetime: ( _field, n, now ) => toStamp( now + ( n % 8760 ) * 3600 * 1000 ),
	email: ( _field, n ) => `visitor${ n }@example.org`,
	url: ( _field, n ) => `https://tickets.example.org/${ n }`,
	phone: ( _field, n ) => `555-${ String( n % 10000 ).padStart( 4, '0' ) }`,
};

const TEXTS: readonly FieldType[] = [ 'string', 'textarea', 'combobox' ];

const valueFor = ( field: Field, object: SObject, n: number, now: number ): unknown =>
	TEXTS.includes( field.type ) ? `${ object.label } ${ n } ${ field.label }`.slice( 0, field.length ) : ( MAKERS[ field.type ]?.( field, n, now ) ?? null );

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
	const parents = new Map(
		fields
			.filter( ( field ) => field.type === 'reference' && ! field.nillable && ! field.defaultedOnCreate )
			.map( ( field ) => [ field.name, parentsFor( org, field, count ) ] )
	);
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
