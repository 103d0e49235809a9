import type { Org } from '../org/org';
import type { Values } from '../org/store';
import { changeEventName } from './schema';

/** All entities selected for the standard channel; each entity has a channel of its own besides. */
export const ALL_CHANGES = '/data/ChangeEvents';
export const changeChannel = ( entity: string ): string => `/data/${ changeEventName( entity ) }`;

const CUSTOM = /^\/data\/(\w+__chn)$/;

/** Set-up rows that the Tooling API and deploys write (§12.4). */
const setupRows = ( org: Org, type: string ): Values[] =>
	org.catalogue.find( type ) ? [ ...org.store.table( type ).all() ].map( ( { values } ) => values ) : [];

export function isCustomChannel( org: Org, channel: string ): boolean {
	const name = CUSTOM.exec( channel )?.[ 1 ];
	return name !== undefined && setupRows( org, 'PlatformEventChannel' ).some( ( { FullName } ) => FullName === name );
}

/** Where the changes of an entity are told. One that was selected for custom channels alone is not on the standard channel. */
export function channelsOf( org: Org, entity: string ): string[] {
	const members = setupRows( org, 'PlatformEventChannelMember' )
		.filter( ( { SelectedEntity } ) => SelectedEntity === changeEventName( entity ) )
		.map( ( { EventChannel } ) => `/data/${ String( EventChannel ) }` );
	const onStandard = members.length === 0 || members.includes( ALL_CHANGES );
	return [ ...( onStandard ? [ ALL_CHANGES ] : [] ), changeChannel( entity ), ...members.filter( ( channel ) => channel !== ALL_CHANGES ) ];
}
