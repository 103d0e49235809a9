import { join } from 'node:path';
import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { loadSync, type AnyDefinition, type ServiceDefinition } from '@grpc/proto-loader';
import { processKeyPair, selfSigned } from '../../oauth/certificate';
import { maySubscribe, schemaOf, topicOf, type Stream } from '../channels';
import { uuidOf } from '../uuid';
import { callerOf, type Caller } from './callers';
import { asRpcError, ERRORS } from './errors';
import { publish } from './publishing';
import { readPublish, readSchemaId, readTopicName } from './requests';
import { Subscription, tenantOf, type Duplex, type Pace } from './subscription';

type Reply = Record< string, unknown >;
type Unary = ( request: unknown, caller: Caller ) => Reply;

/** How long the service itself waits (§5.4). */
const PACE: Pace = { keepAliveMs: 270_000, idleMs: 60_000, publishIdleMs: 70_000 };
const OPTIONS = { keepCase: true, longs: Number, enums: String, defaults: true };

export interface Address {
	/** `localhost:port` */
	endpoint: string;
	/** What a client may trust instead of trusting everything. */
	certificatePem: string;
}

const isService = ( definition: AnyDefinition | undefined ): definition is ServiceDefinition => definition !== undefined && ! ( 'format' in definition );

function serviceDefinition(): ServiceDefinition {
	const service = loadSync( join( __dirname, 'pubsub.proto' ), OPTIONS )[ 'eventbus.v1.PubSub' ];
	if ( ! isService( service ) ) {
		throw new Error( 'pubsub.proto defines no service eventbus.v1.PubSub' );
	}
	return service;
}

/** gRPC over TLS, on a port of its own that opens when somebody asks for it. */
export class PubSubServer {
	pace = { ...PACE };
	/** So many calls find the service unavailable. */
	unavailable = 0;
	address: Address | null = null;
	private server: Server | null = null;
	private calls = 0;
	private readonly subscriptions = new Set< Subscription >();

	constructor( private readonly stream: Stream ) {
		stream.org.sessions.onRevoked.push( ( token ) => {
			[ ...this.subscriptions ].filter( ( one ) => one.caller.token === token ).forEach( ( one ) => one.fail( ERRORS.authentication() ) );
		} );
	}

	/** Streams that have said what they want to hear. */
	get streamCount(): number {
		return [ ...this.subscriptions ].filter( ( one ) => one.isListening ).length;
	}

	async start( port = 0 ): Promise< Address > {
		if ( this.address ) {
			return this.address;
		}
		const { privateKeyPem } = processKeyPair();
		const certificatePem = selfSigned( privateKeyPem, 'localhost', [ 'localhost', '127.0.0.1' ] );
		const server = new Server();
		server.addService( serviceDefinition(), this.implementation() );
		const keys = [ { private_key: Buffer.from( privateKeyPem ), cert_chain: Buffer.from( certificatePem ) } ];
		const bound = await new Promise< number >( ( done, fail ) => {
			server.bindAsync( `127.0.0.1:${ port }`, ServerCredentials.createSsl( null, keys ), ( error, at ) => ( error ? fail( error ) : done( at ) ) );
		} );
		this.server = server;
		this.address = { endpoint: `localhost:${ bound }`, certificatePem };
		return this.address;
	}

	/** Whoever listens is sent away. */
	clear(): void {
		this.unavailable = 0;
		this.pace = { ...PACE };
		[ ...this.subscriptions ].forEach( ( one ) => one.fail( ERRORS.unavailable() ) );
	}

	close(): Promise< void > {
		this.clear();
		this.server?.forceShutdown();
		this.server = null;
		this.address = null;
		return Promise.resolve();
	}

	private implementation(): UntypedServiceImplementation {
		return {
			GetTopic: this.unary( ( request, caller ) => this.topic( readTopicName( request ), caller ) ),
			GetSchema: this.unary( ( request ) => this.schema( readSchemaId( request ) ) ),
			Publish: this.unary( ( request, caller ) => publish( this.stream, caller, readPublish( request ) ) ),
			Subscribe: ( call: Duplex ) => this.open( call, ( caller, rpcId ) => this.subscribe( call, caller, rpcId ) ),
			PublishStream: ( call: Duplex ) => this.open( call, ( caller, rpcId ) => this.publishStream( call, caller, rpcId ) ),
		};
	}

	private nextRpcId(): string {
		return uuidOf( `rpc ${ this.stream.bus.epoch }/${ this.calls++ }` );
	}

	private admit( call: Pick< Duplex, 'metadata' > ): Caller {
		if ( this.unavailable > 0 ) {
			this.unavailable--;
			throw ERRORS.unavailable();
		}
		this.stream.org.settleTransactions();
		return callerOf( call.metadata, this.stream.org );
	}

	private unary( answer: Unary ): ( call: ServerUnaryCall< unknown, unknown >, done: sendUnaryData< unknown > ) => void {
		return ( call, done ) => {
			const rpcId = this.nextRpcId();
			try {
				done( null, { ...answer( call.request, this.admit( call ) ), rpc_id: rpcId } );
			} catch ( error ) {
				done( asRpcError( error ).asResponse( rpcId ) );
			}
		};
	}

	private open( call: Duplex, begin: ( caller: Caller, rpcId: string ) => void ): void {
		const rpcId = this.nextRpcId();
		try {
			begin( this.admit( call ), rpcId );
		} catch ( error ) {
			call.emit( 'error', asRpcError( error ).asResponse( rpcId ) );
		}
	}

	private topic( name: string, caller: Caller ): Reply {
		const { org } = this.stream;
		if ( name === '' ) {
			throw ERRORS.noTopicName();
		}
		const topic = topicOf( this.stream, name );
		if ( ! topic ) {
			throw ERRORS.noTopic( tenantOf( org.id ), name );
		}
		const access = org.accessOf( caller.userId );
		return {
			topic_name: name,
			tenant_guid: tenantOf( org.id ),
			can_publish: topic.kind === 'platform' && access.objectRights( topic.object ).create,
			can_subscribe: maySubscribe( topic, access ),
			schema_id: schemaOf( this.stream, topic )?.id ?? '',
		};
	}

	private schema( id: string ): Reply {
		if ( id === '' ) {
			throw ERRORS.noSchemaId();
		}
		const schema = this.stream.schemas.find( id );
		if ( ! schema ) {
			throw ERRORS.noSchema( id );
		}
		return { schema_json: schema.json, schema_id: schema.id };
	}

	private subscribe( call: Duplex, caller: Caller, rpcId: string ): void {
		const subscription: Subscription = new Subscription( call, caller, this.stream, {
			pace: this.pace,
			rpcId,
			onEnd: () => this.subscriptions.delete( subscription ),
		} );
		this.subscriptions.add( subscription );
	}

	private publishStream( call: Duplex, caller: Caller, rpcId: string ): void {
		let topic: string | null = null;
		const fail = ( error: unknown ): void => {
			clearTimeout( timer );
			call.emit( 'error', asRpcError( error ).asResponse( rpcId ) );
		};
		const timer = setTimeout( () => fail( ERRORS.publishIdle() ), this.pace.publishIdleMs ).unref();
		call.on( 'data', ( message: unknown ) => {
			try {
				const request = readPublish( message );
				topic ??= request.topic;
				if ( request.topic !== '' && request.topic !== topic ) {
					throw ERRORS.otherTopic( 'publish' );
				}
				timer.refresh();
				call.write( { ...publish( this.stream, caller, { ...request, topic } ), rpc_id: rpcId } );
			} catch ( error ) {
				fail( error );
			}
		} );
		call.on( 'cancelled', () => clearTimeout( timer ) );
		call.on( 'end', () => {
			clearTimeout( timer );
			call.end();
		} );
	}
}
