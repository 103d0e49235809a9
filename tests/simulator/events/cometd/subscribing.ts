import { NEW_EVENTS } from '../bus';
import { maySubscribe, topicOf, type Stream } from '../channels';
import { Reader } from '../reader';
import type { Client } from './client';
import { TEXTS, type Incoming } from './messages';

interface Wanted {
	channel: unknown;
	replay: Incoming[ 'replay' ];
}

/** Makes a subscription; answers why it cannot be, or null once it is made (§5.1). */
export function subscriptionRefusal( stream: Stream, client: Client, { channel, replay }: Wanted ): string | null {
	const { org, bus } = stream;
	if ( typeof channel !== 'string' || channel === '' ) {
		return TEXTS.noChannel;
	}
	if ( ! channel.startsWith( '/' ) ) {
		return TEXTS.noSlash;
	}
	const topic = topicOf( stream, channel );
	if ( ! topic ) {
		return TEXTS.noSuchChannel( channel );
	}
	if ( ! maySubscribe( topic, org.accessOf( client.userId ) ) ) {
		return topic.kind === 'platform' ? TEXTS.noAccess : TEXTS.noViewAll;
	}
	if ( bus.deliveries.exhausted( org.clock.now() ) ) {
		return TEXTS.exhausted;
	}
	const from = replay[ channel ] ?? NEW_EVENTS;
	const position = typeof from === 'number' && Number.isInteger( from ) ? bus.positionOf( from ) : null;
	if ( position === null ) {
		return TEXTS.invalidReplay( typeof from === 'string' ? from : JSON.stringify( from ) );
	}
	client.subscriptions.set( channel, new Reader( bus, org.clock, channel, position ) );
	return null;
}
