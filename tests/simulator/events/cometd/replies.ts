import type { Client } from './client';
import { HANDSHAKE, TEXTS, type Incoming, type Outgoing } from './messages';

const EXTENSIONS = { replay: true, 'payload.format': true };

export const replyTo = ( { channel, id }: Incoming, more: Outgoing ): Outgoing => ( { channel, ...( id === undefined ? {} : { id } ), ...more } );
export const refusal = ( message: Incoming, error: string, more: Outgoing = {} ): Outgoing =>
	replyTo( message, { ...( message.clientId === undefined ? {} : { clientId: message.clientId } ), error, successful: false, ...more } );
export const deniedHandshake = ( message: Incoming, failureReason: string, reconnect = 'none' ): Outgoing =>
	replyTo( message, { ext: { sfdc: { failureReason }, ...EXTENSIONS }, advice: { reconnect }, error: TEXTS.denied, successful: false } );
export const unknownClient = ( message: Incoming ): Outgoing => replyTo( message, { error: TEXTS.unknownClient, successful: false, advice: HANDSHAKE } );
export const success = ( message: Incoming, client: Client, more: Outgoing = {} ): Outgoing => ( {
	clientId: client.id,
	...replyTo( message, { successful: true, ...more } ),
} );
export const welcome = ( message: Incoming, client: Client ): Outgoing =>
	success( message, client, { ext: EXTENSIONS, minimumVersion: '1.0', version: '1.0', supportedConnectionTypes: [ 'long-polling' ] } );
