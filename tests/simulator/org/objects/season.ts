import { area, build, checkbox, currency, datetime, formula, lookup, masterDetail, multipicklist, nameField, picklist, text, url } from '../fields';
import type { Formula, SObject } from '../schema';
import { object } from './object';

export const PRODUCTION = 'PatronTicket__TicketableEvent__c';
export const VENUE = 'PatronTicket__Venue__c';
export const PERFORMANCE = 'PatronTicket__EventInstance__c';

export const CATEGORIES = [ 'Play', 'Musical', 'Comedy', 'Dance', 'Opera', 'Concert', 'Family', 'Talk' ];
const SALE_STATUSES = [ 'On Sale', 'No longer on sale', 'Not on sale yet', 'Free' ];
const EVENT_STATUSES = [ 'Scheduled', 'Cancelled', 'Postponed', 'Rescheduled', 'Moved Online' ];
export const ACCESS = [ 'Captioned', 'Audio Described', 'BSL', 'Relaxed' ];

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
		build( 'double', 'Performance_Count__c', {
			label: 'Performance Count',
			precision: 18,
			createable: false,
			updateable: false,
			rollUp: true,
			defaultValue: 0,
		} ),
	] );

const productionName: Formula = {
	text: 'PatronTicket__TicketableEvent__r.Name',
	compute: ( _row, parent ) => parent( 'PatronTicket__TicketableEvent__c' )?.values.Name ?? null,
};

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
		formula( 'string', 'Production_Name__c', productionName, { label: 'Production Name', length: 1300 } ),
	] );

export const seasonObjects = (): SObject[] => [ production(), venue(), performance() ];
