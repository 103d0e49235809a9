import { build } from '../org/fields';
import { Asker } from './soql-asker';

const asker = new Asker();
const acme = asker.create( 'Account', { Name: 'Acme', Rating: 'Hot', AnnualRevenue: 100, NumberOfEmployees: 3 } );
asker.create( 'Account', { Name: 'Beta', Rating: 'Cold', AnnualRevenue: 1, NumberOfEmployees: 4 } );
asker.create( 'Account', { Name: 'Gamma', Rating: 'Cold', AnnualRevenue: 2, Industry: 'Energy' } );
asker.create( 'Account', { Name: 'Delta' } );
for ( const name of [ 'Doe', 'Roe' ] ) {
	asker.create( 'Contact', { LastName: name, AccountId: acme } );
}

describe( 'an aggregate', () => {
	it( 'leaves nulls out, counts, adds up, and goes by the order of the value set', () => {
		const [ row ] = asker.rows(
			'SELECT COUNT(Id), COUNT(Rating), COUNT_DISTINCT(Rating), SUM(AnnualRevenue) s, AVG(NumberOfEmployees), MIN(Rating), MAX(Rating) top, MIN(Name), MAX(CreatedDate) FROM Account'
		);
		expect( row ).toEqual( {
			expr0: 4,
			expr1: 3,
			expr2: 2,
			s: 103,
			expr3: 3.5,
			expr4: 'Hot',
			top: 'Cold',
			expr5: 'Acme',
			expr6: '2026-11-22T12:00:00.000+0000',
		} );
	} );

	it( 'of no rows is null, its count zero', () => {
		expect( asker.rows( "SELECT COUNT(Id), SUM(AnnualRevenue), MAX(Name) FROM Account WHERE Name = 'x'" ) ).toEqual( [
			{ expr0: 0, expr1: null, expr2: null },
		] );
		expect( asker.rows( "SELECT Rating, COUNT(Id) FROM Account WHERE Name = 'x' GROUP BY Rating" ) ).toEqual( [] );
	} );

	it( 'is grouped, filtered by HAVING and ordered', () => {
		expect( asker.rows( 'SELECT Rating, COUNT(Id) many FROM Account GROUP BY Rating ORDER BY Rating' ) ).toEqual( [
			{ Rating: null, many: 1 },
			{ Rating: 'Hot', many: 1 },
			{ Rating: 'Cold', many: 2 },
		] );
		expect( asker.column( 'SELECT Rating FROM Account GROUP BY Rating ORDER BY COUNT(Id) DESC, Rating DESC NULLS LAST' ) ).toEqual( [
			'Cold',
			'Hot',
			null,
		] );
		expect( asker.column( "SELECT Rating FROM Account GROUP BY Rating HAVING COUNT(Id) > 1 OR (Rating LIKE 'h%' AND NOT MAX(Name) = 'x')" ) ).toEqual( [
			'Hot',
			'Cold',
		] );
		expect( asker.column( 'SELECT Rating FROM Account GROUP BY Rating HAVING Rating IN (null)' ) ).toEqual( [ null ] );
		expect( asker.column( 'SELECT Rating FROM Account GROUP BY Rating ORDER BY Rating LIMIT 1 OFFSET 1' ) ).toEqual( [ 'Hot' ] );
	} );

	it( 'names a grouped field of a parent by its last part, or its alias', () => {
		expect( asker.rows( 'SELECT Account.Name, COUNT(Id) FROM Contact GROUP BY Account.Name' ) ).toEqual( [ { Name: 'Acme', expr0: 2 } ] );
		expect( asker.rows( 'SELECT Account.Name an, Owner.Name ow FROM Contact GROUP BY Account.Name, Owner.Name' ) ).toEqual( [
			{ an: 'Acme', ow: 'Callboard Integration' },
		] );
		expect( asker.refusal( 'SELECT Account.Name, Owner.Name FROM Contact GROUP BY Account.Name, Owner.Name' ) ).toMatchObject( {
			at: '1:22',
			text: 'duplicate alias: Name',
		} );
	} );

	it( 'may be formatted', () => {
		expect( asker.rows( 'SELECT FORMAT(MAX(AnnualRevenue)) top, FORMAT(MIN(CreatedDate)) old FROM Account' ) ).toEqual( [
			{ top: '$100.00', old: '11/22/26, 7:00 AM' },
		] );
	} );

	it( 'takes no more than 2,000 groups', () => {
		const own = new Asker();
		for ( let n = 0; n < 2001; n++ ) {
			own.org.writer.load( 'Account', { Name: `Account ${ n }` }, '2026-11-22T12:00:00.000+0000' );
		}
		expect( own.refusal( 'SELECT Name FROM Account GROUP BY Name' ) ).toMatchObject( { status: 400, code: 'EXCEEDED_ID_LIMIT' } );
		expect( own.rows( 'SELECT Name FROM Account GROUP BY Name LIMIT 2000' ) ).toHaveLength( 2000 );
	} );
} );

describe( 'subtotals', () => {
	it( 'of ROLLUP go from right to left, and GROUPING tells them apart', () => {
		const rows = asker.rows(
			'SELECT Rating r, Industry i, COUNT(Id) c, GROUPING(Rating) gr, GROUPING(Industry) gi FROM Account GROUP BY ROLLUP(Rating, Industry) ORDER BY Rating NULLS LAST, Industry NULLS LAST'
		);
		expect( rows ).toHaveLength( 8 );
		expect( rows ).toContainEqual( { r: 'Cold', i: 'Energy', c: 1, gr: 0, gi: 0 } );
		expect( rows ).toContainEqual( { r: 'Cold', i: null, c: 1, gr: 0, gi: 0 } );
		expect( rows ).toContainEqual( { r: 'Cold', i: null, c: 2, gr: 0, gi: 1 } );
		expect( rows ).toContainEqual( { r: null, i: null, c: 4, gr: 1, gi: 1 } );
		expect( rows.filter( ( row ) => row.gr === 1 ) ).toHaveLength( 1 );
	} );

	it( 'of CUBE go every way', () => {
		const rows = asker.rows(
			'SELECT Rating r, Industry i, COUNT(Id) c, GROUPING(Rating) gr, GROUPING(Industry) gi FROM Account GROUP BY CUBE(Rating, Industry)'
		);
		expect( rows ).toContainEqual( { r: null, i: 'Energy', c: 1, gr: 1, gi: 0 } );
		expect( rows ).toContainEqual( { r: null, i: null, c: 3, gr: 1, gi: 0 } );
		expect( rows.filter( ( row ) => row.gr === 1 ) ).toHaveLength( 3 );
	} );

	it.each( [
		'SELECT COUNT(Id) FROM Account GROUP BY ROLLUP(Rating, Industry, Name, Type)',
		'SELECT COUNT(Id) FROM Account GROUP BY Name, ROLLUP(Rating)',
		'SELECT GROUPING(Rating) FROM Account GROUP BY Rating',
		'SELECT GROUPING(Name) FROM Account GROUP BY ROLLUP(Rating)',
	] )( 'are refused: %s', ( soql ) => {
		expect( asker.refusal( soql ) ).toMatchObject( { status: 400, code: 'MALFORMED_QUERY' } );
	} );
} );

describe( 'COUNT()', () => {
	it( 'answers a number, within a limit', () => {
		expect( asker.ask( 'SELECT COUNT() FROM Account' ) ).toEqual( { kind: 'count', total: 4 } );
		expect( asker.ask( 'SELECT COUNT() FROM Account WHERE Rating != null LIMIT 2' ) ).toEqual( { kind: 'count', total: 2 } );
	} );

	it.each( [
		'SELECT COUNT() FROM Account ORDER BY Name',
		'SELECT COUNT() FROM Account GROUP BY Name',
		'SELECT COUNT(), Id FROM Account',
		'SELECT COUNT(), COUNT(Id) FROM Account',
	] )( 'stands alone: %s', ( soql ) => {
		expect( asker.refusal( soql ) ).toMatchObject( { status: 400, code: 'MALFORMED_QUERY' } );
	} );
} );

describe( 'an aggregate query', () => {
	it.each( [
		[ 'SELECT Name, COUNT(Id) FROM Account', '1:8', 'Field must be grouped or aggregated: Name' ],
		[ 'SELECT Rating, Name FROM Account GROUP BY Rating', '1:16', 'Field must be grouped or aggregated: Name' ],
		[ 'SELECT Rating FROM Account GROUP BY Rating ORDER BY Name', '1:53', 'Field must be grouped or aggregated: Name' ],
		[ "SELECT Rating FROM Account GROUP BY Rating HAVING Name LIKE 'x%'", '1:51', 'Field must be grouped or aggregated: Name' ],
		[ 'SELECT COUNT(Id) FROM Account LIMIT 1', null, 'Non-grouped query that uses overall aggregate functions cannot also use LIMIT' ],
		[ 'SELECT MAX(Name) FROM Account ORDER BY Name', null, 'Non-grouped query that uses overall aggregate functions cannot also use ORDER BY' ],
		[ 'SELECT SUM(Name) FROM Account', '1:8', 'field Name does not support aggregate operator SUM' ],
		[ 'SELECT MAX(IsDeleted) FROM Account', '1:8', 'field IsDeleted does not support aggregate operator MAX' ],
		[ 'SELECT MIN(Description) FROM Account', '1:8', 'field Description does not support aggregate operator MIN' ],
		[ 'SELECT AnnualRevenue FROM Account GROUP BY AnnualRevenue', '1:44', "field 'AnnualRevenue' can not be grouped in a query call" ],
		[ 'SELECT CreatedDate FROM Account GROUP BY CreatedDate', '1:42', "field 'CreatedDate' can not be grouped in a query call" ],
		[ 'SELECT Rating, (SELECT Id FROM Contacts) FROM Account GROUP BY Rating', '1:16', 'Grouped query cannot use child relationships in the SELECT list' ],
		[ 'SELECT MAX(Foo) FROM Account', '1:8', "No such column 'Foo' on entity 'Account'" ],
		[ 'SELECT FIELDS(ALL) FROM Account GROUP BY Name LIMIT 10', '1:8', 'Field must be grouped or aggregated' ],
	] )( 'is refused: %s', ( soql, at, text ) => {
		const refusal = asker.refusal( soql );
		expect( refusal ).toMatchObject( { status: 400, at } );
		expect( refusal.text ).toContain( text );
	} );

	it( 'compares HAVING by the type of what it is about', () => {
		expect( asker.refusal( "SELECT Rating FROM Account GROUP BY Rating HAVING COUNT(Id) > '1'" ).text ).toContain( 'must be of type int' );
		expect( asker.refusal( 'SELECT Rating FROM Account GROUP BY Rating HAVING MAX(CreatedDate) > 1' ).text ).toContain( 'must be of type dateTime' );
	} );
} );

describe( 'a field', () => {
	it( 'may be kept from filters, orders, groups and aggregates by what the org says of it', () => {
		const own = new Asker();
		own.org.addField(
			'Account',
			build( 'string', 'Secret__c', { abilities: { filterable: false, sortable: false, groupable: false, aggregatable: false }, permissionable: false } )
		);
		expect( own.rows( 'SELECT Secret__c FROM Account' ) ).toEqual( [] );
		expect( own.refusal( "SELECT Id FROM Account WHERE Secret__c = 'x'" ).code ).toBe( 'INVALID_FIELD' );
		expect( own.refusal( 'SELECT Id FROM Account ORDER BY Secret__c' ).text ).toContain( 'can not be sorted' );
		expect( own.refusal( 'SELECT COUNT(Id) FROM Account GROUP BY Secret__c' ).text ).toContain( 'can not be grouped' );
		expect( own.refusal( 'SELECT MAX(Secret__c) FROM Account' ).text ).toContain( 'does not support aggregate operator MAX' );
	} );
} );
