import { ChannelCredentials, credentials, makeClientConstructor, Metadata, status, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { Type, types } from 'avsc';
import fc from 'fast-check';
import { join } from 'node:path';
import { encodeFields } from '../events/bitmap';
import { Client } from './client';

const CHANNEL = '/data/AccountChangeEvent';
const EVENT = '/event/Curtain__e';

/** The service as the proto file says it is, spoken to by grpc-js. */
const service = loadSync( join( __dirname, '../events/pubsub/pubsub.proto' ), { keepCase: true, longs: Number, enums: String, defaults: true } )[
	'eventbus.v1.PubSub'
];
interface FetchResponse {
	events: { event: { id: string; schema_id: string; payload: Buffer }; replay_id: Buffer }[];
	latest_replay_id: Buffer;
	rpc_id: string;
	pending_num_requested: number;
}
type Unary< T > = ( request: object, metadata: Metadata, done: ( error: ServiceError | null, reply: T ) => void ) => void;
interface PubSub {
	GetTopic: Unary< { topic_name: string; tenant_guid: string; can_publish: boolean; can_subscribe: boolean; schema_id: string; rpc_id: string } >;
	GetSchema: Unary< { schema_json: string; schema_id: string } >;
	Publish: Unary< PublishResponse >;
	Subscribe: ( metadata: Metadata ) => ClientDuplexStream< object, FetchResponse >;
	PublishStream: ( metadata: Metadata ) => ClientDuplexStream< object, PublishResponse >;
	close: () => void;
}
interface PublishResponse {
	results: { replay_id: Buffer; error: { code: string; msg: string } | null; correlation_key: string }[];
	schema_id: string;
}

let client: Client;
let pubsub: PubSub;
let metadata: Metadata;
let open: ClientDuplexStream< object, unknown >[] = [];

const Stub = makeClientConstructor( service as Parameters< typeof makeClientConstructor >[ 0 ], 'PubSub' );
const connectTo = ( certificatePem: string ): PubSub =>
	new Stub( client.simulator.world.events.pubsub.address!.endpoint, credentials.createSsl( Buffer.from( certificatePem ) ) ) as unknown as PubSub;

beforeEach( async () => {
	client = await Client.open( { season: 'empty', changeEvents: [ 'Account', 'Contact' ], pubsub: true } );
	await client.control( 'POST', 'events', {
		define: {
			name: 'Curtain__e',
			fields: [
				{ name: 'Show__c', required: true, length: 40 },
				{ name: 'At__c', type: 'datetime' },
				{ name: 'On__c', type: 'date' },
			],
		},
	} );
	pubsub = connectTo( client.simulator.world.events.pubsub.address!.certificatePem );
	metadata = new Metadata();
	metadata.set( 'accesstoken', client.token );
	metadata.set( 'instanceurl', client.simulator.url );
	metadata.set( 'tenantid', client.simulator.organizationId );
} );
afterEach( async () => {
	open.forEach( ( stream ) => stream.cancel() );
	open = [];
	pubsub.close();
	await client.close();
} );

const call = < T >( method: Unary< T >, request: object, how = metadata ): Promise< T > =>
	new Promise( ( done, fail ) => method.call( pubsub, request, how, ( error, reply ) => ( error ? fail( error ) : done( reply ) ) ) );
const refusal = ( promise: Promise< unknown > ): Promise< ServiceError > =>
	promise.then(
		() => Promise.reject( new Error( 'it was not refused' ) ),
		( error: unknown ) => error as ServiceError
	);
const codeOf = ( error: ServiceError ): unknown => error.metadata.get( 'error-code' )[ 0 ];
const code = ( name: string ): string => `sfdc.platform.eventbus.grpc.${ name }`;
const bytes = ( replayId: number ): Buffer => {
	const buffer = Buffer.alloc( 8 );
	buffer.writeBigUInt64BE( BigInt( replayId ) );
	return buffer;
};
const numberOf = ( buffer: Buffer ): number => Number( buffer.readBigUInt64BE() );
const create = async ( fields: object, type = 'Account' ): Promise< string > =>
	( ( await client.rest( 'POST', `/sobjects/${ type }`, fields ) ).json as { id: string } ).id;

/** A stream, whose answers are waited for one by one. */
class Listener< T > {
	private readonly answers: T[] = [];
	private wake: ( () => void ) | null = null;
	private over: ServiceError | 'ended' | null = null;

	constructor( readonly stream: ClientDuplexStream< object, T > ) {
		open.push( stream );
		stream.on( 'data', ( answer: T ) => this.tell( () => this.answers.push( answer ) ) );
		stream.on( 'error', ( error: ServiceError ) => this.tell( () => ( this.over = error ) ) );
		stream.on( 'end', () => this.tell( () => ( this.over ??= 'ended' ) ) );
	}

	async next(): Promise< T > {
		while ( this.answers.length === 0 ) {
			if ( this.over ) {
				throw this.over === 'ended' ? new Error( 'ended' ) : this.over;
			}
			await new Promise< void >( ( done ) => ( this.wake = done ) );
		}
		return this.answers.shift()!;
	}

	/** How the stream ends: its error, or `ended`. */
	async end(): Promise< ServiceError | 'ended' > {
		while ( ! this.over ) {
			await new Promise< void >( ( done ) => ( this.wake = done ) );
		}
		return this.over;
	}

	private tell( what: () => void ): void {
		what();
		this.wake?.();
	}
}

const subscribe = ( request: object, how = metadata ): Listener< FetchResponse > => {
	const listener = new Listener( pubsub.Subscribe( how ) );
	listener.stream.write( { topic_name: CHANNEL, num_requested: 100, ...request } );
	return listener;
};
/** Resolves when the server has taken so many subscriptions in. */
async function listening( count = 1 ): Promise< void > {
	while ( client.simulator.world.events.pubsub.streamCount < count ) {
		await new Promise( ( done ) => setImmediate( done ) );
	}
}
const refusedFetch = async ( request: object, how = metadata ): Promise< ServiceError > => {
	const over = await subscribe( request, how ).end();
	if ( over === 'ended' ) {
		throw new Error( 'it was not refused' );
	}
	return over;
};

const schemaOf = async ( id: string ): Promise< Type > =>
	Type.forSchema( JSON.parse( ( await call( pubsub.GetSchema, { schema_id: id } ) ).schema_json ) as Parameters< typeof Type.forSchema >[ 0 ] );

/** The record that a type is, or that it is unless it is null. */
function recordOf( type: Type ): types.RecordType {
	const all = type instanceof types.UnwrappedUnionType ? type.types : [ type ];
	const record = all.find( ( one ) => one instanceof types.RecordType );
	if ( ! record ) {
		throw new Error( 'Not a record' );
	}
	return record;
}

/** Names behind bitmaps, read as the public clients read them: bits from the least significant end, capital letters only. */
function namesOf( type: Type, bitmaps: readonly string[] ): string[] {
	const bits = ( hex: string ): number[] => {
		if ( ! /^0x[0-9A-F]+$/.test( hex ) ) {
			throw new Error( `Not a bitmap: ${ hex }` );
		}
		const digits = BigInt( hex ).toString( 2 );
		return Array.from( digits, ( _, at ) => at ).filter( ( at ) => digits.at( -1 - at ) === '1' );
	};
	const { fields } = recordOf( type );
	return bitmaps.flatMap( ( bitmap ) => {
		const [ hex = '', parent ] = bitmap.split( '-' ).reverse();
		if ( parent === undefined ) {
			return bits( hex ).map( ( at ) => fields[ at ]!.name );
		}
		const compound = fields[ Number( parent ) ]!;
		return bits( hex ).map( ( at ) => `${ compound.name }.${ recordOf( compound.type ).fields[ at ]!.name }` );
	} );
}

interface Decoded extends Record< string, unknown > {
	ChangeEventHeader: { changedFields: string[]; nulledFields: string[]; diffFields: string[]; recordIds: string[] } & Record< string, unknown >;
}
const decoded = async ( { event }: FetchResponse[ 'events' ][ 0 ] ): Promise< Decoded > => {
	const type = await schemaOf( event.schema_id );
	const payload = type.fromBuffer( event.payload ) as Decoded;
	const header = payload.ChangeEventHeader;
	return {
		...payload,
		ChangeEventHeader: { ...header, changedFields: namesOf( type, header.changedFields ), nulledFields: namesOf( type, header.nulledFields ) },
	};
};

describe( 'a topic', () => {
	it( 'tells who it belongs to, what may be done, and its schema', async () => {
		const topic = await call( pubsub.GetTopic, { topic_name: CHANNEL } );
		expect( topic ).toMatchObject( {
			topic_name: CHANNEL,
			tenant_guid: `CORE/prod/${ client.simulator.organizationId }`,
			can_publish: false,
			can_subscribe: true,
		} );
		expect( topic.schema_id ).toMatch( /^[\w-]{22}$/ );
		expect( topic.rpc_id ).toMatch( /^[0-9a-f-]{36}$/ );
		expect( await call( pubsub.GetTopic, { topic_name: EVENT } ) ).toMatchObject( { can_publish: true, can_subscribe: true } );
	} );

	it( 'of all changes has no schema of its own', async () => {
		expect( await call( pubsub.GetTopic, { topic_name: '/data/ChangeEvents' } ) ).toMatchObject( { schema_id: '', can_subscribe: true } );
	} );

	it.each( [ '/data/LeadChangeEvent', '/event/Nope__e', 'Curtain__e' ] )( 'is not found: %s', async ( topic_name ) => {
		const error = await refusal( call( pubsub.GetTopic, { topic_name } ) );
		expect( error.code ).toBe( status.NOT_FOUND );
		expect( codeOf( error ) ).toBe( code( 'topic.not.found' ) );
		expect( error.details ).toMatch(
			new RegExp( `^The topic information for org CORE/prod/\\w{18} and topic ${ topic_name } not found.* rpcId: [0-9a-f-]{36}$` )
		);
	} );

	it( 'needs a name', async () => {
		expect( codeOf( await refusal( call( pubsub.GetTopic, { topic_name: '' } ) ) ) ).toBe( code( 'topic.validation.empty' ) );
	} );
} );

describe( 'a schema', () => {
	it( 'begins with the header; every other field may be null', async () => {
		const { schema_id } = await call( pubsub.GetTopic, { topic_name: CHANNEL } );
		const reply = await call( pubsub.GetSchema, { schema_id } );
		const schema = JSON.parse( reply.schema_json ) as { name: string; uuid: string; fields: { name: string; type: unknown }[] };
		expect( schema ).toMatchObject( { name: 'AccountChangeEvent', namespace: 'com.sforce.eventbus', uuid: schema_id } );
		expect( schema.fields[ 0 ]!.name ).toBe( 'ChangeEventHeader' );
		expect( schema.fields.slice( 1 ).every( ( { type } ) => Array.isArray( type ) && type[ 0 ] === 'null' ) ).toBe( true );
		const name = schema.fields.find( ( field ) => field.name === 'Name' )!;
		expect( name.type ).toMatchObject( [ 'null', 'string', { type: 'record', name: 'Switchable_PersonName' } ] );
	} );

	it( 'is asked for by id', async () => {
		const blank = await refusal( call( pubsub.GetSchema, { schema_id: '' } ) );
		expect( blank.code ).toBe( status.INVALID_ARGUMENT );
		expect( blank.details ).toContain( "Schema validation failed. The schema ID can't be blank." );
		expect( ( await refusal( call( pubsub.GetSchema, { schema_id: 'AAAAAAAAAAAAAAAAAAAAAA' } ) ) ).code ).toBe( status.NOT_FOUND );
	} );
} );

describe( 'change events in Avro', () => {
	it( 'of a new record hold every field, moments in milliseconds', async () => {
		const listener = subscribe( { replay_preset: 'EARLIEST' } );
		const id = await create( { Name: 'Acme', BillingCity: 'Oslo', AnnualRevenue: 12 } );
		const { events, latest_replay_id } = await listener.next();
		const change = await decoded( events[ 0 ]! );
		expect( change ).toMatchObject( {
			ChangeEventHeader: {
				entityName: 'Account',
				recordIds: [ id ],
				changeType: 'CREATE',
				changedFields: [],
				nulledFields: [],
				diffFields: [],
				sequenceNumber: 1,
			},
			Name: 'Acme',
			AnnualRevenue: 12,
			BillingAddress: { City: 'Oslo', Street: null },
			ShippingAddress: null,
			Phone: null,
			CreatedDate: Date.parse( '2026-11-22T12:00:00Z' ),
		} );
		expect( latest_replay_id ).toEqual( events[ 0 ]!.replay_id );
	} );

	it( 'of an update name what changed and what was cleared in bitmaps', async () => {
		const id = await create( { Name: 'Acme', Phone: '1', BillingCity: 'Oslo', BillingStreet: 'Stortingsgata 15' } );
		const listener = subscribe( {} );
		await listening();
		await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Phone: null, Website: 'https://acme.example', BillingCity: 'Bergen', BillingStreet: null } );
		const { events } = await listener.next();
		const change = await decoded( events[ 0 ]! );
		expect( [ ...change.ChangeEventHeader.changedFields ].sort() ).toEqual( [
			'BillingAddress.City',
			'BillingAddress.Street',
			'LastModifiedDate',
			'Phone',
			'Website',
		] );
		expect( [ ...change.ChangeEventHeader.nulledFields ].sort() ).toEqual( [ 'BillingAddress.Street', 'Phone' ] );
		expect( change ).toMatchObject( { Name: null, Phone: null, Website: 'https://acme.example', BillingAddress: { City: 'Bergen', Street: null } } );
	} );

	it( 'of a person nest the name, and of a deletion hold nothing', async () => {
		const listener = subscribe( { topic_name: '/data/ChangeEvents' } );
		await listening();
		const id = await create( { FirstName: 'Ada', LastName: 'Byron', Birthdate: '1815-12-10' }, 'Contact' );
		const [ made ] = ( await listener.next() ).events;
		expect( await decoded( made! ) ).toMatchObject( { Name: { FirstName: 'Ada', LastName: 'Byron' }, Birthdate: Date.UTC( 1815, 11, 10 ) } );
		await client.rest( 'DELETE', `/sobjects/Contact/${ id }` );
		const [ gone ] = ( await listener.next() ).events;
		const { ChangeEventHeader: header, ...fields } = await decoded( gone! );
		expect( header ).toMatchObject( { changeType: 'DELETE', recordIds: [ id ] } );
		expect( Object.values( fields ).every( ( value ) => value === null ) ).toBe( true );
	} );

	it( 'carry the names of any fields through bitmaps and back', () => {
		const name = fc.stringMatching( /^[A-Z][A-Za-z]{1,12}$/ );
		const field = fc.record( { name, parts: fc.uniqueArray( name, { maxLength: 12 } ) } );
		const fields = fc.uniqueArray( field, { selector: ( one ) => one.name, minLength: 1, maxLength: 90 } );
		const paths = ( list: { name: string; parts: string[] }[] ): string[] =>
			list.flatMap( ( one ) => ( one.parts.length > 0 ? one.parts.map( ( part ) => `${ one.name }.${ part }` ) : [ one.name ] ) );
		const cases = fields.chain( ( list ) => fc.record( { list: fc.constant( list ), chosen: fc.subarray( paths( list ) ) } ) );
		fc.assert(
			fc.property( cases, ( { list, chosen } ) => {
				const type = Type.forSchema( {
					type: 'record',
					name: 'Any',
					fields: list.map( ( { name: own, parts } ) => ( {
						name: own,
						type:
							parts.length === 0
								? [ 'null', 'string' ]
								: [ 'null', { type: 'record', name: `${ own }Parts`, fields: parts.map( ( part ) => ( { name: part, type: 'string' } ) ) } ],
					} ) ),
				} );
				expect( [ ...namesOf( type, encodeFields( list, chosen ) ) ].sort() ).toEqual( [ ...chosen ].sort() );
			} )
		);
	} );

	it( 'write bitmaps as the documented example has them', () => {
		const fields = [ 'ChangeEventHeader', 'Name', 'BillingAddress', 'LastModifiedDate' ].map( ( name ) => ( {
			name,
			parts: name === 'BillingAddress' ? [ 'Street', 'City' ] : [],
		} ) );
		expect( encodeFields( fields, [ 'Name', 'BillingAddress.City', 'LastModifiedDate' ] ) ).toEqual( [ '0x0A', '2-0x02' ] );
	} );
} );

describe( 'a subscription', () => {
	it( 'starts at the tip, at the beginning, or after an id', async () => {
		await create( { Name: 'One' } );
		await create( { Name: 'Two' } );
		const all = ( await subscribe( { replay_preset: 'EARLIEST' } ).next() ).events;
		expect( all ).toHaveLength( 2 );
		const later = ( await subscribe( { replay_preset: 'CUSTOM', replay_id: all[ 0 ]!.replay_id } ).next() ).events;
		expect( later.map( ( { replay_id } ) => numberOf( replay_id ) ) ).toEqual( [ numberOf( all[ 1 ]!.replay_id ) ] );
		const tip = subscribe( {} );
		await listening( 3 );
		await create( { Name: 'Three' } );
		expect( await decoded( ( await tip.next() ).events[ 0 ]! ) ).toMatchObject( { Name: 'Three' } );
	} );

	it( 'sends no more than it was asked for, and goes on when it is asked again', async () => {
		for ( let at = 0; at < 5; at++ ) {
			await create( { Name: `N${ at }` } );
		}
		const listener = subscribe( { replay_preset: 'EARLIEST', num_requested: 2 } );
		const first = await listener.next();
		expect( [ first.events.length, first.pending_num_requested ] ).toEqual( [ 2, 0 ] );
		listener.stream.write( { num_requested: 2 } );
		listener.stream.write( { topic_name: CHANNEL, num_requested: 3 } );
		const sizes = [];
		while ( sizes.reduce( ( sum, size ) => sum + size, 0 ) < 3 ) {
			sizes.push( ( await listener.next() ).events.length );
		}
		await create( { Name: 'Last' } );
		expect( await listener.next() ).toMatchObject( { pending_num_requested: 1 } );
	} );

	it( 'gets at most 100 for one request', async () => {
		const records = Array.from( { length: 150 }, ( _, at ) => ( { attributes: { type: 'Account' }, Name: `N${ at }` } ) );
		await client.rest( 'POST', '/composite/sobjects', { records } );
		expect( ( await subscribe( { replay_preset: 'EARLIEST', num_requested: 1_000 } ).next() ).events ).toHaveLength( 100 );
	} );

	it.each( [
		[ 'an id that is not eight bytes', { replay_preset: 'CUSTOM', replay_id: Buffer.from( 'x' ) }, 'subscription.fetch.replayid.corrupted' ],
		[ 'an id from the past', { replay_preset: 'CUSTOM', replay_id: bytes( 1 ) }, 'subscription.fetch.replayid.corrupted' ],
		[ 'an id from the future', { replay_preset: 'CUSTOM', replay_id: bytes( 2 ** 40 ) }, 'subscription.fetch.replayid.corrupted' ],
		[ 'no id where one is needed', { replay_preset: 'CUSTOM' }, 'subscription.fetch.replayid.validation.failed' ],
		[ 'nothing asked for', { num_requested: 0 }, 'subscription.fetch.requested.events.invalid' ],
		[ 'no topic', { topic_name: '' }, 'topic.validation.empty' ],
	] )( 'is refused for %s', async ( _name, request, errorCode ) => {
		await create( { Name: 'One' } );
		const error = await refusedFetch( request );
		expect( error.code ).toBe( status.INVALID_ARGUMENT );
		expect( codeOf( error ) ).toBe( code( errorCode ) );
	} );

	it( 'says in words what is wrong with an id', async () => {
		expect( ( await refusedFetch( { replay_preset: 'CUSTOM', replay_id: bytes( 1 ) } ) ).details ).toMatch(
			/^The Replay ID validation failed\. .* rpcId: /
		);
	} );

	it( 'stays with its topic', async () => {
		const listener = subscribe( {} );
		listener.stream.write( { topic_name: EVENT, num_requested: 1 } );
		const over = ( await listener.end() ) as ServiceError;
		expect( [ over.code, codeOf( over ) ] ).toEqual( [ status.INVALID_ARGUMENT, code( 'subscription.fetch.topic.mismatch' ) ] );
	} );

	it( 'to what is not there is not found', async () => {
		expect( ( await refusedFetch( { topic_name: '/data/LeadChangeEvent' } ) ).code ).toBe( status.NOT_FOUND );
	} );

	it( 'to changes needs View All Data', async () => {
		const { org } = client.simulator.world;
		metadata.set(
			'accesstoken',
			org.sessions.issue( org.clock.now(), { userId: org.personNamed( 'boxoffice@callboard.example' )!.userId, app: 'x', scopes: [ 'api' ] } )
		);
		const error = await refusedFetch( {} );
		expect( [ error.code, codeOf( error ) ] ).toEqual( [ status.PERMISSION_DENIED, code( 'subscription.topic.cannot.subscribe' ) ] );
	} );

	it( 'is kept alive by empty answers, whose id can be resumed from', async () => {
		client.simulator.world.events.pubsub.pace.keepAliveMs = 5;
		const empty = await subscribe( {} ).next();
		expect( empty.events ).toEqual( [] );
		await create( { Name: 'Later' } );
		const resumed = await subscribe( { replay_preset: 'CUSTOM', replay_id: empty.latest_replay_id } ).next();
		expect( await decoded( resumed.events[ 0 ]! ) ).toMatchObject( { Name: 'Later' } );
	} );

	it( 'is closed when nothing is asked for any more', async () => {
		client.simulator.world.events.pubsub.pace.idleMs = 5;
		await create( { Name: 'One' } );
		const listener = subscribe( { replay_preset: 'EARLIEST', num_requested: 1 } );
		await listener.next();
		expect( await listener.end() ).toBe( 'ended' );
	} );

	it( 'ends when the delivery limit is reached', async () => {
		await client.control( 'POST', 'events', { delivery_limit: 1 } );
		await create( { Name: 'One' } );
		await create( { Name: 'Two' } );
		const listener = subscribe( { replay_preset: 'EARLIEST' } );
		expect( ( await listener.next() ).events ).toHaveLength( 1 );
		const over = ( await listener.end() ) as ServiceError;
		expect( codeOf( over ) ).toBe( code( 'subscription.limit.exceeded' ) );
		expect( over.details ).toContain( 'You have exceeded the event delivery limit for your org.' );
	} );

	it( 'ends with the token, with the org, and with the service', async () => {
		const [ revoked, { token } ] = [ subscribe( {} ), client ];
		const { org } = client.simulator.world;
		await listening();
		org.sessions.revoke( token );
		const over = ( await revoked.end() ) as ServiceError;
		expect( [ over.code, codeOf( over ) ] ).toEqual( [ status.UNAUTHENTICATED, code( 'service.auth.error' ) ] );
		await client.signIn();
		metadata.set( 'accesstoken', client.token );
		const refreshed = subscribe( {} );
		await listening();
		await client.control( 'POST', 'reset' );
		expect( ( ( await refreshed.end() ) as ServiceError ).code ).toBe( status.UNAVAILABLE );
		await client.control( 'POST', 'events', { unavailable: 1 } );
		expect( codeOf( await refusedFetch( {} ) ) ).toBe( code( 'service.unavailable' ) );
	} );
} );

describe( 'authentication', () => {
	it.each( [
		[ 'accesstoken', 'nonsense', 'service.auth.error' ],
		[ 'tenantid', '00D000000000000AAA', 'service.auth.error' ],
		[ 'accesstoken', '', 'service.auth.headers.invalid' ],
		[ 'instanceurl', '', 'service.auth.headers.invalid' ],
		[ 'tenantid', '', 'service.auth.headers.invalid' ],
	] )( 'fails for the %s “%s”', async ( name, value, errorCode ) => {
		metadata.set( name, value );
		for ( const error of [ await refusal( call( pubsub.GetTopic, { topic_name: CHANNEL } ) ), await refusedFetch( {} ) ] ) {
			expect( [ error.code, codeOf( error ) ] ).toEqual( [ status.UNAUTHENTICATED, code( errorCode ) ] );
		}
	} );

	it( 'is over TLS only', async () => {
		const plain = new Stub( client.simulator.world.events.pubsub.address!.endpoint, ChannelCredentials.createInsecure() ) as unknown as PubSub;
		const error = await refusal(
			new Promise( ( done, fail ) =>
				plain.GetTopic( { topic_name: CHANNEL }, metadata, ( problem, reply ) => ( problem ? fail( problem ) : done( reply ) ) )
			)
		);
		expect( error.code ).toBe( status.UNAVAILABLE );
		plain.close();
	} );
} );

describe( 'publishing', () => {
	let schema: Type;
	let schema_id = '';
	beforeEach( async () => {
		( { schema_id } = await call( pubsub.GetTopic, { topic_name: EVENT } ) );
		schema = await schemaOf( schema_id );
	} );
	const payload = ( fields: object ): Buffer => schema.toBuffer( { CreatedDate: 0, CreatedById: '', Show__c: '', At__c: null, On__c: null, ...fields } );

	it( 'delivers what was published, with the replay id it was given', async () => {
		const listener = subscribe( { topic_name: EVENT } );
		await listening();
		const fields = { Show__c: 'Hamlet', At__c: Date.parse( '2026-11-22T18:30:00Z' ), On__c: Date.UTC( 2026, 10, 22 ) };
		const { results } = await call( pubsub.Publish, { topic_name: EVENT, events: [ { id: 'mine', schema_id, payload: payload( fields ) } ] } );
		expect( results ).toMatchObject( [ { correlation_key: 'mine', error: null } ] );
		const { events } = await listener.next();
		expect( events[ 0 ]!.replay_id ).toEqual( results[ 0 ]!.replay_id );
		expect( schema.fromBuffer( events[ 0 ]!.event.payload ) ).toMatchObject( { ...fields, CreatedDate: Date.parse( '2026-11-22T12:00:00Z' ) } );
	} );

	it( 'refuses one event and takes the others', async () => {
		const events = [
			{ id: 'empty', schema_id, payload: payload( {} ) },
			{ id: 'good', schema_id, payload: payload( { Show__c: 'Hamlet' } ) },
			{ id: 'broken', schema_id, payload: Buffer.from( [ 1 ] ) },
			{ id: 'strange', schema_id: 'AAAAAAAAAAAAAAAAAAAAAA', payload: payload( { Show__c: 'x' } ) },
		];
		const { results } = await call( pubsub.Publish, { topic_name: EVENT, events } );
		expect( results.map( ( { correlation_key, error } ) => [ correlation_key, error?.code ?? null ] ) ).toEqual( [
			[ 'empty', 'PUBLISH' ],
			[ 'good', null ],
			[ 'broken', 'PUBLISH' ],
			[ 'strange', 'PUBLISH' ],
		] );
	} );

	it.each( [
		[ 'changes', CHANNEL, 'publish.topic.cannot.publish' ],
		[ 'what is not there', '/event/Nope__e', 'topic.not.found' ],
		[ 'nothing', '', 'topic.validation.empty' ],
	] )( 'is refused for %s', async ( _name, topic_name, errorCode ) => {
		expect( codeOf( await refusal( call( pubsub.Publish, { topic_name, events: [ { id: 'x', schema_id, payload: payload( {} ) } ] } ) ) ) ).toBe(
			code( errorCode )
		);
	} );

	it( 'needs an event', async () => {
		expect( codeOf( await refusal( call( pubsub.Publish, { topic_name: EVENT, events: [] } ) ) ) ).toBe( code( 'publish.event.count.invalid' ) );
	} );

	it( 'goes on in a stream, answer by answer', async () => {
		const listener = new Listener( pubsub.PublishStream( metadata ) );
		for ( const [ at, topic_name ] of [ EVENT, '', EVENT ].entries() ) {
			listener.stream.write( { topic_name, events: [ { id: `n${ at }`, schema_id, payload: payload( { Show__c: `N${ at }` } ) } ] } );
			expect( ( await listener.next() ).results ).toMatchObject( [ { correlation_key: `n${ at }`, error: null } ] );
		}
		listener.stream.write( { topic_name: CHANNEL, events: [ { id: 'x', schema_id, payload: payload( {} ) } ] } );
		expect( codeOf( ( await listener.end() ) as ServiceError ) ).toBe( code( 'publish.topic.mismatch' ) );
	} );

	it( 'in a stream may not pause too long', async () => {
		client.simulator.world.events.pubsub.pace.publishIdleMs = 5;
		const listener = new Listener( pubsub.PublishStream( metadata ) );
		expect( codeOf( ( await listener.end() ) as ServiceError ) ).toBe( code( 'publish.stream.sweeper.timeout' ) );
	} );
} );

it( 'opens its door when it is asked to, and only once', async () => {
	const other = await Client.open( { season: 'empty' } );
	expect( other.simulator.world.events.pubsub.address ).toBeNull();
	const opened = ( await other.control( 'POST', 'events', { pubsub: true } ) ).json as { pubsub: { endpoint: string } };
	const again = ( await other.control( 'POST', 'events', { pubsub: true } ) ).json as { pubsub: { endpoint: string } };
	expect( opened.pubsub.endpoint ).toMatch( /^localhost:\d+$/ );
	expect( again.pubsub ).toEqual( opened.pubsub );
	await other.close();
} );
