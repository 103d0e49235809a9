import { badRequest } from '../http/errors';
import type { Org } from './org';
import { RULES } from './rules';
import type { Catalogue, Field, SObject, Value } from './schema';
import type { Actor, Row } from './store';
import { refuseDuplicateValues } from './write-input';

type Touched = () => Record< string, Value >;

/** Deleting and bringing back: details go with their masters, lookups are cleared (§8.4). */
export class Removal {
	constructor(
		private readonly org: Org,
		private readonly actor: Actor,
		private readonly touched: Touched
	) {}

	bury( row: Row, deletedWith: string | null ): void {
		const { store, clock } = this.org;
		refuseLocked( this.org, row );
		RULES[ row.type ]?.refuseDelete?.( this.org, row, { along: deletedWith !== null } );
		for ( const [ field, child ] of this.referrers( row ) ) {
			if ( child.deleted ) {
				continue;
			}
			if ( field.onDelete === 'restrict' ) {
				throw badRequest(
					'DELETE_FAILED',
					`Your attempt to delete ${ String( row.values.Name ?? row.id ) } could not be completed because it is associated with other records.`
				);
			}
			if ( field.onDelete === 'cascade' ) {
				this.bury( child, row.id );
			} else {
				refuseLocked( this.org, child );
				this.org.recycleBin.rememberCleared( row, child, field.name );
				store.change( child, { values: { ...child.values, [ field.name ]: null, SystemModstamp: clock.stamp() } } );
			}
		}
		const before = row.values;
		store.logDeletion( { type: row.type, id: row.id, deletedAt: clock.stamp() } );
		store.change( row, {
			values: { ...row.values, IsDeleted: true, SystemModstamp: clock.stamp() },
			deleted: true,
			deletedAt: clock.stamp(),
			deletedWith,
		} );
		if ( store.table( row.type ).object.hardDelete ) {
			store.purge( row );
		}
		RULES[ row.type ]?.follow?.( { org: this.org, actor: this.actor, id: row.id, before, after: null } );
	}

	raise( row: Row ): void {
		this.refuseOrphan( row );
		this.lift( row );
		for ( const { row: child, field } of this.org.recycleBin.takeCleared( row ) ) {
			this.org.store.change( child, { values: { ...child.values, [ field ]: row.id, SystemModstamp: this.org.clock.stamp() } } );
		}
		for ( const [ field, child ] of this.referrers( row ) ) {
			if ( field.onDelete === 'cascade' && child.deletedWith === row.id ) {
				this.raise( child );
			}
		}
	}

	private lift( row: Row ): void {
		// Somebody else may have taken its key meanwhile.
		refuseDuplicateValues( this.org.store, this.org.store.table( row.type ).object, row.id, row.values );
		this.org.store.change( row, {
			// The loser of a merge comes back as a record of its own.
			values: { ...row.values, IsDeleted: false, ...( row.values.MasterRecordId === undefined ? {} : { MasterRecordId: null } ), ...this.touched() },
			deleted: false,
			deletedAt: null,
			deletedWith: null,
		} );
		RULES[ row.type ]?.follow?.( { org: this.org, actor: this.actor, id: row.id, before: null, after: row.values } );
	}

	/** Rows that point at this one, with the field they point by. */
	referrers( row: Row ): [ Field, Row ][] {
		return referringFields( this.org, row.type ).flatMap( ( { object, field } ) =>
			this.org.store
				.table( object.name )
				.childrenOf( field.name, row.id )
				.map( ( child ): [ Field, Row ] => [ field, child ] )
		);
	}

	private refuseOrphan( row: Row ): void {
		const { fields } = this.org.store.table( row.type ).object;
		for ( const field of fields.filter( ( one ) => one.master ) ) {
			const parent = this.org.store.table( field.referenceTo[ 0 ]! ).get( String( row.values[ field.name ] ) );
			if ( ! parent || parent.deleted ) {
				throw badRequest( 'UNDELETE_FAILED', `${ field.label }: the master record is deleted` );
			}
		}
	}
}

export function refuseLocked( org: Org, row: Row ): void {
	if ( org.isLocked( row ) ) {
		throw badRequest( 'UNABLE_TO_LOCK_ROW', `unable to obtain exclusive access to this record or 1 records: ${ row.id }`, [] );
	}
}

interface Reference {
	object: SObject;
	field: Field;
}

/** By object, worked out anew whenever the definitions change. */
const known = new WeakMap< Catalogue, { version: number; references: Map< string, Reference[] > } >();

export function referringFields( { catalogue }: Org, type: string ): Reference[] {
	let entry = known.get( catalogue );
	if ( entry?.version !== catalogue.version ) {
		entry = { version: catalogue.version, references: new Map() };
		known.set( catalogue, entry );
	}
	let references = entry.references.get( type );
	if ( ! references ) {
		references = catalogue
			.all()
			.flatMap( ( object ) =>
				object.fields
					.filter( ( field ) => field.childRelationshipName !== null && field.referenceTo.includes( type ) )
					.map( ( field ) => ( { object, field } ) )
			);
		entry.references.set( type, references );
	}
	return references;
}
