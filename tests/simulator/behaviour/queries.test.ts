import { openOrg, refusal, type Fields, type OrgUnderTest } from './org';

let org: OrgUnderTest;
let ids: string[] = [];

beforeAll( async () => {
	org = await openOrg();
	const account = await org.create( 'Account', { Name: `${ org.mark } House`, Industry: 'Entertainment' } );
	ids = [ account ];
	for ( const [ LastName, Title ] of [
		[ 'Alpha', 'Usher' ],
		[ 'beta', null ],
		[ 'Gamma', 'Usher' ],
	] ) {
		ids.push( await org.create( 'Contact', { LastName: `${ org.mark } ${ LastName }`, Title, AccountId: account } ) );
	}
} );
afterAll( () => org.close() );

const contacts = ( rest: string, fields = 'LastName' ): Promise< Fields[] > =>
	org.rows( `SELECT ${ fields } FROM Contact WHERE AccountId = '${ ids[ 0 ] }'${ rest }` );
const last = ( rows: Fields[] ): string[] => rows.map( ( row ) => String( row.LastName ).split( ' ' )[ 1 ]! );
const asked = async ( soql: string ): Promise< [ number, unknown ] > => refusal( await org.send( 'GET', `/query?q=${ encodeURIComponent( soql ) }` ) );

describe( 'a query', () => {
	it( 'compares text without case and orders nulls first', async () => {
		expect( last( await contacts( ` AND LastName LIKE '${ org.mark } BETA'` ) ) ).toEqual( [ 'beta' ] );
		expect( last( await contacts( ' ORDER BY Title, LastName' ) ) ).toEqual( [ 'beta', 'Alpha', 'Gamma' ] );
		expect( last( await contacts( ' ORDER BY Title NULLS LAST, LastName DESC' ) ) ).toEqual( [ 'Gamma', 'Alpha', 'beta' ] );
	} );

	it( 'takes ids of 15 and of 18 characters', async () => {
		expect( await org.rows( `SELECT Id FROM Account WHERE Id IN ('${ ids[ 0 ]!.slice( 0, 15 ) }')` ) ).toMatchObject( [ { Id: ids[ 0 ] } ] );
	} );

	it( 'names fields as describe does, whatever was typed', async () => {
		const [ row ] = await contacts( ' LIMIT 1', 'id, lastname, account.NAME' );
		expect( Object.keys( row! ) ).toEqual( [ 'attributes', 'Id', 'LastName', 'Account' ] );
		expect( row!.Account ).toEqual( { attributes: expect.objectContaining( { type: 'Account' } ), Name: `${ org.mark } House` } );
	} );

	it( 'nests children, null where there are none', async () => {
		const [ row ] = await org.rows(
			`SELECT Id, (SELECT LastName FROM Contacts ORDER BY LastName), (SELECT Id FROM Opportunities) FROM Account WHERE Id = '${ ids[ 0 ] }'`
		);
		expect( row!.Contacts ).toMatchObject( { totalSize: 3, done: true } );
		expect( row!.Opportunities ).toBeNull();
	} );

	it( 'counts, groups and names its results', async () => {
		const reply = await org.send( 'GET', `/query?q=${ encodeURIComponent( `SELECT COUNT() FROM Contact WHERE AccountId = '${ ids[ 0 ] }'` ) }` );
		expect( reply.json ).toEqual( { totalSize: 3, done: true, records: [] } );
		expect( await contacts( ' GROUP BY Title ORDER BY Title', 'Title, COUNT(Id), MIN(LastName) earliest' ) ).toMatchObject( [
			{ Title: null, expr0: 1 },
			{ Title: 'Usher', expr0: 2, earliest: `${ org.mark } Alpha` },
		] );
	} );

	it( 'knows semi-joins and the moments of a calendar', async () => {
		expect( await org.rows( `SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName LIKE '${ org.mark }%')` ) ).toHaveLength( 1 );
		expect( await contacts( ' AND CreatedDate >= YESTERDAY AND CreatedDate <= TOMORROW AND CreatedDate = LAST_N_DAYS:2' ) ).toHaveLength( 3 );
	} );

	it.each( [
		[ 'SELECT Id FROM Nonsense__c', 'INVALID_TYPE' ],
		[ 'SELECT Nonsense__c FROM Account', 'INVALID_FIELD' ],
		[ 'SELECT Nonsense__r.Name FROM Account', 'INVALID_FIELD' ],
		[ "SELECT Id FROM Account WHERE CreatedDate > '2026-01-01T00:00:00Z'", 'INVALID_FIELD' ],
		[ "SELECT Id FROM Account WHERE Description = 'x'", 'INVALID_FIELD' ],
		[ 'SELECT Id FROM Account WHERE', 'MALFORMED_QUERY' ],
		[ "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", 'MALFORMED_QUERY' ],
		[ 'SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY' ],
		[ 'SELECT Id FROM Account LIMIT 1 OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE' ],
	] )( 'that is wrong is refused with its own code: %s', async ( soql, code ) => {
		expect( await asked( soql ) ).toEqual( [ 400, code ] );
	} );

	it( 'points at what is wrong', async () => {
		const reply = await org.send( 'GET', `/query?q=${ encodeURIComponent( 'SELECT Bacon__c FROM Account' ) }` );
		const [ error ] = reply.json as { message: string }[];
		expect( error!.message ).toContain( 'ERROR at Row:1:Column:8' );
		expect( error!.message ).toContain( "No such column 'Bacon__c' on entity 'Account'" );
	} );
} );

describe( 'pages', () => {
	it( 'of a large result follow one another by locator, each row once', async () => {
		const records = Array.from( { length: 200 }, ( _, n ) => ( { attributes: { type: 'Account' }, Name: `${ org.mark } page ${ n }` } ) );
		const made: string[] = [];
		for ( const part of [ records, records.slice( 0, 50 ) ] ) {
			const reply = await org.send( 'POST', '/composite/sobjects', { allOrNone: true, records: part } );
			made.push( ...( reply.json as { id: string }[] ).map( ( one ) => one.id ) );
		}
		const seen: string[] = [];
		let next: string | undefined = `/query?q=${ encodeURIComponent( `SELECT Id FROM Account WHERE Name LIKE '${ org.mark } page%'` ) }`;
		let pages = 0;
		while ( next !== undefined ) {
			const page = ( await org.send( 'GET', next, undefined, { 'Sforce-Query-Options': 'batchSize=200' } ) ).json as {
				totalSize: number;
				records: { Id: string }[];
				nextRecordsUrl?: string;
			};
			expect( page.totalSize ).toBe( 250 );
			seen.push( ...page.records.map( ( row ) => row.Id ) );
			next = page.nextRecordsUrl;
			pages++;
		}
		expect( pages ).toBe( 2 );
		expect( [ ...seen ].sort() ).toEqual( [ ...made ].sort() );
		for ( const part of [ made.slice( 0, 200 ), made.slice( 200 ) ] ) {
			await org.send( 'DELETE', `/composite/sobjects?ids=${ part.join( ',' ) }` );
		}
	} );

	it( 'cannot be asked for by a locator that is not one', async () => {
		expect( refusal( await org.send( 'GET', '/query/01g000000000000AAA-2000' ) ) ).toEqual( [ 400, 'INVALID_QUERY_LOCATOR' ] );
	} );
} );
