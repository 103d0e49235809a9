import { ApiError, badRequest, notFound, refuse } from '../http/errors';
import type { Access } from './access';
import type { Assign } from './assignment';
import { coerce } from './coerce';
import { normaliseId } from './ids';
import { mergeRows } from './merge';
import { blankValues, storeRow, touched } from './new-row';
import type { Org } from './org';
import { purgeRow } from './recycle-bin';
import { refuseLocked, Removal } from './removal';
import { settleRecordType } from './record-types';
import { RULES } from './rules';
import { findField, type Field, type SObject, type Value } from './schema';
import { newRow, type Actor, type Row, type Values } from './store';
import { InputReader, keyOf, refuseDuplicateValues, requireFields, type Fields } from './write-input';

export type { Fields } from './write-input';

export interface WriteOptions {
	/** `Sforce-Duplicate-Rule-Header: allowSave=true` */
	allowDuplicates?: boolean;
	/** `Sforce-Auto-Assign`; unless said, no assignment rule applies. */
	assign?: Assign;
}

/** More than one row has the key: the caller is told which (300, §2.5). */
export class SeveralMatches extends Error {
	constructor( readonly rows: Row[] ) {
		super( 'More than one record matches' );
	}
}

/** The one write path: REST, bulk, composite, the control door and the web page all come through here. */
export class Writer {
	private readonly input: InputReader;
	private readonly removal: Removal;

	constructor(
		private readonly org: Org,
		readonly access: Access,
		readonly actor: Actor,
		private readonly options: WriteOptions = {}
	) {
		this.input = new InputReader( access.schema, org.store, ( row ) => access.sees( row ) );
		this.removal = new Removal( org, actor, () => touched( org.clock, actor ) );
	}

	transaction< T >( work: () => T ): T {
		return this.org.store.transaction( work, this.actor );
	}

	create( type: string, input: Fields ): string {
		const object = this.object( type );
		this.allow( object, 'create' );
		if ( keyOf( input, 'Id' ) !== undefined ) {
			throw badRequest( 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', [ 'Id' ] );
		}
		const given = this.input.read( object, input, 'createable' );
		return this.transaction( () => {
			const owner = this.org.assignment.ownerFor( object.name, this.options.assign ?? false );
			const values = { ...blankValues( this.org, object, this.actor ), ...given, ...( owner === null ? {} : { OwnerId: owner } ) };
			this.prepare( object, { id: null, values, previous: null, given } );
			return storeRow( this.org, this.actor, object, values ).id;
		} );
	}

	update( type: string, id: string, input: Fields ): void {
		const object = this.object( type );
		this.allow( object, 'edit' );
		if ( keyOf( input, 'Id' ) !== undefined ) {
			throw badRequest( 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', [ 'Id' ] );
		}
		const row = this.live( object, id );
		const given = this.input.read( object, input, 'updateable' );
		this.transaction( () => {
			const previous = row.values;
			const values = { ...previous, ...given, ...touched( this.org.clock, this.actor ) };
			this.prepare( object, { id: row.id, values, previous, given } );
			this.org.store.change( row, { values } );
			RULES[ object.name ]?.follow?.( { org: this.org, actor: this.actor, id: row.id, before: previous, after: row.values } );
		} );
	}

	/** What Salesforce itself writes into fields that nobody may write: the rules hold, rights and guards are not asked. */
	reassign( row: Row, changes: Values ): void {
		const { org, actor } = this;
		const { object } = org.store.table( row.type );
		const previous = row.values;
		const values = { ...previous, ...changes, ...touched( org.clock, actor ) };
		RULES[ object.name ]?.derive?.( { org, actor, object, id: row.id, values, previous, given: new Set( Object.keys( changes ) ) } );
		this.transaction( () => {
			org.store.change( row, { values } );
			RULES[ object.name ]?.follow?.( { org, actor, id: row.id, before: previous, after: values } );
		} );
	}

	/** Updates the row with this key, or creates it (§2.5). */
	upsert( type: string, key: { field: string; value: unknown }, input: Fields, updateOnly = false ): { id: string; created: boolean } {
		const object = this.object( type );
		const field = this.keyField( object, key.field );
		const value = coerce( field, key.value );
		if ( value === null ) {
			throw badRequest( 'MISSING_ARGUMENT', `${ field.name } not specified`, [ field.name ] );
		}
		const repeated = keyOf( input, field.name );
		if ( repeated !== undefined && coerce( field, input[ repeated ] ) !== value ) {
			throw badRequest( 'INVALID_FIELD', `The ${ field.name } field should not be specified in the sobject data.`, [ field.name ] );
		}
		const rows = this.matches( object, field, value );
		if ( rows.length > 1 ) {
			throw new SeveralMatches( rows );
		}
		const rest = Object.fromEntries( Object.entries( input ).filter( ( [ name ] ) => name !== repeated ) );
		if ( rows[ 0 ] ) {
			this.update( type, rows[ 0 ].id, rest );
			return { id: rows[ 0 ].id, created: false };
		}
		if ( updateOnly ) {
			throw notFound();
		}
		return { id: this.create( type, { ...rest, [ field.name ]: key.value } ), created: true };
	}

	/** Rows that the user sees whose key has this value. */
	matches( object: SObject, field: Field, value: Value ): Row[] {
		return this.org.store
			.table( object.name )
			.by( field.name, value )
			.filter( ( row ) => ! row.deleted && this.access.sees( row ) );
	}

	keyField( object: SObject, name: string ): Field {
		const field = findField( object, name );
		if ( ! field || field.type === 'id' || ! ( field.externalId || field.idLookup ) ) {
			throw notFound( `Provided external ID field does not exist or is not accessible: ${ name }` );
		}
		return field;
	}

	delete( type: string, id: string ): void {
		const object = this.object( type );
		this.allow( object, 'remove' );
		const row = this.live( object, id );
		this.transaction( () => this.removal.bury( row, null ) );
	}

	/** Bulk hardDelete, or the recycle bin emptied: only getDeleted still knows (§8.4). */
	purge( type: string, id: string ): void {
		const object = this.object( type );
		this.allow( object, 'remove' );
		const row = this.row( object, id );
		this.transaction( () => {
			if ( ! row.deleted ) {
				this.removal.bury( row, null );
			}
			purgeRow( this.org, row );
		} );
	}

	undelete( type: string, id: string ): void {
		const object = this.object( type );
		this.allow( object, 'remove' );
		const row = this.row( object, id );
		if ( ! row.deleted || ! object.undeletable ) {
			throw badRequest( 'UNDELETE_FAILED', 'Entity is not in the recycle bin' );
		}
		this.transaction( () => this.removal.raise( row ) );
	}

	/** The losers are deleted and point at the winner; their children move to it (§8.4). */
	merge( type: string, winnerId: string, loserIds: string[] ): void {
		const object = this.object( type );
		this.allow( object, 'edit' );
		this.allow( object, 'remove' );
		const winner = this.live( object, winnerId );
		const losers = loserIds.map( ( id ) => this.live( object, id ) );
		this.transaction( () => mergeRows( this.org, this.actor, this.removal, { winner, losers } ) );
	}

	/** Rows of a season arrive with their history; the rules of the fields hold for them too. */
	load( type: string, input: Fields, stamp: string ): string {
		const object = this.org.catalogue.find( type );
		if ( ! object ) {
			throw notFound();
		}
		const given = this.input.read( object, input, 'stored' );
		const values = { ...blankValues( this.org, object, this.actor ), ...given, CreatedDate: stamp, LastModifiedDate: stamp, SystemModstamp: stamp };
		this.prepare( object, { id: null, values, previous: null, given } );
		const id = this.org.store.nextId( object );
		this.org.store.seed( newRow( object.name, id, { ...values, Id: id, IsDeleted: false } ) );
		return id;
	}

	/** The row with this id, seen by the user and not deleted. */
	live( object: SObject, id: string ): Row {
		const row = this.row( object, id );
		if ( row.deleted ) {
			throw refuse( 404, 'ENTITY_IS_DELETED', 'entity is deleted', [] );
		}
		refuseLocked( this.org, row );
		return row;
	}

	private prepare( object: SObject, draft: { id: string | null; values: Values; previous: Values | null; given: Values } ): void {
		const { id, values, previous } = draft;
		const { org, actor } = this;
		settleRecordType( org, object, draft );
		RULES[ object.name ]?.derive?.( { org, actor, object, id, values, previous, given: new Set( Object.keys( draft.given ) ) } );
		requireFields( object, values );
		this.refuseLockedMasters( object, draft.given );
		org.guards.check( { org, object, id, values, previous, allowDuplicates: this.options.allowDuplicates === true } );
		org.duplicateRules.check( { ...draft, org, type: object.name, access: this.access, actor, allowed: this.options.allowDuplicates === true } );
		refuseDuplicateValues( org.store, org.store.table( object.name ).object, id, values );
	}

	/** A detail is written under the lock of its master (§7.2). */
	private refuseLockedMasters( object: SObject, given: Values ): void {
		for ( const field of object.fields.filter( ( one ) => one.master || one.onDelete === 'cascade' ) ) {
			const id = given[ field.name ];
			for ( const type of typeof id === 'string' ? field.referenceTo : [] ) {
				const parent = this.org.store.table( type ).get( String( id ) );
				if ( parent ) {
					refuseLocked( this.org, parent );
				}
			}
		}
	}

	private object( type: string ): SObject {
		const object = this.access.schema.find( type );
		if ( ! object ) {
			throw notFound();
		}
		return object;
	}

	private allow( object: SObject, right: 'create' | 'edit' | 'remove' ): void {
		const stored = this.org.catalogue.find( object.name ) ?? object;
		if ( ! stored.writable ) {
			throw badRequest( 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted, updated or deleted: ${ object.label }` );
		}
		if ( ! this.access.objectRights( stored )[ right ] ) {
			throw refuse( 403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', [] );
		}
	}

	private row( object: SObject, id: string ): Row {
		const id18 = normaliseId( id );
		if ( id18 === null || object.keyPrefix === null || ! id18.startsWith( object.keyPrefix ) ) {
			throw badRequest( 'MALFORMED_ID', `${ object.label } ID: id value of incorrect type: ${ id }`, [ 'Id' ] );
		}
		const row = this.org.store.table( object.name ).get( id18 );
		if ( ! row || ! this.access.sees( row ) ) {
			throw notFound();
		}
		return row;
	}
}

export const isRefusal = ( error: unknown ): error is ApiError => error instanceof ApiError;
