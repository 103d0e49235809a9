import { badRequest, notFound, refuse } from '../http/errors';
import { empty, json, type Answer } from '../http/message';
import { normaliseId } from '../org/ids';
import type { SObject } from '../org/schema';
import type { Row } from '../org/store';
import { bodyObject, type Call } from '../rest/context';
import { changeMember, createChannel, createMember, deleteChannel, deleteMember } from './channels';
import { changeField, createField, deleteField } from './custom-fields';
import { putOutboundMessage } from './outbound-message';

interface Input {
	fullName: unknown;
	metadata: unknown;
	raw: string;
}

interface Writes {
	create: ( call: Call, input: Input ) => string;
	change?: ( call: Call, id: string, input: Input ) => void;
	remove: ( call: Call, id: string ) => void;
}

function rowOf( { org }: Call, type: string, id: string ): Row {
	const row = org.store.table( type ).get( id );
	if ( ! row ) {
		throw notFound();
	}
	return row;
}

const WRITES: Readonly< Record< string, Writes > > = {
	CustomField: {
		create: ( { org, writer }, input ) => createField( org, writer.actor, input ),
		change: ( { org, writer }, id, input ) => changeField( org, writer.actor, id, input ),
		remove: ( { org, writer }, id ) => deleteField( org, writer.actor, id ),
	},
	WorkflowOutboundMessage: {
		create: ( { world }, input ) => putOutboundMessage( world, input, true ),
		change: ( { world }, id, input ) => {
			const old = world.outbound.all().find( ( one ) => one.id === id );
			if ( ! old ) {
				throw notFound();
			}
			putOutboundMessage( world, { ...input, fullName: `${ old.object }.${ old.name }` }, false );
		},
		remove: ( { world }, id ) => world.outbound.remove( id ),
	},
	PlatformEventChannelMember: {
		create: ( { org, writer, world }, input ) => createMember( org, writer.actor, input, ( object ) => world.events.selectEntity( object ) ),
		change: ( call, id, { metadata } ) => changeMember( call.org, call.writer.actor, rowOf( call, 'PlatformEventChannelMember', id ), metadata ),
		remove: ( call, id ) =>
			deleteMember( call.org, call.writer.actor, rowOf( call, 'PlatformEventChannelMember', id ), ( object ) =>
				call.world.events.unselectEntity( object )
			),
	},
	PlatformEventChannel: {
		create: ( { org, writer }, input ) => createChannel( org, writer.actor, input ),
		remove: ( call, id ) => deleteChannel( call.org, call.writer.actor, rowOf( call, 'PlatformEventChannel', id ) ),
	},
};

function writesOf( call: Call, object: SObject, right: 'create' | 'edit' | 'remove' ): Writes {
	const writes = WRITES[ object.name ];
	if ( ! writes ) {
		throw badRequest( 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted, updated or deleted: ${ object.label }` );
	}
	if ( ! call.access.objectRights( object )[ right ] ) {
		throw refuse( 403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', [] );
	}
	return writes;
}

function inputOf( call: Call, object: SObject ): Input {
	const { FullName: fullName, Metadata: metadata, ...rest } = bodyObject( call );
	const [ stranger ] = Object.keys( rest ).filter( ( name ) => name !== 'attributes' );
	if ( stranger !== undefined ) {
		throw badRequest( 'INVALID_FIELD', `No such column '${ stranger }' on sobject of type ${ object.name }` );
	}
	return { fullName, metadata, raw: call.ask.body.toString( 'utf8' ) };
}

export function createIn( call: Call, object: SObject ): Answer {
	const id = writesOf( call, object, 'create' ).create( call, inputOf( call, object ) );
	return {
		...json( { id, success: true, errors: [], warnings: [], infos: [] }, 201 ),
		headers: { Location: `/services/data/${ call.version }/tooling/sobjects/${ object.name }/${ id }` },
	};
}

const idOf = ( call: Call ): string => normaliseId( call.params.id ?? '' ) ?? '';

export function changeIn( call: Call, object: SObject ): Answer {
	const { change } = writesOf( call, object, 'edit' );
	if ( ! change ) {
		throw badRequest( 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be updated: ${ object.label }` );
	}
	change( call, idOf( call ), inputOf( call, object ) );
	return empty();
}

export function removeIn( call: Call, object: SObject ): Answer {
	writesOf( call, object, 'remove' ).remove( call, idOf( call ) );
	return empty();
}
