import type { Client } from './client';

export type Message = Record< string, unknown >;

/** A CometD client that says exactly what it is told to, and keeps its cookie. */
export class Bayeux {
	clientId = '';
	cookie = '';
	private count = 0;

	constructor(
		readonly client: Client,
		public token = client.token,
		readonly path = '/cometd/66.0'
	) {}

	/** Handshake and the first connect. */
	static async open( client: Client ): Promise< Bayeux > {
		const bayeux = new Bayeux( client );
		await bayeux.handshake();
		await bayeux.connect();
		return bayeux;
	}

	async post( body: unknown, headers: Record< string, string > = {} ): Promise< Message[] > {
		const reply = await this.client.send( this.path, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/json',
				...( this.token === '' ? {} : { Authorization: `OAuth ${ this.token }` } ),
				...( this.cookie === '' ? {} : { Cookie: this.cookie } ),
				...headers,
			},
			body: typeof body === 'string' ? body : JSON.stringify( body ),
		} );
		if ( reply.status !== 200 ) {
			throw new Error( `${ reply.status } ${ reply.text }` );
		}
		this.cookie = reply.headers.get( 'set-cookie' )?.split( ';' )[ 0 ] ?? this.cookie;
		return reply.json as Message[];
	}

	async handshake(): Promise< Message > {
		const [ reply ] = await this.post( [
			{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: [ 'long-polling' ], id: this.nextId() },
		] );
		this.clientId = typeof reply!.clientId === 'string' ? reply!.clientId : '';
		return reply!;
	}

	connectMessage( more: Message = {} ): Message {
		return { channel: '/meta/connect', clientId: this.clientId, connectionType: 'long-polling', id: this.nextId(), ...more };
	}

	connect( more: Message = {} ): Promise< Message[] > {
		return this.post( [ this.connectMessage( more ) ] );
	}

	/** A connect that does not wait. */
	poll(): Promise< Message[] > {
		return this.connect( { advice: { timeout: 0 } } );
	}

	async subscribe( channel: unknown, replay?: unknown ): Promise< Message > {
		const ext = replay === undefined ? {} : { ext: { replay: { [ String( channel ) ]: replay } } };
		const [ reply ] = await this.post( [ { channel: '/meta/subscribe', clientId: this.clientId, subscription: channel, id: this.nextId(), ...ext } ] );
		return reply!;
	}

	private nextId(): string {
		return ( ++this.count ).toString( 36 );
	}
}

export interface Event {
	channel: string;
	data: { schema: string; payload: Record< string, unknown >; event: { replayId: number; EventUuid: string } };
}

export const eventsOf = ( messages: Message[] ): Event[] => messages.filter( ( message ) => message.data !== undefined ) as unknown as Event[];
export const replayIds = ( messages: Message[] ): number[] => eventsOf( messages ).map( ( { data } ) => data.event.replayId );
export const errorOf = ( messages: Message[] ): unknown => messages.at( -1 )?.error;
