import { Connection } from 'jsforce';
import { StreamingExtension } from 'jsforce/lib/api/streaming';
import type { Event } from './bayeux';
import { assertion, Client, goodClaims } from './client';

const CHANNEL = '/data/AccountChangeEvent';
const { AuthFailure, Replay } = StreamingExtension;

/** What of faye's client is used here; faye has no types of its own. */
interface Faye {
	subscribe: ( channel: string, listener: ( data: Event[ 'data' ] ) => void ) => Subscription;
	disconnect: () => PromiseLike< void > | undefined;
}
interface Subscription {
	cancel: () => void;
	callback: ( listener: () => void ) => void;
	errback: ( listener: ( error: { code: unknown; message: string } ) => void ) => void;
}

let client: Client;
let connection: Connection;
let open: Faye[] = [];
beforeEach( async () => {
	client = await Client.open( { season: 'empty', changeEvents: [ 'Account' ] } );
	connection = new Connection( { loginUrl: client.simulator.url, version: '66.0' } );
	await connection.authorize( {
		grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
		assertion: assertion( client.simulator.privateKeyPem, goodClaims( client.simulator ) ),
	} );
} );
afterEach( async () => {
	// A client whose token is gone is refused its farewell, too.
	await Promise.allSettled( open.map( async ( faye ) => faye.disconnect() ) );
	open = [];
	await client.close();
} );

function newClient( ...extensions: object[] ): Faye {
	const faye = connection.streaming.createClient( extensions ) as unknown as Faye;
	open.push( faye );
	return faye;
}

const create = async ( Name: string ): Promise< unknown > => connection.sobject( 'Account' ).create( { Name } );
const nameOf = ( data: Event[ 'data' ] ): string => String( data.payload.Name );

/** Collects what a subscription hears; `heard( n )` waits for the n-th. */
class Ear {
	readonly events: Event[ 'data' ][] = [];
	private waiting: ( () => void )[] = [];

	readonly listen = ( data: Event[ 'data' ] ): void => {
		this.events.push( data );
		this.waiting.forEach( ( wake ) => wake() );
	};

	async heard( count: number ): Promise< string[] > {
		while ( this.events.length < count ) {
			await new Promise< void >( ( done ) => this.waiting.push( done ) );
		}
		return this.events.map( nameOf );
	}
}

const subscribed = ( faye: Faye, ear: Ear ): Promise< void > =>
	new Promise( ( done, fail ) => {
		const subscription = faye.subscribe( CHANNEL, ear.listen );
		subscription.callback( done );
		subscription.errback( ( error ) => fail( new Error( error.message ) ) );
	} );

describe( 'jsforce streaming, unmodified', () => {
	it( 'hears new events, through the connection’s own client', async () => {
		await create( 'Before' );
		const ear = new Ear();
		const faye = newClient();
		await subscribed( faye, ear );
		await create( 'One' );
		await create( 'Two' );
		expect( await ear.heard( 2 ) ).toEqual( [ 'One', 'Two' ] );
	} );

	it( 'replays everything for -2, and then goes on', async () => {
		await create( 'One' );
		await create( 'Two' );
		const ear = new Ear();
		await subscribed( newClient( new Replay( CHANNEL, -2 ) ), ear );
		expect( await ear.heard( 2 ) ).toEqual( [ 'One', 'Two' ] );
		await create( 'Three' );
		expect( await ear.heard( 3 ) ).toEqual( [ 'One', 'Two', 'Three' ] );
	} );

	it( 'resumes after a stored id', async () => {
		for ( const name of [ 'One', 'Two', 'Three' ] ) {
			await create( name );
		}
		const first = new Ear();
		await subscribed( newClient( new Replay( CHANNEL, -2 ) ), first );
		await first.heard( 3 );
		const second = new Ear();
		await subscribed( newClient( new Replay( CHANNEL, first.events[ 0 ]!.event.replayId ) ), second );
		expect( await second.heard( 2 ) ).toEqual( [ 'Two', 'Three' ] );
	} );

	it( 'learns of an invalid id from the error alone', async () => {
		const subscription = newClient( new Replay( CHANNEL, 999 ) ).subscribe( CHANNEL, () => {} );
		const error = await new Promise< { code: unknown; message: string } >( ( done ) => subscription.errback( done ) );
		expect( error.code ).toBeNull();
		expect( error.message ).toBe(
			'400::The replayId {999} you provided was invalid.  Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.'
		);
	} );

	it( 'shakes hands again when the server has forgotten it, and misses nothing', async () => {
		const ear = new Ear();
		await subscribed( newClient( new Replay( CHANNEL, -1 ) ), ear );
		await create( 'One' );
		await ear.heard( 1 );
		const { comet } = client.simulator.world.events;
		while ( comet.heldCount === 0 ) {
			await new Promise( ( done ) => setImmediate( done ) );
		}
		await create( 'Two' );
		comet.forget();
		await create( 'Three' );
		expect( ( await ear.heard( 3 ) ).sort() ).toEqual( [ 'One', 'Three', 'Two' ] );
		const log = client.simulator.world.log.since( 0 ).flatMap( ( { subrequests = [] } ) => subrequests );
		expect( log.filter( ( channel ) => channel === '/meta/handshake' ) ).toHaveLength( 2 );
		expect( log.filter( ( channel ) => channel === '/meta/subscribe' ) ).toHaveLength( 2 );
	} );

	it( 'stops for good when its token is revoked', async () => {
		let stopped: ( message: { error?: string } ) => void = () => {};
		const stop = new Promise< { error?: string } >( ( done ) => ( stopped = done ) );
		await subscribed( newClient( new AuthFailure( ( message: { error?: string } ) => stopped( message ) ) ), new Ear() );
		client.simulator.world.org.sessions.revoke( connection.accessToken! );
		expect( ( await stop ).error ).toBe( '401::Authentication invalid' );
	} );

	it( 'is denied the handshake with a bad token', async () => {
		connection.accessToken = 'nonsense';
		const denied = await new Promise< Record< string, unknown > >( ( done ) => {
			newClient( new AuthFailure( done ) ).subscribe( CHANNEL, () => {} );
		} );
		expect( denied ).toMatchObject( { error: '403::Handshake denied', ext: { sfdc: { failureReason: '401::Authentication invalid' } } } );
	} );

	it( 'tells a subscription to a channel that is not there', async () => {
		const subscription = newClient().subscribe( '/data/LeadChangeEvent', () => {} );
		const error = await new Promise< { message: string } >( ( done ) => subscription.errback( done ) );
		expect( error.message ).toContain( 'The channel you requested to subscribe to does not exist {/data/LeadChangeEvent}' );
	} );

	it( 'keeps its cookie: it is not asked for it in vain', async () => {
		expect( client.simulator.world.events.comet.needsCookie ).toBe( true );
		const ear = new Ear();
		await subscribed( newClient(), ear );
		await create( 'Cookie' );
		expect( await ear.heard( 1 ) ).toEqual( [ 'Cookie' ] );
	} );
} );
