import type { Org } from '../org';
import type { SObject } from '../schema';
import type { Actor, Row, Values } from '../store';
import { accountRules } from './account';
import { bodyRules } from './attachment';
import { campaignRules } from './campaign';
import { campaignMemberRules } from './campaign-member';
import { caseRules } from './case';
import { contactRules } from './contact';
import { contentDocumentLinkRules, contentDocumentRules } from './content-document';
import { contentVersionRules } from './content-version';
import { eventRules } from './event';
import { leadRules } from './lead';
import { opportunityRules } from './opportunity';
import { opportunityContactRoleRules } from './opportunity-contact-role';
import { fieldPermissionsRules, objectPermissionsRules } from './object-permissions';
import { permissionSetRules, setupEntityAccessRules } from './permission-set';
import { permissionSetAssignmentRules, permissionSetLicenseAssignRules } from './permission-set-license';
import { performanceRules } from './performance-count';
import { userRules } from './person';
import { taskRules } from './task';

/** A row before it is stored. `values` may still be changed. */
export interface Draft {
	org: Org;
	actor: Actor;
	object: SObject;
	id: string | null;
	values: Values;
	previous: Values | null;
	/** Names of the fields that the caller wrote. */
	given: ReadonlySet< string >;
}

/** What Salesforce itself does on an object, besides storing what it is told. */
export interface ObjectRules {
	/** Works values out and checks them; throws an ApiError to refuse. */
	derive?: ( draft: Draft ) => void;
	/** Changes other rows, in the same transaction, once this one is stored. `before` is null for a new row, `after` for a deleted one. */
	follow?: ( change: { org: Org; actor: Actor; id: string; before: Values | null; after: Values | null } ) => void;
	/** Throws an ApiError when the row may not be deleted; `along` when it goes with a parent. */
	refuseDelete?: ( org: Org, row: Row, how: { along: boolean } ) => void;
}

export const RULES: Readonly< Record< string, ObjectRules > > = {
	Account: accountRules,
	Attachment: bodyRules,
	Campaign: campaignRules,
	CampaignMember: campaignMemberRules,
	Case: caseRules,
	Contact: contactRules,
	ContentDocument: contentDocumentRules,
	ContentDocumentLink: contentDocumentLinkRules,
	ContentVersion: contentVersionRules,
	Document: bodyRules,
	Event: eventRules,
	FieldPermissions: fieldPermissionsRules,
	Lead: leadRules,
	ObjectPermissions: objectPermissionsRules,
	Opportunity: opportunityRules,
	OpportunityContactRole: opportunityContactRoleRules,
	PermissionSet: permissionSetRules,
	PermissionSetAssignment: permissionSetAssignmentRules,
	PermissionSetLicenseAssign: permissionSetLicenseAssignRules,
	SetupEntityAccess: setupEntityAccessRules,
	PatronTicket__EventInstance__c: performanceRules,
	Task: taskRules,
	User: userRules,
};
