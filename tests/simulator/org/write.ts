import { ApiError, badRequest, notFound, refuse } from '../http/errors';
import type { OrgClock } from './clock';
import { coerce } from './coerce';
import { normaliseId } from './ids';
import { findField, type Field, type Schema, type SObject, type Value } from './schema';
import type { Row, Store } from './store';

export interface Fields {
	[ name: string ]: unknown;
}

/** The one write path: REST, composite, the control door and the web page all come through here. */
export class Writer {
	constructor(
		private readonly schema: Schema,
		private readonly store: Store,
		private readonly clock: OrgClock,
		private readonly userId: string
	) {}

	create( type: string, input: Fields ): string {
		const object = this.object( type );
		this.writable( object );
		if ( keyOf( input, 'Id' ) !== undefined ) {
			throw badRequest( 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', [ 'Id' ] );
		}
		const given = this.read( object, input, 'createable' );
		const values = { ...this.blank( object ), ...given };
		requireFields( object, values );
		return this.insert( object, values );
	}

	update( type: string, id: string, input: Fields ): void {
		const object = this.object( type );
		this.writable( object );
		if ( keyOf( input, 'Id' ) !== undefined ) {
			throw badRequest( 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', [ 'Id' ] );
		}
		const row = this.live( object, id );
		const given = this.read( object, input, 'updateable' );
		const values = { ...row.values, ...given, ...this.touched() };
		requireFields( object, values );
		this.store.change( row, { values } );
	}

	delete( type: string, id: string ): void {
		const object = this.object( type );
		this.writable( object );
		const row = this.live( object, id );
		this.store.transaction( () => this.bury( row, null ) );
	}

	undelete( type: string, id: string ): void {
		const object = this.object( type );
		this.writable( object );
		const row = this.row( object, id );
		if ( ! row.deleted ) {
			throw badRequest( 'UNDELETE_FAILED', 'Entity is not in the recycle bin' );
		}
		this.refuseOrphan( object, row );
		this.store.transaction( () => {
			this.raise( row );
			for ( const detail of this.details( row ) ) {
				if ( detail.deletedWith === row.id ) {
					this.raise( detail );
				}
			}
		} );
	}

	/** Rows of a season arrive with their history; the rules of the fields hold for them too. */
	load( type: string, input: Fields, stamp: string ): string {
		const object = this.object( type );
		const writable = { ...object, writable: true };
		const values = {
			...this.blank( writable ),
			...this.read( writable, input, 'stored' ),
			CreatedDate: stamp,
			LastModifiedDate: stamp,
			SystemModstamp: stamp,
		};
		requireFields( object, values );
		return this.insert( object, values );
	}

	private insert( object: SObject, values: Record< string, Value > ): string {
		const id = this.store.nextId( object );
		this.store.insert( {
			id,
			type: object.name,
			values: { ...values, Id: id, IsDeleted: false },
			deleted: false,
			deletedAt: null,
			deletedWith: null,
		} );
		return id;
	}

	private object( type: string ): SObject {
		const object = this.schema.find( type );
		if ( ! object ) {
			throw notFound();
		}
		return object;
	}

	private writable( object: SObject ): void {
		if ( ! object.writable ) {
			throw badRequest( 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted, updated or deleted: ${ object.label }` );
		}
	}

	private row( object: SObject, id: string ): Row {
		const id18 = normaliseId( id );
		if ( id18 === null || ! id18.startsWith( object.keyPrefix ) ) {
			throw badRequest( 'MALFORMED_ID', `${ object.label } ID: id value of incorrect type: ${ id }`, [ 'Id' ] );
		}
		const row = this.store.table( object.name ).get( id18 );
		if ( ! row ) {
			throw notFound();
		}
		return row;
	}

	private live( object: SObject, id: string ): Row {
		const row = this.row( object, id );
		if ( row.deleted ) {
			throw refuse( 404, 'ENTITY_IS_DELETED', 'entity is deleted', [] );
		}
		return row;
	}

	private blank( object: SObject ): Record< string, Value > {
		const stored = this.schema.stored( object.name ) ?? object;
		const values: Record< string, Value > = {};
		for ( const field of stored.fields ) {
			values[ field.name ] = field.defaultValue;
		}
		if ( findField( stored, 'OwnerId' ) ) {
			values.OwnerId = this.userId;
		}
		return {
			...values,
			CreatedDate: this.clock.stamp(),
			CreatedById: this.userId,
			...this.touched(),
		};
	}

	private touched(): Record< string, Value > {
		const stamp = this.clock.stamp();
		return {
			LastModifiedDate: stamp,
			LastModifiedById: this.userId,
			SystemModstamp: stamp,
		};
	}

	private read( object: SObject, input: Fields, may: 'createable' | 'updateable' | 'stored' ): Record< string, Value > {
		const values: Record< string, Value > = {};
		const problems = [];
		for ( const [ name, raw ] of Object.entries( input ) ) {
			if ( name.toLowerCase() === 'attributes' ) {
				continue;
			}
			try {
				const field = this.field( object, name, may );
				values[ field.name ] = this.checked( field, raw );
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

	private field( object: SObject, name: string, may: 'createable' | 'updateable' | 'stored' ): Field {
		const field = findField( object, name );
		if ( ! field ) {
			throw badRequest( 'INVALID_FIELD', `No such column '${ name }' on sobject of type ${ object.name }` );
		}
		if ( may !== 'stored' && ! field[ may ] ) {
			throw badRequest(
				'INVALID_FIELD_FOR_INSERT_UPDATE',
				`Unable to create/update fields: ${ field.name }. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
				[ field.name ]
			);
		}
		return field;
	}

	private checked( field: Field, raw: unknown ): Value {
		const value = coerce( field, raw );
		if ( field.type !== 'reference' || value === null ) {
			return value;
		}
		const target = this.schema.byKeyPrefix( String( value ) );
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
		return value;
	}

	private bury( row: Row, deletedWith: string | null ): void {
		for ( const detail of this.details( row ) ) {
			if ( ! detail.deleted ) {
				this.bury( detail, row.id );
			}
		}
		this.clearLookups( row );
		this.store.change( row, {
			values: {
				...row.values,
				IsDeleted: true,
				SystemModstamp: this.clock.stamp(),
			},
			deleted: true,
			deletedAt: this.clock.stamp(),
			deletedWith,
		} );
	}

	private raise( row: Row ): void {
		this.store.change( row, {
			values: { ...row.values, IsDeleted: false, ...this.touched() },
			deleted: false,
			deletedAt: null,
			deletedWith: null,
		} );
	}

	private details( row: Row ): Row[] {
		return this.referrers( row, ( field ) => field.master ).map( ( [ , child ] ) => child );
	}

	private clearLookups( row: Row ): void {
		const lookups = this.referrers( row, ( field ) => ! field.master );
		for ( const [ field, child ] of lookups ) {
			if ( ! child.deleted ) {
				this.store.change( child, {
					values: {
						...child.values,
						[ field.name ]: null,
						SystemModstamp: this.clock.stamp(),
					},
				} );
			}
		}
	}

	private referrers( row: Row, which: ( field: Field ) => boolean ): [ Field, Row ][] {
		return this.schema.storedObjects().flatMap( ( object ) =>
			object.fields
				.filter( ( field ) => field.childRelationshipName !== null && field.referenceTo.includes( row.type ) && which( field ) )
				.flatMap( ( field ) =>
					this.store
						.table( object.name )
						.childrenOf( field.name, row.id )
						.map( ( child ): [ Field, Row ] => [ field, child ] )
				)
		);
	}

	private refuseOrphan( object: SObject, row: Row ): void {
		const stored = this.schema.stored( object.name ) ?? object;
		for ( const field of stored.fields.filter( ( one ) => one.master ) ) {
			const parent = this.store.table( field.referenceTo[ 0 ]! ).get( String( row.values[ field.name ] ) );
			if ( ! parent || parent.deleted ) {
				throw badRequest( 'UNDELETE_FAILED', `${ field.label }: the master record is deleted` );
			}
		}
	}
}

const keyOf = ( input: Fields, name: string ): string | undefined => Object.keys( input ).find( ( key ) => key.toLowerCase() === name.toLowerCase() );

function requireFields( object: SObject, values: Record< string, Value > ): void {
	const missing = object.fields
		.filter( ( field ) => ! field.nillable && ! field.defaultedOnCreate && field.createable && ( values[ field.name ] ?? null ) === null )
		.map( ( field ) => field.name );
	if ( missing.length > 0 ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${ missing.join( ', ' ) }]`, missing );
	}
}
