import { isGrantable } from './object-access';
import type { Org } from './org';
import { API_INTEGRATION_LICENSE, PROFILES, type Profile } from './people';
import { newRow, type Values } from './store';

/** What profiles grant as rows, the licences that can be handed out, and the packages installed. */
export function settleRights( org: Org, system: ( id: string ) => Values ): void {
	const add = ( type: string, values: Values, known?: string ): void => {
		const id = known ?? org.store.nextId( org.store.table( type ).object );
		org.store.seed( newRow( type, id, { ...system( id ), ...values } ) );
	};
	add(
		'PermissionSetLicense',
		{
			DeveloperName: 'SalesforceAPIIntegrationPsl',
			PermissionSetLicenseKey: 'SalesforceAPIIntegrationPsl',
			MasterLabel: 'Salesforce API Integration',
			Status: 'Active',
			TotalLicenses: 5,
			UsedLicenses: 0,
		},
		API_INTEGRATION_LICENSE
	);
	add( 'PackageLicense', { NamespacePrefix: 'PatronTicket', Status: 'Active', IsProvisioned: true, AllowedLicenses: 25, UsedLicenses: org.people.length } );
	const profiles: Profile[] = Object.values( PROFILES );
	profiles
		.filter( ( { everything } ) => everything )
		.forEach( ( profile ) => {
			org.catalogue
				.all()
				.filter( isGrantable )
				.forEach( ( object ) => add( 'ObjectPermissions', { SobjectType: object.name, ...everythingOf( profile ) } ) );
		} );
	// Each user also holds the permission set that stands for their profile (§12.3).
	org.people.forEach( ( { userId, profile } ) =>
		add( 'PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: profile.permissionSetId, IsActive: true } )
	);
}

const everythingOf = ( { permissionSetId, permissions }: Profile ): Values => ( {
	ParentId: permissionSetId,
	PermissionsRead: true,
	PermissionsCreate: true,
	PermissionsEdit: true,
	PermissionsDelete: true,
	PermissionsViewAllRecords: permissions.includes( 'ViewAllData' ),
	PermissionsModifyAllRecords: permissions.includes( 'ModifyAllData' ),
	PermissionsViewAllFields: false,
} );
