import { Bayeux, eventsOf, type Event } from './bayeux';
import { Client, codeOf, type Reply } from './client';

const CHANNEL = '/event/Curtain__e';
const DEFINITION = {
	name: 'Curtain__e',
	fields: [
		{ name: 'Show__c', required: true, length: 40 },
		{ name: 'Rising__c', type: 'boolean' },
		{ name: 'At__c', type: 'datetime' },
		{ name: 'Seats__c', type: 'double' },
	],
};

let client: Client;
let bayeux: Bayeux;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	await client.control( 'POST', 'events', { define: DEFINITION } );
	bayeux = await Bayeux.open( client );
	await bayeux.subscribe( CHANNEL );
} );
afterEach( () => client.close() );

const publish = ( fields: object, type = 'Curtain__e' ): Promise< Reply > => client.rest( 'POST', `/sobjects/${ type }`, fields );
const news = async (): Promise< Event[] > => eventsOf( await bayeux.poll() );
const tokenOf = ( username: string ): string => {
	const { org } = client.simulator.world;
	return org.sessions.issue( org.clock.now(), { userId: org.personNamed( username )!.userId, app: 'x', scopes: [ 'api' ] } );
};

describe( 'publishing', () => {
	it( 'succeeds with an entry among the errors that says the event is queued', async () => {
		const reply = await publish( { Show__c: 'Hamlet' } );
		expect( reply.status ).toBe( 201 );
		expect( reply.json ).toEqual( {
			id: expect.stringMatching( /^e01\w{15}$/ ) as unknown,
			success: true,
			errors: [ { statusCode: 'OPERATION_ENQUEUED', message: expect.stringMatching( /^[0-9a-f-]{36}$/ ) as unknown, fields: [] } ],
		} );
	} );

	it( 'reaches the subscribers with its fields, who and when, under the promised uuid', async () => {
		const reply = await publish( { Show__c: 'Hamlet', At__c: '2026-11-22T19:30:00+01:00', Seats__c: 12 } );
		const [ event ] = await news();
		expect( event!.channel ).toBe( CHANNEL );
		expect( event!.data.payload ).toEqual( {
			CreatedDate: '2026-11-22T12:00:00.000Z',
			CreatedById: client.simulator.world.org.personNamed( client.simulator.username )!.userId,
			Show__c: 'Hamlet',
			Rising__c: false,
			At__c: '2026-11-22T18:30:00.000Z',
			Seats__c: 12,
		} );
		expect( event!.data.event.EventUuid ).toBe( ( reply.json as { errors: { message: string }[] } ).errors[ 0 ]!.message );
	} );

	it( 'checks what it is given', async () => {
		expect( codeOf( await publish( {} ) ) ).toBe( 'REQUIRED_FIELD_MISSING' );
		expect( codeOf( await publish( { Show__c: 'x'.repeat( 41 ) } ) ) ).toBe( 'STRING_TOO_LONG' );
		expect( codeOf( await publish( { Show__c: 'x', Nope__c: 1 } ) ) ).toBe( 'INVALID_FIELD' );
		expect( codeOf( await publish( { Show__c: 'x' }, 'Nope__e' ) ) ).toBe( 'NOT_FOUND' );
		expect( await news() ).toEqual( [] );
	} );

	it( 'stores nothing', async () => {
		const { id } = ( await publish( { Show__c: 'Hamlet' } ) ).json as { id: string };
		expect( ( await client.get( `/sobjects/Curtain__e/${ id }` ) ).status ).toBe( 404 );
		expect( client.simulator.world.org.store.table( 'Curtain__e' ).size ).toBe( 0 );
	} );

	it( 'of several in one call keeps their order', async () => {
		const records = [ 'One', 'Two', 'Three' ].map( ( Show__c ) => ( { attributes: { type: 'Curtain__e' }, Show__c } ) );
		const reply = await client.rest( 'POST', '/composite/sobjects', { records } );
		expect( reply.json ).toMatchObject( [ 1, 2, 3 ].map( () => ( { success: true, errors: [ { statusCode: 'OPERATION_ENQUEUED' } ] } ) ) );
		expect( ( await news() ).map( ( { data } ) => data.payload.Show__c ) ).toEqual( [ 'One', 'Two', 'Three' ] );
	} );

	it.each( [
		[ 'after commit', [] ],
		[ 'immediately', [ 'Gone' ] ],
	] )( '%s: a transaction taken back', async ( how, heard ) => {
		await client.control( 'POST', 'events', { define: { ...DEFINITION, name: 'Rollback__e', publish: how } } );
		await bayeux.subscribe( '/event/Rollback__e' );
		const records = [ { attributes: { type: 'Rollback__e' }, Show__c: 'Gone' }, { attributes: { type: 'Account' } } ];
		await client.rest( 'POST', '/composite/sobjects', { allOrNone: true, records } );
		expect( ( await news() ).map( ( { data } ) => data.payload.Show__c ) ).toEqual( heard );
	} );

	it( 'immediately publishes once', async () => {
		await client.control( 'POST', 'events', { define: { ...DEFINITION, name: 'Once__e', publish: 'immediately' } } );
		await bayeux.subscribe( '/event/Once__e' );
		await client.rest( 'POST', '/composite/sobjects', { records: [ { attributes: { type: 'Once__e' }, Show__c: 'x' } ] } );
		await publish( { Show__c: 'y' }, 'Once__e' );
		expect( ( await news() ).map( ( { data } ) => data.payload.Show__c ) ).toEqual( [ 'x', 'y' ] );
	} );

	it( 'needs the right to create', async () => {
		client.token = tokenOf( 'minimum@callboard.example' );
		expect( ( await publish( { Show__c: 'x' } ) ).status ).toBe( 404 );
	} );
} );

describe( 'an event', () => {
	it( 'is replayed like any other', async () => {
		await publish( { Show__c: 'One' } );
		await publish( { Show__c: 'Two' } );
		const [ one ] = await news();
		await bayeux.subscribe( CHANNEL, one!.data.event.replayId );
		expect( ( await news() ).map( ( { data } ) => data.payload.Show__c ) ).toEqual( [ 'Two' ] );
	} );

	it( 'is heard by those who may read it', async () => {
		const stranger = new Bayeux( client, tokenOf( 'minimum@callboard.example' ) );
		await stranger.handshake();
		expect( await stranger.subscribe( CHANNEL ) ).toMatchObject( {
			successful: false,
			error: '403::Subscriber does not have access to the entity in the channel',
		} );
	} );

	it( 'is described, and gone after a reset', async () => {
		const described = ( await client.get( '/sobjects/Curtain__e/describe' ) ).json as { fields: { name: string }[]; keyPrefix: string };
		expect( described.keyPrefix ).toBe( 'e01' );
		expect( described.fields.map( ( field ) => field.name ) ).toEqual( expect.arrayContaining( [ 'ReplayId', 'EventUuid', 'CreatedDate', 'Show__c' ] ) );
		await client.control( 'POST', 'reset' );
		expect( ( await client.get( '/sobjects/Curtain__e/describe' ) ).status ).toBe( 404 );
	} );

	it( 'keeps its uuid for itself, before and after a reset', async () => {
		await publish( { Show__c: 'One' } );
		const [ before ] = await news();
		await client.control( 'POST', 'reset' );
		await client.control( 'POST', 'events', { define: DEFINITION, publish: { name: 'Curtain__e', values: { Show__c: 'One' } } } );
		const again = await Bayeux.open( client );
		await again.subscribe( CHANNEL, -2 );
		const [ after ] = eventsOf( await again.poll() );
		expect( after!.data.event.EventUuid ).not.toBe( before!.data.event.EventUuid );
	} );

	it( 'has a schema whose id comes with it', async () => {
		await publish( { Show__c: 'One' } );
		const [ event ] = await news();
		expect( ( await client.get( `/event/eventSchema/${ event!.data.schema }?payloadFormat=COMPACT` ) ).json ).toEqual( {
			name: 'Curtain__e',
			namespace: 'com.sforce.eventbus',
			type: 'record',
			fields: [
				{ name: 'CreatedDate', type: 'long', doc: 'CreatedDate:DateTime' },
				{ name: 'CreatedById', type: 'string', doc: 'CreatedBy:EntityId' },
				{ name: 'Show__c', type: 'string', doc: 'Data:Text' },
				{ name: 'Rising__c', type: 'boolean', doc: 'Data:Boolean' },
				{ name: 'At__c', type: [ 'null', 'long' ], doc: 'Data:DateTime', default: null },
				{ name: 'Seats__c', type: [ 'null', 'double' ], doc: 'Data:Double', default: null },
			],
			uuid: event!.data.schema,
		} );
		const expanded = ( await client.get( '/sobjects/Curtain__e/eventSchema' ) ).json as { fields: { name: string }[] };
		expect( expanded.fields.map( ( field ) => field.name ) ).toEqual( [ 'data', 'channel' ] );
		expect( JSON.stringify( expanded ) ).toContain( '{"name":"At__c","type":["null","string"]' );
	} );
} );

it.each( [
	[ 'a name that is not an event’s', { name: 'Curtain__c', fields: [] } ],
	[ 'a field that is not custom', { name: 'X__e', fields: [ { name: 'Show' } ] } ],
	[ 'a type events do not have', { name: 'X__e', fields: [ { name: 'A__c', type: 'picklist' } ] } ],
] )( 'a definition with %s is refused', async ( _name, define ) => {
	expect( ( await client.control( 'POST', 'events', { define } ) ).status ).toBe( 400 );
} );
