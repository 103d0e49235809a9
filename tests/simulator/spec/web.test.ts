import { Client, type Reply } from './client';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';

let client: Client;
beforeEach( async () => {
	client = await Client.open();
} );
afterEach( () => client.close() );

const post = ( path: string, fields: Record< string, string >, headers: Record< string, string > = {} ): Promise< Reply > =>
	client.send( path, {
		method: 'POST',
		body: new URLSearchParams( fields ),
		headers,
	} );
const idOf = async ( name: string ): Promise< string > => String( ( await client.rows( `SELECT Id FROM ${ PRODUCTION } WHERE Name = '${ name }'` ) )[ 0 ]!.Id );

describe( 'Your Salesforce', () => {
	it( 'lists productions and performances in pages, with no script', async () => {
		const { text } = await client.send( '/' );
		expect( text ).toContain( '<caption>Productions: 63, page 1 of 2</caption>' );
		expect( text ).toContain( 'rel="next"' );
		expect( text ).not.toContain( '<script' );
		const last = await client.send( '/performances?page=8' );
		expect( last.text ).toContain( 'page 8 of 8' );
		expect( ( await client.send( '/performances?page=zebra' ) ).status ).toBe( 200 );
	} );

	it( 'saves what the form says, through the rules of the org', async () => {
		const id = await idOf( 'Saltwater' );
		const form = await client.send( `/record/${ id }/edit` );
		expect( form.text ).toContain( 'value="Saltwater"' );
		const saved = await post( `/record/${ id }`, {
			Name: 'Saltwater & <b>Sons</b>',
		} );
		expect( saved.status ).toBe( 303 );
		expect( ( await client.send( `/record/${ id }` ) ).text ).toContain( 'Saltwater &#38; &#60;b&#62;Sons&#60;/b&#62;' );
		const refused = await post( `/record/${ id }`, { Name: '' } );
		expect( refused.status ).toBe( 400 );
		expect( refused.text ).toContain( 'Required fields are missing: [Name]' );
	} );

	it( 'deletes and undeletes', async () => {
		const id = await idOf( 'Saltwater' );
		await post( `/record/${ id }/delete`, {} );
		expect( ( await client.send( `/record/${ id }` ) ).status ).toBe( 404 );
		await post( `/record/${ id }/undelete`, {} );
		expect( await idOf( 'Saltwater' ) ).toBe( id );
	} );

	it( 'makes quick changes and says which', async () => {
		const reply = await post( '/change', { kind: 'rename' } );
		const page = await client.send( String( reply.headers.get( 'location' ) ) );
		expect( page.text ).toContain( 'role="status">Done: rename' );
	} );

	it( 'refuses forms of other sites', async () => {
		expect( ( await post( '/change', { kind: 'rename' }, { Origin: 'https://evil.example' } ) ).status ).toBe( 403 );
	} );

	it( 'shows the API log', async () => {
		await client.query( 'SELECT Id FROM Account' );
		expect( ( await client.send( '/log' ) ).text ).toContain( 'GET /services/data/v66.0/query' );
	} );
} );
