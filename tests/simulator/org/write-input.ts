import { ApiError, badRequest } from '../http/errors';
import { printed } from '../http/message';
import { coerce } from './coerce';
import { findField, type Field, type Schema, type SObject, type Value } from './schema';
import type { Row, Store, Values } from './store';

export interface Fields {
	[ name: string ]: unknown;
}

export type May = 'createable' | 'updateable' | 'stored';

export const keyOf = ( input: Fields, name: string ): string | undefined => Object.keys( input ).find( ( key ) => key.toLowerCase() === name.toLowerCase() );

const isRecord = ( value: unknown ): value is Fields => typeof value === 'object' && value !== null && ! Array.isArray( value );

/** Turns what a caller wrote into values of fields, or into every error there is (§2.5, §7.2). */
export class InputReader {
	constructor(
		private readonly schema: Schema,
		private readonly store: Store,
		/** Whether sharing lets the caller see a row. */
		private readonly sees: ( row: Row ) => boolean
	) {}

	read( object: SObject, input: Fields, may: May ): Values {
		const values: Values = {};
		const problems = [];
		for ( const [ name, raw ] of Object.entries( input ) ) {
			if ( name.toLowerCase() === 'attributes' ) {
				continue;
			}
			try {
				const [ field, value ] = this.one( object, name, raw, may );
				// A new row that is told nothing keeps the default where there must be a value.
				if ( value !== null || field.nillable || ! field.defaultedOnCreate || may === 'updateable' ) {
					values[ field.name ] = value;
				}
			} catch ( error ) {
				if ( ! ( error instanceof ApiError ) ) {
					throw error;
				}
				problems.push( ...error.items );
			}
		}
		if ( problems.length > 0 ) {
			throw new ApiError( 400, problems );
		}
		return values;
	}

	private one( object: SObject, name: string, raw: unknown, may: May ): [ Field, Value ] {
		const relation = isRecord( raw ) ? object.fields.find( ( field ) => field.relationshipName?.toLowerCase() === name.toLowerCase() ) : undefined;
		if ( relation && isRecord( raw ) ) {
			refuseUnwritable( relation, may );
			return [ relation, this.parentByKey( relation, raw ) ];
		}
		const field = findField( object, name );
		if ( ! field ) {
			throw badRequest( 'INVALID_FIELD', `No such column '${ name }' on sobject of type ${ object.name }` );
		}
		refuseUnwritable( field, may );
		return [ field, this.checked( field, raw ) ];
	}

	/** `{"Account": {"Ext__c": "k1"}}` names the parent by a key of its own (§2.5). */
	private parentByKey( field: Field, raw: Fields ): Value {
		const keys = Object.entries( raw ).filter( ( [ name ] ) => name.toLowerCase() !== 'attributes' );
		const attributes = keyOf( raw, 'attributes' );
		const named = attributes === undefined ? undefined : raw[ attributes ];
		const type = isRecord( named ) && typeof named.type === 'string' ? named.type : field.referenceTo[ 0 ]!;
		const target = this.schema.find( type );
		const [ key ] = keys;
		if ( ! target || keys.length !== 1 || ! key ) {
			throw badRequest( 'INVALID_FIELD', `Exactly one external ID is needed to find the parent of ${ field.name }`, [ field.name ] );
		}
		const keyField = findField( target, key[ 0 ] );
		if ( ! keyField || ! ( keyField.externalId || keyField.idLookup ) ) {
			throw badRequest( 'INVALID_FIELD', `Foreign key external ID: ${ key[ 0 ] } is not an external ID of ${ target.name }`, [ field.name ] );
		}
		if ( keyField.type === 'id' ) {
			return this.checked( field, key[ 1 ] );
		}
		const found = this.store
			.table( target.name )
			.by( keyField.name, coerce( keyField, key[ 1 ] ) )
			.filter( ( row ) => ! row.deleted && this.sees( row ) );
		if ( found.length > 1 ) {
			const ids = found.map( ( row ) => row.id ).join( ', ' );
			throw badRequest( 'DUPLICATE_EXTERNAL_ID', `${ keyField.name }: more than one record found for external id field: [${ ids }]`, [ keyField.name ] );
		}
		if ( ! found[ 0 ] ) {
			throw badRequest(
				'INVALID_FIELD',
				`Foreign key external ID: ${ printed( key[ 1 ] ) } not found for field ${ keyField.name } in entity ${ target.name }`
			);
		}
		return found[ 0 ].id;
	}

	private checked( field: Field, raw: unknown ): Value {
		const value = coerce( field, raw );
		if ( field.type !== 'reference' || value === null ) {
			return value;
		}
		const target = this.schema.stored( this.typeOf( String( value ) ) ?? '' );
		if ( ! target || ! field.referenceTo.includes( target.name ) ) {
			throw badRequest( 'FIELD_INTEGRITY_EXCEPTION', `${ field.label }: id value of incorrect type: ${ String( value ) }`, [ field.name ] );
		}
		const parent = this.store.table( target.name ).get( String( value ) );
		if ( ! parent || parent.deleted ) {
			throw badRequest(
				parent ? 'ENTITY_IS_DELETED' : 'INVALID_CROSS_REFERENCE_KEY',
				parent ? 'entity is deleted' : 'invalid cross reference id',
				parent ? [] : [ field.name ]
			);
		}
		if ( ! this.sees( parent ) ) {
			throw badRequest( 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', `insufficient access rights on cross-reference id: ${ parent.id }`, [] );
		}
		return value;
	}

	private typeOf( id: string ): string | undefined {
		return this.schema.storedObjects().find( ( object ) => object.keyPrefix !== null && id.startsWith( object.keyPrefix ) )?.name;
	}
}

function refuseUnwritable( field: Field, may: May ): void {
	if ( may !== 'stored' && ! field[ may ] ) {
		throw badRequest(
			'INVALID_FIELD_FOR_INSERT_UPDATE',
			`Unable to create/update fields: ${ field.name }. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
			[ field.name ]
		);
	}
}

/** What a row must say, or may not be told to forget. */
const isRequired = ( field: Field ): boolean =>
	! field.nillable && field.createable && ( ! field.defaultedOnCreate || field.defaultValue !== null || field.name === 'OwnerId' );

export function requireFields( object: SObject, values: Values ): void {
	const missing = object.fields.filter( ( field ) => isRequired( field ) && ( values[ field.name ] ?? null ) === null ).map( ( field ) => field.name );
	if ( missing.length > 0 ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${ missing.join( ', ' ) }]`, missing );
	}
}

/** A unique field holds a value once among the rows that are not deleted (§7.2). */
export function refuseDuplicateValues( store: Store, object: SObject, id: string | null, values: Values ): void {
	for ( const field of object.fields ) {
		const value = field.unique ? ( values[ field.name ] ?? null ) : null;
		const other =
			value === null
				? undefined
				: store
						.table( object.name )
						.by( field.name, value )
						.find( ( row ) => ! row.deleted && row.id !== id );
		if ( other ) {
			throw badRequest( 'DUPLICATE_VALUE', `duplicate value found: ${ field.name } duplicates value on record with id: ${ other.id }`, [] );
		}
	}
}
