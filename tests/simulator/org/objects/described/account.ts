import type { SObject } from '../../schema';
import { address, CLEAN_STATUSES, DELETED, described, GEOCODE_ACCURACY, ID, INDUSTRIES, OWNER, SEEN, SOURCES, STAMPS } from './parts';

// §11.1, the real describe. The key is the org's own: a way in for upserts.
const FIELDS = `
	${ ID }
	${ DELETED }
	MasterRecordId:reference(18)/nfsga →Account as MasterRecord
	Name:string(255)/cufsgaN ∈Name
	Type:picklist(40)/cunfsgap
	RecordTypeId:reference(18)/cunfsga →RecordType as RecordType
	ParentId:reference(18)/cunfsgap →Account as Parent
	${ address( 'Billing' ) }
	${ address( 'Shipping' ) }
	Phone:phone(40)/cunfsgap
	Fax:phone(40)/cunfsgap
	AccountNumber:string(40)/cunfsgap
	Website:url(255)/cunfsgap
	PhotoUrl:url(255)/nfsga
	Sic:string(20)/cunfsgap
	Industry:picklist(40)/cunfsgap
	AnnualRevenue:currency[18,0]/cunfsap
	NumberOfEmployees:int{d8}/cunfsgap
	Ownership:picklist(40)/cunfsgap
	TickerSymbol:string(20)/cunfsgap
	Description:textarea(32000)/cunp
	Rating:picklist(40)/cunfsgap
	Site:string(80)/cunfsgap
	${ OWNER }
	${ STAMPS }
	LastActivityDate:date/nfsga
	${ SEEN }
	IsPartner:boolean/udfsg
	IsCustomerPortal:boolean/udfsg
	ChannelProgramName:string(255)/nga
	ChannelProgramLevelName:string(255)/nga
	Jigsaw:string(20)/cunfsgap
	JigsawCompanyId:string(20)/nfsga
	CleanStatus:picklist(40)/cunfsgapR
	AccountSource:picklist(40)/cunfsgap
	DunsNumber:string(9)/cunfsgap
	Tradestyle:string(255)/cunfsgap
	NaicsCode:string(8)/cunfsgap
	NaicsDesc:string(120)/cunfsgap
	YearStarted:string(4)/cunfsgap
	SicDesc:string(80)/cunfsgap
	DandbCompanyId:reference(18)/cunfsgap →DandBCompany as DandbCompany
	OperatingHoursId:reference(18)/cunfsgap →OperatingHours as OperatingHours
	External_Key__c:string(40)/cunfsgaLXp
`;

export const account = (): SObject =>
	described( { name: 'Account', labels: [ 'Account', 'Accounts' ], keyPrefix: '001', mergeable: true }, FIELDS, {
		values: {
			Type: 'Prospect | Customer - Direct | Customer - Channel | Channel Partner / Reseller | Installation Partner | Technology Partner | Other',
			Industry: INDUSTRIES,
			Ownership: 'Public | Private | Subsidiary | Other',
			Rating: 'Hot | Warm | Cold',
			AccountSource: SOURCES,
			CleanStatus: CLEAN_STATUSES,
			BillingGeocodeAccuracy: GEOCODE_ACCURACY,
			ShippingGeocodeAccuracy: GEOCODE_ACCURACY,
		},
		children: { ParentId: 'ChildAccounts' },
		more: {
			Name: { label: 'Account Name', extraTypeInfo: 'switchablepersonname' },
			Phone: { label: 'Account Phone' },
			Fax: { label: 'Account Fax' },
			NumberOfEmployees: { label: 'Employees' },
			External_Key__c: { label: 'External Key', unique: true },
		},
	} );
