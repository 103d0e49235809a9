import { area, checkbox, currency, datetime, email, lookup, nameField, phone, picklist, text, url } from '../fields';
import type { SObject } from '../schema';
import { object } from './object';

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
		lookup( 'ProfileId', 'Profile', 'Profile' ),
	] );

const account = (): SObject =>
	object( { name: 'Account', labels: [ 'Account', 'Accounts' ], keyPrefix: '001', mergeable: true }, [
		nameField( 255 ),
		lookup( 'ParentId', 'Account', 'Parent', 'ChildAccounts' ),
		picklist( 'Rating', [ 'Hot', 'Warm', 'Cold' ] ),
		phone( 'Phone' ),
		url( 'Website' ),
		area( 'Description', 32000 ),
		currency( 'AnnualRevenue' ),
	] );

export const standardObjects = (): SObject[] => [ organization(), user(), account() ];
