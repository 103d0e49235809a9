import { area, checkbox, datetime, integer, lookup, picklist, text } from '../fields';
import { PERMISSIONS } from '../people';
import type { Field, SObject } from '../schema';
import { diagnosticObjects } from './diagnostics';
import { object } from './object';
import { toolingObjects } from './tooling';

const permissions = (): Field[] => PERMISSIONS.map( ( name ) => checkbox( `Permissions${ name }` ) );
const setup = { owned: false, setup: true, hardDelete: true, undeletable: false, replicateable: false } as const;

const profile = (): SObject =>
	object( { ...setup, name: 'Profile', labels: [ 'Profile', 'Profiles' ], keyPrefix: '00e', writable: false }, [
		text( 'Name', { nillable: false, nameField: true } ),
		lookup( 'UserLicenseId', 'UserLicense', 'UserLicense' ),
		text( 'UserType', { length: 40 } ),
		text( 'Description' ),
		...permissions(),
	] );

const permissionSet = (): SObject =>
	object( { ...setup, name: 'PermissionSet', labels: [ 'Permission Set', 'Permission Sets' ], keyPrefix: '0PS' }, [
		text( 'Name', { length: 80, nillable: false, nameField: true, idLookup: true } ),
		text( 'Label', { length: 80, nillable: false } ),
		lookup( 'LicenseId', [ 'PermissionSetLicense', 'UserLicense' ], 'License', null, { updateable: false } ),
		lookup( 'ProfileId', 'Profile', 'Profile', null, { createable: false, updateable: false } ),
		checkbox( 'IsOwnedByProfile', false, { createable: false, updateable: false } ),
		checkbox( 'IsCustom', true, { createable: false, updateable: false } ),
		area( 'Description' ),
		...permissions(),
	] );

const grant = ( child: string ): Field[] => [
	lookup( 'ParentId', 'PermissionSet', 'Parent', child, { nillable: false, updateable: false, onDelete: 'cascade' } ),
	text( 'SobjectType', { label: 'Sobject Type Name', length: 40, nillable: false, updateable: false } ),
];

const objectPermissions = (): SObject =>
	object( { ...setup, name: 'ObjectPermissions', virtual: true, labels: [ 'Object Permissions', 'Object Permissions' ], keyPrefix: '110' }, [
		...grant( 'ObjectPerms' ),
		checkbox( 'PermissionsRead' ),
		checkbox( 'PermissionsCreate' ),
		checkbox( 'PermissionsEdit' ),
		checkbox( 'PermissionsDelete' ),
		checkbox( 'PermissionsViewAllRecords' ),
		checkbox( 'PermissionsModifyAllRecords' ),
		checkbox( 'PermissionsViewAllFields' ),
	] );

const fieldPermissions = (): SObject =>
	object( { ...setup, name: 'FieldPermissions', virtual: true, labels: [ 'Field Permissions', 'Field Permissions' ], keyPrefix: '01k' }, [
		...grant( 'FieldPerms' ),
		text( 'Field', { label: 'Field Name', nillable: false, updateable: false } ),
		checkbox( 'PermissionsRead' ),
		checkbox( 'PermissionsEdit' ),
	] );

const permissionSetAssignment = (): SObject =>
	object( { ...setup, name: 'PermissionSetAssignment', labels: [ 'Permission Set Assignment', 'Permission Set Assignments' ], keyPrefix: '0Pa' }, [
		lookup( 'AssigneeId', 'User', 'Assignee', 'PermissionSetAssignments', { nillable: false, updateable: false } ),
		lookup( 'PermissionSetId', 'PermissionSet', 'PermissionSet', 'Assignments', { nillable: false, updateable: false, onDelete: 'cascade' } ),
		checkbox( 'IsActive', true, { createable: false, updateable: false } ),
	] );

/** Apex classes and other parts of the set-up that a permission set lets in. */
const setupEntityAccess = (): SObject =>
	object( { ...setup, name: 'SetupEntityAccess', labels: [ 'Setup Entity Access', 'Setup Entity Access' ], keyPrefix: '0J0' }, [
		lookup( 'ParentId', 'PermissionSet', 'Parent', 'SetupEntityAccessItems', { nillable: false, updateable: false, onDelete: 'cascade' } ),
		text( 'SetupEntityId', { nillable: false, updateable: false, length: 18 } ),
		text( 'SetupEntityType', { createable: false, updateable: false } ),
	] );

const seats = (): Field[] => [ 'TotalLicenses', 'UsedLicenses' ].map( ( name ) => integer( name, { createable: false, updateable: false } ) );

const userLicense = (): SObject =>
	object( { ...setup, name: 'UserLicense', labels: [ 'User License', 'User Licenses' ], keyPrefix: '100', writable: false }, [
		text( 'Name', { length: 40, nameField: true } ),
		text( 'LicenseDefinitionKey', { length: 40 } ),
		text( 'MasterLabel', { length: 40 } ),
		picklist( 'Status', [ 'Active', 'Disabled' ] ),
		...seats(),
	] );

const permissionSetLicense = (): SObject =>
	object( { ...setup, name: 'PermissionSetLicense', labels: [ 'Permission Set License', 'Permission Set Licenses' ], keyPrefix: '0PL', writable: false }, [
		text( 'DeveloperName', { length: 80, nameField: true } ),
		text( 'PermissionSetLicenseKey', { length: 80 } ),
		text( 'MasterLabel', { length: 80 } ),
		picklist( 'Status', [ 'Active', 'Disabled' ] ),
		...seats(),
	] );

const permissionSetLicenseAssign = (): SObject =>
	object(
		{
			...setup,
			name: 'PermissionSetLicenseAssign',
			labels: [ 'Permission Set License Assignment', 'Permission Set License Assignments' ],
			keyPrefix: '2LA',
		},
		[
			lookup( 'AssigneeId', 'User', 'Assignee', 'PermissionSetLicenseAssignments', { nillable: false, updateable: false } ),
			lookup( 'PermissionSetLicenseId', 'PermissionSetLicense', 'PermissionSetLicense', 'PermissionSetLicenseAssignments', {
				nillable: false,
				updateable: false,
			} ),
		]
	);

/** The cheap test for an installed package (§18). */
const packageLicense = (): SObject =>
	object( { ...setup, name: 'PackageLicense', labels: [ 'Package License', 'Package Licenses' ], keyPrefix: '050', setup: false, writable: false }, [
		text( 'NamespacePrefix', { length: 15 } ),
		picklist( 'Status', [ 'Active', 'Expired', 'Free', 'Trial' ] ),
		checkbox( 'IsProvisioned' ),
		integer( 'AllowedLicenses', { createable: false, updateable: false } ),
		integer( 'UsedLicenses', { createable: false, updateable: false } ),
		datetime( 'ExpirationDate', { createable: false, updateable: false } ),
	] );

/** One row, the caller's own rights, without any right to see the set-up (§18). */
const userPermissionAccess = (): SObject =>
	object(
		{
			...setup,
			name: 'UserPermissionAccess',
			labels: [ 'User Permission Access', 'User Permission Access' ],
			keyPrefix: null,
			setup: false,
			writable: false,
			virtual: true,
			system: false,
		},
		[ text( 'Id', { createable: false, updateable: false } ), ...permissions() ]
	);

export const setupObjects = (): SObject[] => [
	profile(),
	permissionSet(),
	objectPermissions(),
	fieldPermissions(),
	permissionSetAssignment(),
	userLicense(),
	permissionSetLicense(),
	permissionSetLicenseAssign(),
	packageLicense(),
	setupEntityAccess(),
	userPermissionAccess(),
	...diagnosticObjects(),
	...toolingObjects(),
];
