import { cascade } from '../../notation';
import type { SObject } from '../../schema';
import { DELETED, described, ID, OWNER, SEEN, SOURCES, STAMPS } from './parts';

// §11.1, the real describe.
const FIELDS = `
	${ ID }
	${ DELETED }
	AccountId:reference(18)/cunfsgap →Account as Account
	IsPrivate:boolean/cudfsgp
	Name:string(120)/cufsgaLN
	Description:textarea(32000)/cunp
	StageName:picklist(255)/cufsga
	Amount:currency[18,2]/cunfsap
	Probability:percent[3,0]/cundfsap
	ExpectedRevenue:currency[18,2]/nfsap
	TotalOpportunityQuantity:double[18,2]/cunfsap
	CloseDate:date/cufsga
	Type:picklist(255)/cunfsgap
	NextStep:string(255)/cunfsgap
	LeadSource:picklist(255)/cunfsgap
	IsClosed:boolean/dfsg
	IsWon:boolean/dfsg
	ForecastCategory:picklist(40)/fsgaR
	ForecastCategoryName:picklist(255)/cundfsgaR
	CampaignId:reference(18)/cunfsgap →Campaign as Campaign
	HasOpportunityLineItem:boolean/dfsg
	Pricebook2Id:reference(18)/cundfsga →Pricebook2 as Pricebook2
	${ OWNER }
	${ STAMPS }
	LastActivityDate:date/nfsga
	LastStageChangeDate:datetime/nfsa
	FiscalQuarter:int{d8}/nfsga ∈Fiscal
	FiscalYear:int{d8}/nfsga ∈Fiscal
	Fiscal:string(6)/nfsga
	ContactId:reference(18)/cnfsga →Contact as None
	${ SEEN }
	HasOpenActivity:boolean/dg
	HasOverdueTask:boolean/dg
	LastAmountChangedHistoryId:reference(18)/nfsga →OpportunityHistory as LastAmountChangedHistory
	LastCloseDateChangedHistoryId:reference(18)/nfsga →OpportunityHistory as LastCloseDateChangedHistory
`;

export const opportunity = (): SObject =>
	described( { name: 'Opportunity', labels: [ 'Opportunity', 'Opportunities' ], keyPrefix: '006' }, FIELDS, {
		values: {
			StageName:
				'Prospecting | Qualification | Needs Analysis | Value Proposition | Id. Decision Makers | Perception Analysis | Proposal/Price Quote | Negotiation/Review | Closed Won | Closed Lost',
			Type: 'Existing Customer - Upgrade | Existing Customer - Replacement | Existing Customer - Downgrade | New Customer',
			LeadSource: SOURCES,
			ForecastCategory: 'Omitted | Pipeline | BestCase | MostLikely | Forecast | Closed',
			ForecastCategoryName: 'Omitted | Pipeline | Best Case | Commit | Closed',
		},
		children: { AccountId: cascade( 'Opportunities' ), CampaignId: 'Opportunities', ContactId: 'Opportunities' },
		more: { StageName: { label: 'Stage' }, TotalOpportunityQuantity: { label: 'Quantity' }, Type: { label: 'Opportunity Type' } },
	} );

// §15 names these; the flags of the rest by §2.4.
const ROLE_FIELDS = `
	${ ID }
	OpportunityId:reference(18)/cfsga →Opportunity as Opportunity
	ContactId:reference(18)/cufsga →Contact as Contact
	Role:picklist(40)/cunfsga
	IsPrimary:boolean/cudfsg
	${ STAMPS }
	${ DELETED }
`;

export const opportunityContactRole = (): SObject =>
	described(
		{ name: 'OpportunityContactRole', labels: [ 'Opportunity Contact Role', 'Opportunity Contact Roles' ], keyPrefix: '00K', undeletable: false },
		ROLE_FIELDS,
		{
			values: {
				Role: 'Business User | Decision Maker | Economic Buyer | Economic Decision Maker | Evaluator | Executive Sponsor | Influencer | Technical Buyer | Other',
			},
			children: { OpportunityId: cascade( 'OpportunityContactRoles' ), ContactId: cascade( 'OpportunityContactRoles' ) },
		}
	);
