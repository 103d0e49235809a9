import { openOrg, refusal, VERSION, type Fields, type OrgUnderTest } from './org';

let org: OrgUnderTest;
beforeAll( async () => {
	org = await openOrg();
} );
afterAll( () => org.close() );

const name = ( text: string ): string => `${ org.mark } ${ text }`;

describe( 'the doors', () => {
	it( 'lists its versions to anybody, oldest first', async () => {
		const reply = await org.anonymous( '/services/data' );
		const versions = ( reply.json as { version: string; url: string; label: string }[] ).map( ( one ) => Number( one.version ) );
		expect( versions ).toEqual( [ ...versions ].sort( ( a, b ) => a - b ) );
		expect( versions ).toContain( 66 );
	} );

	it( 'asks for a session, in its own words', async () => {
		for ( const headers of [ {}, { Authorization: 'Bearer 00D000000000000!nonsense' } ] ) {
			const reply = await org.anonymous( '/sobjects', headers );
			expect( refusal( reply ) ).toEqual( [ 401, 'INVALID_SESSION_ID' ] );
			expect( reply.headers.get( 'sforce-limit-info' ) ).toBeNull();
		}
	} );

	it( 'tells its own time and the calls used with each answer', async () => {
		const reply = await org.send( 'GET', '/sobjects' );
		expect( reply.headers.get( 'sforce-limit-info' ) ).toMatch( /api-usage=\d+\/\d+/ );
		expect( Number.isNaN( Date.parse( reply.headers.get( 'date' ) ?? '' ) ) ).toBe( false );
		expect( reply.headers.get( 'content-type' ) ).toMatch( /^application\/json;\s*charset=utf-8$/i );
	} );

	it( 'knows neither other versions nor other paths', async () => {
		expect( refusal( await org.send( 'GET', '/services/data/v99.0/sobjects' ) ) ).toEqual( [ 404, 'NOT_FOUND' ] );
		expect( refusal( await org.send( 'GET', '/nonsense' ) ) ).toEqual( [ 404, 'NOT_FOUND' ] );
	} );
} );

describe( 'a record', () => {
	it( 'is created with an 18-character id and read by 15 characters too', async () => {
		const reply = await org.send( 'POST', '/sobjects/Account', { Name: name( 'ids' ) } );
		expect( reply.status ).toBe( 201 );
		const { id } = reply.json as { id: string };
		expect( reply.json ).toEqual( { id: expect.stringMatching( /^001\w{15}$/ ), success: true, errors: [] } );
		expect( reply.headers.get( 'location' ) ).toBe( `/services/data/${ VERSION }/sobjects/Account/${ id }` );
		const read = await org.send( 'GET', `/sobjects/account/${ id.slice( 0, 15 ) }?fields=id,NAME` );
		expect( read.json ).toEqual( { attributes: { type: 'Account', url: expect.stringContaining( id ) }, Id: id, Name: name( 'ids' ) } );
		expect( ( await org.send( 'DELETE', `/sobjects/Account/${ id }` ) ).status ).toBe( 204 );
	} );

	it( 'is stamped in whole seconds of UTC', async () => {
		const id = await org.create( 'Account', { Name: name( 'stamps' ) } );
		const [ row ] = await org.rows( `SELECT CreatedDate, LastModifiedDate, SystemModstamp FROM Account WHERE Id = '${ id }'` );
		for ( const field of [ 'CreatedDate', 'LastModifiedDate', 'SystemModstamp' ] ) {
			expect( row![ field ] ).toMatch( /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/ );
		}
	} );

	it( 'is refused with the code, the text and the fields of each mistake', async () => {
		const cases: [ string, Fields, string ][] = [
			[ 'Account', { Name: 'x', Nonsense__c: 1 }, 'INVALID_FIELD' ],
			[ 'Contact', { FirstName: 'No last name' }, 'REQUIRED_FIELD_MISSING' ],
			[ 'Lead', { LastName: 'L', Company: 'C', Email: 'not an address' }, 'INVALID_EMAIL_ADDRESS' ],
			[ 'Contact', { LastName: 'L', Title: 'x'.repeat( 129 ) }, 'STRING_TOO_LONG' ],
			[ 'Account', { Name: 'x', SystemModstamp: '2026-01-01T00:00:00Z' }, 'INVALID_FIELD_FOR_INSERT_UPDATE' ],
			[ 'Opportunity', { Name: 'x', StageName: 'Prospecting', CloseDate: '2026-13-01' }, 'JSON_PARSER_ERROR' ],
			[ 'Contact', { LastName: 'L', AccountId: '003000000000000AAA' }, 'FIELD_INTEGRITY_EXCEPTION' ],
		];
		for ( const [ type, fields, code ] of cases ) {
			const reply = await org.send( 'POST', `/sobjects/${ type }`, fields );
			expect( [ type, ...refusal( reply ) ] ).toEqual( [ type, 400, code ] );
			expect( reply.json ).toEqual( [ expect.objectContaining( { message: expect.any( String ) } ) ] );
		}
	} );

	it( 'is changed without an answer, and reads null for an empty text', async () => {
		const id = await org.create( 'Contact', { LastName: name( 'change' ), Title: 'Stage manager' } );
		const changed = await org.send( 'PATCH', `/sobjects/Contact/${ id }`, { Title: '', FirstName: 'Ann' } );
		expect( [ changed.status, changed.text ] ).toEqual( [ 204, '' ] );
		const [ row ] = await org.rows( `SELECT Name, Title FROM Contact WHERE Id = '${ id }'` );
		expect( row ).toMatchObject( { Name: `Ann ${ name( 'change' ) }`, Title: null } );
	} );

	it( 'when deleted is gone from queries, but not from queryAll, and cannot be deleted again', async () => {
		const id = await org.create( 'Account', { Name: name( 'deleted' ) } );
		expect( ( await org.send( 'DELETE', `/sobjects/Account/${ id }` ) ).status ).toBe( 204 );
		expect( refusal( await org.send( 'DELETE', `/sobjects/Account/${ id }` ) ) ).toEqual( [ 404, 'ENTITY_IS_DELETED' ] );
		expect( refusal( await org.send( 'PATCH', `/sobjects/Account/${ id }`, { Name: 'x' } ) ) ).toEqual( [ 404, 'ENTITY_IS_DELETED' ] );
		const soql = `SELECT Id, IsDeleted FROM Account WHERE Id = '${ id }'`;
		expect( await org.rows( soql ) ).toHaveLength( 0 );
		expect( await org.rows( soql, true ) ).toMatchObject( [ { IsDeleted: true } ] );
	} );

	it( 'finds its parent by relationship path, and takes its children along', async () => {
		const account = await org.create( 'Account', { Name: name( 'parent' ) } );
		const contact = await org.create( 'Contact', { LastName: name( 'child' ), AccountId: account } );
		expect( ( await org.send( 'GET', `/sobjects/Contact/${ contact }/Account` ) ).json ).toMatchObject( { Id: account } );
		const children = await org.send( 'GET', `/sobjects/Account/${ account }/Contacts` );
		expect( children.json ).toMatchObject( { totalSize: 1, done: true, records: [ { Id: contact } ] } );
		await org.send( 'DELETE', `/sobjects/Account/${ account }` );
		expect( await org.rows( `SELECT Id FROM Contact WHERE Id = '${ contact }'` ) ).toHaveLength( 0 );
	} );

	it( 'is described by rules that hold for each of its fields', async () => {
		const { json } = await org.send( 'GET', '/sobjects/Contact/describe' );
		const { fields } = json as { fields: Fields[] };
		const named = ( field: string ): Fields => fields.find( ( one ) => one.name === field )!;
		expect( named( 'Id' ) ).toMatchObject( { type: 'id', soapType: 'tns:ID', length: 18, idLookup: true, createable: false, nillable: false } );
		expect( named( 'AccountId' ) ).toMatchObject( { type: 'reference', referenceTo: [ 'Account' ], relationshipName: 'Account' } );
		expect( named( 'Email' ) ).toMatchObject( { type: 'email', length: 80, idLookup: true } );
		expect( named( 'Description' ) ).toMatchObject( { type: 'textarea', filterable: false, sortable: false, groupable: false } );
		expect( named( 'MailingAddress' ) ).toMatchObject( { type: 'address', createable: false, updateable: false } );
		expect( named( 'MailingCity' ) ).toMatchObject( { compoundFieldName: 'MailingAddress' } );
		for ( const field of fields.filter( ( one ) => one.type === 'boolean' ) ) {
			expect( field ).toMatchObject( { nillable: false, soapType: 'xsd:boolean', aggregatable: false } );
		}
	} );
} );

describe( 'replication', () => {
	const window = (): string => {
		const at = ( ms: number ): string => encodeURIComponent( new Date( Date.now() + ms ).toISOString().replace( /\.\d+Z/, '+00:00' ) );
		return `start=${ at( -3600_000 ) }&end=${ at( 120_000 ) }`;
	};

	it( 'lists what changed and what was deleted, and how far it can be trusted', async () => {
		const kept = await org.create( 'Account', { Name: name( 'kept' ) } );
		const gone = await org.create( 'Account', { Name: name( 'gone' ) } );
		await org.send( 'DELETE', `/sobjects/Account/${ gone }` );
		const updated = ( await org.send( 'GET', `/sobjects/Account/updated?${ window() }` ) ).json as { ids: string[]; latestDateCovered: string };
		expect( updated.ids ).toContain( kept );
		expect( updated.latestDateCovered ).toMatch( /T\d\d:\d\d:00\.000\+0000$/ );
		const deleted = ( await org.send( 'GET', `/sobjects/Account/deleted/?${ window() }` ) ).json as {
			deletedRecords: { id: string; deletedDate: string }[];
		};
		expect( deleted.deletedRecords ).toContainEqual( { id: gone, deletedDate: expect.stringMatching( /\+0000$/ ) } );
	} );

	it( 'refuses a window that runs backwards', async () => {
		const reply = await org.send( 'GET', '/sobjects/Account/updated?start=2026-01-02T00%3A00%3A00Z&end=2026-01-01T00%3A00%3A00Z' );
		expect( refusal( reply ) ).toEqual( [ 400, 'INVALID_REPLICATION_DATE' ] );
	} );
} );
