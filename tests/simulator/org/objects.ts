import {
	area,
	checkbox,
	currency,
	datetime,
	email,
	idField,
	lookup,
	masterDetail,
	multipicklist,
	nameField,
	phone,
	picklist,
	systemFields,
	text,
	url,
} from './fields';
import type { Field, SObject } from './schema';

export const PRODUCTION = 'PatronTicket__TicketableEvent__c';
export const VENUE = 'PatronTicket__Venue__c';
export const PERFORMANCE = 'PatronTicket__EventInstance__c';

export const CATEGORIES = [ 'Play', 'Musical', 'Comedy', 'Dance', 'Opera', 'Concert', 'Family', 'Talk' ];
export const SALE_STATUSES = [ 'On Sale', 'No longer on sale', 'Not on sale yet', 'Free' ];
export const EVENT_STATUSES = [ 'Scheduled', 'Cancelled', 'Postponed', 'Rescheduled', 'Moved Online' ];
export const ACCESS = [ 'Captioned', 'Audio Described', 'BSL', 'Relaxed' ];

interface Kind {
	name: string;
	labels: [ string, string ];
	keyPrefix: string;
	writable?: boolean;
	owned?: boolean;
}

function object( { name, labels, keyPrefix, writable = true, owned = true }: Kind, fields: Field[] ): SObject {
	return {
		name,
		label: labels[ 0 ],
		labelPlural: labels[ 1 ],
		keyPrefix,
		custom: name.endsWith( '__c' ),
		writable,
		undeletable: writable,
		fields: [ idField(), ...systemFields( { owned } ), ...fields ],
	};
}

const production = (): SObject =>
	object( { name: PRODUCTION, labels: [ 'Ticketable Event', 'Ticketable Events' ], keyPrefix: 'a0E' }, [
		nameField( 255 ),
		text( 'PatronTicket__Subtitle__c' ),
		area( 'PatronTicket__Description__c', 32768, true ),
		multipicklist( 'PatronTicket__Category__c', CATEGORIES ),
		text( 'PatronTicket__Season__c' ),
		picklist( 'PatronTicket__Type__c', [ 'Tickets', 'Subscription', 'Membership' ], 'Tickets' ),
		checkbox( 'PatronTicket__Active__c', true ),
		url( 'PatronTicket__PurchaseUrl__c' ),
		url( 'PatronTicket__LargeImageUrl__c' ),
		area( 'PatronTicket__LongTitle__c', 32768 ),
	] );

const venue = (): SObject =>
	object( { name: VENUE, labels: [ 'Venue', 'Venues' ], keyPrefix: 'a0V' }, [
		nameField( 80 ),
		text( 'PatronTicket__DisplayName__c' ),
		area( 'PatronTicket__AddressInformation__c' ),
		text( 'PatronTicket__City__c' ),
		text( 'PatronTicket__TimeZone__c', { length: 80 } ),
	] );

const performance = (): SObject =>
	object( { name: PERFORMANCE, labels: [ 'Event Instance', 'Event Instances' ], keyPrefix: 'a0I', owned: false }, [
		nameField( 80 ),
		masterDetail( 'PatronTicket__TicketableEvent__c', PRODUCTION, 'PatronTicket__TicketableEvent__r', 'PatronTicket__EventInstances__r' ),
		datetime( 'PatronTicket__InstanceDate__c' ),
		datetime( 'PatronTicket__EndDate__c' ),
		lookup( 'PatronTicket__Venue__c', VENUE, 'PatronTicket__Venue__r', 'PatronTicket__EventInstances__r' ),
		picklist( 'PatronTicket__SaleStatus__c', SALE_STATUSES ),
		checkbox( 'PatronTicket__SoldOut__c' ),
		picklist( 'PatronTicket__Status__c', EVENT_STATUSES, 'Scheduled' ),
		url( 'PatronTicket__PurchaseUrl__c' ),
		currency( 'PatronTicket__MinPrice__c' ),
		currency( 'PatronTicket__MaxPrice__c' ),
		multipicklist( 'PatronTicket__Access__c', ACCESS ),
		text( 'PatronTicket__Code__c', { length: 80 } ),
	] );

const organization = (): SObject =>
	object( { name: 'Organization', labels: [ 'Organization', 'Organization' ], keyPrefix: '00D', writable: false, owned: false }, [
		nameField( 80 ),
		picklist( 'OrganizationType', [ 'Developer Edition' ] ),
		text( 'InstanceName', { length: 5 } ),
		checkbox( 'IsSandbox' ),
		text( 'NamespacePrefix', { length: 15 } ),
		datetime( 'TrialExpirationDate' ),
		text( 'TimeZoneSidKey', { length: 40 } ),
		text( 'DefaultLocaleSidKey', { length: 40 } ),
		text( 'LanguageLocaleKey', { length: 40 } ),
	] );

const user = (): SObject =>
	object( { name: 'User', labels: [ 'User', 'Users' ], keyPrefix: '005', writable: false, owned: false }, [
		text( 'Username', { length: 80, nillable: false } ),
		text( 'LastName', { length: 80, nillable: false } ),
		text( 'FirstName', { length: 40 } ),
		text( 'Name', { length: 121, nillable: false, nameField: true } ),
		email( 'Email' ),
		text( 'Alias', { length: 8 } ),
		checkbox( 'IsActive', true ),
		text( 'TimeZoneSidKey', { length: 40 } ),
		text( 'LocaleSidKey', { length: 40 } ),
		text( 'LanguageLocaleKey', { length: 40 } ),
		text( 'UserType', { length: 40 } ),
	] );

const account = (): SObject =>
	object( { name: 'Account', labels: [ 'Account', 'Accounts' ], keyPrefix: '001' }, [
		nameField( 255 ),
		lookup( 'ParentId', 'Account', 'Parent', 'ChildAccounts' ),
		picklist( 'Rating', [ 'Hot', 'Warm', 'Cold' ] ),
		phone( 'Phone' ),
		url( 'Website' ),
		area( 'Description', 32000 ),
		currency( 'AnnualRevenue' ),
	] );

export const allObjects = (): SObject[] => [ production(), venue(), performance(), organization(), user(), account() ];
