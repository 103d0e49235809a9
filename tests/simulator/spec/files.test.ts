import { createHash } from 'node:crypto';
import { Client, codeOf, type Reply } from './client';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const RICH = 'PatronTicket__Description__c';
// Bytes that are no UTF-8, longer than what is sent uncompressed.
const BYTES = Buffer.from( Array.from( { length: 3000 }, ( _one, index ) => ( index * 7 + 128 ) % 256 ) );
const BASE64 = BYTES.toString( 'base64' );

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const post = ( type: string, fields: object ): Promise< Reply > => client.rest( 'POST', `/sobjects/${ type }`, fields );
const made = async ( type: string, fields: object ): Promise< string > => {
	const reply = await post( type, fields );
	expect( reply.text ).toContain( '"success":true' );
	return ( reply.json as { id: string } ).id;
};
const read = async ( type: string, id: string ): Promise< Record< string, unknown > > =>
	( await client.get( `/sobjects/${ type }/${ id }` ) ).json as Record< string, unknown >;
const download = async ( path: string, token = client.token ): Promise< { status: number; type: string | null; bytes: Buffer } > => {
	const response = await fetch( client.simulator.url + path, { headers: { Authorization: `Bearer ${ token }` } } );
	return { status: response.status, type: response.headers.get( 'content-type' ), bytes: Buffer.from( await response.arrayBuffer() ) };
};
const upload = ( type: string, parts: Record< string, string | Blob >, method = 'POST' ): Promise< Reply > => {
	const form = new FormData();
	Object.entries( parts ).forEach( ( [ name, value ] ) =>
		form.append( name, typeof value === 'string' ? new Blob( [ value ], { type: 'application/json' } ) : value )
	);
	return client.send( `/services/data/v66.0/sobjects/${ type }`, { method, headers: { Authorization: `Bearer ${ client.token }` }, body: form } );
};
const later = ( ms: number ): Promise< Reply > => client.control( 'POST', 'clock', { advance_ms: ms } );
const documentOf = async ( versionId: string ): Promise< string > => String( ( await read( 'ContentVersion', versionId ) ).ContentDocumentId );

describe( 'a file', () => {
	it( 'is a document with a version, described by its bytes and its name', async () => {
		const id = await made( 'ContentVersion', { PathOnClient: 'season/Poster.final.png', VersionData: BASE64 } );
		const version = await read( 'ContentVersion', id );
		expect( version ).toMatchObject( {
			Title: 'Poster.final',
			FileExtension: 'png',
			FileType: 'PNG',
			ContentSize: 3000,
			Checksum: createHash( 'md5' ).update( BYTES ).digest( 'hex' ),
			IsLatest: true,
			VersionNumber: '1',
			VersionData: `/services/data/v66.0/sobjects/ContentVersion/${ id }/VersionData`,
		} );
		expect( await read( 'ContentDocument', String( version.ContentDocumentId ) ) ).toMatchObject( {
			Title: 'Poster.final',
			LatestPublishedVersionId: id,
			ContentSize: 3000,
		} );
		expect( await download( String( version.VersionData ) ) ).toEqual( { status: 200, type: 'application/octetstream', bytes: BYTES } );
	} );

	it( 'comes in parts as well', async () => {
		const reply = await upload( 'ContentVersion', {
			entity_content: JSON.stringify( { PathOnClient: 'a.bin', Title: 'A' } ),
			VersionData: new Blob( [ new Uint8Array( BYTES ) ] ),
		} );
		expect( reply.status ).toBe( 201 );
		const { id } = reply.json as { id: string };
		expect( ( await download( `/services/data/v66.0/sobjects/ContentVersion/${ id }/VersionData` ) ).bytes ).toEqual( BYTES );
		expect( codeOf( await upload( 'ContentVersion', { VersionData: new Blob( [ new Uint8Array( BYTES ) ] ) } ) ) ).toBe( 'INVALID_MULTIPART_REQUEST' );
		expect( codeOf( await upload( 'ContentVersion', { entity_content: 'no json' } ) ) ).toBe( 'JSON_PARSER_ERROR' );
	} );

	it( 'has one latest version', async () => {
		const first = await made( 'ContentVersion', { PathOnClient: 'a.txt', VersionData: 'QQ==' } );
		const ContentDocumentId = await documentOf( first );
		await later( 60_000 );
		const second = await made( 'ContentVersion', { PathOnClient: 'b.pdf', VersionData: 'QkI=', ContentDocumentId } );
		expect( await read( 'ContentVersion', first ) ).toMatchObject( { IsLatest: false, VersionNumber: '1', FileType: 'TEXT' } );
		expect( await read( 'ContentVersion', second ) ).toMatchObject( { IsLatest: true, VersionNumber: '2', ContentSize: 2 } );
		expect( await read( 'ContentDocument', ContentDocumentId ) ).toMatchObject( {
			LatestPublishedVersionId: second,
			FileExtension: 'pdf',
			ContentModifiedDate: '2026-11-22T12:01:00.000+0000',
		} );
	} );

	it( 'hangs on the record it is first published at, whose stamps stay', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		await later( 60_000 );
		const id = await made( 'ContentVersion', { PathOnClient: 'a.txt', VersionData: 'QQ==', FirstPublishLocationId: account } );
		const links = [ ...client.simulator.world.org.store.table( 'ContentDocumentLink' ).all() ].map( ( row ) => row.values );
		expect( links ).toMatchObject( [
			{ LinkedEntityId: client.simulator.world.org.writer.actor.userId, ShareType: 'I' },
			{ LinkedEntityId: account, ShareType: 'V', ContentDocumentId: await documentOf( id ) },
		] );
		expect( await read( 'Account', account ) ).toMatchObject( { SystemModstamp: '2026-11-22T12:00:00.000+0000' } );
		const again = await post( 'ContentDocumentLink', { LinkedEntityId: account, ContentDocumentId: await documentOf( id ) } );
		expect( codeOf( again ) ).toBe( 'DUPLICATE_VALUE' );
	} );

	it( 'is asked for its latest version by a list of ids; a deleted or unshared one does not answer', async () => {
		const versions = await Promise.all(
			[ 'a', 'b', 'c' ].map( ( name ) => made( 'ContentVersion', { PathOnClient: `${ name }.png`, VersionData: BASE64 } ) )
		);
		const documents = await Promise.all( versions.map( documentOf ) );
		const second = await made( 'ContentVersion', { PathOnClient: 'a2.png', VersionData: 'QkI=', ContentDocumentId: documents[ 0 ] } );
		await client.rest( 'DELETE', `/sobjects/ContentDocument/${ documents[ 1 ] }` );
		const { org } = client.simulator.world;
		const other = org.personNamed( 'admin@callboard.example' )!.userId;
		const theirs = org.writerFor( org.accessOf( other ), '' ).create( 'ContentVersion', { PathOnClient: 'd.txt', VersionData: 'QQ==' } );
		documents.push( await documentOf( theirs ) );
		const unknown = Array.from( { length: 396 }, ( _one, index ) => `069000000000${ String( index ).padStart( 3, '0' ) }AAA` );
		const list = [ ...documents, ...unknown ].map( ( id ) => `'${ id }'` ).join( ',' );
		const soql = `SELECT Id, LatestPublishedVersionId, LatestPublishedVersion.Checksum FROM ContentDocument WHERE Id IN (${ list })`;
		const ask = async (): Promise< Record< string, unknown >[] > =>
			( ( await client.get( `/query?q=${ encodeURIComponent( soql ) }` ) ).json as { records: Record< string, unknown >[] } ).records;
		const answered = async (): Promise< unknown[] > => ( await ask() ).map( ( row ) => row.Id ).sort();
		expect( await answered() ).toEqual( [ documents[ 0 ], documents[ 2 ], documents[ 3 ] ].sort() );
		await client.control( 'POST', 'query-all-files', { on: false } );
		expect( await answered() ).toEqual( [ documents[ 0 ], documents[ 2 ] ].sort() );
		expect( ( await ask() ).find( ( row ) => row.Id === documents[ 0 ] ) ).toMatchObject( {
			LatestPublishedVersionId: second,
			LatestPublishedVersion: { Checksum: createHash( 'md5' ).update( 'BB' ).digest( 'hex' ) },
		} );
	} );

	it( 'goes as a whole', async () => {
		const id = await made( 'ContentVersion', { PathOnClient: 'a.txt', VersionData: 'QQ==' } );
		const document = await documentOf( id );
		expect( codeOf( await client.rest( 'DELETE', `/sobjects/ContentVersion/${ id }` ) ) ).toBe( 'DELETE_FAILED' );
		expect( ( await client.rest( 'DELETE', `/sobjects/ContentDocument/${ document }` ) ).status ).toBe( 204 );
		expect( ( await client.get( `/sobjects/ContentVersion/${ id }` ) ).status ).toBe( 404 );
		expect( ( await download( `/services/data/v66.0/sobjects/ContentVersion/${ id }/VersionData` ) ).status ).toBe( 404 );
	} );

	it.each( [
		[ 'no bytes', { PathOnClient: 'a.txt' }, 'REQUIRED_FIELD_MISSING' ],
		[ 'no name', { VersionData: 'QQ==' }, 'REQUIRED_FIELD_MISSING' ],
		[ 'bytes that are not base64', { PathOnClient: 'a.txt', VersionData: '***' }, 'JSON_PARSER_ERROR' ],
	] )( 'is refused with %s, and nothing is left of it', async ( _what, fields, code ) => {
		expect( codeOf( await post( 'ContentVersion', fields ) ) ).toBe( code );
		expect( [ ...client.simulator.world.org.store.table( 'ContentDocument' ).all() ] ).toEqual( [] );
		expect( codeOf( await post( 'ContentDocument', { Title: 'A' } ) ) ).toBe( 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' );
	} );

	it( 'is only found when it is shared, without the right to query all files', async () => {
		const mine = await made( 'ContentVersion', { PathOnClient: 'a.txt', VersionData: 'QQ==' } );
		const { org } = client.simulator.world;
		const other = org.personNamed( 'admin@callboard.example' )!.userId;
		const theirs = org.writerFor( org.accessOf( other ), '' ).create( 'ContentVersion', { PathOnClient: 'b.txt', VersionData: 'QQ==' } );
		const path = `/sobjects/ContentVersion/${ theirs }`;
		expect( ( await client.get( path ) ).status ).toBe( 200 );
		await client.control( 'POST', 'query-all-files', { on: false } );
		expect( ( await client.get( path ) ).status ).toBe( 404 );
		expect( ( await client.get( `/sobjects/ContentVersion/${ mine }` ) ).status ).toBe( 200 );
		org.writerFor( org.accessOf( other ), '' ).create( 'ContentDocumentLink', {
			ContentDocumentId: org.store.table( 'ContentVersion' ).get( theirs )!.values.ContentDocumentId,
			LinkedEntityId: org.writer.actor.userId,
		} );
		expect( ( await client.get( path ) ).status ).toBe( 200 );
		await client.control( 'POST', 'query-all-files', { on: true } );
		expect( org.accessOf( org.writer.actor.userId ).seesEverything ).toBe( true );
	} );
} );

describe( 'links of files', () => {
	it( 'are found through one of their ends, or freely by who may query all files from version 59 on', async () => {
		const id = await made( 'ContentVersion', { PathOnClient: 'a.txt', VersionData: 'QQ==' } );
		const soql = 'SELECT LinkedEntityId FROM ContentDocumentLink';
		const ask = ( where: string, version = '66.0' ): Promise< Reply > =>
			client.send( `/services/data/v${ version }/query?q=${ encodeURIComponent( soql + where ) }`, {
				headers: { Authorization: `Bearer ${ client.token }` },
			} );
		const end = ` WHERE ContentDocumentId = '${ await documentOf( id ) }'`;
		expect( ( await ask( '' ) ).status ).toBe( 200 );
		expect( codeOf( await ask( '', '58.0' ) ) ).toBe( 'MALFORMED_QUERY' );
		await client.control( 'POST', 'query-all-files', { on: false } );
		expect( codeOf( await ask( '' ) ) ).toBe( 'MALFORMED_QUERY' );
		expect( ( await ask( end ) ).json ).toMatchObject( { totalSize: 1 } );
	} );
} );

describe( 'an attachment', () => {
	it( 'has its bytes at Body', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		const id = await made( 'Attachment', { ParentId: account, Name: 'a.bin', Body: BASE64 } );
		expect( await read( 'Attachment', id ) ).toMatchObject( { BodyLength: 3000, Body: `/services/data/v66.0/sobjects/Attachment/${ id }/Body` } );
		expect( await download( `/services/data/v66.0/sobjects/Attachment/${ id }/body` ) ).toEqual( {
			status: 200,
			type: 'application/octetstream',
			bytes: BYTES,
		} );
		expect( ( await upload( `Attachment/${ id }`, { entity: '{"Name":"b.bin"}', Body: new Blob( [ 'abc' ] ) }, 'PATCH' ) ).status ).toBe( 204 );
		expect( await read( 'Attachment', id ) ).toMatchObject( { Name: 'b.bin', BodyLength: 3 } );
		expect( ( await download( `/services/data/v66.0/sobjects/Attachment/${ id }/Body`, 'stale' ) ).type ).toContain( 'application/json' );
	} );
} );

describe( 'a document', () => {
	it( 'that is public is a picture for everybody, and no other is', async () => {
		const organization = client.simulator.organizationId;
		const [ open, closed ] = [ true, false ].map( ( IsPublic ) => made( 'Document', { Name: 'D', Body: BASE64, ContentType: 'image/gif', IsPublic } ) );
		const address = async ( id: Promise< string >, oid = organization ): Promise< string > => `/servlet/servlet.ImageServer?id=${ await id }&oid=${ oid }`;
		expect( await download( await address( open! ), '' ) ).toEqual( { status: 200, type: 'image/gif', bytes: BYTES } );
		expect( ( await download( await address( closed! ), '' ) ).type ).toContain( 'text/html' );
		expect( ( await download( await address( open!, '00D000000000001' ), '' ) ).type ).toContain( 'text/html' );
	} );
} );

describe( 'a picture in rich text', () => {
	it( 'stands there as an address that asks visitors to sign in; its bytes come through the API', async () => {
		const id = await made( PRODUCTION, { Name: 'P', [ RICH ]: '<p>Hello</p>' } );
		await later( 60_000 );
		const knob = await client.control( 'POST', 'rich-image', { object: PRODUCTION, id, field: RICH, base64: BASE64, type: 'image/jpeg' } );
		const { refid } = knob.json as { refid: string };
		expect( refid ).toMatch( /^0EM\w{15}$/ );
		const record = await read( PRODUCTION, id );
		const { url } = client.simulator;
		expect( record[ RICH ] ).toMatch( /^<p>Hello<\/p><img src="/ );
		expect( record[ RICH ] ).toContain( `${ url }/servlet/rtaImage?eid=${ id }&amp;feoid=00N` );
		expect( record[ RICH ] ).toContain( `&amp;refid=${ refid }"` );
		expect( record.SystemModstamp ).toBe( '2026-11-22T12:01:00.000+0000' );
		const hotlink = await client.send( `/servlet/rtaImage?eid=${ id }&refid=${ refid }` );
		expect( [ hotlink.status, hotlink.headers.get( 'content-type' ) ] ).toEqual( [ 200, 'text/html;charset=UTF-8' ] );
		expect( hotlink.text ).toContain( 'Login' );
		const path = `/services/data/v66.0/sobjects/${ PRODUCTION }/${ id }/richTextImageFields/${ RICH }`;
		expect( await download( `${ path }/${ refid }` ) ).toEqual( { status: 200, type: 'image/jpeg', bytes: BYTES } );
		expect( ( await download( `${ path }/0EM000000000001` ) ).status ).toBe( 404 );
		const composite = { compositeRequest: [ { method: 'GET', url: `${ path }/${ refid }`, referenceId: 'image' } ] };
		expect( ( await client.rest( 'POST', '/composite', composite ) ).json ).toMatchObject( { compositeResponse: [ { httpStatusCode: 400 } ] } );
		const other = await made( PRODUCTION, { Name: 'Q' } );
		expect( ( await download( `/services/data/v66.0/sobjects/${ PRODUCTION }/${ other }/richTextImageFields/${ RICH }/${ refid }` ) ).status ).toBe( 404 );
	} );
} );
