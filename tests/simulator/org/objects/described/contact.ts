import { cascade } from '../../notation';
import type { SObject } from '../../schema';
import { address, CLEAN_STATUSES, DELETED, described, GEOCODE_ACCURACY, ID, OWNER, SEEN, SOURCES, STAMPS } from './parts';

// §11.1, the real describe.
const FIELDS = `
	${ ID }
	${ DELETED }
	MasterRecordId:reference(18)/nfsga →Contact as MasterRecord
	AccountId:reference(18)/cunfsgap →Account as Account
	LastName:string(80)/cufsga ∈Name
	FirstName:string(40)/cunfsga ∈Name
	Salutation:picklist(40)/cunfsga ∈Name
	Name:string(121)/fsgaN
	${ address( 'Other' ) }
	${ address( 'Mailing' ) }
	Phone:phone(40)/cunfsgap
	Fax:phone(40)/cunfsgap
	MobilePhone:phone(40)/cunfsgap
	HomePhone:phone(40)/cunfsgap
	OtherPhone:phone(40)/cunfsgap
	AssistantPhone:phone(40)/cunfsgap
	ReportsToId:reference(18)/cunfsgap →Contact as ReportsTo
	Email:email(80)/cunfsgaLp
	Title:string(128)/cunfsgap
	Department:string(80)/cunfsgap
	AssistantName:string(40)/cunfsgap
	LeadSource:picklist(255)/cunfsgap
	Birthdate:date/cunfsgap
	Description:textarea(32000)/cunp
	${ OWNER }
	${ STAMPS }
	LastActivityDate:date/nfsga
	LastCURequestDate:datetime/nfsa
	LastCUUpdateDate:datetime/nfsa
	${ SEEN }
	EmailBouncedReason:string(255)/cunfsga
	EmailBouncedDate:datetime/cunfsa
	IsEmailBounced:boolean/dfsg
	PhotoUrl:url(255)/nfsga
	Jigsaw:string(20)/cunfsgap
	JigsawContactId:string(20)/nfsga
	CleanStatus:picklist(40)/cunfsgapR
	IndividualId:reference(18)/cunfsga →Individual as Individual
`;

export const contact = (): SObject =>
	described( { name: 'Contact', labels: [ 'Contact', 'Contacts' ], keyPrefix: '003', mergeable: true }, FIELDS, {
		values: {
			Salutation: 'Mr. | Ms. | Mrs. | Dr. | Prof.',
			LeadSource: SOURCES,
			CleanStatus: CLEAN_STATUSES,
			OtherGeocodeAccuracy: GEOCODE_ACCURACY,
			MailingGeocodeAccuracy: GEOCODE_ACCURACY,
		},
		children: { AccountId: cascade( 'Contacts' ) },
		more: { Name: { label: 'Full Name', extraTypeInfo: 'personname' }, Phone: { label: 'Business Phone' } },
	} );
