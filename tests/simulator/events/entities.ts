import type { SObject } from '../org/schema';

/** Standard objects with change events of their own (§5.3, §13). */
const STANDARD = new Set( [
	'Account',
	'Asset',
	'Campaign',
	'CampaignMember',
	'CampaignMemberStatus',
	'Case',
	'Contact',
	'ContentDocument',
	'ContentDocumentLink',
	'ContentVersion',
	'Contract',
	'EmailMessage',
	'Event',
	'Lead',
	'Opportunity',
	'OpportunityContactRole',
	'OpportunityLineItem',
	'Order',
	'OrderItem',
	'Pricebook2',
	'PricebookEntry',
	'Product2',
	'Task',
	'User',
] );

export const hasChangeEvents = ( object: SObject ): boolean =>
	( object.custom && ! object.event && ! object.tooling && ! object.virtual ) || STANDARD.has( object.name );

/** `Contact`, `ContactChangeEvent`, `My__c` or `My__ChangeEvent` → the name of the object. */
export const entityName = ( name: string ): string => name.replace( /__ChangeEvent$/i, '__c' ).replace( /(?<!_)ChangeEvent$/i, '' );
