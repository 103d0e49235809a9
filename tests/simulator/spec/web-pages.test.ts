import { PERFORMANCE, PRODUCTION } from '../org/objects';
import { Client, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

type Fields = Record< string, string > | [ string, string ][];
const get = async ( path: string ): Promise< string > => ( await client.send( path ) ).text;
const post = ( path: string, fields: Fields = {} ): Promise< Reply > => client.send( path, { method: 'POST', body: new URLSearchParams( fields ) } );
/** Creates by the form and answers the id. */
async function create( object: string, fields: Record< string, string > ): Promise< string > {
	const reply = await post( `/object/${ object }/new`, fields );
	const id = /^\/record\/(\w{18})/.exec( reply.headers.get( 'location' ) ?? '' )?.[ 1 ];
	if ( id === undefined ) {
		throw new Error( reply.text );
	}
	return id;
}
const problemOf = ( { text }: Reply ): string => /role="alert">([^<]*)/.exec( text )?.[ 1 ] ?? '';
const rowNames = ( page: string ): string[] => [ ...page.matchAll( /<th scope="row"><a href="\/record\/\w+"><bdi>([^<]*)/g ) ].map( ( found ) => found[ 1 ]! );
const stored = ( type: string, id: string ): Record< string, unknown > => client.simulator.world.org.store.table( type ).get( id )!.values;

describe( 'every object', () => {
	it( 'is listed with its rows, and the deleted ones apart', async () => {
		await create( 'Account', { Name: 'A' } );
		const gone = await create( 'Account', { Name: 'B' } );
		await post( `/record/${ gone }/delete` );
		const page = await get( '/objects' );
		expect( page ).toMatch( /<a href="\/object\/Account">Accounts<\/a><\/th><td class="api">Account<\/td><td class="num">1<\/td><td class="num">1<\/td>/ );
		for ( const name of client.simulator.world.org.schema
			.all()
			.filter( ( { virtual, event, keyPrefix } ) => ! virtual && ! event && keyPrefix !== null ) ) {
			expect( page ).toContain( `"/object/${ name.name }"` );
		}
	} );

	it( 'opens as a list, a record and a form', async () => {
		for ( const { name, writable } of client.simulator.world.org.schema
			.all()
			.filter( ( { virtual, event, keyPrefix } ) => ! virtual && ! event && keyPrefix !== null ) ) {
			expect( [ name, ( await client.send( `/object/${ name }` ) ).status ] ).toEqual( [ name, 200 ] );
			if ( writable ) {
				expect( [ name, ( await client.send( `/object/${ name }/new` ) ).status ] ).toEqual( [ name, 200 ] );
			}
		}
		expect( ( await client.send( '/object/Nothing__c' ) ).status ).toBe( 404 );
	} );
} );

describe( 'a list', () => {
	it( 'is searched by name, sorted and cut into pages by its address', async () => {
		for ( let n = 0; n < 55; n++ ) {
			client.simulator.world.org.writer.create( 'Account', { Name: `House ${ String( n ).padStart( 2, '0' ) }`, AnnualRevenue: 55 - n } );
		}
		const first = await get( '/object/Account' );
		expect( first ).toContain( 'Accounts: 55, page 1 of 2' );
		expect( rowNames( first )[ 0 ] ).toBe( 'House 00' );
		expect( rowNames( await get( '/object/Account?page=2' ) ) ).toEqual( [ 'House 50', 'House 51', 'House 52', 'House 53', 'House 54' ] );
		expect( rowNames( await get( '/object/Account?sort=0&dir=down' ) )[ 0 ] ).toBe( 'House 54' );
		expect( rowNames( await get( '/object/Account?q=HOUSE+1' ) ) ).toHaveLength( 10 );
		expect( await get( '/object/Account?q=nowhere' ) ).toContain( 'There is nothing to show.' );
		const revenue = [ ...first.matchAll( /sort=(\d+)&#38;dir=up">([^<]*)/g ) ].find( ( found ) => found[ 2 ]!.startsWith( 'Annual Revenue' ) )![ 1 ]!;
		expect( rowNames( await get( `/object/Account?sort=${ revenue }&dir=up` ) )[ 0 ] ).toBe( 'House 54' );
		expect( await get( `/object/Account?sort=${ revenue }&dir=up` ) ).toContain( 'aria-sort="ascending"' );
	} );
} );

describe( 'a record', () => {
	it( 'shows every field with its label and its API name', async () => {
		const id = await create( 'Account', { Name: 'Lantern', Website: 'https://lantern.example', Description: 'Line one\r\nLine two' } );
		const page = await get( `/record/${ id }` );
		for ( const field of client.simulator.world.org.schema.find( 'Account' )!.fields ) {
			expect( page ).toContain( `<span class="api">${ field.name }</span>` );
		}
		expect( page ).toContain( '<a href="https://lantern.example" rel="noreferrer">' );
		expect( stored( 'Account', id ).Description ).toBe( 'Line one\nLine two' );
	} );

	it( 'makes no link of what is no web address', async () => {
		const id = await create( 'Account', { Name: 'Lantern', Website: 'javascript:alert(1)' } );
		expect( await get( `/record/${ id }` ) ).not.toContain( 'href="javascript:' );
	} );

	it( 'lists its children, and opens a form for one more', async () => {
		const parent = await create( 'Account', { Name: 'Mother' } );
		const child = await create( 'Account', { Name: 'Daughter', ParentId: parent } );
		const page = await get( `/record/${ parent }` );
		expect( page ).toContain( `<a href="/record/${ child }"><bdi>Daughter</bdi></a>` );
		expect( page ).toContain( `/object/Account/new?ParentId=${ parent }` );
		expect( await get( `/object/Account/new?ParentId=${ parent }` ) ).toContain( `<option value="${ parent }" selected>` );
		expect( rowNames( await get( `/object/Account?field=ParentId&value=${ parent }` ) ) ).toEqual( [ 'Daughter' ] );
	} );

	it( 'is found under its short address, as in Salesforce', async () => {
		const id = await create( 'Account', { Name: 'Lantern' } );
		expect( ( await client.send( `/${ id.slice( 0, 15 ) }` ) ).headers.get( 'location' ) ).toBe( `/record/${ id.slice( 0, 15 ) }` );
	} );
} );

describe( 'a form', () => {
	it( 'keeps what was typed when the org refuses it', async () => {
		const reply = await post( '/object/Account/new', { Name: '', Phone: '212 <b>' } );
		expect( reply.status ).toBe( 400 );
		expect( problemOf( reply ) ).toContain( 'Required fields are missing: [Name]' );
		expect( reply.text ).toContain( 'value="212 &#60;b&#62;"' );
	} );

	it( 'reads and writes moments by the clock of the org', async () => {
		const production = await create( PRODUCTION, { Name: 'Saltwater' } );
		const id = await create( PERFORMANCE, {
			Name: 'First',
			PatronTicket__TicketableEvent__c: production,
			PatronTicket__InstanceDate__c: '2026-11-28T19:30',
		} );
		expect( stored( PERFORMANCE, id ).PatronTicket__InstanceDate__c ).toBe( '2026-11-29T00:30:00.000+0000' );
		expect( await get( `/record/${ id }/edit` ) ).toContain( 'value="2026-11-28T19:30"' );
		expect( await get( `/record/${ id }` ) ).toContain( '<time datetime="2026-11-29T00:30:00Z">Sat, 28 Nov 2026, 19:30 GMT-5</time>' );
		await post( `/record/${ id }`, { PatronTicket__InstanceDate__c: '2026-07-01T19:30:15' } );
		expect( stored( PERFORMANCE, id ).PatronTicket__InstanceDate__c ).toBe( '2026-07-01T23:30:15.000+0000' );
		expect( problemOf( await post( `/record/${ id }`, { PatronTicket__InstanceDate__c: 'soon' } ) ) ).toContain(
			'Cannot deserialize instance of datetime'
		);
	} );

	it( 'writes only what was changed', async () => {
		const id = await create( 'Account', { Name: 'Lantern', Phone: '212' } );
		const before = stored( 'Account', id );
		expect( ( await post( `/record/${ id }`, { Name: 'Lantern', Phone: '212' } ) ).headers.get( 'location' ) ).toContain( 'Nothing+was+changed.' );
		expect( stored( 'Account', id ) ).toBe( before );
		await post( `/record/${ id }`, { Name: 'Lantern', Phone: '' } );
		expect( stored( 'Account', id ) ).toMatchObject( { Name: 'Lantern', Phone: null } );
	} );

	it( 'ticks boxes and chooses several', async () => {
		const id = await create( PRODUCTION, { Name: 'Saltwater' } );
		await post( `/record/${ id }`, [
			[ 'PatronTicket__Active__c', 'false' ],
			[ 'PatronTicket__Category__c', '' ],
			[ 'PatronTicket__Category__c', 'Comedy' ],
			[ 'PatronTicket__Category__c', 'Play' ],
		] );
		expect( stored( PRODUCTION, id ) ).toMatchObject( { PatronTicket__Active__c: false, PatronTicket__Category__c: 'Play;Comedy' } );
		await post( `/record/${ id }`, [
			[ 'PatronTicket__Active__c', 'false' ],
			[ 'PatronTicket__Active__c', 'true' ],
			[ 'PatronTicket__Category__c', '' ],
		] );
		expect( stored( PRODUCTION, id ) ).toMatchObject( { PatronTicket__Active__c: true, PatronTicket__Category__c: null } );
	} );

	it( 'offers to save what a duplicate rule objects to', async () => {
		client.simulator.world.org.duplicateRules.set( 'Contact', 'alert' );
		const twin = { LastName: 'Twin', Email: 'twin@example.org' };
		await create( 'Contact', twin );
		const refused = await post( '/object/Contact/new', twin );
		expect( refused.status ).toBe( 400 );
		expect( refused.text ).toContain( 'name="allow_duplicates"' );
		await create( 'Contact', { ...twin, allow_duplicates: 'true' } );
		expect( await get( '/object/Contact' ) ).toContain( 'Contacts: 2' );
	} );

	it( 'writes in the name of a person, not of the integration', async () => {
		const id = await create( 'Account', { Name: 'Lantern' } );
		expect( stored( 'Account', id ).CreatedById ).toBe( client.simulator.world.org.personNamed( 'admin@callboard.example' )!.userId );
	} );
} );

describe( 'the recycle bin', () => {
	it( 'gives back what was deleted', async () => {
		const id = await create( 'Account', { Name: 'Lantern' } );
		expect( ( await post( `/record/${ id }/delete` ) ).headers.get( 'location' ) ).toContain( '/object/Account?done=' );
		const gone = await client.send( `/record/${ id }` );
		expect( [ gone.status, gone.text.includes( 'This record is in the recycle bin' ) ] ).toEqual( [ 404, true ] );
		expect( await get( '/recycle-bin' ) ).toContain( `action="/record/${ id }/undelete"` );
		await post( `/record/${ id }/undelete` );
		expect( await get( '/recycle-bin' ) ).toContain( 'Deleted records: 0' );
		expect( rowNames( await get( '/object/Account' ) ) ).toEqual( [ 'Lantern' ] );
	} );
} );

describe( 'a merge', () => {
	it( 'compares two records and keeps the master', async () => {
		const master = await create( 'Account', { Name: 'Lantern Theatre' } );
		const other = await create( 'Account', { Name: 'The Lantern' } );
		const child = await create( 'Account', { Name: 'Child', ParentId: other } );
		expect( await get( '/merge/Account?q=lantern' ) ).toContain( `value="${ other }"` );
		const compare = await get( `/merge/Account?step=compare&id=${ master }&id=${ other }` );
		expect( compare ).toContain( `name="master" value="${ other }"` );
		await post( '/merge/Account', [
			[ 'id', master ],
			[ 'id', other ],
			[ 'master', master ],
		] );
		expect( stored( 'Account', child ).ParentId ).toBe( master );
		expect( client.simulator.world.org.store.table( 'Account' ).get( other ) ).toMatchObject( { deleted: true } );
	} );

	it( 'needs two or three records of an object that can be merged', async () => {
		const one = await create( 'Account', { Name: 'Lantern' } );
		expect( ( await client.send( `/merge/Account?step=compare&id=${ one }` ) ).status ).toBe( 400 );
		expect( ( await post( '/merge/Account', { master: one } ) ).status ).toBe( 400 );
		expect( await get( `/merge/${ PRODUCTION }` ) ).toContain( 'cannot be merged' );
	} );
} );

describe( 'the API log', () => {
	it( 'shows the running count of calls, and is filtered by answer, fault and words', async () => {
		await client.get( '/limits' );
		await client.get( '/nothing' );
		client.simulator.fault( { kind: '503', match: 'recent' } );
		await client.get( '/recent' );
		const lines = ( page: string ): string[] => [ ...page.matchAll( /class="path">(\w+ [^<]*)/g ) ].map( ( found ) => found[ 1 ]! );
		const all = await get( '/log' );
		expect( all ).toContain( `API calls counted: <strong>${ client.simulator.world.org.usage.total }</strong>` );
		expect( lines( all ).slice( 0, 3 ) ).toEqual( [
			'GET /services/data/v66.0/recent',
			'GET /services/data/v66.0/nothing',
			'GET /services/data/v66.0/limits',
		] );
		expect( lines( await get( '/log?status=refused' ) ) ).toEqual( [ 'GET /services/data/v66.0/recent', 'GET /services/data/v66.0/nothing' ] );
		expect( lines( await get( '/log?fault=yes' ) ) ).toEqual( [ 'GET /services/data/v66.0/recent' ] );
		expect( lines( await get( '/log?q=limits' ) ) ).toEqual( [ 'GET /services/data/v66.0/limits' ] );
		expect( lines( all ).some( ( line ) => line === 'GET /log' ) ).toBe( false );
		expect( lines( await get( '/log?door=all' ) ) ).toContain( 'GET /log' );
	} );

	it( 'shows paths as text, and what is inside a composite', async () => {
		await client.get( '/query?q=%3Cscript%3E' );
		await client.rest( 'POST', '/composite', { compositeRequest: [ { method: 'GET', referenceId: 'a', url: '/services/data/v66.0/sobjects/%3Cb%3E' } ] } );
		const page = await get( '/log' );
		expect( page ).toContain( '&#60;script&#62;' );
		expect( page ).toContain( '<li>/services/data/v66.0/sobjects/&#60;b&#62;</li>' );
	} );
} );

describe( 'faults and clock', () => {
	it( 'arms a fault and takes it back', async () => {
		await post( '/faults', { kind: '503', match: 'limits', times: '2', after: '', ms: '', status: '' } );
		expect( await get( '/faults' ) ).toContain( '<strong>503</strong>' );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 503 );
		await post( '/faults', { kind: 'clear' } );
		expect( await get( '/faults' ) ).toContain( 'No fault is armed.' );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 200 );
	} );

	it( 'sets states of the org', async () => {
		await post( '/faults', { kind: 'hide-field', object: 'Account', field: 'Phone' } );
		await post( '/faults', { kind: 'api-limit', limit: '5000' } );
		const page = await get( '/faults' );
		expect( page ).toContain( 'account.phone' );
		expect( page ).toContain( 'of 5000 calls' );
		expect( ( await client.query( 'SELECT Phone FROM Account' ) ).status ).toBe( 400 );
		expect( ( await post( '/faults', { kind: 'zebra' } ) ).status ).toBe( 400 );
		expect( ( await post( '/faults', { kind: 'api-limit', limit: 'many' } ) ).status ).toBe( 400 );
	} );

	it( 'advances, stops and sets the clock', async () => {
		const { clock } = client.simulator.world.org;
		await post( '/clock', { advance: '3600000' } );
		expect( new Date( clock.now() ).toISOString() ).toBe( '2026-11-22T13:00:00.000Z' );
		await post( '/clock', { now: '2026-12-24T20:00' } );
		expect( new Date( clock.now() ).toISOString() ).toBe( '2026-12-25T01:00:00.000Z' );
		await post( '/clock', { frozen: 'false' } );
		expect( clock.frozen ).toBe( false );
		expect( ( await post( '/clock', { now: 'soon' } ) ).status ).toBe( 400 );
	} );
} );

/** What a reader of the markup can tell of a page: no two ids alike, every control named, headings in steps, no script. */
function faultsOf( page: string ): string[] {
	const ids = [ ...page.matchAll( /\sid="([^"]*)"/g ) ].map( ( found ) => found[ 1 ]! );
	const twice = ids.filter( ( id, index ) => ids.indexOf( id ) !== index );
	const named = new Set( [ ...page.matchAll( /<label for="([^"]*)"/g ) ].map( ( found ) => found[ 1 ] ) );
	const outside = page.replace( /<label>[\s\S]*?<\/label>/g, '' );
	const nameless = [ ...outside.matchAll( /<(?:input(?! type="hidden")|select|textarea)[^>]*>/g ) ]
		.map( ( [ tag ] ) => tag )
		.filter( ( tag ) => ! named.has( / id="([^"]*)"/.exec( tag )?.[ 1 ] ) );
	const levels = [ ...page.matchAll( /<h([1-6])[\s>]/g ) ].map( ( found ) => Number( found[ 1 ] ) );
	const leaps = levels.filter( ( level, index ) => level > ( levels[ index - 1 ] ?? 0 ) + 1 );
	return [
		...twice.map( ( id ) => `id twice: ${ id }` ),
		...nameless.map( ( tag ) => `no label: ${ tag }` ),
		...leaps.map( ( level ) => `heading leaps to ${ level }` ),
		...( levels.filter( ( level ) => level === 1 ).length === 1 ? [] : [ 'not one main heading' ] ),
		...( page.includes( '<script' ) || / on\w+="/.test( page ) ? [ 'script' ] : [] ),
	];
}

describe( 'every page', () => {
	it( 'is well formed, named and ordered, and escapes what stands in the org', async () => {
		const evil = '"><script>alert(1)</script>&amp;';
		const account = await create( 'Account', { Name: evil, Description: evil, Website: `https://x.example/${ evil }` } );
		const other = await create( 'Account', { Name: evil, ParentId: account } );
		const production = await create( PRODUCTION, { Name: evil } );
		const performance = await create( PERFORMANCE, { Name: 'x', PatronTicket__TicketableEvent__c: production } );
		const gone = await create( 'Account', { Name: evil } );
		await post( `/record/${ gone }/delete` );
		await client.query( evil );
		const paths = [
			'/',
			'/performances',
			'/objects',
			'/object/Account',
			`/object/Account?q=${ encodeURIComponent( evil ) }&done=x`,
			`/object/Account?field=ParentId&value=${ account }`,
			'/object/Account/new',
			'/object/Contact/new',
			'/object/Task/new',
			`/record/${ account }`,
			`/record/${ account }/edit`,
			`/record/${ performance }`,
			`/record/${ performance }/edit`,
			`/record/${ gone }`,
			'/recycle-bin',
			'/merge/Account',
			`/merge/Account?id=${ account }&q=x`,
			`/merge/Account?step=compare&id=${ account }&id=${ other }`,
			'/log?door=all',
			'/faults',
			'/nothing',
			`/?done=${ encodeURIComponent( evil ) }`,
			`/object/${ PERFORMANCE }/new?PatronTicket__TicketableEvent__c=${ production }`,
		];
		for ( const path of paths ) {
			expect( [ path, faultsOf( await get( path ) ) ] ).toEqual( [ path, [] ] );
		}
	} );

	it( 'changes nothing for forms of other sites', async () => {
		for ( const path of [ '/object/Account/new', '/faults', '/clock', '/merge/Account', '/change' ] ) {
			const reply = await client.send( path, {
				method: 'POST',
				body: new URLSearchParams( { Name: 'x', kind: 'clear' } ),
				headers: { Origin: 'https://evil.example' },
			} );
			expect( [ path, reply.status ] ).toEqual( [ path, 403 ] );
		}
		expect( await get( '/object/Account' ) ).toContain( 'Accounts: 0' );
	} );
} );
