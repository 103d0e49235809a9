import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { checkbox, date, integer, lookup, text } from '../org/fields';
import { BulkClient, jsonOf, rowsOf } from './bulk-client';
import { Client, codeOf, messageOf } from './client';

let client: Client;
let bulk: BulkClient;

beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	bulk = new BulkClient( client );
	const { org } = bulk.world;
	org.addField( 'Account', text( 'Ext__c', { externalId: true, idLookup: true, unique: true } ) );
	org.addField( 'Account', text( 'Loose__c', { externalId: true, idLookup: true } ) );
	org.addField( 'Account', checkbox( 'Good__c' ) );
	org.addField( 'Account', date( 'Since__c' ) );
	org.addField( 'Account', integer( 'Seats__c' ) );
	org.addField( 'Account', lookup( 'House__c', 'Account', 'House__r', 'Houses__r' ) );
	org.addField( 'User', text( 'Badge__c', { externalId: true, idLookup: true } ) );
} );
afterEach( () => client.close() );

const INSERT = { object: 'Account', operation: 'insert' };
const UPDATE = { object: 'Account', operation: 'update' };
const UPSERT = { object: 'Account', operation: 'upsert', externalIdFieldName: 'Ext__c' };

const made = async ( fields: object ): Promise< string > => String( jsonOf( await client.rest( 'POST', '/sobjects/Account', fields ) ).id );
const names = async (): Promise< unknown[] > => ( await client.rows( 'SELECT Name FROM Account ORDER BY Name' ) ).map( ( row ) => row.Name );
const account = async ( id: string ): Promise< Record< string, unknown > > => jsonOf( await client.get( `/sobjects/Account/${ id }` ) );

describe( 'making a job', () => {
	it( 'answers the job, open, with the way to its data and no counters', async () => {
		const reply = await bulk.create( { ...UPSERT, object: 'account', lineEnding: 'LF', columnDelimiter: 'COMMA', contentType: 'CSV' } );
		const job = jsonOf( reply );
		expect( reply.status ).toBe( 200 );
		expect( job ).toEqual( {
			id: expect.stringMatching( /^750\w{15}$/ ) as unknown,
			operation: 'upsert',
			object: 'Account',
			createdById: bulk.world.org.people[ 0 ]!.userId,
			createdDate: '2026-11-22T12:00:00.000+0000',
			systemModstamp: '2026-11-22T12:00:00.000+0000',
			state: 'Open',
			externalIdFieldName: 'Ext__c',
			concurrencyMode: 'Parallel',
			contentType: 'CSV',
			apiVersion: 66,
			contentUrl: `services/data/v66.0/jobs/ingest/${ String( job.id ) }/batches`,
			lineEnding: 'LF',
			columnDelimiter: 'COMMA',
		} );
	} );

	it( 'writes the version with its decimal, plain and pretty', async () => {
		expect( ( await bulk.create( INSERT ) ).text ).toContain( '"apiVersion":66.0,' );
		const pretty = await client.rest( 'POST', '/jobs/ingest', INSERT, { 'X-PrettyPrint': '1' } );
		expect( pretty.text ).toContain( '\n  "apiVersion" : 66.0,' );
		expect( jsonOf( pretty ).state ).toBe( 'Open' );
	} );

	it.each( [
		[ 'no object', { operation: 'insert' }, 'INVALIDJOB' ],
		[ 'an unknown object', { object: 'Nope', operation: 'insert' }, 'INVALIDENTITY' ],
		[ 'an object that takes no rows', { object: 'Organization', operation: 'insert' }, 'INVALIDENTITY' ],
		[ 'no operation', { object: 'Account' }, 'INVALIDJOB' ],
		[ 'an unknown operation', { object: 'Account', operation: 'merge' }, 'JSON_PARSER_ERROR' ],
		[ 'an unknown delimiter', { ...INSERT, columnDelimiter: ',' }, 'JSON_PARSER_ERROR' ],
		[ 'an unknown line ending', { ...INSERT, lineEnding: 'CR' }, 'JSON_PARSER_ERROR' ],
		[ 'a type of content that is not CSV', { ...INSERT, contentType: 'JSON' }, 'JSON_PARSER_ERROR' ],
		[ 'a property that does not exist', { ...INSERT, batchSize: 5 }, 'JSON_PARSER_ERROR' ],
		[ 'an upsert without a key', { object: 'Account', operation: 'upsert' }, 'INVALIDJOB' ],
		[ 'an upsert by a field that is no key', { ...UPSERT, externalIdFieldName: 'Phone' }, 'INVALIDJOB' ],
		[ 'a hard delete without its permission', { object: 'Account', operation: 'hardDelete' }, 'FEATURENOTENABLED' ],
		[ 'a rule that is no id', { ...INSERT, assignmentRuleId: 'x' }, 'MALFORMED_ID' ],
	] )( 'refuses %s', async ( _what, body, code ) => {
		const reply = await bulk.create( body );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, code ] );
	} );

	it( 'takes job and data in one request', async () => {
		const form = new FormData();
		form.set( 'job', new Blob( [ JSON.stringify( INSERT ) ], { type: 'application/json' } ) );
		form.set( 'content', new Blob( [ 'Name\nOne\nTwo\n' ], { type: 'text/csv' } ), 'content.csv' );
		const reply = await client.send( '/services/data/v66.0/jobs/ingest', {
			method: 'POST',
			headers: { Authorization: `Bearer ${ client.token }` },
			body: form,
		} );
		expect( [ reply.status, jsonOf( reply ).state ] ).toEqual( [ 200, 'UploadComplete' ] );
		expect( await bulk.info( String( jsonOf( reply ).id ) ) ).toMatchObject( { state: 'JobComplete', numberRecordsProcessed: 2 } );
		expect( await names() ).toEqual( [ 'One', 'Two' ] );
	} );

	it( 'refuses a request of parts that is too long or lacks one', async () => {
		const send = async ( parts: Record< string, string > ): Promise< number > => {
			const form = new FormData();
			Object.entries( parts ).forEach( ( [ name, value ] ) => form.set( name, value ) );
			return (
				await client.send( '/services/data/v66.0/jobs/ingest', { method: 'POST', headers: { Authorization: `Bearer ${ client.token }` }, body: form } )
			).status;
		};
		expect( await send( { job: JSON.stringify( INSERT ), content: `Name\n${ 'x'.repeat( 100_000 ) }\n` } ) ).toBe( 400 );
		expect( await send( { job: JSON.stringify( INSERT ) } ) ).toBe( 400 );
		expect( await send( { job: '{', content: 'Name\nx\n' } ) ).toBe( 400 );
		expect( bulk.world.bulk.all() ).toEqual( [] );
	} );
} );

describe( 'uploading', () => {
	it( 'answers 201 and nothing else, once', async () => {
		const id = await bulk.open( INSERT );
		const first = await bulk.upload( id, 'Name\nA\n', { 'Content-Type': 'text/csv; charset=UTF-8' } );
		expect( [ first.status, first.text ] ).toEqual( [ 201, '' ] );
		const second = await bulk.upload( id, 'Name\nB\n' );
		expect( [ second.status, codeOf( second ) ] ).toEqual( [ 400, 'INVALIDJOBSTATE' ] );
		expect( messageOf( second ) ).toContain( 'Found multiple contents for job' );
		await bulk.patch( id, 'UploadComplete' );
		expect( await names() ).toEqual( [ 'A' ] );
		expect( codeOf( await bulk.upload( id, 'Name\nC\n' ) ) ).toBe( 'INVALIDJOBSTATE' );
	} );

	it( 'takes CSV only, zipped if need be', async () => {
		const id = await bulk.open( INSERT );
		expect( ( await bulk.upload( id, 'Name\nA\n', { 'Content-Type': 'application/json' } ) ).status ).toBe( 415 );
		expect( ( await bulk.upload( id, gzipSync( 'Name\nZipped\n' ), { 'Content-Encoding': 'gzip' } ) ).status ).toBe( 201 );
		await bulk.patch( id, 'UploadComplete' );
		expect( await names() ).toEqual( [ 'Zipped' ] );
	} );

	it( 'refuses a file that is too large in base64', async () => {
		bulk.world.bulk.limits.fileBytes = 16;
		const id = await bulk.open( INSERT );
		expect( ( await bulk.upload( id, 'Name\n12345678\n' ) ).status ).toBe( 413 );
		expect( ( await bulk.upload( id, 'Name\n1234567' ) ).status ).toBe( 201 );
	} );
} );

describe( 'rows', () => {
	it( 'come out in the files of successes and failures, every value quoted', async () => {
		const id = await bulk.load( INSERT, 'Name,Phone,Seats__c\n"A ""quoted"", one",1,4\n,2,\nC,,many\n' );
		const [ ok ] = await bulk.successes( id );
		expect( await bulk.file( id, 'successfulResults' ) ).toBe(
			`"sf__Id","sf__Created","Name","Phone","Seats__c"\n"${ ok!.sf__Id }","true","A ""quoted"", one","1","4"\n`
		);
		expect( await bulk.file( id, 'failedResults' ) ).toBe(
			'"sf__Id","sf__Error","Name","Phone","Seats__c"\n' +
				'"","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --","","2",""\n' +
				'"","INVALID_TYPE_ON_FIELD_IN_RECORD:Seats: value not of required type: many:Seats__c --","C","","many"\n'
		);
		expect( await bulk.file( id, 'unprocessedrecords' ) ).toBe( '"Name","Phone","Seats__c"\n' );
		expect( await bulk.file( id, 'unprocessedRecords' ) ).toBe( '"Name","Phone","Seats__c"\n' );
		expect( await bulk.info( id ) ).toMatchObject( { state: 'JobComplete', numberRecordsProcessed: 3, numberRecordsFailed: 2 } );
		expect( await account( ok!.sf__Id! ) ).toMatchObject( { Name: 'A "quoted", one', Seats__c: 4 } );
	} );

	it( 'leave nothing behind when they are refused, and name every error', async () => {
		const id = await bulk.load( INSERT, 'Name,Since__c,Good__c\nA,2026-02-30,perhaps\nB,2026-02-28,1\n' );
		const [ failure ] = await bulk.failures( id );
		expect( failure!.sf__Error ).toBe(
			'INVALID_TYPE_ON_FIELD_IN_RECORD:Since: value not of required type: 2026-02-30:Since__c --' +
				'INVALID_TYPE_ON_FIELD_IN_RECORD:Good: value not of required type: perhaps:Good__c --'
		);
		expect( await client.rows( 'SELECT Name, Since__c, Good__c FROM Account' ) ).toMatchObject( [ { Name: 'B', Since__c: '2026-02-28', Good__c: true } ] );
	} );

	it( 'ignore what is empty and clear what is #N/A', async () => {
		const id = await made( { Name: 'A', Phone: '1', Website: 'w' } );
		const job = await bulk.load( UPDATE, `Id,Phone,Website,Good__c\n${ id.slice( 0, 15 ) },#N/A,,true\n` );
		expect( await account( id ) ).toMatchObject( { Phone: null, Website: 'w', Good__c: true } );
		expect( await bulk.successes( job ) ).toMatchObject( [ { sf__Id: id, sf__Created: 'false', Phone: '#N/A', Website: '' } ] );
	} );

	it( 'are found by their id, or told why not', async () => {
		const id = await made( { Name: 'A' } );
		const gone = await made( { Name: 'B' } );
		await client.rest( 'DELETE', `/sobjects/Account/${ gone }` );
		const job = await bulk.load( UPDATE, `Id,Name\n${ id },A2\n,x\n001000000000000,x\n${ gone },x\nnonsense,x\n` );
		expect( ( await bulk.failures( job ) ).map( ( row ) => [ row.sf__Id, row.sf__Error ] ) ).toEqual( [
			[ '', 'MISSING_ARGUMENT:Id not specified in an update call:--' ],
			[ '001000000000000AAA', 'INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--' ],
			[ gone, 'ENTITY_IS_DELETED:entity is deleted:--' ],
			[ 'nonsense', expect.stringMatching( /^MALFORMED_ID:.*:Id --$/ ) ],
		] );
		expect( await names() ).toEqual( [ 'A2' ] );
	} );

	it( 'upsert by an external id, and by Id', async () => {
		const id = await made( { Name: 'Old', Ext__c: 'k1' } );
		const job = await bulk.load( UPSERT, 'Id,Ext__c,Name\n,k1,New\n,k2,Second\n,,Keyless\n' );
		expect( ( await bulk.successes( job ) ).map( ( row ) => [ row.sf__Id === id, row.sf__Created ] ) ).toEqual( [
			[ true, 'false' ],
			[ false, 'true' ],
		] );
		expect( ( await bulk.failures( job ) )[ 0 ]!.sf__Error ).toBe( 'MISSING_ARGUMENT:Ext__c not specified:Ext__c --' );
		const byId = await bulk.load( { ...UPSERT, externalIdFieldName: 'id' }, `Id,Name\n${ id },Newer\n,Third\n` );
		expect( ( await bulk.successes( byId ) ).map( ( row ) => row.sf__Created ) ).toEqual( [ 'false', 'true' ] );
		expect( await names() ).toEqual( [ 'Newer', 'Second', 'Third' ] );
	} );

	it( 'are refused when a key is held by several rows', async () => {
		const ids = [ await made( { Name: 'A', Loose__c: 'same' } ), await made( { Name: 'B', Loose__c: 'same' } ) ];
		const job = await bulk.load( { ...UPSERT, externalIdFieldName: 'Loose__c' }, 'Loose__c,Name\nsame,C\n' );
		expect( ( await bulk.failures( job ) )[ 0 ]!.sf__Error ).toBe(
			`DUPLICATE_EXTERNAL_ID:Loose__c: more than one record found for external id field: [${ ids.join( ', ' ) }]:Loose__c --`
		);
	} );

	it( 'see the rows before them in the same file', async () => {
		const job = await bulk.load( UPSERT, 'Ext__c,Name,House__r.Ext__c\nh,House,\nc,Child,h\nh,House again,\n' );
		const [ house, child, again ] = await bulk.successes( job );
		expect( again!.sf__Id ).toBe( house!.sf__Id );
		expect( await account( child!.sf__Id! ) ).toMatchObject( { House__c: house!.sf__Id } );
	} );

	it( 'name their parents by a key, also where it could be of several kinds', async () => {
		const house = await made( { Name: 'House', Ext__c: 'h' } );
		const [ , admin ] = bulk.world.org.people;
		const user = bulk.world.org.store.table( 'User' ).get( admin!.userId )!;
		bulk.world.org.store.change( user, { values: { ...user.values, Badge__c: 'b1' } } );
		const job = await bulk.load( INSERT, 'Name,House__r.ext__c,Owner:User.Badge__c\nA,h,b1\nB,nobody,\n' );
		const [ ok ] = await bulk.successes( job );
		expect( await account( ok!.sf__Id! ) ).toMatchObject( { House__c: house, OwnerId: admin!.userId } );
		expect( ( await bulk.failures( job ) )[ 0 ]!.sf__Error ).toBe(
			'INVALID_FIELD:Foreign key external ID: nobody not found for field Ext__c in entity Account:--'
		);
		const other = await bulk.load( UPDATE, `Id,House__r.Ext__c,User:Owner.Badge__c\n${ ok!.sf__Id },#N/A,b1\n` );
		expect( await bulk.failures( other ) ).toEqual( [] );
		expect( await account( ok!.sf__Id! ) ).toMatchObject( { House__c: null, OwnerId: admin!.userId } );
	} );

	it( 'delete, and delete for good', async () => {
		const [ first, second ] = [ await made( { Name: 'A' } ), await made( { Name: 'B' } ) ];
		const job = await bulk.load( { object: 'Account', operation: 'delete' }, `Id\n${ first }\n` );
		expect( await bulk.successes( job ) ).toEqual( [ { sf__Id: first, sf__Created: 'false', Id: first } ] );
		expect( await client.rows( 'SELECT Id FROM Account WHERE IsDeleted = true', true ) ).toHaveLength( 1 );
		const { org } = bulk.world;
		const admin = org.people.find( ( person ) => person.profile.permissions.some( ( one ) => one === 'BulkApiHardDelete' ) )!;
		client.token = org.sessions.issue( org.clock.now(), { userId: admin.userId, app: 'test', scopes: [ 'api' ] } );
		await bulk.load( { object: 'Account', operation: 'hardDelete' }, `Id\n${ second }\n` );
		expect( ( await client.rows( 'SELECT Id FROM Account', true ) ).map( ( row ) => row.Id ) ).toEqual( [ first ] );
	} );

	it( 'that somebody else is writing are refused', async () => {
		const [ locked, free ] = [ await made( { Name: 'A', Ext__c: 'k' } ), await made( { Name: 'B' } ) ];
		bulk.world.org.locks.add( locked );
		const job = await bulk.load( UPDATE, `Id,Name\n${ locked },A2\n${ free },B2\n` );
		expect( ( await bulk.failures( job ) )[ 0 ] ).toMatchObject( {
			sf__Id: locked,
			sf__Error: `UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 1 records: ${ locked }:--`,
		} );
		expect( await names() ).toEqual( [ 'A', 'B2' ] );
	} );

	it( 'are written in transactions of 200 through the bulk door', async () => {
		const commits: [ number, string ][] = [];
		bulk.world.org.onCommit( ( { changes, actor } ) => commits.push( [ changes.length, actor.origin ] ) );
		await bulk.load( INSERT, `Name\n${ Array.from( { length: 450 }, ( _row, k ) => `Row ${ k }\n` ).join( '' ) }` );
		const origin = 'com/salesforce/api/bulkapi/66.0';
		expect( commits ).toEqual( [
			[ 200, origin ],
			[ 200, origin ],
			[ 50, origin ],
		] );
	} );

	it( 'count the batches they are worked off in', async () => {
		bulk.world.bulk.limits.batchRows = 100;
		bulk.world.bulk.limits.dailyBatches = 4;
		await bulk.load( INSERT, `Name\n${ 'Row\n'.repeat( 250 ) }` );
		expect( bulk.world.bulk.counts.batches ).toBe( 3 );
		const over = await bulk.load( INSERT, `Name\n${ 'Row\n'.repeat( 101 ) }` );
		expect( await bulk.info( over ) ).toMatchObject( { state: 'Failed', errorMessage: 'ExceededQuota : ApiBatchItems Limit exceeded.' } );
		await client.control( 'POST', 'clock', { advance_ms: 24 * 3600 * 1000 } );
		expect( bulk.world.bulk.counts.batches ).toBe( 0 );
	} );
} );

describe( 'the file', () => {
	const outcome = async ( csv: string | Uint8Array, format: object = {} ): Promise< unknown > => {
		const id = await bulk.load( { ...INSERT, ...format }, csv );
		const { state, errorMessage } = await bulk.info( id );
		return errorMessage ?? state;
	};

	it.each( [
		[ 'LF', 'Name\r\nA\r\n', 'LineEnding is invalid on user data. Current LineEnding setting is LF' ],
		[ 'CRLF', 'Name\nA\n', 'LineEnding is invalid on user data. Current LineEnding setting is CRLF' ],
		[ 'LF', 'Name\nA\nB\r\n', 'LineEnding is invalid on user data. Current LineEnding setting is LF' ],
		[ 'CRLF', 'Name\r\n"two\nlines"\r\n', 'JobComplete' ],
		[ 'LF', 'Name\n"two\r\nlines"\n', 'JobComplete' ],
	] )( 'that says %s keeps to it outside quotes', async ( lineEnding, csv, expected ) => {
		expect( await outcome( csv, { lineEnding } ) ).toBe( expected );
	} );

	it.each( [
		[ 'COMMA', ',' ],
		[ 'BACKQUOTE', '`' ],
		[ 'CARET', '^' ],
		[ 'PIPE', '|' ],
		[ 'SEMICOLON', ';' ],
		[ 'TAB', '\t' ],
	] as const )( 'may be parted by %s', async ( columnDelimiter, mark ) => {
		const id = await bulk.load( { ...INSERT, columnDelimiter }, `Name${ mark }Phone\n"a${ mark }b"${ mark }1\n` );
		expect( rowsOf( await bulk.file( id, 'successfulResults' ), columnDelimiter ) ).toMatchObject( [
			{ sf__Created: 'true', Name: `a${ mark }b`, Phone: '1' },
		] );
	} );

	it.each( [
		[ 'an unknown column', 'Name,Foo__c\nA,1\n', 'InvalidBatch : Field name not found : Foo__c' ],
		[ 'a relationship without a key', 'Name,House__r.Phone\nA,1\n', 'InvalidBatch : Field name not found : House__r.Phone' ],
		[ 'a relationship that is not there', 'Name,Nobody__r.Ext__c\nA,1\n', 'InvalidBatch : Field name not found : Nobody__r.Ext__c' ],
		[ 'the wrong kind of parent', 'Name,House__r:User.Badge__c\nA,1\n', 'InvalidBatch : Field name not found : House__r:User.Badge__c' ],
		[ 'the bogus column of a nested object', 'Id,Name,House__r\n,A,"{}"\n', 'InvalidBatch : Field name not found : House__r' ],
		[ 'no header', '', 'InvalidBatch : The data has no header line' ],
	] )( 'with %s fails the whole job', async ( _what, csv, message ) => {
		expect( await outcome( csv ) ).toBe( message );
		expect( await names() ).toEqual( [] );
	} );

	it( 'with a field that security hides fails the whole job', async () => {
		bulk.world.org.hideField( 'Account', 'Phone' );
		expect( await outcome( 'Name,Phone\nA,1\n' ) ).toBe( 'InvalidBatch : Field name not found : Phone' );
	} );

	it( 'is UTF-8, with or without a byte order mark', async () => {
		expect( await outcome( '\uFEFFName\nZoë 🎭\n' ) ).toBe( 'JobComplete' );
		expect( await names() ).toEqual( [ 'Zoë 🎭' ] );
		expect( await outcome( Buffer.from( 'Name\nZo\xEB\n', 'latin1' ) ) ).toContain( 'UTF-8' );
	} );

	it( 'keeps blanks around delimiters as data, and refuses rows whose quotes are wrong', async () => {
		const id = await bulk.load( INSERT, 'Name,Phone\nA, 1 \nB, "2"\nC,"3" \n5" nail,4\n"D",5\nE,6,7\nF\n\nG,8\n' );
		expect( ( await bulk.successes( id ) ).map( ( row ) => [ row.Name, row.Phone ] ) ).toEqual( [
			[ 'A', ' 1 ' ],
			[ 'D', '5' ],
			[ 'G', '8' ],
		] );
		expect( ( await bulk.failures( id ) ).map( ( row ) => row.Name ) ).toEqual( [ 'B, "2"', 'C,"3" ', '5" nail,4', 'E', 'F' ] );
	} );

	it( 'with a quote that nothing closes loses its rows from there on', async () => {
		const id = await bulk.load( INSERT, 'Name\nA\n"B\nC\n' );
		expect( await names() ).toEqual( [ 'A' ] );
		expect( await bulk.failures( id ) ).toHaveLength( 1 );
	} );

	it.each( [
		[ 'fields', { fields: 1 }, 'A record holds 1 fields at most' ],
		[ 'the header', { headerChars: 9 }, 'The header line holds 9 characters at most' ],
		[ 'a field', { fieldChars: 4 }, 'A field holds 4 characters at most' ],
		[ 'a record', { recordChars: 7 }, 'A record holds 7 characters at most' ],
	] )( 'has limits of %s', async ( _what, limits, message ) => {
		Object.assign( bulk.world.bulk.limits, limits );
		expect( await outcome( 'Name,Phone\n12345,678\n' ) ).toBe( `InvalidBatch : ${ message }` );
	} );

	it( 'may be anything: every line has its place in the results, or the job says why not', async () => {
		const marks = fc.constantFrom( '"', '""', ',', ',', '\n', '\n', '\r\n', '\r', ' ', 'a', 'b', '#N/A', '\uFEFF', '🎭' );
		const garbage = fc.array( marks, { maxLength: 30 } ).map( ( parts ) => parts.join( '' ) );
		await fc.assert(
			fc.asyncProperty( garbage, async ( csv ) => {
				const id = await bulk.load( INSERT, `Name,Phone\n${ csv }` );
				const { state, errorMessage, numberRecordsProcessed, numberRecordsFailed } = await bulk.info( id );
				if ( state === 'Failed' ) {
					expect( errorMessage ).toBe( 'LineEnding is invalid on user data. Current LineEnding setting is LF' );
					expect( csv ).toContain( '\r\n' );
					return;
				}
				expect( state ).toBe( 'JobComplete' );
				expect( await bulk.failures( id ) ).toHaveLength( Number( numberRecordsFailed ) );
				expect( await bulk.successes( id ) ).toHaveLength( Number( numberRecordsProcessed ) - Number( numberRecordsFailed ) );
			} ),
			{ seed: 20261127, numRuns: 150 }
		);
	} );

	it( 'of results comes zipped to whom it suits', async () => {
		const id = await bulk.load( INSERT, `Name\n${ 'Row\n'.repeat( 200 ) }` );
		const reply = await client.get( `/jobs/ingest/${ id }/successfulResults` );
		expect( reply.headers.get( 'content-encoding' ) ).toBe( 'gzip' );
		expect( reply.headers.get( 'content-type' ) ).toBe( 'text/csv' );
		expect( rowsOf( reply.text ) ).toHaveLength( 200 );
	} );
} );
