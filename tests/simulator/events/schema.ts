import { createHash } from 'node:crypto';
import { Type } from 'avsc';
import type { SObject } from '../org/schema';
import { avroValue } from './avro';
import { encodeFields } from './bitmap';
import { changeSlots, platformSlots, SWITCHABLE_NAME, type Slot } from './slots';

export type Payload = Record< string, unknown >;
type Schema = Parameters< typeof Type.forSchema >[ 0 ];
interface SchemaField {
	name: string;
	type: Schema;
	doc?: string;
	default?: null;
}
interface RecordSchema {
	type: 'record';
	name: string;
	fields: SchemaField[];
}

export const CHANGE_TYPES = [
	'CREATE',
	'UPDATE',
	'DELETE',
	'UNDELETE',
	'GAP_CREATE',
	'GAP_UPDATE',
	'GAP_DELETE',
	'GAP_UNDELETE',
	'GAP_OVERFLOW',
	'SNAPSHOT',
] as const;
export type ChangeType = ( typeof CHANGE_TYPES )[ number ];

export interface ChangeEventHeader {
	entityName: string;
	recordIds: string[];
	changeType: ChangeType;
	changeOrigin: string;
	transactionKey: string;
	sequenceNumber: number;
	commitTimestamp: number;
	commitNumber: number;
	commitUser: string;
	changedFields: string[];
}

const NAMESPACE = 'com.sforce.eventbus';
const strings = (): Schema => ( { type: 'array', items: 'string' } );

const HEADER = (): SchemaField => ( {
	name: 'ChangeEventHeader',
	type: {
		type: 'record',
		name: 'ChangeEventHeader',
		fields: [
			{ name: 'entityName', type: 'string' },
			{ name: 'recordIds', type: strings() },
			{ name: 'changeType', type: { type: 'enum', name: 'ChangeType', symbols: [ ...CHANGE_TYPES ] } },
			{ name: 'changeOrigin', type: 'string' },
			{ name: 'transactionKey', type: 'string' },
			{ name: 'sequenceNumber', type: 'int' },
			{ name: 'commitTimestamp', type: 'long' },
			{ name: 'commitNumber', type: 'long' },
			{ name: 'commitUser', type: 'string' },
			{ name: 'nulledFields', type: strings() },
			{ name: 'diffFields', type: strings() },
			{ name: 'changedFields', type: strings() },
		],
	},
} );

const TYPES = { text: 'string', boolean: 'boolean', int: 'int', double: 'double', date: 'long', datetime: 'long', time: 'long' } as const;

/** A nested record is defined where it first stands; after that its name will do. */
class Records {
	private readonly defined = new Map< string, string >();

	of( slot: Slot ): RecordSchema | string {
		const kind = slot.doc.replace( 'Data:', '' );
		const shape = slot.parts.map( ( part ) => part.name ).join();
		// Compounds of one kind are one record, unless an object has them with other parts.
		const name = [ shape, undefined ].includes( this.defined.get( kind ) ) ? kind : `${ slot.name }_${ kind }`;
		if ( this.defined.get( name ) === shape ) {
			return name;
		}
		this.defined.set( name, shape );
		return { type: 'record', name, fields: slot.parts.map( ( part ) => fieldOf( part, this ) ) };
	}
}

function fieldOf( slot: Slot, records: Records ): SchemaField {
	const { name, doc } = slot;
	if ( slot.kind === 'compound' ) {
		return { name, type: [ 'null', records.of( slot ) ], doc, default: null };
	}
	const type = TYPES[ slot.kind ];
	if ( slot.required ) {
		return { name, type, doc };
	}
	return { name, type: doc === SWITCHABLE_NAME ? [ 'null', 'string', switchableName() ] : [ 'null', type ], doc, default: null };
}

const switchableName = (): RecordSchema => ( {
	type: 'record',
	name: 'Switchable_PersonName',
	fields: [ 'Salutation', 'FirstName', 'LastName' ].map( ( name ) => ( { name, type: [ 'null', 'string' ], default: null } ) ),
} );

/** What an event holds, under an id that is the fingerprint of its fields. */
export class EventSchema {
	readonly id: string;
	/** The Avro record as JSON. */
	readonly json: string;
	private readonly fields: SchemaField[];
	private type: Type | undefined;

	constructor(
		readonly name: string,
		readonly slots: readonly Slot[],
		/** Name of the captured object; null for a platform event. */
		readonly entity: string | null
	) {
		const records = new Records();
		const own = slots.map( ( slot ) => fieldOf( slot, records ) );
		this.fields = entity === null ? own : [ HEADER(), ...own ];
		const body = { name, namespace: NAMESPACE, type: 'record', fields: this.fields };
		this.id = createHash( 'md5' ).update( JSON.stringify( body ) ).digest( 'base64url' );
		this.json = JSON.stringify( { ...body, uuid: this.id } );
	}

	get avro(): Type {
		this.type ??= Type.forSchema( { type: 'record', name: this.name, namespace: NAMESPACE, fields: this.fields } );
		return this.type;
	}

	/** The payload as Pub/Sub carries it: Avro binary, every field there, names of fields as bitmaps. */
	encode( payload: Payload, header: ChangeEventHeader | null ): Buffer {
		const values = Object.fromEntries( this.slots.map( ( slot ) => [ slot.name, avroValue( slot, payload[ slot.name ] ) ] ) );
		return this.avro.toBuffer( header === null ? values : { ChangeEventHeader: this.binaryHeader( header, payload ), ...values } );
	}

	private binaryHeader( header: ChangeEventHeader, payload: Payload ): Record< string, unknown > {
		const names = this.fieldTree();
		const nulled = header.changedFields.filter( ( name ) => valueAt( payload, name ) === null );
		return { ...header, nulledFields: encodeFields( names, nulled ), diffFields: [], changedFields: encodeFields( names, header.changedFields ) };
	}

	/** Names in the order of the schema, where bitmaps count them: the header comes first. */
	fieldTree(): { name: string; parts: string[] }[] {
		const own = this.slots.map( ( { name, parts } ) => ( { name, parts: parts.map( ( part ) => part.name ) } ) );
		return this.entity === null ? own : [ { name: 'ChangeEventHeader', parts: [] }, ...own ];
	}

	/** The schema of the whole CometD message, moments as text (§5.2). */
	expanded(): Record< string, unknown > {
		const text = ( slot: Slot ): Slot => ( {
			...slot,
			kind: [ 'date', 'datetime', 'time' ].includes( slot.kind ) ? 'text' : slot.kind,
			parts: slot.parts.map( text ),
		} );
		const records = new Records();
		const own = this.slots.map( ( slot ) => fieldOf( text( slot ), records ) );
		const payload = { type: 'record', name: 'Payload', doc: '', fields: this.entity === null ? own : [ HEADER(), ...own ] };
		const event = { type: 'record', name: 'Event', fields: [ { name: 'replayId', type: 'long' } ] };
		const data = {
			type: 'record',
			name: 'Data',
			namespace: '',
			fields: [
				{ name: 'schema', type: 'string' },
				{ name: 'payload', type: payload },
				{ name: 'event', type: event },
			],
		};
		return {
			name: this.name,
			namespace: NAMESPACE,
			type: 'expanded-record',
			fields: [
				{ name: 'data', type: data },
				{ name: 'channel', type: 'string' },
			],
		};
	}
}

/** The value of `Name`, or of `BillingAddress.City`. */
function valueAt( payload: Payload, path: string ): unknown {
	const [ name = '', part ] = path.split( '.' );
	const value = payload[ name ];
	if ( part === undefined || typeof value !== 'object' || value === null ) {
		return value;
	}
	return Object.entries( value ).find( ( [ key ] ) => key === part )?.[ 1 ];
}

/** `Account` → `AccountChangeEvent`, `My__c` → `My__ChangeEvent` (§5.1). */
export const changeEventName = ( entity: string ): string =>
	entity.endsWith( '__c' ) ? entity.replace( /__c$/, '__ChangeEvent' ) : `${ entity }ChangeEvent`;

export const changeSchema = ( object: SObject ): EventSchema => new EventSchema( changeEventName( object.name ), changeSlots( object ), object.name );
export const platformSchema = ( object: SObject ): EventSchema => new EventSchema( object.name, platformSlots( object ), null );
