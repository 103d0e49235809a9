import { ApiError, badRequest, notFound, refuse } from '../http/errors';
import type { Access } from './access';
import { coerce } from './coerce';
import { normaliseId } from './ids';
import type { Org } from './org';
import { Removal } from './removal';
import { RULES } from './rules';
import { findField, type Field, type SObject, type Value } from './schema';
import { newRow, type Actor, type Row, type Values } from './store';
import { InputReader, keyOf, refuseDuplicateValues, requireFields, type Fields } from './write-input';

export type { Fields } from './write-input';

export interface WriteOptions {
	/** `Sforce-Duplicate-Rule-Header: allowSave=true` */
	allowDuplicates?: boolean;
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
		this.input = new InputReader( access.schema, org.store );
		this.removal = new Removal( org, actor, () => this.touched() );
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
			const values = { ...this.blank( object ), ...given };
			this.prepare( object, { id: null, values, previous: null, given } );
			return this.insert( object, values ).id;
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
			const values = { ...previous, ...given, ...this.touched() };
			this.prepare( object, { id: row.id, values, previous, given } );
			this.org.store.change( row, { values } );
			RULES[ object.name ]?.follow?.( { org: this.org, actor: this.actor, id: row.id, before: previous, after: row.values } );
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
		const rest = { ...input };
		if ( repeated !== undefined ) {
			delete rest[ repeated ];
		}
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
			this.org.store.purge( row );
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
		if ( ! object.mergeable ) {
			throw badRequest( 'INVALID_OPERATION', `Merge is not supported for ${ object.name }` );
		}
		const winner = this.live( object, winnerId );
		const losers = loserIds.map( ( id ) => this.live( object, id ) );
		if ( losers.length === 0 || losers.length > 2 || losers.includes( winner ) ) {
			throw badRequest( 'INVALID_OPERATION', 'A merge takes one master and one or two other records' );
		}
		this.transaction( () => {
			for ( const loser of losers ) {
				for ( const [ field, child ] of this.removal.referrers( loser ) ) {
					if ( ! child.deleted && child !== winner ) {
						this.org.store.change( child, { values: { ...child.values, [ field.name ]: winner.id, ...this.touched() } } );
					}
				}
				this.org.store.change( loser, { values: { ...loser.values, ...( findField( object, 'MasterRecordId' ) ? { MasterRecordId: winner.id } : {} ) } } );
				this.removal.bury( loser, winner.id );
			}
			this.org.store.change( winner, { values: { ...winner.values, ...this.touched() } } );
		} );
	}

	/** Rows of a season arrive with their history; the rules of the fields hold for them too. */
	load( type: string, input: Fields, stamp: string ): string {
		const object = this.org.catalogue.find( type );
		if ( ! object ) {
			throw notFound();
		}
		const given = this.input.read( object, input, 'stored' );
		const values = { ...this.blank( object ), ...given, CreatedDate: stamp, LastModifiedDate: stamp, SystemModstamp: stamp };
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
		if ( this.org.isLocked( row ) ) {
			throw badRequest( 'UNABLE_TO_LOCK_ROW', `unable to obtain exclusive access to this record or 1 records: ${ row.id }`, [] );
		}
		return row;
	}

	private prepare( object: SObject, draft: { id: string | null; values: Values; previous: Values | null; given: Values } ): void {
		const { id, values, previous } = draft;
		const { org, actor } = this;
		RULES[ object.name ]?.derive?.( { org, actor, object, id, values, previous, given: new Set( Object.keys( draft.given ) ) } );
		requireFields( object, values );
		org.guards.check( { org, object, id, values, previous, allowDuplicates: this.options.allowDuplicates === true } );
		refuseDuplicateValues( org.store, org.store.table( object.name ).object, id, values );
	}

	private insert( object: SObject, values: Values ): Row {
		const id = this.org.store.nextId( object );
		const row = newRow( object.name, id, { ...values, Id: id, IsDeleted: false } );
		this.org.store.insert( row );
		RULES[ object.name ]?.follow?.( { org: this.org, actor: this.actor, id, before: null, after: row.values } );
		return row;
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

	private blank( object: SObject ): Values {
		const stored = this.org.catalogue.find( object.name ) ?? object;
		const values: Values = {};
		for ( const field of stored.fields ) {
			if ( field.autoNumber !== null ) {
				values[ field.name ] = autoNumber( field.autoNumber, this.org.store.count( `${ object.name }.${ field.name }`, 1 ) );
			} else if ( field.formula === null && field.type !== 'address' ) {
				values[ field.name ] = field.defaultValue;
			}
		}
		if ( findField( stored, 'OwnerId' ) ) {
			values.OwnerId = this.actor.userId;
		}
		return { ...values, CreatedDate: this.org.clock.stamp(), CreatedById: this.actor.userId, ...this.touched() };
	}

	private touched(): Values {
		const stamp = this.org.clock.stamp();
		return { LastModifiedDate: stamp, LastModifiedById: this.actor.userId, SystemModstamp: stamp };
	}
}

/** `CASE-{0000}` → `CASE-0007` */
const autoNumber = ( pattern: string, number: number ): string =>
	pattern.replace( /\{(0+)\}/, ( _all, zeros: string ) => String( number ).padStart( zeros.length, '0' ) );

export const isRefusal = ( error: unknown ): error is ApiError => error instanceof ApiError;
