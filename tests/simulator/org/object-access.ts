import type { Permission } from './people';
import type { SObject } from './schema';

/** Objects anybody who is signed in may read, whatever the permission sets say. */
const OPEN = new Set( [
	'user',
	'group',
	'organization',
	'recordtype',
	'userpermissionaccess',
	'userrecordaccess',
	'packagelicense',
	'eventlogfile',
	'loginhistory',
	'opportunitystage',
	'casestatus',
	'taskstatus',
	'leadstatus',
] );

/** Files and attachments: who may read one is a matter of sharing, not of permission sets (§13). */
const FREE = new Set( [ 'contentdocument', 'contentversion', 'contentdocumentlink', 'attachment' ] );

/** Objects without permissions of their own: what may be done with them is what may be done with another one. */
const FOLLOWS: Readonly< Record< string, string > > = {
	campaignmember: 'campaign',
	campaignmemberstatus: 'campaign',
	opportunitycontactrole: 'opportunity',
	casecomment: 'case',
};

/** Activities have no object permissions, only field permissions (§12.2); a system permission stands in for them. */
const BY_PERMISSION: Readonly< Record< string, Permission > > = { task: 'EditTask', event: 'EditEvent' };

/** Objects that are not there for those who lack one permission. */
const NEEDS: Readonly< Record< string, Permission > > = { eventlogfile: 'ViewEventLogFiles' };

/** Who may write set-up rows (§12.3); everything else in the set-up takes Customize Application. */
const SETUP_WRITERS: Readonly< Record< string, Permission > > = {
	permissionset: 'ManageProfilesPermissionsets',
	objectpermissions: 'ManageProfilesPermissionsets',
	fieldpermissions: 'ManageProfilesPermissionsets',
	setupentityaccess: 'ManageProfilesPermissionsets',
	permissionsetassignment: 'AssignPermissionSets',
	permissionsetlicenseassign: 'AssignPermissionSets',
};

/** Set-up objects that both APIs answer; the rest is either one's. */
const TOOLING_TOO = new Set( [ 'entitydefinition', 'entityparticle', 'fielddefinition', 'user', 'profile', 'permissionset', 'organization', 'recordtype' ] );

const keyOf = ( object: SObject ): string => object.name.toLowerCase();

export const isOpen = ( object: SObject ): boolean => OPEN.has( keyOf( object ) );
export const isFree = ( object: SObject ): boolean => FREE.has( keyOf( object ) );
/** The object whose permissions count for this one. */
export const governing = ( object: SObject ): string => FOLLOWS[ keyOf( object ) ] ?? keyOf( object );
export const activityPermission = ( object: SObject ): Permission | undefined => BY_PERMISSION[ keyOf( object ) ];
export const neededPermission = ( object: SObject ): Permission | undefined => NEEDS[ keyOf( object ) ];
export const setupWriter = ( object: SObject ): Permission => SETUP_WRITERS[ keyOf( object ) ] ?? 'CustomizeApplication';
export const isInTooling = ( object: SObject ): boolean => object.tooling || TOOLING_TOO.has( keyOf( object ) );

/** Whether ObjectPermissions can name it: the values of SobjectType. */
export const isGrantable = ( object: SObject ): boolean =>
	object.writable &&
	object.keyPrefix !== null &&
	! ( object.setup || object.tooling || object.event || object.virtual ) &&
	! isOpen( object ) &&
	! isFree( object ) &&
	FOLLOWS[ keyOf( object ) ] === undefined &&
	activityPermission( object ) === undefined;
