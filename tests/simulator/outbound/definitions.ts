import { isObject } from '../http/message';
import { idByName } from '../tooling/entities';
import type { Org } from '../org/org';
import { findField, isCompound, type SObject, type Value } from '../org/schema';
import type { RowChange } from '../org/store';

/** When a flow or rule of the administrator sends something. */
export interface Trigger {
	on: readonly ( 'create' | 'update' )[];
	/** One of these has to change; any change will do when there are none. */
	changed: readonly string[];
	/** The row has to hold these values. */
	equals: Readonly< Record< string, Value > >;
}

interface Definition {
	id: string;
	/** Unique in its object: `Hint`. */
	name: string;
	object: string;
	endpoint: string;
	/** Null while no flow sends it. */
	when: Trigger | null;
}

/** A SOAP message of Salesforce's own making, retried until it is acknowledged (§6). */
export interface OutboundMessage extends Definition {
	kind: 'message';
	fields: readonly string[];
	integrationUser: string;
	includeSessionId: boolean;
	apiVersion: string;
}

/** A flow's own HTTP call: JSON of the administrator's design, sent once (§6). */
export interface Callout extends Definition {
	kind: 'callout';
	method: 'POST' | 'PUT' | 'PATCH';
	headers: Readonly< Record< string, string > >;
	/** `{!Name}` stands for a field. */
	body: unknown;
}

export type Sending = OutboundMessage | Callout;

type Input = Record< string, unknown >;
const textIn = ( input: Input, name: string ): string => {
	const value = input[ name ];
	if ( typeof value !== 'string' || value === '' ) {
		throw new TypeError( `Name ${ name }.` );
	}
	return value;
};

function objectIn( org: Org, input: Input ): SObject {
	const object = org.catalogue.find( textIn( input, 'object' ) );
	if ( ! object || object.setup || object.tooling || object.virtual ) {
		throw new TypeError( `No such object: ${ String( input.object ) }` );
	}
	return object;
}

function endpointIn( input: Input ): string {
	const endpoint = textIn( input, 'endpoint' );
	if ( ! URL.canParse( endpoint ) || ! /^https?:$/.test( new URL( endpoint ).protocol ) ) {
		throw new TypeError( `Not a URL: ${ endpoint }` );
	}
	return endpoint;
}

function fieldsIn( object: SObject, value: unknown ): string[] {
	const names = [ value ?? [] ].flat().map( String );
	return names.map( ( name ) => {
		const field = findField( object, name );
		if ( ! field || isCompound( field ) || field.type === 'base64' ) {
			throw new TypeError( `No such field: ${ object.name }.${ name }` );
		}
		return field.name;
	} );
}

const isValue = ( value: unknown ): value is Value => value === null || [ 'string', 'number', 'boolean' ].includes( typeof value );

export function readTrigger( object: SObject, value: unknown ): Trigger | null {
	if ( value === null ) {
		return null;
	}
	const { on = [ 'create', 'update' ], changed, equals = {} } = isObject( value ) ? value : {};
	const kinds = [ on ].flat();
	if ( ! kinds.every( ( kind ) => kind === 'create' || kind === 'update' ) || ! isObject( equals ) || ! Object.values( equals ).every( isValue ) ) {
		throw new TypeError( 'A trigger is {on: [create, update], changed: [fields], equals: {field: value}}.' );
	}
	const names = fieldsIn( object, Object.keys( equals ) );
	return {
		on: kinds,
		changed: fieldsIn( object, changed ),
		equals: Object.fromEntries( Object.values( equals ).map( ( one, index ) => [ names[ index ]!, isValue( one ) ? one : null ] ) ),
	};
}

export function readMessage( org: Org, input: Input ): OutboundMessage {
	const object = objectIn( org, input );
	const name = textIn( input, 'name' );
	const integrationUser = typeof input.integrationUser === 'string' ? input.integrationUser : org.people[ 0 ]!.username;
	if ( ! org.personNamed( integrationUser ) ) {
		throw new TypeError( `Nobody is called ${ integrationUser }` );
	}
	const apiVersion = Number( input.apiVersion ?? 66 );
	if ( ! Number.isInteger( apiVersion ) || apiVersion < 8 || apiVersion > 99 ) {
		throw new TypeError( `Not an API version: ${ String( input.apiVersion ) }` );
	}
	return {
		kind: 'message',
		id: idByName( '04k', `${ object.name }.${ name }` ),
		name,
		object: object.name,
		endpoint: endpointIn( input ),
		fields: [ ...new Set( fieldsIn( object, input.fields ) ) ],
		integrationUser,
		includeSessionId: input.includeSessionId === true,
		apiVersion: `${ apiVersion }.0`,
		when: readTrigger( object, input.when === undefined ? {} : input.when ),
	};
}

export function readCallout( org: Org, input: Input ): Callout {
	const object = objectIn( org, input );
	const name = textIn( input, 'name' );
	const { method = 'POST', headers = {} } = input;
	if ( method !== 'POST' && method !== 'PUT' && method !== 'PATCH' ) {
		throw new TypeError( 'A call-out is a POST, PUT or PATCH.' );
	}
	if (
		! isObject( headers ) ||
		! Object.entries( headers ).every( ( [ key, value ] ) => /^[\w-]+$/.test( key ) && typeof value === 'string' && ! /[\r\n]/.test( value ) )
	) {
		throw new TypeError( 'headers holds texts by name.' );
	}
	return {
		kind: 'callout',
		id: idByName( '300', `${ object.name }.${ name }` ),
		name,
		object: object.name,
		endpoint: endpointIn( input ),
		method,
		headers: Object.fromEntries( Object.entries( headers ).map( ( [ key, value ] ) => [ key, String( value ) ] ) ),
		body: input.body ?? { id: '{!Id}' },
		when: readTrigger( object, input.when === undefined ? {} : input.when ),
	};
}

const same = ( a: Value | undefined, b: Value | undefined ): boolean => ( a ?? null ) === ( b ?? null );

/** Nothing is sent on delete or undelete (§6). */
export function meets( { object, when }: Sending, { type, kind, before, after }: RowChange ): boolean {
	if ( when === null || type !== object || after === null || ( kind !== 'create' && kind !== 'update' ) || ! when.on.includes( kind ) ) {
		return false;
	}
	const moved = when.changed.length === 0 || when.changed.some( ( name ) => ! same( before?.[ name ], after[ name ] ) );
	return moved && Object.entries( when.equals ).every( ( [ name, value ] ) => same( after[ name ], value ) );
}
