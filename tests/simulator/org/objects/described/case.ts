import { cascade } from '../../notation';
import type { SObject } from '../../schema';
import { DELETED, described, ID, SEEN, STAMPS } from './parts';

// §15, after the real describe; the flags it leaves out by §2.4.
const FIELDS = `
	${ ID }
	${ DELETED }
	MasterRecordId:reference(18)/nfsga →Case as MasterRecord
	CaseNumber:string(30)/dfsaLN
	ContactId:reference(18)/cunfsgap →Contact as Contact
	AccountId:reference(18)/cunfsgap →Account as Account
	AssetId:reference(18)/cunfsgap →Asset as Asset
	ParentId:reference(18)/cunfsgap →Case as Parent
	SuppliedName:string(80)/cunfsgap
	SuppliedEmail:email(80)/cunfsgap
	SuppliedPhone:string(40)/cunfsgap
	SuppliedCompany:string(80)/cunfsgap
	Type:picklist(255)/cunfsgap
	Status:picklist(255)/cundfsga
	Reason:picklist(255)/cunfsgap
	Origin:picklist(255)/cunfsgap
	Subject:string(255)/cunfsgap
	Priority:picklist(255)/cundfsgap
	Description:textarea(32000)/cunp
	IsClosed:boolean/dfsg
	ClosedDate:datetime/nfsap
	IsEscalated:boolean/cudfsgp
	OwnerId:reference(18)/cudfsga →Group,User as Owner
	${ STAMPS }
	ContactPhone:phone(40)/nfsga
	ContactMobile:phone(40)/nfsga
	ContactEmail:email(80)/nfsga
	ContactFax:phone(40)/nfsga
	Comments:textarea(4000)/cunsa
	${ SEEN }
`;

export const supportCase = (): SObject =>
	described( { name: 'Case', labels: [ 'Case', 'Cases' ], keyPrefix: '500', mergeable: true }, FIELDS, {
		values: {
			Type: 'Mechanical | Electrical | Electronic | Structural | Other',
			Status: 'New* | Working | Escalated | Closed',
			Reason: 'Installation | Equipment Complexity | Performance | Breakdown | Equipment Design | Feedback | Other',
			Origin: 'Phone | Email | Web',
			Priority: 'High | Medium* | Low',
		},
		children: { ContactId: 'Cases', AccountId: 'Cases', ParentId: 'Cases' },
		more: { CaseNumber: { autoNumber: '{00000000}' } },
	} );

const COMMENT_FIELDS = `
	${ ID }
	ParentId:reference(18)/cfsga →Case as Parent
	IsPublished:boolean/cudfsg
	CommentBody:textarea(4000)/cun
	${ STAMPS }
	${ DELETED }
`;

export const caseComment = (): SObject =>
	described( { name: 'CaseComment', labels: [ 'Case Comment', 'Case Comments' ], keyPrefix: '00a' }, COMMENT_FIELDS, {
		children: { ParentId: cascade( 'CaseComments' ) },
	} );

const HISTORY_FIELDS = `
	${ ID }
	${ DELETED }
	CaseId:reference(18)/fsga →Case as Case
	CreatedById:reference(18)/dfsga →User as CreatedBy
	CreatedDate:datetime/dfsa
	Field:picklist(255)/fsgaR
	DataType:picklist(255)/nfsgaR
`;

/** Read only, and written once: of the stamps it has CreatedDate alone (§8.1). Nothing tracks fields here; rows are seeded. */
export const caseHistory = (): SObject =>
	described( { name: 'CaseHistory', labels: [ 'Case History', 'Case History' ], keyPrefix: '017', writable: false, replicateable: true }, HISTORY_FIELDS, {
		values: { Field: 'created | ownerAssignment | Priority | Status', DataType: 'DynamicEnum | EntityId | Text' },
		children: { CaseId: cascade( 'Histories' ) },
	} );
