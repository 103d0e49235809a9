import { isGrantable } from './object-access';
import type { Org } from './org';
import { newRow, type Row, type Values } from './store';

const NO_ID = '000000000000000AAA';

const live = ( org: Org, type: string ): Row[] => [ ...org.store.table( type ).all() ].filter( ( { deleted } ) => ! deleted );
const keyOf = ( { ParentId, SobjectType }: Values ): string => `${ String( ParentId ) } ${ String( SobjectType ).toLowerCase() }`;

/** True, but nowhere stored and not to be changed: rows without an id (§12.3). */
const inferred = ( type: string, values: Values, stamp: string ): Row =>
	newRow( type, NO_ID, { Id: NO_ID, IsDeleted: false, SystemModstamp: stamp, ...values } );

/** What View All Data says about every object stands beside what was granted object by object. */
export function objectPermissionRows( org: Org ): Row[] {
	const rows = live( org, 'ObjectPermissions' );
	const stored = new Set( rows.map( ( { values } ) => keyOf( values ) ) );
	const sets = live( org, 'PermissionSet' ).filter( ( { values } ) => values.PermissionsViewAllData === true || values.PermissionsModifyAllData === true );
	const objects = org.catalogue.all().filter( isGrantable );
	const others = sets.flatMap( ( { id, values } ) => {
		const all = values.PermissionsModifyAllData === true;
		return objects
			.map( ( { name } ) => ( { ParentId: id, SobjectType: name } ) )
			.filter( ( key ) => ! stored.has( keyOf( key ) ) )
			.map( ( key ) =>
				inferred(
					'ObjectPermissions',
					{
						...key,
						PermissionsRead: true,
						PermissionsCreate: all,
						PermissionsEdit: all,
						PermissionsDelete: all,
						PermissionsViewAllRecords: true,
						PermissionsModifyAllRecords: all,
						PermissionsViewAllFields: false,
					},
					org.clock.stamp()
				)
			);
	} );
	return [ ...rows, ...others ];
}

/** What View All Fields says about every field of an object. */
export function fieldPermissionRows( org: Org ): Row[] {
	const rows = live( org, 'FieldPermissions' );
	const stored = new Set( rows.map( ( { values } ) => `${ String( values.ParentId ) } ${ String( values.Field ).toLowerCase() }` ) );
	const others = live( org, 'ObjectPermissions' )
		.filter( ( { values } ) => values.PermissionsViewAllFields === true )
		.flatMap( ( { values: { ParentId, SobjectType } } ) => {
			const fields = org.catalogue.find( String( SobjectType ) )?.fields.filter( ( { permissionable } ) => permissionable ) ?? [];
			return fields
				.map( ( { name } ) => `${ String( SobjectType ) }.${ name }` )
				.filter( ( name ) => ! stored.has( `${ String( ParentId ) } ${ name.toLowerCase() }` ) )
				.map( ( Field ) =>
					inferred(
						'FieldPermissions',
						{ ParentId: ParentId ?? null, SobjectType: SobjectType ?? null, Field, PermissionsRead: true, PermissionsEdit: false },
						org.clock.stamp()
					)
				);
		} );
	return [ ...rows, ...others ];
}
