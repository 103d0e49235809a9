import type { Permission } from './people';

export const PERMISSION_LABELS: Readonly< Record< Permission, string > > = {
	ApiEnabled: 'API Enabled',
	ViewAllData: 'View All Data',
	ModifyAllData: 'Modify All Data',
	ViewSetup: 'View Setup and Configuration',
	CustomizeApplication: 'Customize Application',
	ManageProfilesPermissionsets: 'Manage Profiles and Permission Sets',
	AssignPermissionSets: 'Assign Permission Sets',
	QueryAllFiles: 'Query All Files',
	ViewEventLogFiles: 'View Event Log Files',
	BulkApiHardDelete: 'Bulk API Hard Delete',
	CreateAuditFields: 'Set Audit Fields upon Record Creation',
	ConvertLeads: 'Convert Leads',
	ManageUsers: 'Manage Internal Users',
	ModifyMetadata: 'Modify Metadata Through Metadata API Functions',
	ActivitiesAccess: 'Access Activities',
	EditTask: 'Edit Tasks',
	EditEvent: 'Edit Events',
};

/** What has to be granted along: nothing is filled in (§12.3). */
export const PERMISSION_NEEDS: Readonly< Partial< Record< Permission, readonly Permission[] > > > = {
	ModifyAllData: [ 'ViewAllData' ],
	CustomizeApplication: [ 'ViewSetup' ],
	ManageProfilesPermissionsets: [ 'ViewSetup' ],
	AssignPermissionSets: [ 'ViewSetup' ],
	ManageUsers: [ 'ViewSetup' ],
	QueryAllFiles: [ 'ViewAllData' ],
	ViewEventLogFiles: [ 'ApiEnabled' ],
	EditTask: [ 'ActivitiesAccess' ],
	EditEvent: [ 'ActivitiesAccess' ],
};
