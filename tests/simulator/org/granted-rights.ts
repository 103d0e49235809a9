import type { Permission, Person } from './people';
import type { Row, Store, Values } from './store';

export interface ObjectRights {
	read: boolean;
	create: boolean;
	edit: boolean;
	remove: boolean;
	viewAll: boolean;
	modifyAll: boolean;
	/** Every field of the object, whatever the field permissions say. */
	viewAllFields: boolean;
}

export const ALL: ObjectRights = { read: true, create: true, edit: true, remove: true, viewAll: false, modifyAll: false, viewAllFields: false };
export const NONE: ObjectRights = { read: false, create: false, edit: false, remove: false, viewAll: false, modifyAll: false, viewAllFields: false };

const rightsOf = ( old: ObjectRights, values: Values ): ObjectRights => ( {
	read: old.read || values.PermissionsRead === true,
	create: old.create || values.PermissionsCreate === true,
	edit: old.edit || values.PermissionsEdit === true,
	remove: old.remove || values.PermissionsDelete === true,
	viewAll: old.viewAll || values.PermissionsViewAllRecords === true,
	modifyAll: old.modifyAll || values.PermissionsModifyAllRecords === true,
	viewAllFields: old.viewAllFields || values.PermissionsViewAllFields === true,
} );

/** What one user's profile and permission sets grant, added up. */
export class GrantedRights {
	readonly permissions = new Set< Permission >();
	/** Permission-set ids that count for the user. */
	readonly sets: ReadonlySet< string >;
	readonly readable = new Set< string >();
	readonly editable = new Set< string >();
	/** Apex classes and the like. */
	readonly entities = new Set< string >();
	private readonly objects = new Map< string, ObjectRights >();

	constructor( person: Person, store: Store ) {
		const rows = permissionSets( person, store );
		this.sets = new Set( rows.map( ( { id } ) => id ) );
		rows.forEach( ( row ) => this.addSystemPermissions( row.values ) );
		for ( const values of this.mine( store, 'ObjectPermissions' ) ) {
			const name = String( values.SobjectType ).toLowerCase();
			this.objects.set( name, rightsOf( this.objects.get( name ) ?? NONE, values ) );
		}
		for ( const values of this.mine( store, 'FieldPermissions' ) ) {
			this.addField( String( values.Field ).toLowerCase(), values );
		}
		this.mine( store, 'SetupEntityAccess' ).forEach( ( values ) => this.entities.add( String( values.SetupEntityId ) ) );
	}

	of( object: string ): ObjectRights {
		return this.objects.get( object ) ?? NONE;
	}

	private mine( store: Store, type: string ): Values[] {
		return live( store, type )
			.map( ( { values } ) => values )
			.filter( ( values ) => this.sets.has( String( values.ParentId ) ) );
	}

	private addSystemPermissions( values: Values ): void {
		for ( const [ name, value ] of Object.entries( values ) ) {
			if ( value === true && name.startsWith( 'Permissions' ) ) {
				this.permissions.add( name.slice( 'Permissions'.length ) as Permission );
			}
		}
	}

	private addField( name: string, values: Values ): void {
		if ( values.PermissionsRead === true ) {
			this.readable.add( name );
		}
		if ( values.PermissionsEdit === true ) {
			this.editable.add( name );
		}
	}
}

function permissionSets( person: Person, store: Store ): Row[] {
	const ids = [
		person.profile.permissionSetId,
		...live( store, 'PermissionSetAssignment' )
			.filter( ( row ) => row.values.AssigneeId === person.userId )
			.map( ( row ) => String( row.values.PermissionSetId ) ),
	];
	return ids.map( ( id ) => store.table( 'PermissionSet' ).get( id ) ).filter( ( row ): row is Row => row !== undefined && ! row.deleted );
}

const live = ( store: Store, type: string ): Row[] => [ ...store.table( type ).all() ].filter( ( row ) => ! row.deleted );
