import { toStamp } from './clock';
import { FULL_LICENSE, INTEGRATION_LICENSE, PERMISSIONS, PROFILES, USER_ID, type Permission, type Profile } from './people';
import type { Org } from './org';
import { settleRights } from './settle-rights';
import { settleStatuses } from './settle-statuses';
import { newRow, type Values } from './store';

const STAMP = toStamp( Date.UTC( 2020, 0, 6, 9 ) );

const system = ( id: string ): Values => ( {
	Id: id,
	IsDeleted: false,
	CreatedDate: STAMP,
	CreatedById: USER_ID,
	LastModifiedDate: STAMP,
	LastModifiedById: USER_ID,
	SystemModstamp: STAMP,
} );

const checkboxes = ( granted: readonly Permission[] ): Values =>
	Object.fromEntries( PERMISSIONS.map( ( name ): [ string, boolean ] => [ `Permissions${ name }`, granted.includes( name ) ] ) );

/** What is there before anybody has entered a row: the organization, its people, their profiles and licences. */
export function settle( org: Org ): void {
	const row = ( type: string, id: string, values: Values ): void => org.store.seed( newRow( type, id, { ...system( id ), ...values } ) );
	row( 'Organization', org.id, {
		Name: 'The Callboard Playhouse',
		OrganizationType: 'Developer Edition',
		InstanceName: 'CB1',
		Country: 'US',
		SignupCountryIsoCode: 'US',
		UsesStartDateAsFiscalYearName: false,
		IsSandbox: org.isSandbox,
		IsReadOnly: false,
		NamespacePrefix: null,
		TrialExpirationDate: null,
		DefaultLocaleSidKey: 'en_US',
		LanguageLocaleKey: 'en_US',
		TimeZoneSidKey: org.zone,
		FiscalYearStartMonth: 1,
		DefaultAccountAccess: 'Edit',
		DefaultContactAccess: 'ControlledByParent',
		DefaultOpportunityAccess: 'Edit',
		DefaultCaseAccess: 'ReadEditTransfer',
		DefaultLeadAccess: 'ReadEditTransfer',
		DefaultCampaignAccess: 'All',
	} );
	row( 'UserLicense', FULL_LICENSE, {
		Name: 'Salesforce',
		LicenseDefinitionKey: 'SFDC',
		MasterLabel: 'Salesforce',
		Status: 'Active',
		TotalLicenses: 10,
		UsedLicenses: 3,
	} );
	row( 'UserLicense', INTEGRATION_LICENSE, {
		Name: 'Salesforce Integration',
		LicenseDefinitionKey: 'PID_Integration_User',
		MasterLabel: 'Salesforce Integration',
		Status: 'Active',
		TotalLicenses: 1,
		UsedLicenses: 1,
	} );
	const profiles: Profile[] = Object.values( PROFILES );
	for ( const { id, permissionSetId, name, licenseId, permissions } of profiles ) {
		row( 'Profile', id, { Name: name, UserLicenseId: licenseId, UserType: 'Standard', ...checkboxes( permissions ) } );
		row( 'PermissionSet', permissionSetId, {
			Name: `X${ id.slice( 0, 15 ) }`,
			Label: name,
			LicenseId: licenseId,
			ProfileId: id,
			IsOwnedByProfile: true,
			IsCustom: false,
			...checkboxes( permissions ),
		} );
	}
	for ( const person of org.people ) {
		row( 'User', person.userId, {
			Username: person.username,
			FirstName: person.firstName,
			LastName: person.lastName,
			Name: `${ person.firstName } ${ person.lastName }`,
			Email: person.username,
			Alias: person.username.slice( 0, 5 ),
			CommunityNickname: person.username.split( '@' )[ 0 ]!,
			IsActive: person.active,
			ProfileId: person.profile.id,
			TimeZoneSidKey: org.zone,
			LocaleSidKey: 'en_US',
			LanguageLocaleKey: 'en_US',
			EmailEncodingKey: 'UTF-8',
			UserType: 'Standard',
		} );
	}
	settleStatuses( org, system );
	settleRights( org, system );
}
