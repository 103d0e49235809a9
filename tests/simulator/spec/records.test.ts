import fc from 'fast-check';
import { text } from '../org/fields';
import { makeId } from '../org/ids';
import { Client, codeOf, messageOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	client.simulator.world.org.addField( 'Account', text( 'Ext__c', { externalId: true, idLookup: true } ) );
	client.simulator.world.org.addField( 'Account', text( 'Key__c', { externalId: true, idLookup: true, unique: true } ) );
} );
afterEach( () => client.close() );

const made = async ( type: string, fields: object ): Promise< string > => {
	const reply = await client.rest( 'POST', `/sobjects/${ type }`, fields );
	expect( reply.text ).toContain( '"success":true' );
	return ( reply.json as { id: string } ).id;
};
const idOf = ( reply: Reply ): string => ( reply.json as { id: string } ).id;
const old = ( method: string, path: string, body?: unknown ): Promise< Reply > =>
	client.send( `/services/data/v45.0${ path }`, {
		method,
		headers: { Authorization: `Bearer ${ client.token }`, 'Content-Type': 'application/json' },
		...( body === undefined ? {} : { body: JSON.stringify( body ) } ),
	} );

describe( 'an external id in the path', () => {
	it( 'creates the first time and updates from then on', async () => {
		const first = await client.rest( 'PATCH', '/sobjects/Account/Ext__c/k%2F1%20x', { Name: 'A' } );
		expect( first.status ).toBe( 201 );
		expect( first.json ).toEqual( { id: idOf( first ), success: true, errors: [], created: true } );
		expect( first.headers.get( 'location' ) ).toBe( `/services/data/v66.0/sobjects/Account/${ idOf( first ) }` );
		const second = await client.rest( 'PATCH', '/sobjects/account/ext__c/K%2F1%20X', { Name: 'B', Ext__c: 'K/1 X' } );
		expect( second.status ).toBe( 200 );
		expect( second.json ).toEqual( { id: idOf( first ), success: true, errors: [], created: false } );
		expect( ( await client.get( '/sobjects/Account/Ext__c/k%2F1%20x?fields=Name,Ext__c' ) ).json ).toMatchObject( { Name: 'B', Ext__c: 'k/1 x' } );
	} );

	it( 'takes a tunnelled PATCH, and a slash that is not encoded leads nowhere', async () => {
		expect( ( await client.rest( 'POST', '/sobjects/Account/Ext__c/t?_HttpMethod=PATCH', { Name: 'T' } ) ).status ).toBe( 201 );
		const reply = await client.rest( 'PATCH', '/sobjects/Account/Ext__c/A/1%20x', { Name: 'u' } );
		expect( [ reply.status, messageOf( reply ) ] ).toEqual( [ 404, 'The requested resource does not exist' ] );
	} );

	it( 'tells nothing of an update up to version 45', async () => {
		const first = await old( 'PATCH', '/sobjects/Account/Ext__c/k', { Name: 'A' } );
		expect( [ first.status, first.json ] ).toEqual( [ 201, { id: idOf( first ), success: true, errors: [] } ] );
		const second = await old( 'PATCH', '/sobjects/Account/Ext__c/k', { Name: 'B' } );
		expect( [ second.status, second.text ] ).toEqual( [ 204, '' ] );
	} );

	it( 'answers the addresses of all rows that have it', async () => {
		const ids = [ await made( 'Account', { Name: '1', Ext__c: 'two' } ), await made( 'Account', { Name: '2', Ext__c: 'Two' } ) ];
		const urls = ids.map( ( id ) => `/services/data/v66.0/sobjects/Account/${ id }` );
		for ( const [ method, body ] of [ [ 'GET' ], [ 'PATCH', { Name: 'x' } ], [ 'DELETE' ] ] as const ) {
			const reply = await client.rest( method, '/sobjects/Account/Ext__c/two', body );
			expect( [ reply.status, reply.json ] ).toEqual( [ 300, urls ] );
		}
	} );

	it( 'does not insert when only updates are wanted', async () => {
		const reply = await client.rest( 'PATCH', '/sobjects/Account/Ext__c/none?updateOnly=true', { Name: 'A' } );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 404, 'NOT_FOUND' ] );
		expect( await client.rows( 'SELECT Id FROM Account' ) ).toEqual( [] );
	} );

	it.each( [
		[ 'a field that is not there', '/Foo__c/1', { Name: 'A' }, 404, 'Provided external ID field does not exist or is not accessible: Foo__c' ],
		[ 'a field that is no key', '/Phone/1', { Name: 'A' }, 404, 'Provided external ID field does not exist or is not accessible: Phone' ],
		[ 'another value in the body', '/Ext__c/k', { Name: 'A', Ext__c: 'other' }, 400, 'The Ext__c field should not be specified in the sobject data.' ],
		[ 'an empty value', '/Ext__c/%20', { Name: 'A' }, 400, 'Ext__c not specified' ],
		[ 'no value', '/Ext__c/', { Name: 'A' }, 400, 'Ext__c not specified' ],
	] )( 'refuses %s', async ( _what, path, body, status, message ) => {
		const reply = await client.rest( 'PATCH', `/sobjects/Account${ path }`, body );
		expect( [ reply.status, messageOf( reply ) ] ).toEqual( [ status, message ] );
	} );

	it( 'may be any text that a key can hold', async () => {
		await fc.assert(
			fc.asyncProperty( fc.string( { unit: 'grapheme', minLength: 1, maxLength: 60 } ), async ( drawn ) => {
				const key = `k${ drawn }`.trimEnd();
				const path = `/sobjects/Account/Key__c/${ encodeURIComponent( key ) }`;
				expect( ( await client.rest( 'PATCH', path, { Name: 'A' } ) ).status ).toBeLessThan( 202 );
				expect( ( await client.get( path ) ).json ).toMatchObject( { Name: 'A' } );
			} ),
			{ numRuns: 60, seed: 20261122 }
		);
	} );

	it( 'deletes, and then finds nothing', async () => {
		await made( 'Account', { Name: 'A', Ext__c: 'k' } );
		expect( ( await client.rest( 'DELETE', '/sobjects/Account/Ext__c/k' ) ).status ).toBe( 204 );
		expect( ( await client.rest( 'DELETE', '/sobjects/Account/Ext__c/k' ) ).status ).toBe( 404 );
		expect( ( await client.get( '/sobjects/Account/Ext__c/k' ) ).status ).toBe( 404 );
	} );

	it( 'may be the e-mail of a contact', async () => {
		const id = await made( 'Contact', { LastName: 'Li', Email: 'li@example.org' } );
		expect( ( await client.rest( 'PATCH', '/sobjects/Contact/Email/LI%40example.org', { FirstName: 'An' } ) ).json ).toMatchObject( {
			id,
			created: false,
		} );
	} );

	it( 'names a parent in a write, custom or not', async () => {
		const parent = await made( 'Account', { Name: 'P', Key__c: 'p1' } );
		const id = await made( 'Contact', { LastName: 'Li', Account: { Key__c: 'P1' } } );
		expect( ( await client.get( `/sobjects/Contact/${ id }?fields=AccountId` ) ).json ).toMatchObject( { AccountId: parent } );
		const missing = await client.rest( 'POST', '/sobjects/Contact', { LastName: 'Li', Account: { Key__c: 'k9' } } );
		expect( [ missing.status, codeOf( missing ) ] ).toEqual( [ 400, 'INVALID_FIELD' ] );
		expect( messageOf( missing ) ).toBe( 'Foreign key external ID: k9 not found for field Key__c in entity Account' );
	} );

	it( 'may have been taken by another when its row is undeleted', async () => {
		const id = await made( 'Account', { Name: '1', Key__c: 'k' } );
		await client.rest( 'DELETE', `/sobjects/Account/${ id }` );
		const second = await made( 'Account', { Name: '2', Key__c: 'k' } );
		expect( ( await client.control( 'POST', 'undelete', { object: 'Account', id } ) ).text ).toContain( 'DUPLICATE_VALUE' );
		await client.rest( 'DELETE', `/sobjects/Account/${ second }` );
		expect( ( await client.control( 'POST', 'undelete', { object: 'Account', id } ) ).status ).toBe( 200 );
		expect( ( await client.get( '/sobjects/Account/Key__c/k' ) ).json ).toMatchObject( { Id: id } );
	} );

	it( 'is held once where it is unique, whatever its case', async () => {
		const id = await made( 'Account', { Name: '1', Key__c: 'k' } );
		const reply = await client.rest( 'POST', '/sobjects/Account', { Name: '2', Key__c: 'K' } );
		expect( reply.json ).toEqual( [
			{ errorCode: 'DUPLICATE_VALUE', message: `duplicate value found: Key__c duplicates value on record with id: ${ id }`, fields: [] },
		] );
	} );
} );

describe( 'an id in the path', () => {
	it( 'is told apart: malformed, well-formed but unknown, deleted', async () => {
		const malformed = await client.get( '/sobjects/Account/001xx' );
		expect( [ malformed.status, messageOf( malformed ) ] ).toEqual( [ 404, 'Provided external ID field does not exist or is not accessible: 001xx' ] );
		for ( const method of [ 'GET', 'PATCH', 'DELETE' ] ) {
			const unknown = await client.rest( method, `/sobjects/Account/${ makeId( '001', 7 ) }`, method === 'PATCH' ? { Name: 'x' } : undefined );
			expect( [ method, unknown.status, messageOf( unknown ) ] ).toEqual( [ method, 404, 'The requested resource does not exist' ] );
		}
		const id = await made( 'Account', { Name: 'A' } );
		await client.rest( 'DELETE', `/sobjects/Account/${ id }` );
		const patched = await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Name: 'B' } );
		expect( [ patched.status, patched.json ] ).toEqual( [ 404, [ { errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] } ] ] );
	} );

	it( 'of a row that sharing hides is one that is not there', async () => {
		const id = await made( 'Account', { Name: 'A', Key__c: 'k' } );
		client.simulator.world.org.hiding.records.set( '*', new Set( [ id ] ) );
		for ( const [ method, body ] of [ [ 'GET' ], [ 'PATCH', { Name: 'x' } ], [ 'DELETE' ] ] as const ) {
			expect( ( await client.rest( method, `/sobjects/Account/${ id }`, body ) ).status ).toBe( 404 );
		}
		const child = await client.rest( 'POST', '/sobjects/Contact', { LastName: 'Li', AccountId: id } );
		expect( codeOf( child ) ).toBe( 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY' );
		client.simulator.world.org.hiding.records.clear();
		expect( ( await client.get( `/sobjects/Account/${ id }` ) ).json ).toMatchObject( { Name: 'A' } );
	} );

	it( 'may be left out of an upsert, and may be written long', async () => {
		const reply = await client.rest( 'POST', '/sobjects/Account/Id', { Name: 'A' } );
		expect( reply.status ).toBe( 201 );
		expect( ( await client.rest( 'PATCH', `/sobjects/Account/Id/${ idOf( reply ) }`, { Name: 'B' } ) ).status ).toBe( 204 );
		expect( ( await client.get( `/sobjects/Account/Id/${ idOf( reply ) }` ) ).json ).toMatchObject( { Name: 'B' } );
		expect( ( await client.rest( 'POST', '/sobjects/Account/Name', {} ) ).status ).toBe( 405 );
	} );

	it( 'does not stand in the body as well', async () => {
		const id = await made( 'Account', { Name: 'A' } );
		const reply = await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Id: id, Name: 'B' } );
		expect( [ reply.status, messageOf( reply ) ] ).toEqual( [ 400, 'The Id field should not be specified in the sobject data.' ] );
	} );
} );

describe( 'a relationship in the path', () => {
	it( 'leads to the parent, which may be changed and deleted there', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		const contact = await made( 'Contact', { LastName: 'Li', AccountId: account } );
		const path = `/sobjects/Contact/${ contact }/Account`;
		expect( ( await client.get( `${ path }?fields=Name` ) ).json ).toEqual( {
			attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${ account }` },
			Name: 'A',
		} );
		expect( ( await client.rest( 'PATCH', path, { Name: 'B' } ) ).status ).toBe( 204 );
		expect( ( await client.get( `/sobjects/Account/${ account }` ) ).json ).toMatchObject( { Name: 'B' } );
		expect( ( await client.rest( 'DELETE', path ) ).status ).toBe( 204 );
		expect( ( await client.get( `/sobjects/Account/${ account }` ) ).status ).toBe( 404 );
	} );

	it( 'leads to the children, like a query', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		const ids = [ await made( 'Contact', { LastName: 'Li', AccountId: account } ), await made( 'Contact', { LastName: 'Mo', AccountId: account } ) ];
		await made( 'Contact', { LastName: 'Elsewhere' } );
		const reply = await client.get( `/sobjects/Account/${ account }/contacts?fields=LastName` );
		expect( reply.json ).toEqual( {
			totalSize: 2,
			done: true,
			records: ids.map( ( id, index ) => ( {
				attributes: { type: 'Contact', url: `/services/data/v66.0/sobjects/Contact/${ id }` },
				LastName: [ 'Li', 'Mo' ][ index ],
			} ) ),
		} );
		expect( ( await client.rest( 'DELETE', `/sobjects/Account/${ account }/Contacts` ) ).status ).toBe( 405 );
	} );

	it( 'leads nowhere when it is empty or unknown', async () => {
		const contact = await made( 'Contact', { LastName: 'Li' } );
		expect( ( await client.get( `/sobjects/Contact/${ contact }/Account` ) ).status ).toBe( 404 );
		expect( ( await client.get( `/sobjects/Contact/${ contact }/Nonsense` ) ).status ).toBe( 404 );
		expect( ( await client.get( `/sobjects/Contact/${ makeId( '003', 9 ) }/Account` ) ).status ).toBe( 404 );
	} );
} );

describe( 'conditions', () => {
	const NOON = 'Sun, 22 Nov 2026 12:00:00 GMT';
	const BEFORE = 'Sun, 22 Nov 2026 11:59:59 GMT';

	it( 'spare a read of what has not changed, by the second', async () => {
		const id = await made( 'Contact', { LastName: 'Li' } );
		const since = ( date: string ): Promise< Reply > => client.get( `/sobjects/Contact/${ id }`, { 'If-Modified-Since': date } );
		const unchanged = await since( NOON );
		expect( [ unchanged.status, unchanged.text ] ).toEqual( [ 304, '' ] );
		expect( ( await since( BEFORE ) ).status ).toBe( 200 );
		expect( ( await since( 'yesterday' ) ).status ).toBe( 200 );
		await client.control( 'POST', 'clock', { advance_ms: 900 } );
		await client.rest( 'PATCH', `/sobjects/Contact/${ id }`, { LastName: 'Lo' } );
		expect( ( await since( NOON ) ).status ).toBe( 304 );
	} );

	it( 'keep a write from what has changed', async () => {
		const id = await made( 'Contact', { LastName: 'Li' } );
		const write = ( date: string ): Promise< Reply > =>
			client.rest( 'PATCH', `/sobjects/Contact/${ id }`, { LastName: 'Lo' }, { 'If-Unmodified-Since': date } );
		const refused = await write( BEFORE );
		expect( [ refused.status, codeOf( refused ) ] ).toEqual( [ 412, 'PRECONDITION_FAILED' ] );
		const wrong = await write( '2026-11-22T12:00:00Z' );
		expect( wrong.status ).toBe( 400 );
		expect( ( await client.get( `/sobjects/Contact/${ id }` ) ).json ).toMatchObject( { LastName: 'Li' } );
		await made( 'Account', { Name: 'A', Key__c: 'k' } );
		const byKey = await client.rest( 'PATCH', '/sobjects/Account/Key__c/k', { Name: 'B' }, { 'If-Unmodified-Since': BEFORE } );
		expect( byKey.status ).toBe( 412 );
		expect( ( await write( NOON ) ).status ).toBe( 204 );
		expect( ( await client.get( `/sobjects/Contact/${ id }`, { 'If-Unmodified-Since': BEFORE } ) ).status ).toBe( 412 );
	} );

	it( 'go by tags on accounts alone', async () => {
		const id = await made( 'Account', { Name: 'A' } );
		const path = `/sobjects/Account/${ id }`;
		const seen = await client.get( path );
		const tag = seen.headers.get( 'etag' ) ?? '';
		expect( tag ).toMatch( /^"[A-Za-z0-9+/=]+(-gzip)?"$/ );
		expect( seen.headers.get( 'last-modified' ) ).toBe( NOON );
		expect( ( await client.get( path, { 'If-None-Match': `"other", ${ tag }` } ) ).status ).toBe( 304 );
		expect( ( await client.get( path, { 'If-None-Match': '"other"' } ) ).status ).toBe( 200 );
		expect( ( await client.rest( 'PATCH', path, { Name: 'B' }, { 'If-Match': '"other"' } ) ).status ).toBe( 412 );
		expect( ( await client.rest( 'PATCH', path, { Name: 'B' }, { 'If-Match': 'no quotes' } ) ).status ).toBe( 400 );
		expect( ( await client.rest( 'PATCH', path, { Name: 'B' }, { 'If-Match': tag } ) ).status ).toBe( 204 );
		expect( ( await client.rest( 'PATCH', path, { Name: 'C' }, { 'If-Match': tag } ) ).status ).toBe( 412 );
		const contact = await made( 'Contact', { LastName: 'Li' } );
		const other = await client.get( `/sobjects/Contact/${ contact }`, { 'If-None-Match': '*' } );
		expect( [ other.status, other.headers.get( 'etag' ) ] ).toEqual( [ 200, null ] );
	} );
} );

describe( 'nonsense', () => {
	const part = fc.oneof(
		fc.constantFrom(
			'Account',
			'Contact',
			'Key__c',
			'Id',
			'Name',
			'Contacts',
			'describe',
			'001000000000001',
			'%E0%A4%A',
			'%00',
			'..%2f',
			'003',
			'updated'
		),
		fc.string( { maxLength: 12 } ).map( encodeURIComponent )
	);

	it( 'is refused, and nothing breaks', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom( 'GET', 'POST', 'PATCH', 'DELETE' ),
				fc.array( part, { minLength: 1, maxLength: 4 } ),
				fc.jsonValue( { maxDepth: 3 } ),
				async ( method, parts, body ) => {
					const reply = await client.rest( method, `/sobjects/${ parts.join( '/' ) }`, method === 'GET' ? undefined : body );
					expect( [ parts, reply.status < 500, reply.text.includes( '.ts:' ) ] ).toEqual( [ parts, true, false ] );
				}
			),
			{ numRuns: 300, seed: 20261122 }
		);
	} );
} );

describe( 'administrators', () => {
	it( 'put validation rules, triggers and flows in the way', async () => {
		await client.control( 'POST', 'guard', {
			object: 'Account',
			name: 'Phone_needed',
			field: 'Phone',
			message: 'No calls to one.',
			when: { field: 'Phone', equals: '1' },
		} );
		const refused = await client.rest( 'POST', '/sobjects/Account', { Name: 'A', Phone: '1' } );
		expect( refused.json ).toEqual( [ { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No calls to one.', fields: [ 'Phone' ] } ] );
		const id = await made( 'Account', { Name: 'A', Phone: '2' } );
		await client.control( 'POST', 'guard', { object: 'Account', name: 'Audit', message: 'boom', code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' } );
		const trigger = await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Phone: '3' } );
		expect( messageOf( trigger ) ).toBe( 'Audit: execution of BeforeUpdate caused by: boom' );
		await client.control( 'POST', 'guard', { name: 'Audit', off: true } );
		expect( ( await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Phone: '3' } ) ).status ).toBe( 204 );
		expect( ( await client.control( 'POST', 'guard', { object: 'Nope', name: 'x', message: 'y' } ) ).status ).toBe( 400 );
	} );

	it( 'lock rows, and details of locked rows', async () => {
		const id = await made( 'Account', { Name: 'A' } );
		await client.control( 'POST', 'fault', { kind: 'lock-row', id } );
		const locked = await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Name: 'B' } );
		expect( locked.json ).toEqual( [
			{ errorCode: 'UNABLE_TO_LOCK_ROW', message: `unable to obtain exclusive access to this record or 1 records: ${ id }`, fields: [] },
		] );
		expect( codeOf( await client.rest( 'POST', '/sobjects/Contact', { LastName: 'Li', AccountId: id } ) ) ).toBe( 'UNABLE_TO_LOCK_ROW' );
		expect( codeOf( await client.rest( 'DELETE', `/sobjects/Account/${ id }` ) ) ).toBe( 'UNABLE_TO_LOCK_ROW' );
		await client.control( 'POST', 'fault', { kind: 'lock-row', id, off: true } );
		expect( ( await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Name: 'B' } ) ).status ).toBe( 204 );
	} );
} );
