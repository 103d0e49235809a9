import { Bayeux, eventsOf, type Event } from './bayeux';
import { Client, codeOf, type Reply } from './client';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const PERFORMANCE = 'PatronTicket__EventInstance__c';
const ALL = '/data/ChangeEvents';
const NOW = Date.parse( '2026-11-22T12:00:00Z' );
const STAMP = '2026-11-22T12:00:00.000Z';

let client: Client;
let bayeux: Bayeux;
beforeEach( async () => {
	client = await Client.open( { season: 'empty', changeEvents: [ 'Account', 'Contact', PRODUCTION, PERFORMANCE ] } );
	bayeux = await Bayeux.open( client );
	await bayeux.subscribe( ALL );
} );
afterEach( () => client.close() );

type Header = Record< string, unknown > & { changedFields: string[]; recordIds: string[]; sequenceNumber: number };
interface Change extends Record< string, unknown > {
	ChangeEventHeader: Header;
}

const turn = ( body: object ): Promise< Reply > => client.control( 'POST', 'events', body );
const write = async ( method: string, path: string, body?: unknown ): Promise< string > => {
	const reply = await client.rest( method, path, body );
	if ( reply.status >= 300 ) {
		throw new Error( reply.text );
	}
	return ( reply.json as { id?: string } | undefined )?.id ?? '';
};
const create = ( type: string, fields: object ): Promise< string > => write( 'POST', `/sobjects/${ type }`, fields );
const update = ( type: string, id: string, fields: object ): Promise< string > => write( 'PATCH', `/sobjects/${ type }/${ id }`, fields );
const news = async (): Promise< Event[] > => eventsOf( await bayeux.poll() );
const changes = async (): Promise< Change[] > => ( await news() ).map( ( { data } ) => data.payload as Change );
const inShort = ( list: Change[] ): string[] =>
	list.map( ( { ChangeEventHeader: { entityName, changeType } } ) => `${ String( changeType ) } ${ String( entityName ) }` );
/** Everything so far is heard. */
const heard = news;

describe( 'a new record', () => {
	it( 'is told with its header, what is not empty, and who and when', async () => {
		const id = await create( 'Account', { Name: 'Acme', BillingCity: 'Oslo' } );
		const [ event ] = await news();
		expect( event ).toEqual( {
			channel: ALL,
			data: {
				schema: expect.stringMatching( /^[\w-]{22}$/ ) as unknown,
				event: { replayId: expect.any( Number ) as unknown, EventUuid: expect.stringMatching( /^[0-9a-f-]{36}$/ ) as unknown },
				payload: expect.anything() as unknown,
			},
		} );
		const userId = client.simulator.users.length > 0 ? client.simulator.world.org.personNamed( client.simulator.username )!.userId : '';
		expect( event!.data.payload ).toMatchObject( {
			ChangeEventHeader: {
				entityName: 'Account',
				recordIds: [ id ],
				changeType: 'CREATE',
				changedFields: [],
				changeOrigin: 'com/salesforce/api/rest/66.0',
				transactionKey: expect.stringMatching( /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ ) as unknown,
				sequenceNumber: 1,
				commitTimestamp: NOW,
				commitNumber: expect.any( Number ) as unknown,
				commitUser: userId,
			},
			Name: 'Acme',
			BillingAddress: { City: 'Oslo' },
			OwnerId: userId,
			CreatedDate: STAMP,
			CreatedById: userId,
			LastModifiedDate: STAMP,
			LastModifiedById: userId,
		} );
		const names = Object.keys( event!.data.payload );
		for ( const absent of [ 'Id', 'IsDeleted', 'SystemModstamp', 'Phone', 'ShippingAddress', 'BillingCity', 'attributes' ] ) {
			expect( names ).not.toContain( absent );
		}
		expect( Object.keys( event!.data.payload.ChangeEventHeader as object ) ).not.toContain( 'nulledFields' );
	} );

	it( 'nests the name of a person', async () => {
		await create( 'Contact', { FirstName: 'Ada', LastName: 'Byron' } );
		expect( ( await changes() )[ 0 ] ).toMatchObject( { Name: { FirstName: 'Ada', LastName: 'Byron' } } );
	} );

	it( 'is told on the channel of its object, too', async () => {
		const channel = '/data/PatronTicket__TicketableEvent__ChangeEvent';
		await bayeux.subscribe( channel );
		await create( PRODUCTION, { Name: 'Hamlet' } );
		const events = await news();
		expect( events.map( ( event ) => event.channel ).sort() ).toEqual( [ ALL, channel ].sort() );
		expect( new Set( events.map( ( { data } ) => data.event.replayId ) ).size ).toBe( 1 );
	} );
} );

describe( 'an update', () => {
	it( 'tells only what changed, cleared fields as null, and the stamp', async () => {
		const id = await create( 'Account', { Name: 'Acme', Phone: '1', BillingCity: 'Oslo', BillingStreet: 'Stortingsgata 15' } );
		await heard();
		await client.control( 'POST', 'clock', { advance_ms: 2_000 } );
		await update( 'Account', id, { Name: 'Acme', Phone: null, Website: 'https://acme.example', BillingCity: 'Bergen' } );
		const [ { ChangeEventHeader: header, ...body } ] = ( await changes() ) as [ Change ];
		expect( header.changeType ).toBe( 'UPDATE' );
		expect( [ ...header.changedFields ].sort() ).toEqual( [ 'BillingAddress.City', 'LastModifiedDate', 'Phone', 'Website' ] );
		expect( body ).toEqual( {
			Phone: null,
			Website: 'https://acme.example',
			BillingAddress: { City: 'Bergen' },
			LastModifiedDate: '2026-11-22T12:00:02.000Z',
		} );
	} );

	it( 'names the parts of a person’s name', async () => {
		const id = await create( 'Contact', { FirstName: 'Ada', LastName: 'Byron' } );
		await heard();
		await update( 'Contact', id, { LastName: 'Lovelace' } );
		expect( ( await changes() )[ 0 ] ).toMatchObject( {
			ChangeEventHeader: { changedFields: [ 'Name.LastName', 'LastModifiedDate' ] },
			Name: { LastName: 'Lovelace' },
		} );
	} );

	it( 'says who it was when that is somebody else', async () => {
		const id = await create( 'Account', { Name: 'Acme' } );
		await heard();
		const { org } = client.simulator.world;
		const admin = org.personNamed( 'admin@callboard.example' )!.userId;
		org.writerFor( org.accessOf( admin ), '' ).update( 'Account', id, { Phone: '2' } );
		const [ change ] = await changes();
		expect( change ).toMatchObject( { LastModifiedById: admin, ChangeEventHeader: { commitUser: admin, changeOrigin: '' } } );
		expect( change!.ChangeEventHeader.changedFields ).toContain( 'LastModifiedById' );
	} );

	it( 'carries the client’s name, by which a client knows its own echo', async () => {
		await client.rest( 'POST', '/sobjects/Account', { Name: 'Echo' }, { 'Sforce-Call-Options': 'client=callboard' } );
		expect( ( await changes() )[ 0 ]!.ChangeEventHeader.changeOrigin ).toBe( 'com/salesforce/api/rest/66.0;client=callboard' );
	} );

	it( 'of what is not captured tells nothing, when nobody modified the record', async () => {
		const id = await create( 'Account', { Name: 'Acme' } );
		await heard();
		const { store } = client.simulator.world.org;
		const row = store.table( 'Account' ).get( id )!;
		store.change( row, { values: { ...row.values, LastViewedDate: '2026-11-22T12:00:00.000+0000' } } );
		expect( await news() ).toEqual( [] );
		store.change( row, { values: { ...row.values, Phone: '1' } } );
		expect( ( await changes() )[ 0 ]!.ChangeEventHeader.changedFields ).toEqual( [ 'Phone', 'LastModifiedDate' ] );
	} );

	it( 'that was refused tells nothing', async () => {
		const id = await create( 'Account', { Name: 'Acme' } );
		await heard();
		await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Nope: 1 } );
		expect( await news() ).toEqual( [] );
	} );

	it( 'tells nothing when its transaction is taken back', async () => {
		const records = [
			{ attributes: { type: 'Account' }, Name: 'Good' },
			{ attributes: { type: 'Account' }, Phone: 'no name' },
		];
		await client.rest( 'POST', '/composite/sobjects', { allOrNone: true, records } );
		expect( await news() ).toEqual( [] );
	} );
} );

describe( 'a deletion', () => {
	it( 'has no fields, and takes the details along, each with its event', async () => {
		const production = await create( PRODUCTION, { Name: 'Hamlet' } );
		const performances = [];
		for ( const Name of [ 'Friday', 'Saturday' ] ) {
			performances.push( await create( PERFORMANCE, { Name, PatronTicket__TicketableEvent__c: production } ) );
		}
		await heard();
		await write( 'DELETE', `/sobjects/${ PRODUCTION }/${ production }` );
		const list = await changes();
		expect( list.map( ( change ) => Object.keys( change ) ) ).toEqual( list.map( () => [ 'ChangeEventHeader' ] ) );
		expect( inShort( list ).sort() ).toEqual( [ `DELETE ${ PERFORMANCE }`, `DELETE ${ PRODUCTION }` ] );
		expect( list.find( ( { ChangeEventHeader } ) => ChangeEventHeader.entityName === PERFORMANCE )!.ChangeEventHeader.recordIds ).toEqual( performances );
		expect( new Set( list.map( ( { ChangeEventHeader } ) => ChangeEventHeader.transactionKey ) ).size ).toBe( 1 );
		expect( list.map( ( { ChangeEventHeader } ) => ChangeEventHeader.sequenceNumber ) ).toEqual( [ 1, 2 ] );
	} );

	it( 'is told once, also when the recycle bin is emptied later', async () => {
		const id = await create( 'Account', { Name: 'Acme' } );
		await write( 'DELETE', `/sobjects/Account/${ id }` );
		await heard();
		client.simulator.world.org.writer.purge( 'Account', id );
		expect( await news() ).toEqual( [] );
	} );

	it( 'past the recycle bin is a deletion as well', async () => {
		const id = await create( 'Account', { Name: 'Acme' } );
		await heard();
		client.simulator.world.org.writer.purge( 'Account', id );
		expect( inShort( await changes() ) ).toEqual( [ 'DELETE Account' ] );
	} );

	it( 'that is undone brings the whole record', async () => {
		const id = await create( 'Account', { Name: 'Acme' } );
		await write( 'DELETE', `/sobjects/Account/${ id }` );
		await heard();
		client.simulator.world.org.writer.undelete( 'Account', id );
		const [ change ] = await changes();
		expect( change ).toMatchObject( {
			ChangeEventHeader: { changeType: 'UNDELETE', recordIds: [ id ], changedFields: [] },
			Name: 'Acme',
			CreatedDate: STAMP,
		} );
	} );
} );

it( 'a merge deletes the loser, updates the winner, and moves the children', async () => {
	const [ winner, loser ] = [ await create( 'Account', { Name: 'Winner' } ), await create( 'Account', { Name: 'Loser' } ) ];
	const child = await create( 'Contact', { LastName: 'Byron', AccountId: loser } );
	await heard();
	client.simulator.world.org.writer.merge( 'Account', winner, [ loser ] );
	const list = await changes();
	expect( inShort( list ).sort() ).toEqual( [ 'DELETE Account', 'UPDATE Account', 'UPDATE Contact' ] );
	const of = ( type: string, entity: string ): Change =>
		list.find( ( { ChangeEventHeader } ) => ChangeEventHeader.changeType === type && ChangeEventHeader.entityName === entity )!;
	expect( of( 'DELETE', 'Account' ).ChangeEventHeader.recordIds ).toEqual( [ loser ] );
	expect( of( 'UPDATE', 'Account' ).ChangeEventHeader.recordIds ).toEqual( [ winner ] );
	expect( of( 'UPDATE', 'Contact' ) ).toMatchObject( { AccountId: winner, ChangeEventHeader: { recordIds: [ child ] } } );
} );

describe( 'a transaction', () => {
	const accounts = async ( ...names: string[] ): Promise< string[] > => Promise.all( names.map( ( Name ) => create( 'Account', { Name } ) ) );

	it( 'tells the same change of several records in one event', async () => {
		const ids = await accounts( 'A', 'B', 'C' );
		await heard();
		const records = ids.map( ( id, at ) => ( { attributes: { type: 'Account' }, id, Phone: at === 1 ? 'another' : 'same' } ) );
		await client.rest( 'PATCH', '/composite/sobjects', { records } );
		const list = await changes();
		expect( list.map( ( { ChangeEventHeader } ) => ChangeEventHeader.recordIds ) ).toEqual( [ [ ids[ 0 ], ids[ 2 ] ], [ ids[ 1 ] ] ] );
		expect( list.map( ( { ChangeEventHeader } ) => ChangeEventHeader.sequenceNumber ) ).toEqual( [ 1, 2 ] );
	} );

	it( 'counts entities that nobody selected', async () => {
		await turn( { unselect: [ PRODUCTION ] } );
		const records = [
			{ attributes: { type: PRODUCTION }, Name: 'Unheard' },
			{ attributes: { type: 'Account' }, Name: 'Heard' },
		];
		await client.rest( 'POST', '/composite/sobjects', { records } );
		const [ change ] = await changes();
		expect( change!.ChangeEventHeader ).toMatchObject( { entityName: 'Account', sequenceNumber: 2 } );
	} );

	it( 'that takes its time is told when it commits, stamped as it was written', async () => {
		client.simulator.world.org.slowly( 60_000, ( writer ) => writer.create( 'Account', { Name: 'Slow' } ) );
		await create( 'Account', { Name: 'Quick' } );
		expect( ( await changes() ).map( ( change ) => change.Name ) ).toEqual( [ 'Quick' ] );
		const connected = bayeux.connect();
		await client.control( 'POST', 'clock', { advance_ms: 60_000 } );
		const [ slow ] = eventsOf( await connected ).map( ( { data } ) => data.payload as Change );
		expect( slow ).toMatchObject( { Name: 'Slow', LastModifiedDate: STAMP, ChangeEventHeader: { commitTimestamp: NOW + 60_000 } } );
	} );

	it( 'with too many changes overflows: the rest is one event for each entity', async () => {
		await turn( { overflow_limit: 2 } );
		const records = [ 'Account', 'Account', 'Account', 'Account', PRODUCTION ].map( ( type, at ) => ( { attributes: { type }, Name: `N${ at }` } ) );
		await client.rest( 'POST', '/composite/sobjects', { records } );
		const list = await changes();
		expect( inShort( list ) ).toEqual( [ 'CREATE Account', 'CREATE Account', 'GAP_OVERFLOW Account', `GAP_OVERFLOW ${ PRODUCTION }` ] );
		expect( list[ 2 ] ).toMatchObject( { ChangeEventHeader: { recordIds: [ '000000000000000AAA' ], changedFields: [] } } );
		expect( Object.keys( list[ 2 ]! ) ).toEqual( [ 'ChangeEventHeader' ] );
	} );

	it( 'counts each changed field against the overflow', async () => {
		const ids = await accounts( 'A', 'B' );
		await heard();
		await turn( { overflow_limit: 5 } );
		const records = ids.map( ( id ) => ( { attributes: { type: 'Account' }, id, Phone: id, Website: id } ) );
		await client.rest( 'PATCH', '/composite/sobjects', { records } );
		expect( inShort( await changes() ) ).toEqual( [ 'UPDATE Account', 'GAP_OVERFLOW Account' ] );
	} );
} );

it( 'a file is told by its document, its version without the bytes, and its link', async () => {
	await turn( { unselect: [ 'Account', 'Contact' ], select: [ 'ContentVersion', 'ContentDocument', 'ContentDocumentLink' ] } );
	await create( 'ContentVersion', { Title: 'Poster', PathOnClient: 'poster.png', VersionData: Buffer.from( 'hello' ).toString( 'base64' ) } );
	const list = await changes();
	expect( inShort( list ).sort() ).toEqual( [ 'CREATE ContentDocument', 'CREATE ContentDocumentLink', 'CREATE ContentVersion' ] );
	const version = list.find( ( { ChangeEventHeader } ) => ChangeEventHeader.entityName === 'ContentVersion' )!;
	expect( version ).toMatchObject( { Title: 'Poster' } );
	expect( Object.keys( version ) ).not.toContain( 'VersionData' );
} );

describe( 'a gap', () => {
	it( 'is told without values for an event that is too large', async () => {
		await turn( { byte_limit: 1_000 } );
		const id = await create( PRODUCTION, { Name: 'Long', PatronTicket__Description__c: 'x'.repeat( 1_000 ) } );
		const [ change ] = await changes();
		expect( change ).toEqual( {
			ChangeEventHeader: expect.objectContaining( { changeType: 'GAP_CREATE', recordIds: [ id ], changedFields: [] } ) as unknown,
		} );
	} );

	it( 'replaces the next events on demand', async () => {
		await turn( { gaps: 1 } );
		const id = await create( 'Account', { Name: 'Lost' } );
		await update( 'Account', id, { Phone: '1' } );
		expect( inShort( await changes() ) ).toEqual( [ 'GAP_CREATE Account', 'UPDATE Account' ] );
	} );

	it( 'can be told of any records, a wildcard too, and of a whole entity', async () => {
		await turn( { gap: { entity: 'Account', type: 'GAP_UPDATE', ids: [ '001*' ] } } );
		await turn( { gap: { entity: 'Account', type: 'GAP_OVERFLOW' } } );
		expect( ( await changes() ).map( ( { ChangeEventHeader } ) => [ ChangeEventHeader.changeType, ...ChangeEventHeader.recordIds ] ) ).toEqual( [
			[ 'GAP_UPDATE', '001*' ],
			[ 'GAP_OVERFLOW', '000000000000000AAA' ],
		] );
		expect( ( await turn( { gap: { entity: 'Account', type: 'UPDATE', ids: [] } } ) ).status ).toBe( 400 );
	} );
} );

describe( 'the selection', () => {
	it( 'holds five entities, by their own name or their event’s', () => {
		const { events } = client.simulator.world;
		expect( events.selectEntity( 'LeadChangeEvent' ) ).toBe( 'Lead' );
		expect( events.selectEntity( 'account' ) ).toBe( 'Account' );
		expect( () => events.selectEntity( 'PatronTicket__Venue__ChangeEvent' ) ).toThrow( 'up to 5 entities' );
		events.unselectEntity( 'Lead' );
		expect( events.selectEntity( 'PatronTicket__Venue__ChangeEvent' ) ).toBe( 'PatronTicket__Venue__c' );
	} );

	it( 'knows no entity without change events', () => {
		const { events } = client.simulator.world;
		for ( const name of [ 'Organization', 'PermissionSet', 'Nope', 'NopeChangeEvent' ] ) {
			expect( () => events.selectEntity( name ) ).toThrow( 'not supported' );
		}
	} );

	it( 'is as it was at the start after a reset', async () => {
		await turn( { unselect: [ 'Account' ] } );
		const { selected } = ( await client.control( 'GET', 'events' ) ).json as { selected: string[] };
		expect( selected ).toEqual( [ 'Contact', PRODUCTION, PERFORMANCE ] );
		await client.control( 'POST', 'reset' );
		expect( client.simulator.world.events.changes.entities() ).toEqual( [ 'Account', 'Contact', PRODUCTION, PERFORMANCE ] );
	} );

	it( 'can be made by the Tooling API, also for a channel of one’s own', async () => {
		const { org } = client.simulator.world;
		client.token = org.sessions.issue( org.clock.now(), { userId: org.personNamed( 'admin@callboard.example' )!.userId, app: 'x', scopes: [ 'api' ] } );
		await write( 'POST', '/tooling/sobjects/PlatformEventChannel', { FullName: 'Front__chn', Metadata: { channelType: 'data', label: 'Front' } } );
		const member = { eventChannel: 'Front__chn', selectedEntity: 'LeadChangeEvent' };
		await write( 'POST', '/tooling/sobjects/PlatformEventChannelMember', { FullName: 'Front_Lead', Metadata: member } );
		expect( await bayeux.subscribe( '/data/Front__chn' ) ).toMatchObject( { successful: true } );
		expect( await bayeux.subscribe( '/data/LeadChangeEvent' ) ).toMatchObject( { successful: true } );
		expect( await bayeux.subscribe( '/data/Back__chn' ) ).toMatchObject( { successful: false } );
		await create( 'Lead', { LastName: 'Byron', Company: 'Analytical' } );
		expect( ( await news() ).map( ( { channel } ) => channel ).sort() ).toEqual( [ '/data/Front__chn', '/data/LeadChangeEvent' ] );
	} );

	it( 'is empty by default', async () => {
		const other = await Client.open( { season: 'empty' } );
		expect( other.simulator.world.events.changes.entities() ).toEqual( [] );
		await other.close();
	} );
} );

it( 'formulas and roll-ups never appear, and an added field changes the schema', async () => {
	const { org, events } = client.simulator.world;
	await create( 'Account', { Name: 'Before' } );
	const [ before ] = await news();
	const { formula, text, build } = await import( '../org/fields' );
	org.addField( 'Account', formula( 'string', 'Shout__c', { text: 'UPPER(Name)', compute: ( row ) => String( row.values.Name ).toUpperCase() } ) );
	org.addField( 'Account', build( 'double', 'Sum__c', { rollUp: true } ) );
	org.addField( 'Account', text( 'Note__c', { ungranted: false } ) );
	await create( 'Account', { Name: 'After', Note__c: 'Hello' } );
	const [ after ] = await news();
	expect( after!.data.payload ).toMatchObject( { Name: 'After', Note__c: 'Hello' } );
	expect( after!.data.schema ).not.toBe( before!.data.schema );
	const names = JSON.parse( events.schemas.find( after!.data.schema )!.json ) as { fields: { name: string }[] };
	expect( names.fields.map( ( field ) => field.name ) ).toEqual( expect.arrayContaining( [ 'Note__c', 'ChangeEventHeader' ] ) );
	expect( names.fields.map( ( field ) => field.name ) ).not.toEqual( expect.arrayContaining( [ 'Shout__c' ] ) );
	expect( names.fields.map( ( field ) => field.name ) ).not.toEqual( expect.arrayContaining( [ 'Sum__c' ] ) );
	expect( events.schemas.find( before!.data.schema ) ).toBeDefined();
} );

describe( 'the schema of change events', () => {
	it( 'is one that Avro takes, for every object that has them', () => {
		const { org, events } = client.simulator.world;
		const objects = org.catalogue.all().filter( ( { name } ) => events.changes.find( name ) );
		expect( objects.map( ( { name } ) => name ) ).toEqual( expect.arrayContaining( [ 'Account', 'Contact', 'Lead', 'ContentVersion', PRODUCTION ] ) );
		for ( const object of objects ) {
			const schema = events.schemas.ofChanges( object );
			const header = {
				entityName: object.name,
				recordIds: [],
				changeType: 'CREATE' as const,
				changeOrigin: '',
				transactionKey: '',
				sequenceNumber: 1,
				commitTimestamp: 0,
				commitNumber: 0,
				commitUser: '',
				changedFields: [],
			};
			expect( schema.avro.fromBuffer( schema.encode( {}, header ) ) ).toMatchObject( { ChangeEventHeader: { entityName: object.name } } );
		}
	} );

	it( 'is told by name and by id, as Avro or expanded', async () => {
		await create( 'Account', { Name: 'Acme' } );
		const [ event ] = await news();
		const compact = ( await client.get( `/event/eventSchema/${ event!.data.schema }?payloadFormat=COMPACT` ) ).json as Record< string, unknown >;
		expect( compact ).toMatchObject( { name: 'AccountChangeEvent', namespace: 'com.sforce.eventbus', type: 'record', uuid: event!.data.schema } );
		expect( ( await client.get( '/sobjects/AccountChangeEvent/eventSchema?payloadFormat=compact' ) ).json ).toEqual( compact );
		expect( ( await client.get( '/sobjects/AccountChangeEvent/eventSchema' ) ).json ).toMatchObject( {
			name: 'AccountChangeEvent',
			type: 'expanded-record',
		} );
	} );

	it( 'is refused when it is not known, or wanted in another form', async () => {
		expect( codeOf( await client.get( '/event/eventSchema/AAAAAAAAAAAAAAAAAAAAAA' ) ) ).toBe( 'NOT_FOUND' );
		expect( ( await client.get( '/sobjects/NopeChangeEvent/eventSchema' ) ).status ).toBe( 404 );
		expect( ( await client.get( '/sobjects/AccountChangeEvent/eventSchema?payloadFormat=XML' ) ).status ).toBe( 400 );
	} );
} );
