import { FAULT_KINDS, type Fault, type FaultKind } from '../http/faults';
import { normaliseId } from '../org/ids';
import type { World } from '../world';
import { makeChange } from './change';
import { required, textOf, type Body, type Knobs } from './knobs';

type State = ( world: World, body: Body ) => void;

function idIn( body: Body ): string {
	const id = normaliseId( body.id );
	if ( id === null ) {
		throw new TypeError( `Not an id: ${ String( body.id ) }` );
	}
	return id;
}

function numberIn( body: Body, name: string ): number {
	const number = Number( body[ name ] );
	if ( ! Number.isFinite( number ) ) {
		throw new TypeError( `${ name } is a number.` );
	}
	return number;
}

/** `*` is everybody; otherwise the person with this user name. */
function whoIn( world: World, body: Body ): string {
	const username = textOf( body, 'username' ) ?? '*';
	const person = world.org.personNamed( username );
	if ( username !== '*' && ! person ) {
		throw new TypeError( `Nobody is called ${ username }.` );
	}
	return person?.userId ?? '*';
}

function hideRecord( world: World, body: Body ): void {
	const { records } = world.org.hiding;
	const who = whoIn( world, body );
	const hidden = records.get( who ) ?? new Set();
	if ( body.off === true ) {
		hidden.delete( idIn( body ) );
	} else {
		hidden.add( idIn( body ) );
	}
	records.set( who, hidden );
	if ( hidden.size === 0 ) {
		records.delete( who );
	}
}

function removeField( world: World, body: Body ): void {
	const { catalogue, clock } = world.org;
	catalogue.removeField( required( body, 'object' ), required( body, 'field' ), clock.now() );
}

function slowTransaction( world: World, body: Body ): void {
	world.org.slowly( numberIn( body, 'ms' ), () => {
		makeChange( world, { kind: textOf( body, 'change' ) ?? 'rename', ...( body.id === undefined ? {} : { id: body.id } ) } );
	} );
}

/** What stays until it is taken back: rights, sessions, limits, clocks, open transactions. */
const STATES: Readonly< Record< string, State > > = {
	clear: ( world ) => {
		world.faults.clear();
		world.org.showAll();
		world.org.locks.clear();
		world.org.skewMs = 0;
		world.org.exactBatchSize = null;
	},
	'hide-field': ( world, body ) => world.org.hideField( required( body, 'object' ), required( body, 'field' ) ),
	'hide-object': ( world, body ) => world.org.hideObject( required( body, 'object' ) ),
	'hide-record': hideRecord,
	'private-object': ( world, body ) => void world.org.hiding.privateObjects.add( required( body, 'object' ).toLowerCase() ),
	'remove-field': removeField,
	'lock-row': ( world, body ) => void ( body.off === true ? world.org.locks.delete( idIn( body ) ) : world.org.locks.add( idIn( body ) ) ),
	'expire-tokens': ( world ) => world.org.sessions.revokeAll(),
	'expire-locators': ( world ) => world.cursors.clear(),
	'page-size': ( world, body ) => {
		world.org.exactBatchSize = body.rows === null || body.rows === undefined ? null : numberIn( body, 'rows' );
	},
	'api-limit': ( world, body ) => {
		world.org.usage.limit = numberIn( body, 'limit' );
	},
	'clock-skew': ( world, body ) => {
		world.org.skewMs = numberIn( body, 'ms' );
	},
	'slow-transaction': slowTransaction,
};

const isKind = ( kind: unknown ): kind is FaultKind => FAULT_KINDS.some( ( one ) => one === kind );

function faultOf( body: Body ): Fault {
	const { kind } = body;
	if ( ! isKind( kind ) ) {
		throw new TypeError( `Unknown kind of fault: ${ String( kind ) }. There are: ${ [ ...FAULT_KINDS, ...Object.keys( STATES ) ].join( ', ' ) }.` );
	}
	const numbers = ( [ 'times', 'after', 'ms', 'status' ] as const ).filter( ( name ) => body[ name ] !== undefined );
	return {
		kind,
		...( textOf( body, 'match' ) === undefined ? {} : { match: required( body, 'match' ) } ),
		...( typeof body.processed === 'boolean' ? { processed: body.processed } : {} ),
		...Object.fromEntries( numbers.map( ( name ) => [ name, numberIn( body, name ) ] ) ),
	};
}

function fault( world: World, body: Body ): unknown {
	const state = typeof body.kind === 'string' && Object.hasOwn( STATES, body.kind ) ? STATES[ body.kind ] : undefined;
	if ( state ) {
		state( world, body );
	} else {
		world.faults.arm( faultOf( body ) );
	}
	return { ok: true };
}

/** Without `rate` the weather clears up. */
function storm( world: World, body: Body ): unknown {
	if ( body.rate === undefined ) {
		world.faults.storm( null );
		return { ok: true };
	}
	const kinds = Array.isArray( body.kinds ) ? body.kinds.filter( isKind ) : [];
	world.faults.storm( {
		seed: body.seed === undefined ? 1 : numberIn( body, 'seed' ),
		rate: numberIn( body, 'rate' ),
		kinds,
		...( textOf( body, 'match' ) === undefined ? {} : { match: required( body, 'match' ) } ),
		...( body.ms === undefined ? {} : { ms: numberIn( body, 'ms' ) } ),
	} );
	return { ok: true };
}

export const faultKnobs: Knobs = {
	'POST fault': fault,
	'POST storm': storm,
	'GET faults': ( world ) => ( { faults: world.faults.list() } ),
};
