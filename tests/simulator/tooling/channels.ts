import { badRequest } from '../http/errors';
import { isObject } from '../http/message';
import type { Org } from '../org/org';
import { newRow, type Actor, type Row, type Values } from '../org/store';

const STANDARD = 'ChangeEvents';

interface ChannelInput {
	fullName: unknown;
	metadata: unknown;
}

const integrity = ( message: string ): Error => badRequest( 'FIELD_INTEGRITY_EXCEPTION', message );

function readFullName( fullName: unknown ): string {
	if ( typeof fullName !== 'string' || fullName === '' ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [FullName]', [ 'FullName' ] );
	}
	const namespace = /^(\w+?)__/.exec( fullName.replace( /__chn$/, '' ) )?.[ 1 ];
	if ( namespace !== undefined ) {
		throw integrity(
			`Cannot create a new component with the namespace: ${ namespace }. Only components in the same namespace as the organization can be created through the API`
		);
	}
	return fullName;
}

function readBoth( metadata: unknown ): { channel: string; entity: string; rest: Record< string, unknown > } {
	const { eventChannel, selectedEntity, ...rest } = isObject( metadata ) ? metadata : {};
	for ( const [ name, value ] of Object.entries( { eventChannel, selectedEntity } ) ) {
		if ( typeof value !== 'string' || value === '' ) {
			throw badRequest( 'REQUIRED_FIELD_MISSING', `Required field is missing: ${ name }`, [ name ] );
		}
	}
	return { channel: String( eventChannel ), entity: String( selectedEntity ), rest };
}

/** `ContactChangeEvent` → `Contact`, `Show__ChangeEvent` → `Show__c`; null for what is no change event. */
function objectBehind( org: Org, entity: string ): string | null {
	const name = /__ChangeEvent$/.test( entity )
		? entity.replace( /__ChangeEvent$/, '__c' )
		: /[^_]ChangeEvent$/.test( entity )
			? entity.replace( /ChangeEvent$/, '' )
			: '';
	const object = org.catalogue.find( name );
	return object && object.writable && ! object.setup && ! object.tooling ? object.name : null;
}

const members = ( org: Org ): Row[] => [ ...org.store.table( 'PlatformEventChannelMember' ).all() ];

function refuseMember( org: Org, fullName: string, channel: string, entity: string ): void {
	const known = channel === STANDARD || [ ...org.store.table( 'PlatformEventChannel' ).all() ].some( ( { values } ) => values.FullName === channel );
	if ( ! known ) {
		throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', 'Unable to find the specified channel', [ 'eventChannel' ] );
	}
	if ( objectBehind( org, entity ) === null ) {
		throw integrity( `The ${ fullName } platform event channel member references an invalid event in the "selectedEntity" field` );
	}
	const same = members( org ).some(
		( { values } ) => values.FullName === fullName || ( values.EventChannel === channel && values.SelectedEntity === entity )
	);
	if ( same ) {
		throw badRequest( 'DUPLICATE_DEVELOPER_NAME', `The entity ${ entity } is already selected for the ${ channel } channel`, [ 'FullName' ] );
	}
}

function insert( org: Org, actor: Actor, type: string, values: Values ): string {
	const id = org.store.nextId( org.store.table( type ).object );
	const stamp = org.clock.stamp();
	const stamps = { CreatedDate: stamp, CreatedById: actor.userId, LastModifiedDate: stamp, LastModifiedById: actor.userId, SystemModstamp: stamp };
	org.store.transaction(
		() => org.store.insert( newRow( type, id, { Id: id, IsDeleted: false, NamespacePrefix: null, ManageableState: 'unmanaged', ...stamps, ...values } ) ),
		actor
	);
	return id;
}

/** Switches change events of one object on (§12.4). `select` tells whoever publishes them. */
export function createMember( org: Org, actor: Actor, input: ChannelInput, select: ( object: string ) => void ): string {
	const fullName = readFullName( input.fullName );
	const { channel, entity, rest } = readBoth( input.metadata );
	refuseMember( org, fullName, channel, entity );
	select( objectBehind( org, entity )! );
	return insert( org, actor, 'PlatformEventChannelMember', {
		DeveloperName: fullName,
		EventChannel: channel,
		SelectedEntity: entity,
		FullName: fullName,
		Metadata: JSON.stringify( { eventChannel: channel, selectedEntity: entity, ...rest } ),
	} );
}

/** Channel and entity stay what they are, and are to be repeated (§12.4). */
export function changeMember( org: Org, actor: Actor, row: Row, metadata: unknown ): void {
	const { channel, entity, rest } = readBoth( metadata );
	for ( const [ name, value, old ] of [
		[ 'eventChannel', channel, row.values.EventChannel ],
		[ 'selectedEntity', entity, row.values.SelectedEntity ],
	] ) {
		if ( value !== old ) {
			throw integrity( `Update is not supported for the ${ String( name ) } field on platform event channel members.` );
		}
	}
	const stamp = org.clock.stamp();
	const values = {
		...row.values,
		Metadata: JSON.stringify( { eventChannel: channel, selectedEntity: entity, ...rest } ),
		LastModifiedDate: stamp,
		LastModifiedById: actor.userId,
		SystemModstamp: stamp,
	};
	org.store.transaction( () => org.store.change( row, { values } ), actor );
}

export function deleteMember( org: Org, actor: Actor, row: Row, unselect: ( object: string ) => void ): void {
	const entity = String( row.values.SelectedEntity );
	org.store.transaction( () => org.store.purge( row ), actor );
	if ( ! members( org ).some( ( { values } ) => values.SelectedEntity === entity ) ) {
		unselect( objectBehind( org, entity ) ?? '' );
	}
}

/** A custom channel: `Season__chn`, for data changes or for events. */
export function createChannel( org: Org, actor: Actor, input: ChannelInput ): string {
	const fullName = readFullName( input.fullName );
	const { label, channelType } = isObject( input.metadata ) ? input.metadata : {};
	if ( ! /__chn$/.test( fullName ) ) {
		throw integrity( `Invalid fullName, must end in a custom suffix (e.g. __chn): ${ fullName }` );
	}
	if ( typeof label !== 'string' || ( channelType !== 'data' && channelType !== 'event' ) ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [label, channelType]', [ 'Metadata' ] );
	}
	if ( [ ...org.store.table( 'PlatformEventChannel' ).all() ].some( ( { values } ) => values.FullName === fullName ) ) {
		throw badRequest( 'DUPLICATE_DEVELOPER_NAME', `There is already a channel named ${ fullName }`, [ 'FullName' ] );
	}
	return insert( org, actor, 'PlatformEventChannel', {
		DeveloperName: fullName.replace( /__chn$/, '' ),
		MasterLabel: label,
		ChannelType: channelType,
		FullName: fullName,
		Metadata: JSON.stringify( input.metadata ),
	} );
}

export function deleteChannel( org: Org, actor: Actor, row: Row ): void {
	if ( members( org ).some( ( { values } ) => values.EventChannel === row.values.FullName ) ) {
		throw badRequest( 'DELETE_FAILED', 'The channel still has members' );
	}
	org.store.transaction( () => org.store.purge( row ), actor );
}
