import { Bayeux, errorOf, eventsOf, replayIds, type Message } from './bayeux';
import { Client, codeOf, type Reply } from './client';

const CHANNEL = '/data/AccountChangeEvent';
const HOUR = 3_600_000;

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty', changeEvents: [ 'Account' ] } );
} );
afterEach( () => client.close() );

const create = async ( Name: string ): Promise< string > => ( ( await client.rest( 'POST', '/sobjects/Account', { Name } ) ).json as { id: string } ).id;
const turn = ( body: object ): Promise< Reply > => client.control( 'POST', 'events', body );
const advance = ( ms: number ): Promise< Reply > => client.control( 'POST', 'clock', { advance_ms: ms } );
const state = async (): Promise< Record< string, unknown > > => ( await client.control( 'GET', 'events' ) ).json as Record< string, unknown >;
const namesOf = ( messages: Message[] ): unknown[] => eventsOf( messages ).map( ( { data } ) => data.payload.Name );
/** Resolves when the server holds so many connects: waiting for a state, not for a time. */
async function untilWaiting( count: number ): Promise< void > {
	while ( ( await state() ).waiting !== count ) {
		await new Promise( ( done ) => setImmediate( done ) );
	}
}

describe( 'a handshake', () => {
	it( 'gives a client id, the extensions, and a cookie', async () => {
		const bayeux = new Bayeux( client );
		const reply = await bayeux.handshake();
		expect( reply ).toEqual( {
			ext: { replay: true, 'payload.format': true },
			minimumVersion: '1.0',
			clientId: expect.stringMatching( /^[a-z0-9]{25,30}$/ ) as unknown,
			supportedConnectionTypes: [ 'long-polling' ],
			channel: '/meta/handshake',
			id: '1',
			version: '1.0',
			successful: true,
		} );
		expect( bayeux.cookie ).toMatch( /^BAYEUX_BROWSER=[0-9a-f]+$/ );
	} );

	it.each( [
		[ 'a token nobody issued', 'nonsense', '401::Authentication invalid' ],
		[ 'no token', '', '401::Request requires authentication' ],
	] )( 'is denied to %s, in a Bayeux message under HTTP 200', async ( _name, token, reason ) => {
		const reply = await new Bayeux( client, token ).handshake();
		expect( reply ).toEqual( {
			ext: { sfdc: { failureReason: reason }, replay: true, 'payload.format': true },
			advice: { reconnect: 'none' },
			channel: '/meta/handshake',
			id: '1',
			error: '403::Handshake denied',
			successful: false,
		} );
	} );

	it.each( [ '36.0', '69.0', '66', 'replay/36.0' ] )( 'is refused for version %s', async ( version ) => {
		const reply = await new Bayeux( client, client.token, `/cometd/${ version }` ).handshake();
		expect( reply.error ).toBe( "400::Unsupported API version. Only API versions '37.0' and later are supported. URI format: '/cometd/68.0'" );
	} );

	it( 'is taken as a single object, below a path of its own, with a Bearer token', async () => {
		const bayeux = new Bayeux( client, '', '/cometd/37.0/handshake' );
		const [ reply ] = await bayeux.post( { channel: '/meta/handshake', version: '1.0', id: 'x' }, { Authorization: `Bearer ${ client.token }` } );
		expect( reply ).toMatchObject( { successful: true, id: 'x' } );
	} );

	it( 'is denied to one client too many', async () => {
		await turn( { client_limit: 1 } );
		expect( await new Bayeux( client ).handshake() ).toMatchObject( { successful: true } );
		expect( await new Bayeux( client ).handshake() ).toMatchObject( {
			ext: { sfdc: { failureReason: '403::Organization concurrent user limit exceeded' } },
		} );
		await advance( 41_000 );
		expect( await new Bayeux( client ).handshake() ).toMatchObject( { successful: true } );
	} );
} );

describe( 'a connect', () => {
	it( 'is answered at once the first time, with advice', async () => {
		const bayeux = new Bayeux( client );
		await bayeux.handshake();
		expect( await bayeux.connect() ).toEqual( [
			{ clientId: bayeux.clientId, channel: '/meta/connect', id: '2', successful: true, advice: { interval: 0, timeout: 110_000, reconnect: 'retry' } },
		] );
	} );

	it( 'waits afterwards, and is answered when something happens', async () => {
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		const connected = bayeux.connect();
		await untilWaiting( 1 );
		await create( 'Woken' );
		const messages = await connected;
		expect( namesOf( messages ) ).toEqual( [ 'Woken' ] );
		expect( messages.at( -1 ) ).toEqual( { clientId: bayeux.clientId, channel: '/meta/connect', id: '4', successful: true } );
	} );

	it( 'is answered empty when its time is over', async () => {
		await turn( { connect_ms: 5 } );
		const bayeux = await Bayeux.open( client );
		expect( await bayeux.connect() ).toEqual( [ { clientId: bayeux.clientId, channel: '/meta/connect', id: '3', successful: true } ] );
	} );

	it( 'needs long polling', async () => {
		const bayeux = await Bayeux.open( client );
		expect( errorOf( await bayeux.connect( { connectionType: 'websocket' } ) ) ).toBe( '400::Invalid connection type websocket' );
	} );

	it( 'ends an older one that still waits', async () => {
		const bayeux = await Bayeux.open( client );
		const older = bayeux.connect();
		await untilWaiting( 1 );
		const newer = bayeux.connect();
		expect( await older ).toEqual( [ { clientId: bayeux.clientId, channel: '/meta/connect', id: '3', successful: true } ] );
		await bayeux.post( [ { channel: '/meta/disconnect', clientId: bayeux.clientId, id: 'end' } ] );
		expect( await newer ).toMatchObject( [ { id: '4', successful: true } ] );
	} );

	it( 'brings many events in several answers, each of them once, in order', async () => {
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		for ( const half of [ 0, 1 ] ) {
			const records = Array.from( { length: 150 }, ( _, at ) => ( { attributes: { type: 'Account' }, Name: `N${ half * 150 + at }` } ) );
			await client.rest( 'POST', '/composite/sobjects', { records } );
		}
		const answers = [ await bayeux.poll(), await bayeux.poll() ];
		expect( answers.map( ( answer ) => eventsOf( answer ).length ) ).toEqual( [ 200, 100 ] );
		expect( answers.flatMap( namesOf ) ).toEqual( Array.from( { length: 300 }, ( _, at ) => `N${ at }` ) );
	} );

	it( 'tells two clients the same, each at its own pace', async () => {
		const [ early, late ] = [ await Bayeux.open( client ), await Bayeux.open( client ) ];
		await Promise.all( [ early.subscribe( CHANNEL ), late.subscribe( CHANNEL ) ] );
		await create( 'One' );
		expect( namesOf( await early.poll() ) ).toEqual( [ 'One' ] );
		await create( 'Two' );
		expect( namesOf( await early.poll() ) ).toEqual( [ 'Two' ] );
		expect( namesOf( await late.poll() ) ).toEqual( [ 'One', 'Two' ] );
	} );
} );

describe( 'an unknown client', () => {
	const unknown = ( channel: string, id: string ): Message => ( {
		channel,
		id,
		error: '403::Unknown client',
		successful: false,
		advice: { interval: 0, reconnect: 'handshake' },
	} );

	it( 'is one that was silent for more than 40 seconds', async () => {
		const bayeux = await Bayeux.open( client );
		await advance( 40_000 );
		expect( await bayeux.poll() ).toMatchObject( [ { successful: true } ] );
		await advance( 40_001 );
		expect( await bayeux.poll() ).toEqual( [ unknown( '/meta/connect', '4' ) ] );
		expect( await bayeux.subscribe( CHANNEL ) ).toEqual( unknown( '/meta/subscribe', '5' ) );
	} );

	it( 'is not one whose connect is waiting', async () => {
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		const connected = bayeux.connect();
		await untilWaiting( 1 );
		await advance( 100_000 );
		await create( 'Late' );
		expect( namesOf( await connected ) ).toEqual( [ 'Late' ] );
		expect( await bayeux.poll() ).toMatchObject( [ { successful: true } ] );
	} );

	it( 'is everybody after the server forgot them, the waiting ones at once', async () => {
		const [ waiting, idle ] = [ await Bayeux.open( client ), await Bayeux.open( client ) ];
		const connected = waiting.connect();
		await untilWaiting( 1 );
		await turn( { forget_clients: true } );
		expect( await connected ).toEqual( [ unknown( '/meta/connect', '3' ) ] );
		expect( await idle.poll() ).toEqual( [ unknown( '/meta/connect', '3' ) ] );
	} );

	it( 'is one of another user', async () => {
		const bayeux = await Bayeux.open( client );
		const { org } = client.simulator.world;
		bayeux.token = org.sessions.issue( org.clock.now(), { userId: org.personNamed( 'admin@callboard.example' )!.userId, app: 'x', scopes: [ 'api' ] } );
		expect( errorOf( await bayeux.poll() ) ).toBe( '403::Unknown client' );
	} );

	it( 'has to shake hands first', async () => {
		expect( errorOf( await new Bayeux( client ).post( [ { channel: '/meta/connect', connectionType: 'long-polling', id: '1' } ] ) ) ).toBe(
			'403::Client has not completed handshake'
		);
	} );

	it( 'is refused without its cookie', async () => {
		const bayeux = await Bayeux.open( client );
		bayeux.cookie = '';
		expect( errorOf( await bayeux.poll() ) ).toBe( `400::Client ${ bayeux.clientId } has established a session, but no BAYEUX_BROWSER cookie present` );
		await turn( { needs_cookie: false } );
		expect( await bayeux.poll() ).toMatchObject( [ { successful: true } ] );
	} );
} );

describe( 'authentication that is lost', () => {
	it( 'ends a waiting connect with advice to stay away', async () => {
		const bayeux = await Bayeux.open( client );
		const connected = bayeux.connect();
		await untilWaiting( 1 );
		await client.control( 'POST', 'fault', { kind: 'expire-tokens' } );
		expect( await connected ).toEqual( [
			{ channel: '/meta/disconnect' },
			{
				clientId: bayeux.clientId,
				advice: { interval: 0, reconnect: 'none' },
				channel: '/meta/connect',
				id: '3',
				error: '401::Authentication invalid',
				successful: false,
			},
		] );
	} );

	it( 'refuses the next message, whatever it is', async () => {
		const bayeux = await Bayeux.open( client );
		client.simulator.world.org.sessions.revoke( client.token );
		expect( await bayeux.poll() ).toMatchObject( [ { error: '401::Authentication invalid', advice: { reconnect: 'none' } } ] );
		expect( await bayeux.subscribe( CHANNEL ) ).toMatchObject( { error: '401::Authentication invalid' } );
	} );

	it( 'also comes with time, unless the client stays connected', async () => {
		const bayeux = await Bayeux.open( client );
		for ( let at = 0; at < 5 * 120; at++ ) {
			client.simulator.world.org.clock.advance( 30_000 );
			await bayeux.poll();
		}
		expect( await bayeux.poll() ).toMatchObject( [ { successful: true } ] );
		await advance( 3 * HOUR );
		expect( errorOf( await bayeux.poll() ) ).toBe( '401::Authentication invalid' );
	} );
} );

describe( 'a subscription', () => {
	it.each( [
		[ undefined, '400::Channel name not specified' ],
		[ '', '400::Channel name not specified' ],
		[ 'data/AccountChangeEvent', "400::Channel subscriptions must start with a leading '/'" ],
		[ '/data/NopeChangeEvent', '400::The channel you requested to subscribe to does not exist {/data/NopeChangeEvent}' ],
		[ '/data/Account', '400::The channel you requested to subscribe to does not exist {/data/Account}' ],
		[ '/event/Nope__e', '400::The channel you requested to subscribe to does not exist {/event/Nope__e}' ],
		[ '/topic/Anything', '400::The channel you requested to subscribe to does not exist {/topic/Anything}' ],
		[ '/data/PatronTicket__Venue__ChangeEvent', '400::The channel you requested to subscribe to does not exist {/data/PatronTicket__Venue__ChangeEvent}' ],
	] )( 'to %s is refused', async ( channel, error ) => {
		const bayeux = await Bayeux.open( client );
		expect( await bayeux.subscribe( channel ) ).toMatchObject( { channel: '/meta/subscribe', successful: false, error } );
	} );

	it( 'is answered with its channel', async () => {
		const bayeux = await Bayeux.open( client );
		expect( await bayeux.subscribe( CHANNEL, -1 ) ).toEqual( {
			clientId: bayeux.clientId,
			channel: '/meta/subscribe',
			id: '3',
			subscription: CHANNEL,
			successful: true,
		} );
	} );

	it( 'to changes needs View All Data', async () => {
		const { org } = client.simulator.world;
		const token = org.sessions.issue( org.clock.now(), { userId: org.personNamed( 'boxoffice@callboard.example' )!.userId, app: 'x', scopes: [ 'api' ] } );
		const bayeux = new Bayeux( client, token );
		await bayeux.handshake();
		expect( await bayeux.subscribe( CHANNEL ) ).toMatchObject( { error: '403::User not allowed to subscribe CDC without View All Data permissions' } );
		expect( await bayeux.subscribe( '/data/ChangeEvents' ) ).toMatchObject( { successful: false } );
	} );

	it( 'can be given up', async () => {
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		expect( await bayeux.post( [ { channel: '/meta/unsubscribe', clientId: bayeux.clientId, subscription: CHANNEL, id: 'u' } ] ) ).toEqual( [
			{ clientId: bayeux.clientId, channel: '/meta/unsubscribe', id: 'u', subscription: CHANNEL, successful: true },
		] );
		await create( 'Unheard' );
		expect( eventsOf( await bayeux.poll() ) ).toEqual( [] );
	} );

	it( 'comes with a connect in one request, answered in order', async () => {
		const bayeux = new Bayeux( client );
		await bayeux.handshake();
		const messages = await bayeux.post( [
			bayeux.connectMessage( { advice: { timeout: 0 } } ),
			{ channel: '/meta/subscribe', clientId: bayeux.clientId, subscription: CHANNEL, id: 's', ext: { replay: { [ CHANNEL ]: -2 } } },
		] );
		expect( messages.map( ( message ) => message.channel ) ).toEqual( [ '/meta/connect', '/meta/subscribe' ] );
	} );

	it( 'ends with the client', async () => {
		const bayeux = await Bayeux.open( client );
		expect( await bayeux.post( [ { channel: '/meta/disconnect', clientId: bayeux.clientId, id: 'd' } ] ) ).toEqual( [
			{ clientId: bayeux.clientId, channel: '/meta/disconnect', id: 'd', successful: true },
		] );
		expect( errorOf( await bayeux.poll() ) ).toBe( '403::Unknown client' );
	} );
} );

describe( 'replay', () => {
	it( 'brings new events only, unless told otherwise', async () => {
		await create( 'Before' );
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		await create( 'After' );
		expect( namesOf( await bayeux.poll() ) ).toEqual( [ 'After' ] );
	} );

	it( 'brings everything retained for -2, and what came after an id', async () => {
		for ( const name of [ 'One', 'Two', 'Three' ] ) {
			await create( name );
		}
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL, -2 );
		const all = await bayeux.poll();
		expect( namesOf( all ) ).toEqual( [ 'One', 'Two', 'Three' ] );
		await bayeux.subscribe( CHANNEL, replayIds( all )[ 0 ] );
		expect( namesOf( await bayeux.poll() ) ).toEqual( [ 'Two', 'Three' ] );
	} );

	it( 'has ids that grow, and not one by one', async () => {
		for ( let at = 0; at < 20; at++ ) {
			await create( `N${ at }` );
		}
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL, -2 );
		const ids = replayIds( await bayeux.poll() );
		expect( ids ).toEqual( [ ...ids ].sort( ( a, b ) => a - b ) );
		expect( new Set( ids ).size ).toBe( 20 );
		expect( ids.at( -1 )! - ids[ 0 ]! ).toBeGreaterThan( 19 );
	} );

	it.each( [ 1, 99_999_999, -3, 1.5, 'abc' ] )( 'refuses the id %s', async ( replay ) => {
		await create( 'One' );
		const bayeux = await Bayeux.open( client );
		expect( await bayeux.subscribe( CHANNEL, replay ) ).toMatchObject( {
			subscription: CHANNEL,
			successful: false,
			error: `400::The replayId {${ replay }} you provided was invalid.  Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.`,
		} );
	} );

	it( 'forgets events after 72 hours, and their ids with them', async () => {
		await create( 'Old' );
		const first = await Bayeux.open( client );
		await first.subscribe( CHANNEL, -2 );
		const [ old ] = replayIds( await first.poll() );
		await advance( 71 * HOUR );
		await client.signIn();
		await create( 'Young' );
		const second = await Bayeux.open( client );
		expect( await second.subscribe( CHANNEL, old ) ).toMatchObject( { successful: true } );
		await advance( HOUR );
		const third = await Bayeux.open( client );
		expect( await third.subscribe( CHANNEL, old ) ).toMatchObject( { successful: false } );
		await third.subscribe( CHANNEL, -2 );
		expect( namesOf( await third.poll() ) ).toEqual( [ 'Young' ] );
	} );

	it( 'finds nothing after a purge, and refuses what was stored', async () => {
		await create( 'One' );
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL, -2 );
		const [ id ] = replayIds( await bayeux.poll() );
		await turn( { purge: true } );
		expect( await bayeux.subscribe( CHANNEL, id ) ).toMatchObject( { successful: false } );
		expect( await bayeux.subscribe( CHANNEL, -2 ) ).toMatchObject( { successful: true } );
		expect( eventsOf( await bayeux.poll() ) ).toEqual( [] );
	} );

	it.each( [ 'reset', 'sandbox-refresh' ] )( 'begins elsewhere after %s', async ( how ) => {
		await create( 'One' );
		const before = await Bayeux.open( client );
		await before.subscribe( CHANNEL, -2 );
		const [ id ] = replayIds( await before.poll() );
		await client.control( 'POST', how );
		await client.signIn();
		await create( 'Another' );
		const after = await Bayeux.open( client );
		expect( await after.subscribe( CHANNEL, id ) ).toMatchObject( { successful: false } );
		expect( await after.subscribe( CHANNEL, -2 ) ).toMatchObject( { successful: true } );
		expect( namesOf( await after.poll() ) ).toEqual( [ 'Another' ] );
	} );
} );

describe( 'requests that are not right', () => {
	it( 'are told so in Bayeux terms', async () => {
		const bayeux = await Bayeux.open( client );
		expect( errorOf( await bayeux.post( 'no json' ) ) ).toBe( '400::Malformed request' );
		expect( errorOf( await bayeux.post( [ 1 ] ) ) ).toBe( '400::Malformed request' );
		expect( errorOf( await bayeux.post( [] ) ) ).toBe( '400::Malformed request' );
		expect( errorOf( await bayeux.post( [ { channel: CHANNEL, clientId: bayeux.clientId, data: {}, id: 'p' } ] ) ) ).toBe( '403::Publish denied' );
	} );

	it( 'are too large beyond 32,768 bytes', async () => {
		const bayeux = await Bayeux.open( client );
		const filled = ( length: number ): string => JSON.stringify( [ bayeux.connectMessage( { id: 'l', advice: { timeout: 0 } } ) ] ).padEnd( length, ' ' );
		expect( await bayeux.post( filled( 32_768 ) ) ).toMatchObject( [ { successful: true } ] );
		expect( await bayeux.post( filled( 32_769 ) ) ).toMatchObject( [ { id: 'l', error: '413::Maximum Request Size Exceeded', successful: false } ] );
	} );
} );

describe( 'trouble', () => {
	it( 'is a server that is too busy', async () => {
		await turn( { busy: 2 } );
		const bayeux = new Bayeux( client );
		expect( await bayeux.handshake() ).toMatchObject( {
			ext: { sfdc: { failureReason: '503::Server is too busy.  Please try your request again later.' } },
		} );
		expect( errorOf( await bayeux.poll() ) ).toBe( '503::Server is too busy.  Please try your request again later.' );
		expect( await bayeux.handshake() ).toMatchObject( { successful: true } );
	} );

	it( 'is a connect that breaks off', async () => {
		const bayeux = await Bayeux.open( client );
		await turn( { drop_connect: 1 } );
		expect( await bayeux.subscribe( CHANNEL ) ).toMatchObject( { successful: true } );
		await expect( bayeux.poll() ).rejects.toThrow( 'fetch failed' );
		expect( await bayeux.poll() ).toMatchObject( [ { successful: true } ] );
	} );

	it( 'is an event that comes twice', async () => {
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		await turn( { repeat: 1 } );
		await create( 'Twice' );
		await create( 'Once' );
		const messages = await bayeux.poll();
		expect( namesOf( messages ) ).toEqual( [ 'Twice', 'Twice', 'Once' ] );
		expect( new Set( replayIds( messages ) ).size ).toBe( 2 );
	} );

	it( 'is delivery that is late', async () => {
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		await turn( { hold: true } );
		await create( 'Late' );
		expect( eventsOf( await bayeux.poll() ) ).toEqual( [] );
		const connected = bayeux.connect();
		await untilWaiting( 1 );
		await turn( { hold: false } );
		expect( namesOf( await connected ) ).toEqual( [ 'Late' ] );
	} );

	it( 'is a daily allocation that is used up', async () => {
		await turn( { delivery_limit: 2 } );
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		for ( const name of [ 'One', 'Two', 'Three' ] ) {
			await create( name );
		}
		const messages = await bayeux.poll();
		expect( namesOf( messages ) ).toEqual( [ 'One', 'Two' ] );
		expect( messages.at( -1 ) ).toMatchObject( {
			channel: '/meta/connect',
			error: '403::Organization total events daily limit exceeded',
			successful: false,
		} );
		const next = new Bayeux( client );
		await next.handshake();
		expect( errorOf( await next.connect() ) ).toBe( '403::Organization total events daily limit exceeded' );
		await next.handshake();
		expect( await next.subscribe( CHANNEL ) ).toMatchObject( { error: '403::Organization total events daily limit exceeded' } );
		await advance( 24 * HOUR );
		await client.signIn();
		expect( await ( await Bayeux.open( client ) ).subscribe( CHANNEL ) ).toMatchObject( { successful: true } );
	} );

	it( 'shows in the limits before it comes', async () => {
		const bayeux = await Bayeux.open( client );
		await bayeux.subscribe( CHANNEL );
		await create( 'One' );
		await bayeux.poll();
		expect( ( await client.get( '/limits' ) ).json ).toMatchObject( {
			DailyDeliveredPlatformEvents: { Max: 10_000, Remaining: 9_999 },
			StreamingApiConcurrentClients: { Max: 20, Remaining: 19 },
		} );
	} );

	it( 'is turned on by name only', async () => {
		expect( ( await turn( { explode: 1 } ) ).status ).toBe( 400 );
		expect( ( await turn( { busy: -1 } ) ).status ).toBe( 400 );
		expect( codeOf( await client.get( '/nothing' ) ) ).toBe( 'NOT_FOUND' );
	} );

	it( 'shows in the log by the channels of each request', async () => {
		await Bayeux.open( client );
		const { entries } = ( await client.control( 'GET', 'log' ) ).json as { entries: { path: string; subrequests?: string[] }[] };
		expect( entries.filter( ( { path } ) => path.startsWith( '/cometd' ) ).map( ( { subrequests } ) => subrequests ) ).toEqual( [
			[ '/meta/handshake' ],
			[ '/meta/connect' ],
		] );
	} );
} );

it( 'lets go of everybody when the simulator closes', async () => {
	const other = await Client.open( { season: 'empty' } );
	const bayeux = await Bayeux.open( other );
	const connected = bayeux.connect().catch( ( error: unknown ) => error );
	while ( other.simulator.world.events.comet.heldCount === 0 ) {
		await new Promise( ( done ) => setImmediate( done ) );
	}
	await other.close();
	expect( await connected ).toBeDefined();
} );
