import { toId18 } from '../org/ids';
import { newRow, type Row } from '../org/store';
import { Asker } from './soql-asker';

const asker = new Asker();
const acme = asker.create( 'Account', { Name: 'Acme', BillingCity: 'Rome', BillingCountry: 'Italy' } );
const branch = asker.create( 'Account', { Name: 'Branch', ParentId: acme } );
const jo = asker.create( 'Contact', { FirstName: 'Jo', LastName: 'Doe', AccountId: acme } );
asker.create( 'Contact', { FirstName: 'Al', LastName: 'Roe', AccountId: acme } );
const nobody = asker.create( 'Contact', { LastName: 'Solo' } );
const lead = asker.create( 'Lead', { LastName: 'Maybe', Company: 'Beta', Status: 'Open - Not Contacted' } );
asker.create( 'Task', { Subject: 'Call', WhatId: acme, WhoId: jo } );
asker.create( 'Task', { Subject: 'Write', WhoId: lead } );
asker.create( 'Opportunity', { Name: 'Gala', AccountId: acme, StageName: 'Prospecting', CloseDate: '2026-12-01', Amount: 12.5 } );

describe( 'a parent', () => {
	it( 'of a polymorphic reference answers what all its targets have in common, under the type Name', () => {
		const found = asker.ask( "SELECT What.Name, What.Type, Who.Name, Who.Type FROM Task WHERE Subject = 'Call'" );
		const record = found.kind === 'rows' ? found.project( found.rows[ 0 ]! ) : {};
		expect( record ).toMatchObject( {
			What: { attributes: { type: 'Name', url: `/services/data/v66.0/sobjects/Account/${ acme }` }, Name: 'Acme', Type: 'Account' },
			Who: { attributes: { type: 'Name', url: `/services/data/v66.0/sobjects/Contact/${ jo }` }, Name: 'Jo Doe', Type: 'Contact' },
		} );
	} );

	it( 'of a polymorphic reference can be filtered and is null when nothing is there', () => {
		expect( asker.column( "SELECT Subject FROM Task WHERE Who.Type = 'Lead'" ) ).toEqual( [ 'Write' ] );
		expect( asker.rows( 'SELECT Subject, What.Name FROM Task WHERE What.Name = null' ) ).toEqual( [ { Subject: 'Write', What: null } ] );
	} );

	it( 'of a polymorphic reference hides what only some targets have', () => {
		expect( asker.refusal( 'SELECT What.AnnualRevenue FROM Task' ) ).toMatchObject( { code: 'INVALID_FIELD', at: '1:8' } );
		expect( asker.refusal( 'SELECT What.AnnualRevenue FROM Task' ).text ).toContain( "No such column 'AnnualRevenue' on entity 'Name'" );
	} );

	it( 'may be five levels away and not six', () => {
		const path = ( levels: number ): string => `${ 'Parent.'.repeat( levels ) }Name`;
		expect( asker.rows( `SELECT ${ path( 5 ) } FROM Account WHERE Name = 'Branch'` ) ).toEqual( [ { Parent: { Parent: null } } ] );
		expect( asker.refusal( `SELECT ${ path( 6 ) } FROM Account` ).code ).toBe( 'MALFORMED_QUERY' );
	} );

	it( 'that is missing matches null, stays in an OR, and its checkboxes are false', () => {
		expect( asker.column( 'SELECT Id FROM Contact WHERE Account.Name = null' ) ).toEqual( [ nobody ] );
		expect( asker.column( "SELECT LastName FROM Contact WHERE Account.Name = 'Acme' OR LastName = 'Solo' ORDER BY LastName" ) ).toEqual( [
			'Doe',
			'Roe',
			'Solo',
		] );
		expect( asker.column( 'SELECT LastName FROM Contact WHERE Account.IsDeleted = false ORDER BY LastName' ) ).toEqual( [ 'Doe', 'Roe', 'Solo' ] );
	} );

	it( 'can be named by aliases in FROM', () => {
		const rows = asker.rows(
			"SELECT c.LastName, a.Name, o.Name FROM Contact AS c, c.Account a, a.Owner o WHERE a.Name = 'Acme' ORDER BY c.LastName LIMIT 1"
		);
		expect( rows ).toEqual( [ { LastName: 'Doe', Account: { Name: 'Acme', Owner: { Name: 'Callboard Integration' } } } ] );
		expect( asker.refusal( 'SELECT x.Name FROM Contact c, c.Account a' ).text ).toContain( "Didn't understand relationship 'x'" );
	} );

	it( 'counts once in the limit of 55 relationships', () => {
		const twice = Array.from( { length: 60 }, () => "Owner.Name != 'x'" ).join( ' AND ' );
		expect( asker.column( `SELECT Id FROM Account WHERE ${ twice }` ) ).toEqual( [ acme, branch ] );
		const chains = Array.from( { length: 32 }, ( _, bits ) =>
			[ 0, 1, 2, 3, 4 ].map( ( bit ) => ( bits & ( 1 << bit ) ? 'CreatedBy.' : 'LastModifiedBy.' ) ).join( '' )
		);
		const where = chains.map( ( chain ) => `${ chain }Name != 'x'` ).join( ' AND ' );
		expect( asker.refusal( `SELECT Id FROM Account WHERE ${ where }` ).text ).toContain( '55' );
	} );
} );

describe( 'children', () => {
	it( 'nest to five levels from v58 on', () => {
		const nested = 'SELECT Name, (SELECT LastName, (SELECT Subject FROM Tasks) FROM Contacts ORDER BY LastName) FROM Account WHERE Name = ';
		expect( asker.rows( `${ nested }'Acme'` ) ).toEqual( [
			{
				Name: 'Acme',
				Contacts: [
					{ LastName: 'Doe', Tasks: [ { Subject: 'Call' } ] },
					{ LastName: 'Roe', Tasks: null },
				],
			},
		] );
		expect( asker.refusal( `${ nested }'Acme'`, { version: 'v57.0' } ).code ).toBe( 'MALFORMED_QUERY' );
		const deep = ( levels: number ): string => ( levels === 0 ? 'Id' : `Id, (SELECT ${ deep( levels - 1 ) } FROM ChildAccounts)` );
		expect( asker.rows( `SELECT ${ deep( 5 ) } FROM Account WHERE Name = 'Branch'` ) ).toEqual( [ { Id: branch, ChildAccounts: null } ] );
		expect( asker.refusal( `SELECT ${ deep( 6 ) } FROM Account` ).code ).toBe( 'MALFORMED_QUERY' );
	} );

	it( 'have an alias, conditions, an order and a limit of their own', () => {
		const rows = asker.rows(
			"SELECT (SELECT LastName FROM Contacts c WHERE c.LastName != 'Doe' ORDER BY c.LastName DESC LIMIT 1) FROM Account WHERE Name = 'Acme'"
		);
		expect( rows ).toEqual( [ { Contacts: [ { LastName: 'Roe' } ] } ] );
	} );

	it.each( [
		[
			'an unknown relationship',
			'SELECT Id, (SELECT Id FROM Foos) FROM Account',
			'INVALID_TYPE',
			'1:28',
			"Didn't understand relationship 'Foos' in FROM part of query call.",
		],
		[
			'an aggregate',
			'SELECT Id, (SELECT COUNT(Id) FROM Contacts) FROM Account',
			'MALFORMED_QUERY',
			'1:35',
			'Only root queries support aggregate expressions',
		],
		[ 'an unknown column', 'SELECT Id, (SELECT Foo FROM Contacts) FROM Account', 'INVALID_FIELD', '1:20', "No such column 'Foo' on entity 'Contact'" ],
	] )( 'with %s are refused at the place', ( _what, soql, code, at, text ) => {
		const refusal = asker.refusal( soql );
		expect( refusal ).toMatchObject( { status: 400, code, at } );
		expect( refusal.text ).toContain( text );
	} );

	it( 'that are worked out when asked for belong to their parents, too', () => {
		const [ set ] = asker.org.store.table( 'PermissionSet' ).inStampOrder();
		const rights = newRow( 'ObjectPermissions', toId18( '1105e0000000001' ), { ParentId: set!.id, SobjectType: 'Account' } );
		const virtualRows = ( object: string ): Row[] => ( object === 'ObjectPermissions' ? [ rights ] : [] );
		expect( asker.rows( `SELECT (SELECT SobjectType FROM ObjectPerms) FROM PermissionSet WHERE Id = '${ set!.id }'`, { virtualRows } ) ).toEqual( [
			{ ObjectPerms: [ { SobjectType: 'Account' } ] },
		] );
		expect( asker.rows( 'SELECT SobjectType, Parent.Name FROM ObjectPermissions', { virtualRows } ) ).toEqual( [
			{ SobjectType: 'Account', Parent: { Name: set!.values.Name } },
		] );
	} );

	it( 'may be asked for twenty times and not more', () => {
		const names = [
			...new Set(
				asker.org.schema
					.all()
					.flatMap( ( one ) =>
						one.fields.filter( ( field ) => field.referenceTo.includes( 'Account' ) ).map( ( field ) => field.childRelationshipName )
					)
			),
		].filter( ( name ) => name !== null );
		const selects = Array.from( { length: 21 }, ( _, index ) => `(SELECT Id FROM ${ names[ index % names.length ] })` );
		expect( asker.refusal( `SELECT ${ selects.join( ', ' ) } FROM Account` ).text ).toContain( 'more than 20' );
	} );
} );

describe( 'a semi-join', () => {
	const contacts = '(SELECT AccountId FROM Contact)';
	const opportunities = '(SELECT AccountId FROM Opportunity)';

	it( 'finds those inside, an anti-join those outside', () => {
		expect( asker.column( `SELECT Name FROM Account WHERE Id IN ${ contacts }` ) ).toEqual( [ 'Acme' ] );
		expect( asker.column( `SELECT Name FROM Account WHERE Id NOT IN ${ opportunities }` ) ).toEqual( [ 'Branch' ] );
		expect(
			asker.column( `SELECT LastName FROM Contact WHERE AccountId IN (SELECT AccountId FROM Opportunity WHERE Amount > 10) ORDER BY LastName` )
		).toEqual( [ 'Doe', 'Roe' ] );
		expect( asker.column( `SELECT LastName FROM Contact WHERE Id IN (SELECT ContactId FROM OpportunityContactRole)` ) ).toEqual( [] );
		expect( asker.column( `SELECT Name FROM Account WHERE Name != 'x' AND (Id IN ${ contacts } AND Id IN ${ opportunities })` ) ).toEqual( [ 'Acme' ] );
	} );

	it.each( [
		[ 'a third one', `Id IN ${ contacts } AND Id IN ${ opportunities } AND Id NOT IN (SELECT AccountId FROM Case)`, 'Maximum 2' ],
		[ 'OR', `Id IN ${ contacts } OR Name = 'x'`, "'OR' operator" ],
		[ 'NOT', `NOT Id IN ${ contacts }`, 'only allowed at the top level' ],
		[ 'one inside it', 'Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM OpportunityContactRole))', 'Nesting of semi join' ],
		[ 'its own object', 'Id IN (SELECT ParentId FROM Account)', 'should not be on the same object type' ],
		[ 'a left side that is no id', `Name IN ${ contacts }`, "cannot use: 'Name'" ],
		[ 'a left side of a parent', `Parent.Id IN ${ contacts }`, "cannot use: 'Parent.Id'" ],
		[ 'a text inside', 'Id IN (SELECT LastName FROM Contact)', "cannot use: 'LastName'" ],
		[ 'two fields inside', 'Id IN (SELECT AccountId, Id FROM Contact)', 'exactly one' ],
		[ 'COUNT() inside', 'Id IN (SELECT COUNT() FROM Contact)', 'exactly one' ],
		[ 'ids of something else', 'Id IN (SELECT Id FROM Contact)', 'should point to the same object type' ],
		[ 'a limit inside', 'Id IN (SELECT AccountId FROM Contact LIMIT 1)', 'LIMIT' ],
		[ 'an order inside', 'Id IN (SELECT AccountId FROM Contact ORDER BY Id)', 'ORDER BY' ],
		[ 'tasks inside', 'Id IN (SELECT WhatId FROM Task)', "Entity 'Task' is not supported" ],
		[ 'events inside', 'Id IN (SELECT WhatId FROM Event)', "Entity 'Event' is not supported" ],
		[ 'attachments inside', 'Id IN (SELECT ParentId FROM Attachment)', "Entity 'Attachment' is not supported" ],
	] )( 'with %s is refused', ( _what, where, text ) => {
		const refusal = asker.refusal( `SELECT Id FROM Account WHERE ${ where }` );
		expect( refusal ).toMatchObject( { status: 400, code: 'MALFORMED_QUERY' } );
		expect( refusal.text ).toContain( text );
	} );
} );

describe( 'TYPEOF', () => {
	it( 'says what is wrong with it, for either kind of relationship', () => {
		expect( asker.refusal( 'SELECT TYPEOF What WHEN Account THEN Phone END FROM Task' ) ).toMatchObject( { code: 'MALFORMED_QUERY', at: '1:8' } );
		expect( asker.refusal( 'SELECT TYPEOF What WHEN Account THEN Phone END FROM Task' ).text ).toContain( 'not supported by this org' );
		expect( asker.refusal( 'SELECT TYPEOF Account WHEN Account THEN Phone END FROM Contact' ).text ).toContain( 'not polymorphic' );
		expect( asker.refusal( 'SELECT TYPEOF Foo WHEN Account THEN Phone END FROM Contact' ).code ).toBe( 'INVALID_FIELD' );
	} );
} );

describe( 'a compound address', () => {
	it( 'is printed whole and neither filtered, sorted nor grouped', () => {
		expect( asker.rows( "SELECT BillingAddress FROM Account WHERE Name = 'Acme'" )[ 0 ] ).toMatchObject( {
			BillingAddress: { city: 'Rome', country: 'Italy', street: null },
		} );
		expect( asker.refusal( "SELECT Id FROM Account WHERE BillingAddress = 'x'" ).text ).toBe(
			"field 'BillingAddress' can not be filtered in a query call"
		);
		expect( asker.refusal( 'SELECT Id FROM Account ORDER BY BillingAddress' ).code ).toBe( 'MALFORMED_QUERY' );
		expect( asker.refusal( 'SELECT COUNT(Id) FROM Account GROUP BY BillingAddress' ).code ).toBe( 'MALFORMED_QUERY' );
	} );
} );

describe( 'deleted and archived rows', () => {
	it( 'are found when asked for, with what they were merged into', () => {
		const own = new Asker();
		const winner = own.create( 'Account', { Name: 'Winner' } );
		const loser = own.create( 'Account', { Name: 'Loser' } );
		own.org.writer.merge( 'Account', winner, [ loser ] );
		expect( own.column( 'SELECT Name FROM Account' ) ).toEqual( [ 'Winner' ] );
		expect( own.rows( 'SELECT Name, MasterRecordId FROM Account WHERE IsDeleted = true', { includeDeleted: true } ) ).toEqual( [
			{ Name: 'Loser', MasterRecordId: winner },
		] );
		const task = own.create( 'Task', { Subject: 'Long ago' } );
		const row = own.org.store.table( 'Task' ).get( task )!;
		own.org.store.change( row, { values: { ...row.values, IsArchived: true } } );
		expect( own.column( 'SELECT Id FROM Task' ) ).toEqual( [] );
		expect( own.column( 'SELECT Id FROM Task', { includeDeleted: true } ) ).toEqual( [ task ] );
	} );
} );
