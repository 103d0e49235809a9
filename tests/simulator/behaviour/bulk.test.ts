import { openOrg, refusal, type Fields, type OrgUnderTest } from './org';

let org: OrgUnderTest;
beforeAll( async () => {
	org = await openOrg();
} );
afterAll( () => org.close() );

const ended = ( job: Fields ): boolean => [ 'JobComplete', 'Failed', 'Aborted' ].includes( String( job.state ) );

async function ingest( job: Fields, csv: string ): Promise< { id: string; job: Fields } > {
	const made = ( await org.send( 'POST', '/jobs/ingest', { contentType: 'CSV', lineEnding: 'LF', ...job } ) ).json as Fields;
	expect( made ).toMatchObject( { state: 'Open', contentUrl: expect.stringMatching( /\/batches$/ ) } );
	const id = String( made.id );
	expect( ( await org.send( 'PUT', `/jobs/ingest/${ id }/batches`, csv ) ).status ).toBe( 201 );
	expect( ( await org.send( 'PATCH', `/jobs/ingest/${ id }`, { state: 'UploadComplete' } ) ).json ).toMatchObject( { state: 'UploadComplete' } );
	return { id, job: await org.poll( `/jobs/ingest/${ id }`, ended ) };
}

describe( 'a bulk job', () => {
	it( 'writes the good rows and says what was wrong with the others', async () => {
		const { id, job } = await ingest(
			{ object: 'Contact', operation: 'insert' },
			`LastName,Title\n"${ org.mark } bulk","He said ""hm"", then left"\n,None\n`
		);
		expect( job ).toMatchObject( { state: 'JobComplete', numberRecordsProcessed: 2, numberRecordsFailed: 1, jobType: 'V2Ingest' } );
		const good = ( await org.send( 'GET', `/jobs/ingest/${ id }/successfulResults` ) ).text.trim().split( '\n' );
		expect( good ).toHaveLength( 2 );
		expect( good[ 0 ] ).toMatch( /^"?sf__Id"?,"?sf__Created"?,/ );
		const bad = ( await org.send( 'GET', `/jobs/ingest/${ id }/failedResults` ) ).text;
		expect( bad ).toContain( 'REQUIRED_FIELD_MISSING' );
		const rows = await org.rows( `SELECT Id, Title FROM Contact WHERE LastName = '${ org.mark } bulk'` );
		expect( rows ).toMatchObject( [ { Title: 'He said "hm", then left' } ] );
		await org.send( 'DELETE', `/sobjects/Contact/${ String( rows[ 0 ]!.Id ) }` );
	} );

	it( 'dies as a whole of a column that is not there', async () => {
		const { job } = await ingest( { object: 'Contact', operation: 'insert' }, 'LastName,Nonsense__c\nx,y\n' );
		expect( job ).toMatchObject( { state: 'Failed', errorMessage: expect.stringContaining( 'Nonsense__c' ) } );
	} );

	it( 'reads with a header line on each page, every value in quotes', async () => {
		const ids = [ await org.create( 'Account', { Name: `${ org.mark } read 1` } ), await org.create( 'Account', { Name: `${ org.mark } read 2` } ) ];
		const query = `SELECT Id, Name FROM Account WHERE Name LIKE '${ org.mark } read%'`;
		const made = ( await org.send( 'POST', '/jobs/query', { operation: 'query', query } ) ).json as Fields;
		const path = `/jobs/query/${ String( made.id ) }`;
		expect( await org.poll( path, ended ) ).toMatchObject( { state: 'JobComplete', numberRecordsProcessed: 2, jobType: 'V2Query' } );
		const lines: string[] = [];
		let locator: string | null = '';
		while ( locator !== null && locator !== 'null' ) {
			const page = await org.send( 'GET', `${ path }/results?maxRecords=1${ locator === '' ? '' : `&locator=${ locator }` }`, undefined, {
				Accept: 'text/csv',
			} );
			const [ header, ...rows ] = page.text.trim().split( '\n' );
			expect( header ).toBe( '"Id","Name"' );
			expect( Number( page.headers.get( 'sforce-numberofrecords' ) ) ).toBe( rows.length );
			lines.push( ...rows );
			locator = page.headers.get( 'sforce-locator' );
		}
		expect( lines.map( ( line ) => line.slice( 1, 19 ) ).sort() ).toEqual( [ ...ids ].sort() );
		expect( ( await org.send( 'DELETE', path ) ).status ).toBe( 204 );
	} );

	it( 'cannot group or count', async () => {
		const reply = await org.send( 'POST', '/jobs/query', { operation: 'query', query: 'SELECT COUNT(Id) FROM Account' } );
		expect( refusal( reply )[ 0 ] ).toBe( 400 );
	} );
} );
