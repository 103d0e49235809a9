import type { Permission, Person } from './people';
import { Schema, type Catalogue, type Field, type SObject } from './schema';
import type { Row, Store } from './store';

export interface ObjectRights {
	read: boolean;
	create: boolean;
	edit: boolean;
	remove: boolean;
	viewAll: boolean;
	modifyAll: boolean;
}

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

const ALL: ObjectRights = { read: true, create: true, edit: true, remove: true, viewAll: false, modifyAll: false };
const NONE: ObjectRights = { read: false, create: false, edit: false, remove: false, viewAll: false, modifyAll: false };

/** Objects anybody who is signed in may read, whatever the permission sets say. */
const OPEN = new Set( [ 'user', 'organization', 'recordtype', 'userpermissionaccess', 'opportunitystage', 'casestatus', 'taskstatus', 'leadstatus' ] );

/** What one user may do, worked out once from profile, permission sets and hiding. */
export class Access {
	readonly permissions: ReadonlySet< Permission >;
	readonly schema: Schema;
	/** Version of the catalogue that this was worked out from. */
	readonly builtAt: number;
	private readonly rights = new Map< string, ObjectRights >();
	private readonly readable = new Set< string >();
	private readonly editable = new Set< string >();

	constructor(
		readonly person: Person,
		catalogue: Catalogue,
		store: Store,
		private readonly hiding: Hiding
	) {
		const sets = this.permissionSets( store );
		this.permissions = this.systemPermissions( sets );
		this.readGrants( store, new Set( sets.map( ( set ) => set.id ) ) );
		this.builtAt = catalogue.version;
		this.schema = new Schema( catalogue, ( object ) => this.project( object ) );
	}

	get userId(): string {
		return this.person.userId;
	}

	may( permission: Permission ): boolean {
		return this.permissions.has( permission );
	}

	objectRights( object: SObject ): ObjectRights {
		const { everything } = this.person.profile;
		const all = this.may( 'ModifyAllData' );
		const granted = this.rights.get( object.name.toLowerCase() ) ?? NONE;
		const base = everything || OPEN.has( object.name.toLowerCase() ) ? ALL : granted;
		return {
			...base,
			create: base.create && ( everything || granted.create ),
			edit: base.edit && ( everything || granted.edit ),
			remove: base.remove && ( everything || granted.remove ),
			viewAll: granted.viewAll || all || this.may( 'ViewAllData' ),
			modifyAll: granted.modifyAll || all,
		};
	}

	/** Whether sharing lets the user see this row. */
	sees( row: Row ): boolean {
		const { records, privateObjects } = this.hiding;
		if ( records.size > 0 && ( records.get( this.userId )?.has( row.id ) || records.get( '*' )?.has( row.id ) ) ) {
			return false;
		}
		if ( privateObjects.size === 0 || ! privateObjects.has( row.type.toLowerCase() ) ) {
			return true;
		}
		const rights = this.rights.get( row.type.toLowerCase() );
		return this.may( 'ViewAllData' ) || rights?.viewAll === true || row.values.OwnerId === this.userId;
	}

	/** True when sharing hides nothing at all from this user: rows need not be judged one by one. */
	get seesEverything(): boolean {
		const { records, privateObjects } = this.hiding;
		return records.size === 0 && privateObjects.size === 0;
	}

	private permissionSets( store: Store ): Row[] {
		const ids = [
			this.person.profile.permissionSetId,
			...live( store, 'PermissionSetAssignment' )
				.filter( ( row ) => row.values.AssigneeId === this.userId )
				.map( ( row ) => String( row.values.PermissionSetId ) ),
		];
		return ids.map( ( id ) => store.table( 'PermissionSet' ).get( id ) ).filter( ( row ): row is Row => row !== undefined && ! row.deleted );
	}

	private systemPermissions( sets: Row[] ): Set< Permission > {
		const granted = new Set< Permission >();
		for ( const set of sets ) {
			for ( const [ name, value ] of Object.entries( set.values ) ) {
				if ( value === true && name.startsWith( 'Permissions' ) ) {
					granted.add( name.slice( 'Permissions'.length ) as Permission );
				}
			}
		}
		return granted;
	}

	private readGrants( store: Store, sets: ReadonlySet< string > ): void {
		const mine = ( row: Row ): boolean => sets.has( String( row.values.ParentId ) );
		for ( const { values } of live( store, 'ObjectPermissions' ).filter( mine ) ) {
			const name = String( values.SobjectType ).toLowerCase();
			const old = this.rights.get( name ) ?? NONE;
			this.rights.set( name, {
				read: old.read || values.PermissionsRead === true,
				create: old.create || values.PermissionsCreate === true,
				edit: old.edit || values.PermissionsEdit === true,
				remove: old.remove || values.PermissionsDelete === true,
				viewAll: old.viewAll || values.PermissionsViewAllRecords === true,
				modifyAll: old.modifyAll || values.PermissionsModifyAllRecords === true,
			} );
		}
		for ( const { values } of live( store, 'FieldPermissions' ).filter( mine ) ) {
			const name = String( values.Field ).toLowerCase();
			if ( values.PermissionsRead === true ) {
				this.readable.add( name );
			}
			if ( values.PermissionsEdit === true ) {
				this.editable.add( name );
			}
		}
	}

	private project( object: SObject ): SObject | null {
		const rights = this.objectRights( object );
		if ( ! rights.read || this.hiding.objects.has( object.name.toLowerCase() ) || ( object.setup && ! this.may( 'ViewSetup' ) ) ) {
			return null;
		}
		const fields = object.fields.filter( ( field ) => this.reads( object, field ) ).map( ( field ) => this.asEditable( object, field, rights ) );
		return { ...object, fields, writable: object.writable && ( rights.create || rights.edit || rights.remove ) };
	}

	private reads( object: SObject, field: Field ): boolean {
		const name = `${ object.name }.${ field.name }`.toLowerCase();
		if ( this.hiding.fields.has( name ) ) {
			return false;
		}
		const free = ! field.permissionable || ( this.person.profile.everything && ! field.ungranted );
		return free || this.readable.has( name );
	}

	private asEditable( object: SObject, field: Field, rights: ObjectRights ): Field {
		const name = `${ object.name }.${ field.name }`.toLowerCase();
		const free = ! field.permissionable || ( this.person.profile.everything && ! field.ungranted ) || this.editable.has( name );
		const createable = field.createable && free && rights.create;
		const updateable = field.updateable && free && rights.edit;
		return createable === field.createable && updateable === field.updateable ? field : { ...field, createable, updateable };
	}
}

const live = ( store: Store, type: string ): Row[] => [ ...store.table( type ).all() ].filter( ( row ) => ! row.deleted );
