import { ApiError, badRequest } from '../../http/errors';
import type { Actor } from '../../org/store';
import type { World } from '../../world';
import { createMember } from '../channels';
import { changeField, createField, followFields } from '../custom-fields';
import { deployPermissionSet } from './permission-set';
import { listIn, textIn, typed, type Component, type Xml } from './source';

export interface Outcome {
	component: Component;
	created: boolean;
	/** What went wrong, or null. */
	problem: string | null;
}

/** What is not in the store has to be put back by hand, or to wait until nothing can go wrong any more. */
interface Later {
	undo: ( () => void )[];
	done: ( () => void )[];
}

type Apply = ( world: World, actor: Actor, component: { fullName: string; xml: Xml }, later: Later ) => boolean;

const field: Apply = ( { org }, actor, { fullName, xml } ) => {
	const { fullName: _name, ...rest } = xml;
	const written = { fullName, metadata: typed( '', rest ), raw: '' };
	const old = [ ...org.store.table( 'CustomField' ).all() ].find( ( { values } ) => String( values.FullName ).toLowerCase() === fullName.toLowerCase() );
	if ( old ) {
		changeField( org, actor, old.id, { ...written, fullName: old.values.FullName } );
		return false;
	}
	createField( org, actor, written );
	return true;
};

const member: Apply = ( { org, events }, actor, { fullName, xml }, later ) => {
	const old = [ ...org.store.table( 'PlatformEventChannelMember' ).all() ].find( ( { values } ) => values.FullName === fullName );
	if ( old && old.values.EventChannel === xml.eventChannel && old.values.SelectedEntity === xml.selectedEntity ) {
		return false;
	}
	createMember( org, actor, { fullName, metadata: xml }, ( object ) => {
		events.selectEntity( object );
		later.undo.push( () => events.unselectEntity( object ) );
	} );
	return true;
};

const message: Apply = ( { org, outbound }, _actor, { fullName, xml }, later ) => {
	const [ object = '', name = '' ] = fullName.split( '.' );
	const old = outbound.find( object, name );
	if ( ! org.personNamed( textIn( xml, 'integrationUser' ) ) ) {
		throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `In field: integrationUser - no User named ${ textIn( xml, 'integrationUser' ) } found` );
	}
	outbound.define( {
		object,
		name,
		endpoint: xml.endpointUrl,
		fields: xml.fields,
		apiVersion: xml.apiVersion,
		integrationUser: xml.integrationUser,
		includeSessionId: xml.includeSessionId === 'true',
		when: old?.when ?? null,
	} );
	later.undo.push( () => {
		const now = outbound.find( object, name );
		if ( now ) {
			outbound.remove( now.id );
		}
		if ( old ) {
			outbound.restore( old );
		}
	} );
	return old === undefined;
};

const MOMENTS: ReadonlyMap< string, readonly string[] > = new Map( [
	[ 'Create', [ 'create' ] ],
	[ 'Update', [ 'update' ] ],
	[ 'CreateAndUpdate', [ 'create', 'update' ] ],
] );

/** An active flow sends the outbound messages that it names (§12.6); what else it does is not imitated. */
const flow: Apply = ( { outbound }, _actor, { xml }, later ) => {
	const start = typeof xml.start === 'object' && xml.start !== null ? { ...xml.start } : {};
	const on = MOMENTS.get( textIn( start, 'recordTriggerType' ) );
	for ( const call of listIn( xml, 'actionCalls' ).filter( ( one ) => textIn( one, 'actionType' ) === 'outboundMessage' ) ) {
		const [ object = '', name = '' ] = textIn( call, 'actionName' ).split( '.' );
		if ( ! outbound.find( object, name ) ) {
			throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `The action ${ textIn( call, 'actionName' ) } does not exist` );
		}
		if ( textIn( xml, 'status' ) === 'Active' && on ) {
			later.done.push( () => outbound.arm( object, name, { on } ) );
		}
	}
	return true;
};

const APPLY: Readonly< Record< string, Apply > > = {
	CustomField: field,
	PlatformEventChannelMember: member,
	WorkflowOutboundMessage: message,
	Flow: flow,
	PermissionSet: ( { org }, actor, { fullName, xml } ) => deployPermissionSet( org, actor, fullName, xml ),
};

function applyOne( world: World, actor: Actor, component: Component, later: Later ): Outcome {
	const { xml, problem = '' } = component;
	const apply = APPLY[ component.type ];
	if ( xml === null || ! apply ) {
		return { component, created: false, problem };
	}
	try {
		const created = world.org.store.transaction( () => apply( world, actor, { fullName: component.fullName, xml }, later ), actor );
		return { component, created, problem: null };
	} catch ( error ) {
		if ( error instanceof ApiError || error instanceof TypeError ) {
			return { component, created: false, problem: error.message };
		}
		throw error;
	} finally {
		followFields( world.org );
	}
}

class Rollback extends Error {}

export interface Options {
	checkOnly: boolean;
	rollbackOnError: boolean;
}

/** Applies everything, or takes everything back: when it was a check, or when something failed and nothing partial is wanted. */
export function applyAll( world: World, actor: Actor, components: Component[], { checkOnly, rollbackOnError }: Options ): Outcome[] {
	const later: Later = { undo: [], done: [] };
	let outcomes: Outcome[] = [];
	try {
		world.org.store.transaction( () => {
			outcomes = components.map( ( component ) => applyOne( world, actor, component, later ) );
			if ( checkOnly || ( rollbackOnError && outcomes.some( ( { problem } ) => problem !== null ) ) ) {
				throw new Rollback();
			}
		}, actor );
		later.done.forEach( ( step ) => step() );
	} catch ( error ) {
		later.undo.reverse().forEach( ( step ) => step() );
		if ( ! ( error instanceof Rollback ) ) {
			throw error;
		}
	} finally {
		followFields( world.org );
	}
	return outcomes;
}
