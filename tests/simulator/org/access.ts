import { isSharedFile } from './file-sharing';
import { ALL, GrantedRights, NONE, type ObjectRights } from './granted-rights';
import { activityPermission, governing, isFree, isGrantable, isInTooling, isOpen, neededPermission, setupWriter } from './object-access';
import type { Permission, Person } from './people';
import { Schema, type Catalogue, type Field, type SObject } from './schema';
import type { Row, Store } from './store';

export type { ObjectRights } from './granted-rights';

/** What an administrator or a fault takes away from everybody, on top of profiles and permission sets. */
export class Hiding {
	readonly objects = new Set< string >();
	readonly fields = new Set< string >();
	/** Record ids that sharing hides: by user id, or `*` for everyone without Modify All Data. */
	readonly records = new Map< string, Set< string > >();
	/** Objects whose rows only their owner sees (organization-wide default: private). */
	readonly privateObjects = new Set< string >();

	clear(): void {
		this.objects.clear();
		this.fields.clear();
		this.records.clear();
		this.privateObjects.clear();
	}
}

/** Which of the two APIs is asked: each has objects that the other does not know (§12.1). */
type Door = 'data' | 'tooling';

/** What one user may do, worked out once from profile, permission sets and hiding. */
export class Access {
	readonly permissions: ReadonlySet< Permission >;
	readonly schema: Schema;
	/** Version of the catalogue that this was worked out from. */
	readonly builtAt: number;
	private readonly grants: GrantedRights;
	private behindTooling: Access | null = null;

	constructor(
		readonly person: Person,
		private readonly catalogue: Catalogue,
		private readonly store: Store,
		private readonly hiding: Hiding,
		private readonly door: Door = 'data'
	) {
		this.grants = new GrantedRights( person, store );
		this.permissions = this.grants.permissions;
		this.builtAt = catalogue.version;
		this.schema = new Schema( catalogue, ( object ) => this.project( object ) );
	}

	get userId(): string {
		return this.person.userId;
	}

	/** The same user, asking the Tooling API. */
	get tooling(): Access {
		this.behindTooling ??= new Access( this.person, this.catalogue, this.store, this.hiding, 'tooling' );
		return this.behindTooling;
	}

	may( permission: Permission ): boolean {
		return this.permissions.has( permission );
	}

	/** Whether an Apex class or another part of the set-up is granted to the user. */
	mayUse( entityId: string ): boolean {
		return this.person.profile.everything || this.grants.entities.has( entityId );
	}

	objectRights( object: SObject ): ObjectRights {
		return object.setup ? this.setupRights( object ) : this.dataRights( object );
	}

	private setupRights( object: SObject ): ObjectRights {
		const writes = this.may( setupWriter( object ) );
		return { ...ALL, read: this.may( 'ViewSetup' ), create: writes, edit: writes, remove: writes, viewAll: true, modifyAll: writes };
	}

	private dataRights( object: SObject ): ObjectRights {
		const granted = this.granted( object );
		const modifyAll = granted.modifyAll || this.may( 'ModifyAllData' );
		const viewAll = granted.viewAll || modifyAll || this.may( 'ViewAllData' );
		const all = this.may( 'ModifyAllData' );
		return {
			read: granted.read || isOpen( object ) || viewAll,
			create: granted.create || all,
			edit: granted.edit || all,
			remove: granted.remove || all,
			viewAll,
			modifyAll,
			viewAllFields: granted.viewAllFields,
		};
	}

	/** A profile with everything has rows for what can be granted, and all of the rest. */
	private granted( object: SObject ): ObjectRights {
		const { everything } = this.person.profile;
		if ( isFree( object ) ) {
			return ALL;
		}
		const activity = activityPermission( object );
		if ( activity !== undefined ) {
			return this.may( activity ) ? ALL : { ...NONE, read: this.may( 'ActivitiesAccess' ) };
		}
		const name = governing( object );
		return everything && name === object.name.toLowerCase() && ! isGrantable( object ) ? ALL : this.grants.of( name );
	}

	/** Whether sharing lets the user see this row. */
	sees( row: Row ): boolean {
		const { records, privateObjects } = this.hiding;
		if ( ! this.may( 'QueryAllFiles' ) && ! isSharedFile( this.store, row, this.userId ) ) {
			return false;
		}
		if ( records.size > 0 && ( records.get( this.userId )?.has( row.id ) || records.get( '*' )?.has( row.id ) ) ) {
			return false;
		}
		if ( privateObjects.size === 0 || ! privateObjects.has( row.type.toLowerCase() ) ) {
			return true;
		}
		return this.may( 'ViewAllData' ) || this.grants.of( row.type.toLowerCase() ).viewAll || row.values.OwnerId === this.userId;
	}

	/** True when sharing hides nothing at all from this user: rows need not be judged one by one. */
	get seesEverything(): boolean {
		const { records, privateObjects } = this.hiding;
		return records.size === 0 && privateObjects.size === 0 && this.may( 'QueryAllFiles' );
	}

	private project( object: SObject ): SObject | null {
		const rights = this.objectRights( object );
		if ( ! rights.read || ! this.exists( object ) ) {
			return null;
		}
		const fields = object.fields.filter( ( field ) => this.reads( object, field ) ).map( ( field ) => this.asEditable( object, field, rights ) );
		return { ...object, fields, writable: object.writable && ( rights.create || rights.edit || rights.remove ) };
	}

	/** What the user may not see is not there: no 403 (§12.1). */
	private exists( object: SObject ): boolean {
		const needed = neededPermission( object );
		const here = this.door === 'tooling' ? isInTooling( object ) : ! object.tooling;
		return here && ! this.hiding.objects.has( object.name.toLowerCase() ) && ( needed === undefined || this.may( needed ) );
	}

	private isFree( object: SObject, field: Field ): boolean {
		return ! field.permissionable || ( this.person.profile.everything && ! field.ungranted );
	}

	private reads( object: SObject, field: Field ): boolean {
		const name = `${ object.name }.${ field.name }`.toLowerCase();
		if ( this.hiding.fields.has( name ) ) {
			return false;
		}
		return this.isFree( object, field ) || this.grants.readable.has( name ) || this.objectRights( object ).viewAllFields;
	}

	private asEditable( object: SObject, field: Field, rights: ObjectRights ): Field {
		const free = this.isFree( object, field ) || this.grants.editable.has( `${ object.name }.${ field.name }`.toLowerCase() );
		const createable = field.createable && free && rights.create;
		const updateable = field.updateable && free && rights.edit;
		return createable === field.createable && updateable === field.updateable ? field : { ...field, createable, updateable };
	}
}
