import type { SObject } from '../../schema';
import { address, CLEAN_STATUSES, DELETED, described, GEOCODE_ACCURACY, ID, INDUSTRIES, SEEN, SOURCES, STAMPS } from './parts';

// §11.1, the real describe.
const FIELDS = `
	${ ID }
	${ DELETED }
	MasterRecordId:reference(18)/nfsga →Lead as MasterRecord
	LastName:string(80)/cufsga ∈Name
	FirstName:string(40)/cunfsga ∈Name
	Salutation:picklist(40)/cunfsga ∈Name
	Name:string(121)/fsgaN
	Title:string(128)/cunfsgap
	Company:string(255)/cufsga
	${ address( '' ) }
	Phone:phone(40)/cunfsgap
	MobilePhone:phone(40)/cunfsgap
	Fax:phone(40)/cunfsgap
	Email:email(80)/cunfsgaLp
	Website:url(255)/cunfsgap
	PhotoUrl:url(255)/nfsga
	Description:textarea(32000)/cunp
	LeadSource:picklist(255)/cunfsgap
	Status:picklist(255)/cudfsga
	Industry:picklist(255)/cunfsgap
	Rating:picklist(255)/cunfsgap
	AnnualRevenue:currency[18,0]/cunfsap
	NumberOfEmployees:int{d8}/cunfsgap
	OwnerId:reference(18)/cudfsga →Group,User as Owner
	IsConverted:boolean/cdfsg
	ConvertedDate:date/nfsga
	ConvertedAccountId:reference(18)/nfsga →Account as ConvertedAccount
	ConvertedContactId:reference(18)/nfsga →Contact as ConvertedContact
	ConvertedOpportunityId:reference(18)/nfsga →Opportunity as ConvertedOpportunity
	IsUnreadByOwner:boolean/cudfsg
	${ STAMPS }
	LastActivityDate:date/nfsga
	${ SEEN }
	Jigsaw:string(20)/cunfsgap
	JigsawContactId:string(20)/nfsga
	CleanStatus:picklist(40)/cunfsgapR
	CompanyDunsNumber:string(9)/cunfsgap
	DandbCompanyId:reference(18)/cunfsgap →DandBCompany as DandbCompany
	EmailBouncedReason:string(255)/unfsga
	EmailBouncedDate:datetime/unfsa
	IndividualId:reference(18)/cunfsga →Individual as Individual
`;

export const lead = (): SObject =>
	described( { name: 'Lead', labels: [ 'Lead', 'Leads' ], keyPrefix: '00Q', mergeable: true }, FIELDS, {
		values: {
			Salutation: 'Mr. | Ms. | Mrs. | Dr. | Prof. | Mx.',
			LeadSource: SOURCES,
			Status: 'Open - Not Contacted* | Working - Contacted | Closed - Converted | Closed - Not Converted',
			Industry: INDUSTRIES,
			Rating: 'Hot | Warm | Cold',
			CleanStatus: CLEAN_STATUSES,
			GeocodeAccuracy: GEOCODE_ACCURACY,
		},
		more: { Name: { label: 'Full Name', extraTypeInfo: 'personname' }, NumberOfEmployees: { label: 'Employees' } },
	} );
