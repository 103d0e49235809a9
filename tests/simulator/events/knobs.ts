import { required, textOf, type Body, type Knob, type Knobs } from '../control/knobs';
import { isObject } from '../http/message';
import type { World } from '../world';
import { isFieldType, type PlatformEvent, type PlatformEventField } from './platform';
import { CHANGE_TYPES } from './schema';

type Turn = ( world: World, value: unknown ) => unknown;

function count( value: unknown ): number {
	if ( typeof value !== 'number' || ! Number.isInteger( value ) || value < 0 ) {
		throw new TypeError( `Not a count: ${ JSON.stringify( value ) }` );
	}
	return value;
}

function texts( value: unknown ): string[] {
	const list = Array.isArray( value ) ? value : [ value ];
	if ( ! list.every( ( one ) => typeof one === 'string' ) ) {
		throw new TypeError( `Not a list of names: ${ JSON.stringify( value ) }` );
	}
	return list;
}

function bodyOf( value: unknown ): Body {
	if ( ! isObject( value ) ) {
		throw new TypeError( `Not an object: ${ JSON.stringify( value ) }` );
	}
	return value;
}

function fieldOf( value: unknown ): PlatformEventField {
	const body = bodyOf( value );
	const type = textOf( body, 'type' ) ?? 'string';
	if ( ! isFieldType( type ) ) {
		throw new TypeError( `Not a type of an event's field: ${ type }` );
	}
	return { name: required( body, 'name' ), type, required: body.required === true, ...( body.length === undefined ? {} : { length: count( body.length ) } ) };
}

function eventOf( value: unknown ): PlatformEvent {
	const body = bodyOf( value );
	const fields = Array.isArray( body.fields ) ? body.fields.map( fieldOf ) : [];
	return { name: required( body, 'name' ), fields, publish: body.publish === 'immediately' ? 'immediately' : 'after commit' };
}

function gap( world: World, value: unknown ): void {
	const body = bodyOf( value );
	const type = CHANGE_TYPES.find( ( one ) => one === body.type ) ?? 'GAP_UPDATE';
	world.events.changes.gap( required( body, 'entity' ), type, texts( body.ids ?? [] ) );
}

/** The next request of a connected client, and the ones after it, break off without an answer. */
const dropConnect: Turn = ( world, value ) => world.faults.arm( { kind: 'drop', match: '^/meta/connect$', times: count( value ) } );

/** What `POST events` turns, by name. */
const TURNS: Readonly< Record< string, Turn > > = {
	select: ( { events }, value ) => texts( value ).map( ( name ) => events.selectEntity( name ) ),
	unselect: ( { events }, value ) => texts( value ).forEach( ( name ) => events.unselectEntity( name ) ),
	define: ( { events }, value ) => events.platform.define( eventOf( value ) ).name,
	publish: ( { org }, value ) => org.writer.create( required( bodyOf( value ), 'name' ), bodyOf( bodyOf( value ).values ?? {} ) ),
	gap,
	gaps: ( { events }, value ) => ( events.changes.gaps = count( value ) ),
	overflow_limit: ( { events }, value ) => ( events.changes.limits.changes = count( value ) ),
	byte_limit: ( { events }, value ) => ( events.changes.limits.bytes = count( value ) ),
	entity_limit: ( { events }, value ) => ( events.changes.limits.entities = count( value ) ),
	delivery_limit: ( { events }, value ) => ( events.bus.deliveries.limit = count( value ) ),
	client_limit: ( { events }, value ) => ( events.comet.clientLimit = count( value ) ),
	connect_ms: ( { events }, value ) => ( events.comet.holdMs = count( value ) ),
	needs_cookie: ( { events }, value ) => ( events.comet.needsCookie = value === true ),
	forget_clients: ( { events } ) => events.comet.forget(),
	purge: ( { events } ) => events.bus.purge(),
	busy: ( { events }, value ) => ( events.comet.busy = count( value ) ),
	drop_connect: dropConnect,
	repeat: ( { events }, value ) => ( events.bus.repeats = count( value ) ),
	hold: ( { events }, value ) => events.bus.hold( value === true ),
	unavailable: ( { events }, value ) => ( events.pubsub.unavailable = count( value ) ),
	pubsub: ( { events } ) => events.pubsub.start(),
};

function stateOf( { events, org }: World ): Record< string, unknown > {
	return {
		...events.bus.count( org.clock.now() ),
		deliveryLimit: events.bus.deliveries.limit,
		selected: events.changes.entities(),
		clients: events.comet.clientCount,
		waiting: events.comet.heldCount,
		pubsub: events.pubsub.address,
	};
}

const turn: Knob = async ( world, body ) => {
	for ( const [ name, value ] of Object.entries( body ) ) {
		const one = TURNS[ name ];
		if ( ! one ) {
			throw new TypeError( `No such thing: ${ name }. There are: ${ Object.keys( TURNS ).join( ', ' ) }.` );
		}
		await one( world, value );
	}
	return stateOf( world );
};

export const eventKnobs: Knobs = { 'POST events': turn, 'GET events': ( world ) => stateOf( world ) };
