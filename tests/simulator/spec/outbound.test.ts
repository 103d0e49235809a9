import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { acknowledges } from '../outbound/envelope';
import { pauseAfter } from '../outbound/deliveries';
import { Client, codeOf, type Reply } from './client';
import { signedInAs } from './people';
import { ACK, acknowledging, answering, Receiver, refusing, silent } from './receiver';

let client: Client;
let receiver: Receiver;

beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	receiver = await Receiver.open();
} );
afterEach( async () => {
	await client.close();
	await receiver.close();
} );

const FIELDS = [ 'Id', 'Name', 'BudgetedCost', 'IsActive', 'CreatedDate' ];
const define = ( more: object = {} ): { id: string } =>
	client.simulator.world.outbound.define( {
		object: 'Campaign',
		name: 'Hint',
		endpoint: receiver.url,
		fields: FIELDS,
		integrationUser: 'integration@callboard.example',
		...more,
	} );
const campaign = async ( Name: string, more: object = {} ): Promise< string > =>
	( ( await client.rest( 'POST', '/sobjects/Campaign', { Name, ...more } ) ).json as { id: string } ).id;
const deliver = () => client.simulator.world.outbound.deliver();
const HOUR = 3600_000;
const later = ( ms: number ): void => client.simulator.world.org.clock.advance( ms );

const parser = new XMLParser( { ignoreAttributes: false, parseTagValue: false, isArray: ( name ) => name === 'Notification' } );
interface Message {
	OrganizationId: string;
	ActionId: string;
	SessionId: unknown;
	EnterpriseUrl: string;
	PartnerUrl: string;
	Notification: { Id: string; sObject: Record< string, string > }[];
}
const messageIn = ( body: string ): Message =>
	( parser.parse( body ) as { 'soapenv:Envelope': { 'soapenv:Body': { notifications: Message } } } )[ 'soapenv:Envelope' ][ 'soapenv:Body' ].notifications;
const messages = (): Message[] => receiver.received.map( ( { body } ) => messageIn( body ) );
const names = (): string[] => messages().flatMap( ( { Notification } ) => Notification.map( ( { sObject } ) => sObject[ 'sf:Name' ] ?? '' ) );

describe( 'an outbound message', () => {
	it( 'tells of a new record in the envelope that the WSDL lays down', async () => {
		const { id: actionId } = define();
		const id = await campaign( 'Doe & <Söhne>' );
		expect( await deliver() ).toMatchObject( { delivered: 1, waiting: 0 } );
		const [ { method, headers, body } = { method: '', headers: {}, body: '' } ] = receiver.received;
		expect( [ method, headers[ 'content-type' ], headers.soapaction ] ).toEqual( [ 'POST', 'text/xml; charset=utf-8', '""' ] );
		expect( body.match( /<(OrganizationId|ActionId|SessionId|EnterpriseUrl|PartnerUrl|Notification)\b/g ) ).toEqual(
			[ 'OrganizationId', 'ActionId', 'SessionId', 'EnterpriseUrl', 'PartnerUrl', 'Notification' ].map( ( name ) => `<${ name }` )
		);
		expect( body ).toContain( '<notifications xmlns="http://soap.sforce.com/2005/09/outbound">' );
		expect( body ).toContain( '<sObject xsi:type="sf:Campaign" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">' );
		const message = messageIn( body );
		expect( message ).toMatchObject( {
			OrganizationId: client.simulator.organizationId,
			ActionId: actionId,
			SessionId: { '@_xsi:nil': 'true' },
			EnterpriseUrl: `${ client.simulator.url }/services/Soap/c/66.0/${ client.simulator.organizationId.slice( 0, 15 ) }`,
			PartnerUrl: `${ client.simulator.url }/services/Soap/u/66.0/${ client.simulator.organizationId.slice( 0, 15 ) }`,
		} );
		expect( actionId ).toMatch( /^04k\w{15}$/ );
		expect( message.Notification[ 0 ]?.Id ).toMatch( /^04l\w{15}$/ );
		const { 'sf:Id': sent, 'sf:Name': name, 'sf:IsActive': active, 'sf:CreatedDate': at } = message.Notification[ 0 ]!.sObject;
		expect( [ sent, name, active, at ] ).toEqual( [ id, 'Doe & <Söhne>', 'false', '2026-11-22T12:00:00.000Z' ] );
	} );

	it( 'leaves nulls out, and what was not chosen', async () => {
		define();
		await campaign( 'Doe', { Description: 'A night out' } );
		await deliver();
		expect( receiver.received[ 0 ]?.body ).not.toMatch( /BudgetedCost>|Description/ );
	} );

	it( 'carries a session when it is told to, which works', async () => {
		define( { includeSessionId: true } );
		await campaign( 'Doe' );
		await deliver();
		const other = new Client( client.simulator );
		other.token = String( messages()[ 0 ]?.SessionId );
		expect( ( await other.get( '/sobjects/Campaign/describe' ) ).status ).toBe( 200 );
	} );

	it( 'carries the state at the moment of sending, not of the change', async () => {
		define();
		const id = await campaign( 'First' );
		await client.rest( 'PATCH', `/sobjects/Campaign/${ id }`, { Name: 'Second' } );
		await deliver();
		expect( names() ).toEqual( [ 'Second', 'Second' ] );
	} );

	it( 'has no data for a record that is gone', async () => {
		define();
		const id = await campaign( 'Doe' );
		await client.rest( 'DELETE', `/sobjects/Campaign/${ id }` );
		expect( await deliver() ).toMatchObject( { delivered: 1 } );
		expect( receiver.received[ 0 ]?.body ).toMatch( /<Notification><Id>04l\w{15}<\/Id><sObject [^>]*\/><\/Notification>/ );
	} );

	it( 'is not sent for a deletion, nor for another object', async () => {
		const id = await campaign( 'Doe' );
		define();
		await client.rest( 'DELETE', `/sobjects/Campaign/${ id }` );
		await client.rest( 'POST', '/sobjects/Account', { Name: 'Playhouse' } );
		expect( await deliver() ).toMatchObject( { delivered: 0, waiting: 0 } );
	} );

	it( 'is sent when its condition holds', async () => {
		define( { when: { on: [ 'update' ], changed: [ 'BudgetedCost' ], equals: { IsActive: false } } } );
		const id = await campaign( 'Doe', { BudgetedCost: 1 } );
		const patches = [ { Name: 'Roe' }, { BudgetedCost: 2, IsActive: true }, { BudgetedCost: 3, IsActive: false } ];
		const sent = [];
		for ( const patch of patches ) {
			await client.rest( 'PATCH', `/sobjects/Campaign/${ id }`, patch );
			sent.push( ( await deliver() ).delivered );
		}
		expect( sent ).toEqual( [ 0, 0, 1 ] );
	} );

	it( 'is not sent for what a transaction took back', async () => {
		define();
		const records = [ { attributes: { type: 'Campaign' }, Name: 'Doe' }, { attributes: { type: 'Campaign' } } ];
		await client.rest( 'POST', '/composite/sobjects', { allOrNone: true, records } );
		expect( await deliver() ).toMatchObject( { delivered: 0, waiting: 0 } );
	} );

	it( 'holds at most a hundred notifications of one transaction', async () => {
		define();
		const records = Array.from( { length: 150 }, ( _none, n ) => ( { attributes: { type: 'Campaign' }, Name: `N${ n }` } ) );
		await client.rest( 'POST', '/composite/sobjects', { records } );
		expect( await deliver() ).toMatchObject( { delivered: 2 } );
		expect(
			messages()
				.map( ( { Notification } ) => Notification.length )
				.sort( ( a, b ) => a - b )
		).toEqual( [ 50, 100 ] );
		expect( new Set( messages().flatMap( ( { Notification } ) => Notification.map( ( { Id } ) => Id ) ) ).size ).toBe( 150 );
	} );
} );

describe( 'what is not acknowledged', () => {
	it.each( [
		[ 'Ack false', refusing ],
		[
			'a SOAP fault',
			answering(
				'<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault/></soapenv:Body></soapenv:Envelope>',
				{ status: 500 }
			),
		],
		[ 'half an answer', answering( ACK.slice( 0, -20 ) ) ],
		[ 'another status', answering( '', { status: 202 } ) ],
		[ 'JSON', answering( '{"Ack":true}', { type: 'application/json' } ) ],
		[ 'an Ack from nowhere', answering( '<Ack>true</Ack>' ) ],
		[ 'a cut connection', ( response: { destroy: () => void } ) => response.destroy() ],
	] )( 'comes again as a whole after %s, with the same notification ids', async ( _what, behaviour ) => {
		define();
		await campaign( 'Doe' );
		receiver.behave = behaviour;
		expect( await deliver() ).toMatchObject( { delivered: 0, retried: 1, waiting: 1 } );
		expect( await deliver() ).toMatchObject( { delivered: 0, retried: 0, waiting: 1 } );
		receiver.behave = acknowledging;
		later( 15_000 );
		expect( await deliver() ).toMatchObject( { delivered: 1, waiting: 0 } );
		const [ first, second ] = messages();
		expect( receiver.received ).toHaveLength( 2 );
		expect( first?.Notification[ 0 ]?.Id ).toBe( second?.Notification[ 0 ]?.Id );
	} );

	it( 'comes again when the answer takes too long', async () => {
		define();
		await campaign( 'Doe' );
		client.simulator.world.outbound.faults.timeoutMs = 50;
		receiver.behave = silent;
		expect( await deliver() ).toMatchObject( { retried: 1 } );
		expect( client.simulator.world.outbound.waiting()[ 0 ]?.lastError ).toMatch( /No answer within/ );
	} );

	it( 'comes at growing intervals of two hours at most', () => {
		const pauses = Array.from( { length: 14 }, ( _none, n ) => pauseAfter( n + 1 ) );
		expect( pauses.slice( 0, 3 ) ).toEqual( [ 15_000, 30_000, 60_000 ] );
		expect( pauses.at( -1 ) ).toBe( 2 * HOUR );
		expect( [ ...pauses ].sort( ( a, b ) => a - b ) ).toEqual( pauses );
	} );

	it( 'is dropped after a day, into the list of failures', async () => {
		define();
		const id = await campaign( 'Doe' );
		receiver.behave = refusing;
		let report = await deliver();
		while ( report.nextAt !== null && report.failed === 0 ) {
			later( Math.max( report.nextAt - client.simulator.world.org.clock.now(), 0 ) );
			report = await deliver();
		}
		expect( client.simulator.world.outbound.failures() ).toMatchObject( [
			{ name: 'Hint', object: 'Campaign', recordIds: [ id ], error: 'No acknowledgement' },
		] );
		expect( receiver.received.length ).toBeGreaterThan( 10 );
		expect( await deliver() ).toMatchObject( { delivered: 0, failed: 0, waiting: 0 } );
	} );

	it( 'never leaves this machine', async () => {
		define( { endpoint: 'https://site.example/hook' } );
		await campaign( 'Doe' );
		expect( await deliver() ).toMatchObject( { retried: 1 } );
		expect( client.simulator.world.outbound.waiting()[ 0 ]?.lastError ).toContain( 'is not on this machine' );
	} );

	it( 'takes nothing but the envelope for an acknowledgement', () => {
		fc.assert(
			fc.property( fc.string(), ( text ) => ! acknowledges( text ) ),
			{ seed: 20261122 }
		);
		const ack = ( inner: string ): string =>
			`<e:Envelope xmlns:e="x"><e:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">${ inner }</notificationsResponse></e:Body></e:Envelope>`;
		expect( acknowledges( ack( '<Ack> true </Ack>' ) ) ).toBe( true );
		expect( acknowledges( ack( '<Ack>TRUE</Ack>' ) ) ).toBe( false );
		expect( acknowledges( `<!DOCTYPE a [<!ENTITY t "true">]>${ ack( '<Ack>&t;</Ack>' ) }` ) ).toBe( false );
	} );
} );

describe( 'misfortunes', () => {
	it( 'delivers twice, with the same ids', async () => {
		define();
		client.simulator.world.outbound.faults.duplicates = 1;
		await campaign( 'Doe' );
		await deliver();
		const ids = messages().map( ( { Notification } ) => Notification[ 0 ]?.Id );
		expect( ids ).toHaveLength( 2 );
		expect( ids[ 0 ] ).toBe( ids[ 1 ] );
		await campaign( 'Roe' );
		await deliver();
		expect( receiver.received ).toHaveLength( 3 );
	} );

	it( 'loses an acknowledgement, and comes again', async () => {
		define();
		client.simulator.world.outbound.faults.lostAcks = 1;
		await campaign( 'Doe' );
		expect( await deliver() ).toMatchObject( { delivered: 0, retried: 1 } );
		later( 15_000 );
		expect( await deliver() ).toMatchObject( { delivered: 1 } );
		expect( names() ).toEqual( [ 'Doe', 'Doe' ] );
	} );

	it( 'delivers in another order', async () => {
		define();
		client.simulator.world.outbound.faults.reorder = true;
		for ( const name of [ 'A', 'B', 'C' ] ) {
			await campaign( name );
		}
		await deliver();
		expect( names() ).toEqual( [ 'C', 'B', 'A' ] );
	} );
} );

describe( 'a call-out of a flow', () => {
	const callout = ( more: object = {} ) =>
		client.simulator.world.outbound.defineCallout( {
			object: 'Campaign',
			name: 'Notify',
			endpoint: receiver.url,
			headers: { 'X-Callboard-Secret': 's3cret' },
			body: { id: '{!Id}', text: 'Changed: {!Name}', active: '{!IsActive}', cost: '{!BudgetedCost}' },
			...more,
		} );

	it( 'posts JSON of the design it was given', async () => {
		callout();
		receiver.behave = answering( '', { status: 204 } );
		const id = await campaign( 'Doe' );
		expect( await deliver() ).toMatchObject( { delivered: 1 } );
		const [ sent ] = receiver.received;
		expect( sent?.headers ).toMatchObject( { 'content-type': 'application/json', 'x-callboard-secret': 's3cret' } );
		expect( JSON.parse( sent?.body ?? '' ) ).toEqual( { id, text: 'Changed: Doe', active: false, cost: null } );
	} );

	it( 'is not tried again', async () => {
		callout();
		receiver.behave = answering( '', { status: 503 } );
		await campaign( 'Doe' );
		expect( await deliver() ).toMatchObject( { delivered: 0, failed: 1, waiting: 0 } );
		expect( client.simulator.world.outbound.failures() ).toMatchObject( [ { name: 'Notify', error: 'HTTP 503', attempts: 1 } ] );
		later( HOUR );
		await deliver();
		expect( receiver.received ).toHaveLength( 1 );
	} );

	it( 'shows among the flows', async () => {
		callout();
		expect(
			await client.rows( "SELECT ApiName, TriggerType FROM FlowDefinitionView WHERE TriggerObjectOrEvent.QualifiedApiName = 'Campaign'" )
		).toMatchObject( [ { ApiName: 'Notify', TriggerType: 'RecordAfterSave' } ] );
	} );
} );

describe( 'setting it up', () => {
	it( 'can be done, driven and watched through the control door', async () => {
		const made = await client.control( 'POST', 'outbound', { object: 'Campaign', name: 'Hint', endpoint: receiver.url, fields: [ 'Name' ] } );
		expect( made.json ).toMatchObject( { kind: 'message', name: 'Hint' } );
		await campaign( 'Doe' );
		expect( ( await client.control( 'GET', 'outbound' ) ).json ).toMatchObject( { waiting: [ { name: 'Campaign.Hint', attempts: 0 } ] } );
		expect( ( await client.control( 'POST', 'outbound/fault', { lost_acks: 1 } ) ).json ).toMatchObject( { lostAcks: 1 } );
		expect( ( await client.control( 'POST', 'outbound/deliver' ) ).json ).toMatchObject( { retried: 1 } );
		expect( ( await client.control( 'POST', 'outbound', { object: 'Campaign', name: 'Hint', endpoint: 'ftp://x' } ) ).status ).toBe( 400 );
		expect(
			( await client.control( 'POST', 'outbound', { object: 'Campaign', name: 'Hint', endpoint: receiver.url, fields: [ 'Nothing' ] } ) ).status
		).toBe( 400 );
		await client.control( 'POST', 'reset' );
		expect( ( await client.control( 'GET', 'outbound' ) ).json ).toEqual( {
			messages: [],
			waiting: [],
			failed: [],
			faults: { duplicates: 0, lostAcks: 0, reorder: false, timeoutMs: null },
		} );
	} );

	it( 'delivers by itself when it is told to', async () => {
		define();
		const arrived = new Promise< void >( ( done ) => {
			receiver.behave = ( response ) => {
				acknowledging( response );
				done();
			};
		} );
		await client.control( 'POST', 'outbound/timer', { every_ms: 5 } );
		await campaign( 'Doe' );
		await arrived;
		expect( names() ).toEqual( [ 'Doe' ] );
	} );

	it( 'can be done by the Tooling API, and sends once a flow does', async () => {
		const admin = signedInAs( client, 'admin' );
		const Metadata = {
			name: 'Hint',
			apiVersion: 66,
			endpointUrl: receiver.url,
			fields: [ 'Id', 'Name' ],
			includeSessionId: false,
			integrationUser: 'integration@callboard.example',
			protected: false,
		};
		const post = ( who: Client ): Promise< Reply > =>
			who.rest( 'POST', '/tooling/sobjects/WorkflowOutboundMessage', { FullName: 'Campaign.Hint', Metadata } );
		expect( codeOf( await post( client ) ) ).toBe( 'INSUFFICIENT_ACCESS_OR_READONLY' );
		const made = await post( admin );
		expect( made.status ).toBe( 201 );
		const read = await client.get(
			`/tooling/query?q=${ encodeURIComponent( "SELECT Name, FullName, Metadata FROM WorkflowOutboundMessage WHERE Name = 'Hint'" ) }`
		);
		expect( read.json ).toMatchObject( {
			records: [ { Name: 'Hint', FullName: 'Campaign.Hint', Metadata: { endpointUrl: receiver.url, fields: [ 'Id', 'Name' ] } } ],
		} );
		await campaign( 'Before' );
		expect( await deliver() ).toMatchObject( { delivered: 0 } );
		client.simulator.world.outbound.arm( 'Campaign', 'Hint', {} );
		await campaign( 'After' );
		await deliver();
		expect( names() ).toEqual( [ 'After' ] );
		expect( codeOf( await post( admin ) ) ).toBe( 'DUPLICATE_DEVELOPER_NAME' );
		const { id } = made.json as { id: string };
		expect(
			( await admin.rest( 'PATCH', `/tooling/sobjects/WorkflowOutboundMessage/${ id }`, { Metadata: { ...Metadata, fields: [ 'BudgetedCost' ] } } ) )
				.status
		).toBe( 204 );
		expect( ( await admin.rest( 'DELETE', `/tooling/sobjects/WorkflowOutboundMessage/${ id }` ) ).status ).toBe( 204 );
		expect( client.simulator.world.outbound.all() ).toEqual( [] );
	} );

	it( 'leaves nothing open behind it', async () => {
		define();
		await campaign( 'Doe' );
		const broken = new Promise< void >( ( ended ) => {
			receiver.behave = ( response ) => {
				response.once( 'close', ended );
				void client.simulator.world.outbound.close();
			};
		} );
		expect( await deliver() ).toMatchObject( { delivered: 0, retried: 1 } );
		await broken;
		later( HOUR );
		expect( await deliver() ).toMatchObject( { delivered: 0 } );
		expect( receiver.received ).toHaveLength( 1 );
	} );
} );
