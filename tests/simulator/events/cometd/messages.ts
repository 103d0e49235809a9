import { isObject, type Ask } from '../../http/message';

/** One Bayeux message as a client sent it. */
export interface Incoming {
	channel: string;
	id: string | undefined;
	clientId: string | undefined;
	subscriptions: unknown[];
	connectionType: string | undefined;
	/** `advice.timeout: 0` asks for an answer at once. */
	atOnce: boolean;
	/** `ext.replay`: where to begin, by channel. */
	replay: Readonly< Record< string, unknown > >;
}

export type Outgoing = Record< string, unknown >;

/** Advice that tells a client what to do next. */
export const RETRY = { interval: 0, timeout: 110_000, reconnect: 'retry' };
export const HANDSHAKE = { interval: 0, reconnect: 'handshake' };
export const NONE = { interval: 0, reconnect: 'none' };

/** Code and text of the refusals, as clients compare them (§5.1). */
export const TEXTS = {
	malformed: '400::Malformed request',
	noChannel: '400::Channel name not specified',
	noSlash: "400::Channel subscriptions must start with a leading '/'",
	noSuchChannel: ( channel: string ): string => `400::The channel you requested to subscribe to does not exist {${ channel }}`,
	invalidReplay: ( replay: string ): string =>
		`400::The replayId {${ replay }} you provided was invalid.  Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.`,
	connectionType: ( type: string ): string => `400::Invalid connection type ${ type }`,
	version: "400::Unsupported API version. Only API versions '37.0' and later are supported. URI format: '/cometd/68.0'",
	noCookie: ( clientId: string ): string => `400::Client ${ clientId } has established a session, but no BAYEUX_BROWSER cookie present`,
	badToken: '401::Authentication invalid',
	noToken: '401::Request requires authentication',
	denied: '403::Handshake denied',
	noHandshake: '403::Client has not completed handshake',
	unknownClient: '403::Unknown client',
	tooManyClients: '403::Organization concurrent user limit exceeded',
	exhausted: '403::Organization total events daily limit exceeded',
	noAccess: '403::Subscriber does not have access to the entity in the channel',
	noViewAll: '403::User not allowed to subscribe CDC without View All Data permissions',
	noPublish: '403::Publish denied',
	tooLarge: '413::Maximum Request Size Exceeded',
	busy: '503::Server is too busy.  Please try your request again later.',
} as const;

const textOf = ( value: unknown ): string | undefined => ( typeof value === 'string' ? value : undefined );

function readMessage( value: unknown ): Incoming | null {
	if ( ! isObject( value ) || typeof value.channel !== 'string' ) {
		return null;
	}
	const advice = isObject( value.advice ) ? value.advice : {};
	const ext = isObject( value.ext ) ? value.ext : {};
	return {
		channel: value.channel,
		id: textOf( value.id ),
		clientId: textOf( value.clientId ),
		subscriptions: Array.isArray( value.subscription ) ? value.subscription : [ value.subscription ],
		connectionType: textOf( value.connectionType ),
		atOnce: advice.timeout === 0,
		replay: isObject( ext.replay ) ? ext.replay : {},
	};
}

/** An array of messages, or a single one; null when it is neither. */
export function readMessages( ask: Ask ): Incoming[] | null {
	try {
		const body: unknown = JSON.parse( ask.body.toString( 'utf8' ) );
		const messages = ( Array.isArray( body ) ? body : [ body ] ).map( readMessage );
		return messages.every( ( message ) => message !== null ) && messages.length > 0 ? messages : null;
	} catch {
		return null;
	}
}

/** What a request is about, for faults and the log. */
export const channelsOf = ( ask: Ask ): string[] => ( readMessages( ask ) ?? [] ).map( ( { channel } ) => channel );
