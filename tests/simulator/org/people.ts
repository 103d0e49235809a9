import { toId18 } from './ids';

export const ORGANIZATION_ID = toId18( '00D5e00000CaLLb' );

/** System permissions the simulator knows; each is a `Permissions…` checkbox on PermissionSet and Profile. */
export const PERMISSIONS = [
	'ApiEnabled',
	'ViewAllData',
	'ModifyAllData',
	'ViewSetup',
	'CustomizeApplication',
	'ManageProfilesPermissionsets',
	'AssignPermissionSets',
	'QueryAllFiles',
	'ViewEventLogFiles',
	'BulkApiHardDelete',
	'CreateAuditFields',
	'ConvertLeads',
	'ManageUsers',
	'ModifyMetadata',
	'ActivitiesAccess',
	'EditTask',
	'EditEvent',
] as const;
export type Permission = ( typeof PERMISSIONS )[ number ];

export interface Profile {
	id: string;
	/** Id of the permission set that stands for the profile. */
	permissionSetId: string;
	name: string;
	licenseId: string;
	permissions: readonly Permission[];
	/** Every object and every field that was there when the org was set up. */
	everything: boolean;
}

export const FULL_LICENSE = toId18( '1005e000000FULL' );
export const INTEGRATION_LICENSE = toId18( '1005e000000INTG' );
/** The permission-set licence without which a Salesforce Integration user may not hold any rights (§18). */
export const API_INTEGRATION_LICENSE = toId18( '0PL5e000000APII' );

export const PROFILES = {
	admin: {
		id: toId18( '00e5e000000ADMN' ),
		permissionSetId: toId18( '0PS5e000000ADMN' ),
		name: 'System Administrator',
		licenseId: FULL_LICENSE,
		permissions: PERMISSIONS,
		everything: true,
	},
	integration: {
		id: toId18( '00e5e000000INTG' ),
		permissionSetId: toId18( '0PS5e000000INTG' ),
		name: 'Callboard Integration',
		licenseId: FULL_LICENSE,
		permissions: [
			'ApiEnabled',
			'ViewAllData',
			'ModifyAllData',
			'ViewSetup',
			'QueryAllFiles',
			'ViewEventLogFiles',
			'ConvertLeads',
			'ActivitiesAccess',
			'EditTask',
			'EditEvent',
		],
		everything: true,
	},
	boxOffice: {
		id: toId18( '00e5e000000BOXO' ),
		permissionSetId: toId18( '0PS5e000000BOXO' ),
		name: 'Box Office',
		licenseId: FULL_LICENSE,
		permissions: [ 'ApiEnabled', 'ActivitiesAccess', 'EditTask', 'EditEvent' ],
		everything: true,
	},
	minimum: {
		id: toId18( '00e5e000000MNMM' ),
		permissionSetId: toId18( '0PS5e000000MNMM' ),
		name: 'Minimum Access - API Only Integrations',
		licenseId: INTEGRATION_LICENSE,
		permissions: [ 'ApiEnabled' ],
		everything: false,
	},
} satisfies Record< string, Profile >;

export interface Person {
	userId: string;
	username: string;
	firstName: string;
	lastName: string;
	password: string;
	securityToken: string;
	profile: Profile;
	active: boolean;
	locked: boolean;
	/** Sessions of this user are only good from here; null for anywhere. */
	ipRange: string | null;
	/** Whether an administrator has approved the app for this user. */
	approved: boolean;
}

const person = ( id: string, username: string, name: [ string, string ], profile: Profile ): Person => ( {
	userId: toId18( id ),
	username,
	firstName: name[ 0 ],
	lastName: name[ 1 ],
	password: `Stage-${ username.split( '@' )[ 0 ] }-1`,
	securityToken: `TOKEN${ username.length }callboard`,
	profile,
	active: true,
	locked: false,
	ipRange: null,
	approved: true,
} );

export const USERNAME = 'integration@callboard.example';
export const USER_ID = toId18( '0055e00000InTgr' );

/** Everyone who works in the org, as it is set up. */
export const people = (): Person[] => [
	person( '0055e00000InTgr', USERNAME, [ 'Callboard', 'Integration' ], PROFILES.integration ),
	person( '0055e00000AdmIn', 'admin@callboard.example', [ 'Ada', 'Administrator' ], PROFILES.admin ),
	person( '0055e00000BoxOf', 'boxoffice@callboard.example', [ 'Bo', 'Box Office' ], PROFILES.boxOffice ),
	person( '0055e00000MiniM', 'minimum@callboard.example', [ 'Min', 'Access' ], PROFILES.minimum ),
];
