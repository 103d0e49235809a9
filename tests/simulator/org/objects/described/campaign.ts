import { cascade } from '../../notation';
import type { SObject } from '../../schema';
import { DELETED, described, ID, OWNER, SEEN, SOURCES, STAMPS } from './parts';

// §11.2: type lists of these three; flags by §2.4. Counts and sums are kept by the system.
const FIELDS = `
	${ ID }
	${ DELETED }
	Name:string(80)/cufsgaLN
	ParentId:reference(18)/cunfsgap →Campaign as Parent
	Type:picklist(40)/cunfsgap
	Status:picklist(40)/cunfsgap
	StartDate:date/cunfsgap
	EndDate:date/cunfsgap
	ExpectedRevenue:currency[18,0]/cunfsap
	BudgetedCost:currency[18,0]/cunfsap
	ActualCost:currency[18,0]/cunfsap
	ExpectedResponse:percent[10,2]/cunfsap
	NumberSent:double[18,0]/cunfsap
	IsActive:boolean/cudfsgp
	Description:textarea(32000)/cunp
	NumberOfLeads:int{d8}/fsga
	NumberOfConvertedLeads:int{d8}/fsga
	NumberOfContacts:int{d8}/fsga
	NumberOfResponses:int{d8}/fsga
	NumberOfOpportunities:int{d8}/fsga
	NumberOfWonOpportunities:int{d8}/fsga
	AmountAllOpportunities:currency[18,0]/fsa
	AmountWonOpportunities:currency[18,0]/fsa
	${ OWNER }
	${ STAMPS }
	LastActivityDate:date/nfsga
	${ SEEN }
	CampaignMemberRecordTypeId:reference(18)/cunfsga →RecordType as CampaignMemberRecordType
`;

const NONE_YET = { defaultValue: 0 };

export const campaign = (): SObject =>
	described( { name: 'Campaign', labels: [ 'Campaign', 'Campaigns' ], keyPrefix: '701' }, FIELDS, {
		values: {
			Type: 'Conference | Webinar | Trade Show | Public Relations | Partners | Referral Program | Advertisement | Banner Ads | Direct Mail | Email | Telemarketing | Other',
			Status: 'Planned* | In Progress | Completed | Aborted',
		},
		children: { ParentId: 'ChildCampaigns' },
		more: {
			Name: { label: 'Campaign Name' },
			NumberOfLeads: NONE_YET,
			NumberOfConvertedLeads: NONE_YET,
			NumberOfContacts: NONE_YET,
			NumberOfResponses: NONE_YET,
			NumberOfOpportunities: NONE_YET,
			NumberOfWonOpportunities: NONE_YET,
			AmountAllOpportunities: NONE_YET,
			AmountWonOpportunities: NONE_YET,
			ExpectedResponse: { defaultValue: 0, defaultedOnCreate: true },
		},
	} );

const MEMBER_FIELDS = `
	${ ID }
	${ DELETED }
	CampaignId:reference(18)/cfsga →Campaign as Campaign
	LeadId:reference(18)/cnfsga →Lead as Lead
	ContactId:reference(18)/cnfsga →Contact as Contact
	Status:picklist(40)/cundfsga
	HasResponded:boolean/dfsg
	${ STAMPS }
	FirstRespondedDate:date/nfsga
	Salutation:picklist(40)/nfsga
	Name:string(121)/nfsgaN
	FirstName:string(40)/nfsga
	LastName:string(80)/nfsga
	Title:string(128)/nfsga
	Street:textarea(255)/nfsga
	City:string(40)/nfsga
	State:string(80)/nfsga
	PostalCode:string(20)/nfsga
	Country:string(80)/nfsga
	Email:email(80)/nfsga
	Phone:phone(40)/nfsga
	Fax:phone(40)/nfsga
	MobilePhone:phone(40)/nfsga
	Description:textarea(32000)/n
	DoNotCall:boolean/dfsg
	HasOptedOutOfEmail:boolean/dfsg
	HasOptedOutOfFax:boolean/dfsg
	LeadSource:picklist(255)/nfsga
	CompanyOrAccount:string(255)/nfsga
	Type:picklist(40)/nfsga
	LeadOrContactId:reference(18)/nfsga →Contact,Lead as LeadOrContact
	LeadOrContactOwnerId:reference(18)/nfsga →Group,User as LeadOrContactOwner
`;

export const campaignMember = (): SObject =>
	described(
		{ name: 'CampaignMember', labels: [ 'Campaign Member', 'Campaign Members' ], keyPrefix: '00v', hardDelete: true, undeletable: false },
		MEMBER_FIELDS,
		{
			values: { Status: 'Sent* | Responded', Salutation: 'Mr. | Ms. | Mrs. | Dr. | Prof. | Mx.', LeadSource: SOURCES, Type: 'Lead | Contact' },
			children: { CampaignId: cascade( 'CampaignMembers' ), LeadId: cascade( 'CampaignMembers' ), ContactId: cascade( 'CampaignMembers' ) },
		}
	);

const STATUS_FIELDS = `
	${ ID }
	${ DELETED }
	CampaignId:reference(18)/cfsga →Campaign as Campaign
	Label:string(765)/cufsgaN
	SortOrder:int{d8}/cunfsga
	IsDefault:boolean/cudfsg
	HasResponded:boolean/cudfsg
	${ STAMPS }
`;

export const campaignMemberStatus = (): SObject =>
	described(
		{ name: 'CampaignMemberStatus', labels: [ 'Campaign Member Status', 'Campaign Member Status' ], keyPrefix: '01Y', undeletable: false },
		STATUS_FIELDS,
		{ children: { CampaignId: cascade( 'CampaignMemberStatuses' ) } }
	);
