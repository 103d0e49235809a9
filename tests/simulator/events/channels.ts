import type { Access } from '../org/access';
import type { SObject } from '../org/schema';
import type { EventBus } from './bus';
import type { ChangeData } from './change-data';
import { ALL_CHANGES, changeChannel, isCustomChannel } from './custom-channels';
import { platformChannel, type PlatformEvents } from './platform';
import type { EventSchema } from './schema';
import type { Schemas } from './schemas';
import type { Org } from '../org/org';

/** What both doors, CometD and Pub/Sub, read from. */
export interface Stream {
	org: Org;
	bus: EventBus;
	schemas: Schemas;
	changes: ChangeData;
	platform: PlatformEvents;
}

type Topic = { kind: 'all changes' } | { kind: 'changes'; object: SObject } | { kind: 'platform'; object: SObject };

/** What a channel carries; null when there is none of that name. An entity that is not selected has no channel. */
export function topicOf( { org, changes, platform }: Stream, channel: string ): Topic | null {
	if ( channel === ALL_CHANGES || isCustomChannel( org, channel ) ) {
		return { kind: 'all changes' };
	}
	const [ , family, name = '' ] = channel.split( '/' );
	if ( family === 'event' ) {
		const object = platform.find( name );
		return object && channel === platformChannel( object.name ) ? { kind: 'platform', object } : null;
	}
	const object = family === 'data' && /ChangeEvent$/.test( name ) ? changes.find( name ) : undefined;
	return object && changes.isSelected( object.name ) && channel === changeChannel( object.name ) ? { kind: 'changes', object } : null;
}

/** Change events need View All Data, or View All on the object; platform events need to be readable (§5.3). */
export function maySubscribe( topic: Topic, access: Access ): boolean {
	switch ( topic.kind ) {
		case 'all changes':
			return access.may( 'ViewAllData' );
		case 'changes':
			return access.objectRights( topic.object ).viewAll;
		case 'platform':
			return access.schema.find( topic.object.name ) !== undefined;
	}
}

/** Null for a channel whose events are of several kinds. */
export function schemaOf( { schemas }: Stream, topic: Topic ): EventSchema | null {
	switch ( topic.kind ) {
		case 'all changes':
			return null;
		case 'changes':
			return schemas.ofChanges( topic.object );
		case 'platform':
			return schemas.ofPlatform( topic.object );
	}
}
