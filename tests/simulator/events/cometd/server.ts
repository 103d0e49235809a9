import { headerOf, json, type Answer, type Ask } from '../../http/message';
import { sessionFor } from '../../oauth/admission';
import { bearerOf } from '../../oauth/routes';
import type { Stream } from '../channels';
import { Client } from './client';
import { HANDSHAKE, NONE, readMessages, RETRY, TEXTS, type Incoming, type Outgoing } from './messages';
import { deniedHandshake, refusal, replyTo, success, unknownClient, welcome } from './replies';
import { subscriptionRefusal } from './subscribing';

const MOST_BYTES = 32_768;
const HOLD_MS = 110_000;
/** Concurrent clients of a Developer Edition (§5.3). */
const MOST_CLIENTS = 20;

interface Caller {
	token: string;
	userId: string;
}

/** One message on its way to a reply. */
interface Turn {
	message: Incoming;
	caller: Caller | { refusal: string };
	cookies: string;
}

const isSupported = ( path: string ): boolean => {
	const version = /^\/cometd\/(\d{2})\.0(?:\/\w+)?$/.exec( path )?.[ 1 ];
	return version !== undefined && Number( version ) >= 37 && Number( version ) <= 68;
};

/** The streaming door: always HTTP 200 with Bayeux messages, since clients look at nothing else (§5.1). */
export class CometServer {
	holdMs = HOLD_MS;
	clientLimit = MOST_CLIENTS;
	/** A client that drops its cookie is refused. */
	needsCookie = true;
	/** So many requests find the server too busy. */
	busy = 0;
	private readonly clients = new Map< string, Client >();
	private waking = false;

	constructor( private readonly stream: Stream ) {
		stream.bus.onPublish( () => this.wake() );
		stream.org.sessions.onRevoked.push( ( token ) => this.revoked( token ) );
	}

	get clientCount(): number {
		return this.clients.size;
	}

	get heldCount(): number {
		return [ ...this.clients.values() ].filter( ( client ) => client.isHeld() ).length;
	}

	async answer( ask: Ask, secure: boolean ): Promise< Answer > {
		const messages = readMessages( ask );
		if ( ! messages ) {
			return json( [ { error: ask.body.length > MOST_BYTES ? TEXTS.tooLarge : TEXTS.malformed, successful: false } ] );
		}
		const refused = this.refusalOfAll( ask );
		if ( refused !== null ) {
			return json( messages.map( ( message ) => refused( message ) ) );
		}
		return this.converse( ask, messages, secure );
	}

	/** A server that started anew knows nobody. */
	forget(): void {
		for ( const client of this.clients.values() ) {
			client.release( { channel: '/meta/connect', error: TEXTS.unknownClient, successful: false, advice: HANDSHAKE } );
		}
		this.clients.clear();
	}

	clear(): void {
		this.forget();
		this.busy = 0;
		this.clientLimit = MOST_CLIENTS;
		this.needsCookie = true;
	}

	private refusalOfAll( ask: Ask ): ( ( message: Incoming ) => Outgoing ) | null {
		if ( ask.body.length > MOST_BYTES ) {
			return ( message ) => refusal( message, TEXTS.tooLarge );
		}
		if ( ! isSupported( ask.path ) ) {
			return ( message ) => refusal( message, TEXTS.version, { advice: NONE } );
		}
		if ( this.busy > 0 ) {
			this.busy--;
			return ( message ) =>
				message.channel === '/meta/handshake'
					? deniedHandshake( message, TEXTS.busy, 'handshake' )
					: refusal( message, TEXTS.busy, { advice: { interval: 0, reconnect: 'retry' } } );
		}
		return null;
	}

	private async converse( ask: Ask, messages: Incoming[], secure: boolean ): Promise< Answer > {
		const caller = this.callerOf( ask );
		const cookies = headerOf( ask, 'cookie' ) ?? '';
		const replies: Outgoing[] = [];
		let newcomer: Client | null = null;
		let waiting: { message: Incoming; client: Client } | null = null;
		for ( const message of messages ) {
			const turn = { message, caller, cookies };
			const said = message.channel === '/meta/handshake' ? this.handshake( turn ) : this.reply( turn );
			if ( said instanceof Client ) {
				waiting = { message, client: said };
			} else if ( 'newcomer' in said ) {
				newcomer = said.newcomer;
				replies.push( welcome( message, newcomer ) );
			} else {
				replies.push( ...said.replies );
			}
		}
		if ( waiting ) {
			const { reply, events } = await this.wait( waiting.message, waiting.client );
			replies.push( ...events, reply );
		}
		// Only a secure address may set a secure cookie, and get it back.
		const headers = newcomer ? { 'Set-Cookie': `BAYEUX_BROWSER=${ newcomer.cookie }; Path=/;${ secure ? ' Secure;' : '' } HttpOnly` } : {};
		return { ...json( replies ), headers };
	}

	private callerOf( ask: Ask ): Turn[ 'caller' ] {
		const token = bearerOf( ask );
		if ( token === null ) {
			return { refusal: TEXTS.noToken };
		}
		const session = sessionFor( token, ask, this.stream.org );
		if ( ! session ) {
			return { refusal: TEXTS.badToken };
		}
		ask.caller = { userId: session.userId, app: session.app, client: '' };
		return { token, userId: session.userId };
	}

	private handshake( { message, caller }: Turn ): { newcomer: Client } | { replies: Outgoing[] } {
		if ( 'refusal' in caller ) {
			return { replies: [ deniedHandshake( message, caller.refusal ) ] };
		}
		const now = this.stream.org.clock.now();
		[ ...this.clients.values() ].filter( ( client ) => client.isGone( now ) ).forEach( ( client ) => this.clients.delete( client.id ) );
		if ( this.clients.size >= this.clientLimit ) {
			return { replies: [ deniedHandshake( message, TEXTS.tooManyClients ) ] };
		}
		const newcomer = new Client( caller.token, caller.userId, now );
		this.clients.set( newcomer.id, newcomer );
		return { newcomer };
	}

	/** The replies to a message, or the client whose connect is to wait for events. */
	private reply( { message, caller, cookies }: Turn ): { replies: Outgoing[] } | Client {
		if ( 'refusal' in caller ) {
			return { replies: [ refusal( message, caller.refusal, { advice: NONE } ) ] };
		}
		if ( message.clientId === undefined ) {
			return { replies: [ refusal( message, TEXTS.noHandshake, { advice: HANDSHAKE } ) ] };
		}
		const client = this.known( message.clientId, caller );
		if ( ! client ) {
			return { replies: [ unknownClient( message ) ] };
		}
		if ( this.needsCookie && ! cookies.includes( `BAYEUX_BROWSER=${ client.cookie }` ) ) {
			return { replies: [ refusal( message, TEXTS.noCookie( client.id ), { advice: NONE } ) ] };
		}
		switch ( message.channel ) {
			case '/meta/connect':
				return this.connect( message, client );
			case '/meta/subscribe':
				return { replies: message.subscriptions.map( ( channel ) => this.subscribe( message, client, channel ) ) };
			case '/meta/unsubscribe':
				return { replies: message.subscriptions.map( ( channel ) => this.unsubscribe( message, client, channel ) ) };
			case '/meta/disconnect':
				return { replies: [ this.disconnect( message, client ) ] };
			default:
				return { replies: [ refusal( message, TEXTS.noPublish ) ] };
		}
	}

	private known( clientId: string, caller: Caller ): Client | undefined {
		const client = this.clients.get( clientId );
		const now = this.stream.org.clock.now();
		if ( ! client || client.userId !== caller.userId || client.isGone( now ) ) {
			this.clients.delete( clientId );
			return undefined;
		}
		client.heard( now );
		client.token = caller.token;
		return client;
	}

	private connect( message: Incoming, client: Client ): { replies: Outgoing[] } | Client {
		if ( message.connectionType !== 'long-polling' ) {
			return { replies: [ refusal( message, TEXTS.connectionType( String( message.connectionType ?? null ) ) ) ] };
		}
		// One connect waits at a time: a new one ends the old.
		client.release( { clientId: client.id, channel: '/meta/connect', successful: true } );
		const first = ! client.connected;
		client.connected = true;
		const { bus, org } = this.stream;
		if ( bus.deliveries.exhausted( org.clock.now() ) ) {
			return { replies: [ this.exhausted( message, client ) ] };
		}
		const { events, exhausted } = client.gather();
		if ( exhausted ) {
			return { replies: [ ...events, this.exhausted( message, client ) ] };
		}
		return first || message.atOnce || events.length > 0 ? { replies: [ ...events, success( message, client, first ? { advice: RETRY } : {} ) ] } : client;
	}

	private exhausted( message: Incoming, client: Client ): Outgoing {
		this.clients.delete( client.id );
		return refusal( message, TEXTS.exhausted, { advice: NONE } );
	}

	private async wait( message: Incoming, client: Client ): Promise< { reply: Outgoing; events: Outgoing[] } > {
		const { sessions, clock } = this.stream.org;
		const { reply, events } = await client.hold( this.holdMs, () => client.release( success( message, client ) ) );
		client.heard( clock.now() );
		// Being connected keeps a session alive.
		const lost = reply.successful === true && ! sessions.accept( client.token, clock.now() );
		return { reply: lost ? this.authenticationLost( client, message ) : { ...replyTo( message, {} ), ...reply }, events };
	}

	private authenticationLost( client: Client, message?: Incoming ): Outgoing {
		this.clients.delete( client.id );
		return {
			...( message ? replyTo( message, {} ) : { channel: '/meta/connect' } ),
			clientId: client.id,
			advice: NONE,
			error: TEXTS.badToken,
			successful: false,
		};
	}

	private subscribe( message: Incoming, client: Client, channel: unknown ): Outgoing {
		const error = subscriptionRefusal( this.stream, client, { channel, replay: message.replay } );
		this.wake();
		return error === null ? success( message, client, { subscription: channel } ) : refusal( message, error, { subscription: channel } );
	}

	private unsubscribe( message: Incoming, client: Client, channel: unknown ): Outgoing {
		client.subscriptions.delete( String( channel ) );
		return success( message, client, { subscription: channel } );
	}

	private disconnect( message: Incoming, client: Client ): Outgoing {
		this.clients.delete( client.id );
		client.release( { clientId: client.id, channel: '/meta/connect', successful: true } );
		return success( message, client );
	}

	/** Events of one turn go out together: those of a transaction arrive in one answer. */
	private wake(): void {
		if ( ! this.waking ) {
			this.waking = true;
			setImmediate( () => {
				this.waking = false;
				this.deliver();
			} );
		}
	}

	private deliver(): void {
		for ( const client of [ ...this.clients.values() ].filter( ( one ) => one.isHeld() ) ) {
			const { events, exhausted } = client.gather();
			if ( exhausted ) {
				this.clients.delete( client.id );
				client.release( { clientId: client.id, channel: '/meta/connect', error: TEXTS.exhausted, successful: false, advice: NONE }, events );
			} else if ( events.length > 0 ) {
				client.release( { clientId: client.id, channel: '/meta/connect', successful: true }, events );
			}
		}
	}

	private revoked( token: string ): void {
		for ( const client of [ ...this.clients.values() ].filter( ( one ) => one.token === token ) ) {
			client.release( this.authenticationLost( client ), [ { channel: '/meta/disconnect' } ] );
			this.clients.delete( client.id );
		}
	}
}
