import type { SObject } from '../../schema';
import { address, described, GEOCODE_ACCURACY, ID, STAMPS } from './parts';

const LOCALES = 'en_US | en_GB | en_CA | de_DE | fr_FR | es_ES';
const LANGUAGES = 'en_US | de | es | fr | it | ja | pt_BR';
const ZONES = 'America/New_York | America/Chicago | America/Denver | America/Los_Angeles | Europe/London | Europe/Berlin | Europe/Paris | GMT';
const ACCESS_LEVELS = 'None | Read | Edit | ControlledByParent | ReadEditTransfer | All';

// §11.2 and §15 name these; flags by §2.4. Nobody is made or changed through this API here.
const USER_FIELDS = `
	${ ID }
	Username:string(80)/cufsgaL
	LastName:string(80)/cufsga ∈Name
	FirstName:string(40)/cunfsga ∈Name
	Name:string(121)/fsgaN
	CompanyName:string(80)/cunfsga
	Division:string(80)/cunfsga
	Department:string(80)/cunfsga
	Title:string(80)/cunfsga
	${ address( '', 'cunfsga', 'nf' ) }
	Email:email(128)/cufsgaL
	Phone:phone(40)/cunfsga
	MobilePhone:phone(40)/cunfsga
	Alias:string(8)/cufsga
	CommunityNickname:string(40)/cudfsga
	IsActive:boolean/cudfsg
	TimeZoneSidKey:picklist(40)/cufsgaR
	UserRoleId:reference(18)/cunfsga →UserRole as UserRole
	LocaleSidKey:picklist(40)/cufsgaR
	EmailEncodingKey:picklist(40)/cufsgaR
	ProfileId:reference(18)/cufsga →Profile as Profile
	UserType:picklist(40)/nfsga
	LanguageLocaleKey:picklist(40)/cufsgaR
	EmployeeNumber:string(20)/cunfsga
	ManagerId:reference(18)/cunfsga →User as Manager
	LastLoginDate:datetime/nfsa
	${ STAMPS }
	FederationIdentifier:string(512)/cunfsgaL
`;

export const user = (): SObject =>
	described( { name: 'User', labels: [ 'User', 'Users' ], keyPrefix: '005', writable: false, replicateable: true }, USER_FIELDS, {
		values: {
			TimeZoneSidKey: ZONES,
			LocaleSidKey: LOCALES,
			EmailEncodingKey: 'UTF-8 | ISO-8859-1',
			LanguageLocaleKey: LANGUAGES,
			UserType: 'Standard | PowerPartner | CSPLitePortal | CustomerSuccess | PowerCustomerSuccess | CsnOnly | Guest',
			GeocodeAccuracy: GEOCODE_ACCURACY,
		},
		children: { ManagerId: 'ManagedUsers' },
		more: { Name: { label: 'Full Name', extraTypeInfo: 'personname' } },
	} );

const ORGANIZATION_FIELDS = `
	${ ID }
	Name:string(80)/ufsgaN
	Division:string(80)/unfsga
	${ address( '', 'unfsga', 'nf' ) }
	Phone:phone(40)/unfsga
	Fax:phone(40)/unfsga
	PrimaryContact:string(80)/unfsga
	DefaultLocaleSidKey:picklist(40)/ufsgaR
	TimeZoneSidKey:picklist(40)/fsgaR
	LanguageLocaleKey:picklist(40)/ufsgaR
	FiscalYearStartMonth:int{d8}/fsga
	UsesStartDateAsFiscalYearName:boolean/dfsg
	DefaultAccountAccess:picklist(40)/nfsgaR
	DefaultContactAccess:picklist(40)/nfsgaR
	DefaultOpportunityAccess:picklist(40)/nfsgaR
	DefaultLeadAccess:picklist(40)/nfsgaR
	DefaultCaseAccess:picklist(40)/nfsgaR
	DefaultCampaignAccess:picklist(40)/nfsgaR
	${ STAMPS }
	OrganizationType:picklist(40)/nfsgaR
	NamespacePrefix:string(15)/nfsga
	InstanceName:string(5)/nfsga
	IsSandbox:boolean/dfsg
	TrialExpirationDate:datetime/nfsa
	SignupCountryIsoCode:string(2)/nfsga
	IsReadOnly:boolean/dfsg
`;

export const organization = (): SObject =>
	described( { name: 'Organization', labels: [ 'Organization', 'Organizations' ], keyPrefix: '00D', writable: false }, ORGANIZATION_FIELDS, {
		values: {
			DefaultLocaleSidKey: LOCALES,
			TimeZoneSidKey: ZONES,
			LanguageLocaleKey: LANGUAGES,
			DefaultAccountAccess: ACCESS_LEVELS,
			DefaultContactAccess: ACCESS_LEVELS,
			DefaultOpportunityAccess: ACCESS_LEVELS,
			DefaultLeadAccess: ACCESS_LEVELS,
			DefaultCaseAccess: ACCESS_LEVELS,
			DefaultCampaignAccess: ACCESS_LEVELS,
			OrganizationType: 'Developer Edition | Team Edition | Professional Edition | Enterprise Edition | Unlimited Edition',
			GeocodeAccuracy: GEOCODE_ACCURACY,
		},
	} );

const ROLE_FIELDS = `
	${ ID }
	Name:string(80)/cufsgaN
	ParentRoleId:reference(18)/cunfsga →UserRole as None
	RollupDescription:string(80)/cunfsga
	DeveloperName:string(80)/cunfsga
	LastModifiedDate:datetime/dfsa
	LastModifiedById:reference(18)/dfsga →User as LastModifiedBy
	SystemModstamp:datetime/dfsa
`;

export const userRole = (): SObject => described( { name: 'UserRole', labels: [ 'Role', 'Role' ], keyPrefix: '00E', writable: false }, ROLE_FIELDS );

const GROUP_FIELDS = `
	${ ID }
	Name:string(40)/cufsgaN
	DeveloperName:string(80)/cunfsga
	Type:picklist(40)/cfsgaR
	Email:email(255)/cunfsga
	OwnerId:reference(18)/nfsga →Organization,User as Owner
	DoesSendEmailToMembers:boolean/cudfsg
	DoesIncludeBosses:boolean/cdfsg
	${ STAMPS }
`;

/** Queues, as owners of leads and cases, and public groups. */
export const group = (): SObject =>
	described( { name: 'Group', labels: [ 'Group', 'Group' ], keyPrefix: '00G', writable: false }, GROUP_FIELDS, {
		values: { Type: 'Regular | Queue | Organization | Role | RoleAndSubordinates' },
	} );

const RECORD_TYPE_FIELDS = `
	${ ID }
	Name:string(80)/cufsgaN
	DeveloperName:string(80)/cufsga
	NamespacePrefix:string(15)/nfsga
	Description:string(255)/cunfsga
	BusinessProcessId:reference(18)/cunfsga →BusinessProcess as BusinessProcess
	SobjectType:picklist(40)/cfsgaR
	IsActive:boolean/cudfsg
	${ STAMPS }
`;

export const recordType = (): SObject =>
	described( { name: 'RecordType', labels: [ 'Record Type', 'Record Types' ], keyPrefix: '012', writable: false, replicateable: true }, RECORD_TYPE_FIELDS );
