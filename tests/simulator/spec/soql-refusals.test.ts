import { Asker } from './soql-asker';

const asker = new Asker();
const where = ( condition: string ): string => `SELECT Id FROM Account WHERE ${ condition }`;

describe( 'a query that Salesforce does not understand', () => {
	it.each( [
		[ 'SELECT Id FROM Account ALL ROWS', 'MALFORMED_QUERY', '1:28', 'ALL ROWS not allowed in this context' ],
		[ where( 'Name = :name' ), 'MALFORMED_QUERY', '1:37', 'Bind variables only allowed in Apex code' ],
		[ where( "Name = 'a' AND Name = 'b' OR Name = 'c'" ), 'MALFORMED_QUERY', '1:56', "unexpected token: 'OR'" ],
		[ where( "(Name = 'a'" ), 'MALFORMED_QUERY', '1:41', 'unexpected token: <EOF>' ],
		[ where( "Name = 'a')" ), 'MALFORMED_QUERY', '1:40', "unexpected token: ')'" ],
		[ where( 'Name' ), 'MALFORMED_QUERY', '1:34', 'unexpected token: <EOF>' ],
		[ where( 'Name = Name' ), 'MALFORMED_QUERY', '1:37', "unexpected token: 'Name'" ],
		[ where( 'Name = "a"' ), 'MALFORMED_QUERY', '1:37', "unexpected token: '\"'" ],
		[ where( "Name = 'a" ), 'MALFORMED_QUERY', '1:37', 'unexpected token: <EOF>' ],
		[ where( "Name == 'a'" ), 'MALFORMED_QUERY', '1:36', "unexpected token: '='" ],
		[ where( "Name IN 'a'" ), 'MALFORMED_QUERY', '1:38', "unexpected token: ''a''" ],
		[ where( "Name LIKE ('a', 'b')" ), 'MALFORMED_QUERY', '1:40', "unexpected token: '('" ],
		[ where( 'Name IN ()' ), 'MALFORMED_QUERY', '1:38', "unexpected token: '('" ],
		[ 'SELECT * FROM Account', 'MALFORMED_QUERY', '1:8', "unexpected token: '*'" ],
		[ 'SELECT Id FROM Account;', 'MALFORMED_QUERY', '1:23', "unexpected token: ';'" ],
		[ 'SELECT Id FROM Account LIMIT -1', 'MALFORMED_QUERY', '1:30', "unexpected token: '-1'" ],
		[ 'SELECT Id FROM Account OFFSET 1 LIMIT 1', 'MALFORMED_QUERY', '1:33', "unexpected token: 'LIMIT'" ],
		[ 'SELECT FIELDS(SOME) FROM Account LIMIT 1', 'MALFORMED_QUERY', '1:15', "unexpected token: 'SOME'" ],
		[ 'SELECT Name n FROM Account', 'MALFORMED_QUERY', '1:8', 'only aggregate expressions use field aliasing' ],
		[ 'SELECT Id FROM Account USING SCOPE team', 'MALFORMED_QUERY', '1:36', "unexpected token: 'team'" ],
	] )( 'points at the place: %s', ( soql, code, at, text ) => {
		expect( asker.refusal( soql ) ).toMatchObject( { status: 400, code, at, text } );
	} );

	it.each( [
		[ where( "Foo = 'x' AND Name = 'Foo'" ), '1:30', "No such column 'Foo' on entity 'Account'" ],
		[ where( "Name = 'Foo' AND Foo = 'x'" ), '1:47', "No such column 'Foo' on entity 'Account'" ],
		[ where( "Owner.Foo = 'x'" ), '1:30', "No such column 'Foo' on entity 'User'" ],
		[ where( "Foo.Name = 'x'" ), '1:30', "Didn't understand relationship 'Foo' in field path" ],
		[ 'SELECT Id,\n\tFoo\nFROM Account', '2:2', "No such column 'Foo' on entity 'Account'" ],
		[ 'SELECT Id FROM Account ORDER BY Name, Foo', '1:39', "No such column 'Foo' on entity 'Account'" ],
		[ where( "Description = 'x'" ), '1:30', "field 'Description' can not be filtered in a query call" ],
		[ where( 'Name = 5' ), '1:30', "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes" ],
		[
			where( "NumberOfEmployees = '5'" ),
			'1:30',
			"value of filter criterion for field 'NumberOfEmployees' must be of type int and should not be enclosed in quotes",
		],
		[
			where( "AnnualRevenue > '5'" ),
			'1:30',
			"value of filter criterion for field 'AnnualRevenue' must be of type double and should not be enclosed in quotes",
		],
		[
			where( "IsDeleted = 'true'" ),
			'1:30',
			"value of filter criterion for field 'IsDeleted' must be of type boolean and should not be enclosed in quotes",
		],
		[ where( 'IsDeleted > false' ), '1:30', 'invalid operator on boolean field: >' ],
		[ where( "Rating INCLUDES ('Hot')" ), '1:30', 'invalid operator on picklist field: INCLUDES' ],
		[ where( "Id LIKE '001%'" ), '1:30', 'invalid operator on id field: LIKE' ],
		[ where( 'CreatedDate LIKE TODAY' ), '1:30', 'invalid operator on datetime field: LIKE' ],
	] )( 'names the column: %s', ( soql, at, text ) => {
		const refusal = asker.refusal( soql );
		expect( refusal ).toMatchObject( { status: 400, code: 'INVALID_FIELD', at } );
		expect( refusal.text ).toContain( text );
	} );

	it( 'shows the failing token with its neighbours when the query is long', () => {
		const soql = where( `Name != '${ 'x'.repeat( 100 ) }' AND Foo = 'y' AND Rating = 'Hot'` );
		const lines = asker.refusal( soql ).message.split( '\n' );
		expect( lines[ 0 ] ).toBe( '' );
		expect( lines[ 1 ]!.length ).toBeLessThan( 80 );
		expect( lines[ 1 ]!.slice( lines[ 2 ]!.length - 1 ) ).toMatch( /^Foo = 'y'/ );
		expect( lines[ 3 ] ).toBe( `ERROR at Row:1:Column:${ soql.indexOf( 'Foo' ) + 1 }` );
	} );

	it.each( [
		[ 'the first word', 'SELEKT Id FROM Account', 'MALFORMED_QUERY', 'unexpected token: SELEKT' ],
		[ 'an unknown object', 'SELECT Id FROM Foo', 'INVALID_TYPE', "sObject type 'Foo' is not supported." ],
		[ 'an id with a wrong checksum', where( "Id = '0015e0000000000AAB'" ), 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: 0015e0000000000AAB' ],
		[ 'an id that is too short', where( "OwnerId IN ('005')" ), 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: 005' ],
		[ 'the same field twice', 'SELECT Id, Name, name FROM Account', 'INVALID_FIELD', 'duplicate field selected: Name' ],
		[ 'the same parent field twice', 'SELECT Owner.Name, owner.name FROM Account', 'INVALID_FIELD', 'duplicate field selected: Owner.Name' ],
		[ 'a field beside FIELDS()', 'SELECT FIELDS(ALL), Id FROM Account LIMIT 1', 'INVALID_FIELD', 'duplicate field selected: Id' ],
		[ 'FIELDS(ALL) without a limit', 'SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200' ],
		[
			'FIELDS(CUSTOM) with a high limit',
			'SELECT FIELDS(CUSTOM) FROM Account LIMIT 201',
			'MALFORMED_QUERY',
			'The SOQL FIELDS function must have a LIMIT of at most 200',
		],
		[
			'FIELDS(CUSTOM) where there are none',
			'SELECT FIELDS(CUSTOM) FROM UserLicense LIMIT 1',
			'MALFORMED_QUERY',
			"'FIELDS(CUSTOM)' expansion function must result in at least one field being selected.",
		],
		[ 'an offset too far', 'SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000' ],
		[ 'a long literal', where( `Name = '${ 'x'.repeat( 4001 ) }'` ), 'MALFORMED_QUERY', '4000' ],
		[ 'a backslash that escapes nothing', where( "Name = 'a\\qb'" ), 'MALFORMED_QUERY', "Illegal character sequence '\\q' in string literal." ],
		[
			'data categories',
			'SELECT Id FROM Account WITH DATA CATEGORY Geo__c AT usa__c',
			'MALFORMED_QUERY',
			'WITH DATA CATEGORY is not supported on Account',
		],
		[ 'view statistics', 'SELECT Id FROM Account UPDATE VIEWSTAT', 'MALFORMED_QUERY', 'UPDATE VIEWSTAT is not supported on Account' ],
		[ 'an order of locked rows', 'SELECT Id FROM Account ORDER BY Name FOR UPDATE', 'MALFORMED_QUERY', 'FOR UPDATE' ],
		[ 'change events', 'SELECT Id FROM AccountChangeEvent', 'INVALID_TYPE_FOR_OPERATION', 'entity type AccountChangeEvent does not support query' ],
		[ 'the object Name', 'SELECT Id FROM Name', 'INVALID_TYPE_FOR_OPERATION', 'entity type Name does not support query' ],
	] )( 'is told apart: %s', ( _what, soql, code, text ) => {
		const refusal = asker.refusal( soql );
		expect( refusal ).toMatchObject( { status: 400, code } );
		expect( refusal.text ).toContain( text );
	} );

	it( 'may be as long as 100,000 characters', () => {
		const long = `${ where( "Name != 'x'" ) }${ ' '.repeat( 100_000 ) }`;
		expect( asker.rows( long.slice( 0, 100_000 ) ) ).toEqual( [] );
		expect( asker.refusal( long ).code ).toBe( 'MALFORMED_QUERY' );
	} );

	it( 'may nest parentheses deeply, and is refused when they go too deep', () => {
		const nested = ( depth: number ): string => where( `${ '('.repeat( depth ) }Name = 'x'${ ')'.repeat( depth ) }` );
		expect( asker.rows( nested( 100 ) ) ).toEqual( [] );
		expect( asker.refusal( nested( 5000 ) ).code ).toBe( 'MALFORMED_QUERY' );
		expect( asker.refusal( where( '('.repeat( 90_000 ) ) ).status ).toBe( 400 );
		expect( asker.refusal( `SELECT Id${ ', (SELECT Id'.repeat( 9000 ) } FROM Account` ).status ).toBe( 400 );
	} );
} );

describe( 'objects that answer only some queries', () => {
	const link = 'SELECT Id FROM ContentDocumentLink';
	const id = '0695e0000000000AAA'.slice( 0, 15 );
	const user = { access: asker.org.accessOf( asker.org.personNamed( 'boxoffice@callboard.example' )!.userId ) };

	it( 'ContentDocumentLink wants one of its ids, unless all files may be queried', () => {
		expect( asker.rows( link ) ).toEqual( [] );
		expect( asker.refusal( link, { version: 'v58.0' } ).text ).toContain(
			'ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId'
		);
		expect( asker.refusal( link, user ).code ).toBe( 'MALFORMED_QUERY' );
		expect( asker.refusal( `${ link } WHERE LinkedEntityId != null`, user ).code ).toBe( 'MALFORMED_QUERY' );
		expect( asker.refusal( `${ link } WHERE LinkedEntityId = '${ id }' OR ShareType = 'V'`, user ).code ).toBe( 'MALFORMED_QUERY' );
		expect( asker.rows( `${ link } WHERE ShareType = 'V' AND LinkedEntityId = '${ id }'`, user ) ).toEqual( [] );
		expect( asker.rows( "SELECT l.Id FROM ContentDocumentLink l WHERE l.ContentDocumentId IN ('" + id + "')", user ) ).toEqual( [] );
	} );

	it( 'an object of the Tooling API is not there in /query', () => {
		const tooling = asker.org.catalogue.all().find( ( object ) => object.tooling && object.queryable );
		expect( tooling ).toBeDefined();
		expect( asker.refusal( `SELECT Id FROM ${ tooling!.name }` ).code ).toBe( 'INVALID_TYPE' );
	} );

	it( 'a platform event cannot be queried', () => {
		const object = asker.org.catalogue.find( 'Account' )!;
		asker.org.catalogue.add( { ...object, name: 'Alarm__e', keyPrefix: null, event: true }, asker.org.clock.now() );
		expect( asker.refusal( 'SELECT Id FROM Alarm__e' ) ).toMatchObject( {
			code: 'INVALID_TYPE_FOR_OPERATION',
			text: 'entity type Alarm__e does not support query',
		} );
	} );
} );
