import { build, formula, multipicklist } from '../org/fields';
import { toId18 } from '../org/ids';
import { Asker } from './soql-asker';

const asker = new Asker();
asker.org.addField( 'Account', build( 'string', 'Code__c', { unique: true, caseSensitive: true, externalId: true, permissionable: false } ) );
asker.org.addField( 'Account', build( 'time', 'Opens__c', { permissionable: false } ) );
asker.org.addField( 'Account', { ...multipicklist( 'Likes__c', [ 'Play', 'Opera', 'Dance' ] ), permissionable: false } );
asker.org.addField(
	'Account',
	formula( 'string', 'Shout__c', { text: null, compute: ( row ) => String( row.values.Name ).toUpperCase() }, { permissionable: false } )
);
const acme = asker.create( 'Account', { Name: 'Acme 50%', Rating: 'Hot', Code__c: 'abc', Likes__c: 'Play;Opera', AnnualRevenue: -5 } );
const beta = asker.create( 'Account', { Name: "Bob's_\\x", Rating: 'Cold', Code__c: 'ABC', Likes__c: 'Dance', AnnualRevenue: 3 } );
const none = asker.create( 'Account', { Name: 'None' } );
const open = asker.org.store.table( 'Account' ).get( acme )!;
asker.org.store.change( open, { values: { ...open.values, Opens__c: '10:30:00.000Z' } } );

const ids = ( where: string ): unknown[] => asker.column( `SELECT Id FROM Account WHERE ${ where } ORDER BY Id` );

describe( 'a condition', () => {
	it.each( [
		[ 'text without case', "Name = 'ACME 50%'", [ acme ] ],
		[ 'text of a field that minds case', "Code__c = 'abc'", [ acme ] ],
		[ 'a list of a field that minds case', "Code__c IN ('ABC', 'Abc')", [ beta ] ],
		[ 'an escaped per cent sign in LIKE', "Name LIKE '%50\\\\%'", [ acme ] ],
		[ 'an underscore in LIKE', "Name LIKE 'Non_'", [ none ] ],
		[ 'an escaped underscore in LIKE', "Name LIKE '%\\\\_%'", [ beta ] ],
		[ 'an escaped quote', "Name = 'Bob\\\\'s_\\\\\\\\x'", [ beta ] ],
		[ 'a backslash in LIKE', "Name LIKE '%\\\\\\\\x'", [ beta ] ],
		[ 'a negative number', 'AnnualRevenue < -1.5', [ acme ] ],
		[ 'a number with a plus sign', 'AnnualRevenue = +3.0', [ beta ] ],
		[ 'numbers in a list', 'AnnualRevenue IN (3, 7.5)', [ beta ] ],
		[ 'null', 'AnnualRevenue = null', [ none ] ],
		[ 'an empty text, which is null', "Rating = ''", [ none ] ],
		[ 'not equal, which null is', "Rating != 'Hot'", [ beta, none ] ],
		[ 'not equal, written the other way', "Rating <> 'Hot'", [ beta, none ] ],
		[ 'NOT IN', "Rating NOT IN ('Hot', 'Warm')", [ beta, none ] ],
		[ 'a time of day', 'Opens__c = 10:30:00Z', [ acme ] ],
		[ 'a time of day that is later', 'Opens__c > 10:29:59.999Z', [ acme ] ],
		[ 'both of a group or another', "Likes__c INCLUDES ('Play;Opera', 'x')", [ acme ] ],
		[ 'one of a group that lacks the other', "Likes__c INCLUDES ('Play;Dance')", [] ],
		[ 'EXCLUDES, which null does', "Likes__c EXCLUDES ('Dance')", [ acme, none ] ],
		[ 'a whole multi-select value', "Likes__c = 'Play;Opera'", [ acme ] ],
		[ 'a formula', "Shout__c = 'none'", [ none ] ],
		[ 'a label', "toLabel(Rating) = 'Hot'", [ acme ] ],
		[ 'an id of 15 characters', "Id = '$15'", [ acme ] ],
		[ 'ids of both lengths', "Id IN ('$15', '$18')", [ acme ] ],
		[ 'ten parentheses and more', "((((((((((((Rating = 'Hot'))))))))))))", [ acme ] ],
		[ 'NOT of NOT of NOT', "NOT (NOT (NOT Rating = 'Hot'))", [ beta, none ] ],
		[ 'NOT of an AND', "NOT (Rating = 'Cold' AND Name LIKE 'Bob%')", [ acme, none ] ],
		[ 'keywords in small letters', "rating = 'hot' or ( not name like 'n%' and rating in ('cold') )", [ acme, beta ] ],
		[ 'keywords inside a text', "Name != 'a) OR (b AND NOT c'", [ acme, beta, none ] ],
		[ 'line breaks', "Rating\n=\n'Hot'", [ acme ] ],
	] )( 'understands %s', ( _what, where, expected ) => {
		const written = where.replaceAll( '\\\\', '\\' ).replaceAll( '$15', acme.slice( 0, 15 ) ).replaceAll( '$18', acme );
		expect( ids( written ) ).toEqual( expected );
	} );

	it( 'sorts ids of the case of one letter as their characters stand', () => {
		const lower = toId18( '0015e00000000Aa' );
		expect( ids( `Id > '${ lower.slice( 0, 15 ) }'` ) ).toEqual( [ acme, beta, none ].filter( ( id ) => id > lower ) );
	} );
} );

describe( 'an order', () => {
	it( 'of a picklist is that of its value set; nulls come first unless told otherwise', () => {
		expect( asker.column( 'SELECT Rating FROM Account ORDER BY Rating' ) ).toEqual( [ null, 'Hot', 'Cold' ] );
		expect( asker.column( 'SELECT Rating FROM Account ORDER BY Rating DESC' ) ).toEqual( [ null, 'Cold', 'Hot' ] );
		expect( asker.column( 'SELECT Rating FROM Account ORDER BY Rating DESC NULLS LAST' ) ).toEqual( [ 'Cold', 'Hot', null ] );
	} );

	it( 'takes parents, formulas and several keys', () => {
		expect( asker.column( 'SELECT Name FROM Account ORDER BY Owner.Name, Shout__c DESC' ) ).toEqual( [ 'None', "Bob's_\\x", 'Acme 50%' ] );
	} );

	it( 'by Id or by stamp goes either way', () => {
		expect( asker.column( 'SELECT Id FROM Account ORDER BY Id DESC LIMIT 2' ) ).toEqual( [ none, beta ] );
		expect( asker.column( 'SELECT Id FROM Account ORDER BY SystemModstamp DESC, Id DESC LIMIT 1' ) ).toEqual( [ none ] );
		expect( asker.column( 'SELECT Id FROM Account ORDER BY SystemModstamp DESC, Id LIMIT 1' ) ).toEqual( [ acme ] );
	} );
} );

describe( 'functions in SELECT', () => {
	it( 'read labels, formats and currencies', () => {
		const rating = asker.org.catalogue.find( 'Account' )!.fields.find( ( field ) => field.name === 'Rating' )!;
		rating.labels = { Hot: 'Very hot' };
		expect(
			asker.rows( "SELECT toLabel(Rating), FORMAT(AnnualRevenue) f, convertCurrency(AnnualRevenue) c FROM Account WHERE toLabel(Rating) = 'very HOT'" )
		).toEqual( [ { Rating: 'Very hot', f: '-$5.00', c: -5 } ] );
		expect( asker.rows( "SELECT Rating, toLabel(Rating) shown FROM Account WHERE Rating = 'Hot'" ) ).toEqual( [ { Rating: 'Hot', shown: 'Very hot' } ] );
		rating.labels = {};
		expect( asker.refusal( 'SELECT Rating, toLabel(Rating) FROM Account' ) ).toMatchObject( {
			code: 'INVALID_FIELD',
			text: 'duplicate field selected: Rating',
		} );
		expect( asker.refusal( 'SELECT convertCurrency(Name) FROM Account' ).code ).toBe( 'MALFORMED_QUERY' );
		expect( asker.refusal( "SELECT DISTANCE(Name, GEOLOCATION(1, 2), 'mi') d FROM Account" ).text ).toContain( 'not supported by this org' );
	} );

	it( 'expand FIELDS() to what the user sees, for few rows', () => {
		const [ row ] = asker.rows( "SELECT FIELDS(CUSTOM) FROM Account WHERE Rating = 'Hot' LIMIT 1" );
		expect( Object.keys( row! ).sort() ).toEqual( expect.arrayContaining( [ 'Code__c', 'Likes__c', 'Opens__c', 'Shout__c' ] ) );
		expect( Object.keys( row! ).filter( ( name ) => ! name.endsWith( '__c' ) ) ).toEqual( [] );
		expect( asker.rows( 'SELECT FIELDS(STANDARD) FROM Account' ) ).toHaveLength( 3 );
		expect( asker.rows( `SELECT FIELDS(ALL) FROM Account WHERE Id IN ('${ acme }', '${ beta }')` ) ).toHaveLength( 2 );
		expect( asker.rows( 'SELECT FIELDS(ALL) FROM Account LIMIT 200' ) ).toHaveLength( 3 );
	} );
} );

describe( 'USING SCOPE, WITH and FOR', () => {
	it( 'are understood where they mean something here', () => {
		const owned = asker.create( 'Account', { Name: 'Of another' } );
		const row = asker.org.store.table( 'Account' ).get( owned )!;
		asker.org.store.change( row, { values: { ...row.values, OwnerId: toId18( '0055e00000AdmIn' ) } } );
		expect( asker.column( 'SELECT Id FROM Account USING SCOPE mine' ) ).not.toContain( owned );
		expect( asker.column( 'SELECT Id FROM Account USING SCOPE everything' ) ).toContain( owned );
		for ( const clause of [ 'WITH SECURITY_ENFORCED', 'WITH USER_MODE', 'WITH SYSTEM_MODE', 'FOR VIEW', 'FOR REFERENCE', 'FOR UPDATE' ] ) {
			expect( asker.rows( `SELECT Id FROM Account ${ clause }` ) ).toHaveLength( 4 );
		}
		asker.org.writer.purge( 'Account', owned );
	} );
} );
