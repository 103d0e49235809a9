import { build, READ_ONLY, text } from '../org/fields';
import { object } from '../org/objects/object';
import type { Org } from '../org/org';
import type { Field, FieldType, SObject } from '../org/schema';
import type { Commit, Row } from '../org/store';
import type { EventBus } from './bus';
import type { Payload } from './schema';
import type { Schemas } from './schemas';
import { uuidOf } from './uuid';

export interface PlatformEventField {
	name: string;
	type?: FieldType;
	length?: number;
	required?: boolean;
}

export interface PlatformEvent {
	/** `Curtain__e` */
	name: string;
	fields: PlatformEventField[];
	/** An event published at once is out even when the transaction is taken back (§5.2). */
	publish?: 'after commit' | 'immediately';
}

/** What a save result says of an event: accepted, and not delivered yet (§5.2). */
export interface SaveNote {
	statusCode: 'OPERATION_ENQUEUED';
	message: string;
	fields: never[];
}

export const platformChannel = ( name: string ): string => `/event/${ name }`;

function fieldOf( { name, type = 'string', length, required = false }: PlatformEventField ): Field {
	const sizes = type === 'double' ? { precision: 18, scale: 2 } : type === 'int' ? { precision: 9 } : {};
	const filled = type === 'boolean' ? { nillable: false, defaultedOnCreate: true, defaultValue: false } : { nillable: ! required };
	return build( type, name, { ...sizes, ...filled, ...( length === undefined ? {} : { length } ), permissionable: false, updateable: false } );
}

/** Platform events: made like rows, published when their transaction commits, and never stored. */
export class PlatformEvents {
	private readonly atOnce = new Set< string >();
	/** Replay ids of what was published, by the id of its row. */
	private readonly published = new Map< string, number >();
	/** Names by key prefix. */
	private readonly kinds = new Map< string, string >();

	constructor(
		private readonly org: Org,
		private readonly bus: EventBus,
		private readonly schemas: Schemas
	) {}

	clear(): void {
		this.atOnce.clear();
		this.published.clear();
		this.kinds.clear();
	}

	define( { name, fields, publish = 'after commit' }: PlatformEvent ): SObject {
		if ( ! /^[A-Za-z]\w*__e$/.test( name ) || fields.some( ( field ) => ! field.name.endsWith( '__c' ) ) ) {
			throw new TypeError( 'An event is named X__e, and its fields X__c.' );
		}
		const keyPrefix = `e${ String( this.kinds.size + 1 ).padStart( 2, '0' ) }`;
		const kind = object(
			{
				name,
				labels: [ name.replace( /__e$/, '' ), name.replace( /__e$/, '' ) ],
				keyPrefix,
				custom: true,
				event: true,
				owned: false,
				system: false,
				queryable: false,
				replicateable: false,
				undeletable: false,
			},
			[
				text( 'ReplayId', { createable: false, updateable: false } ),
				build( 'datetime', 'CreatedDate', READ_ONLY ),
				build( 'reference', 'CreatedById', { ...READ_ONLY, referenceTo: [ 'User' ], relationshipName: 'CreatedBy' } ),
				text( 'EventUuid', { length: 36, createable: false, updateable: false } ),
				...fields.map( fieldOf ),
			]
		);
		this.kinds.set( keyPrefix, name );
		this.org.store.addTable( kind );
		this.org.catalogue.add( kind, this.org.clock.now() );
		if ( publish === 'immediately' ) {
			this.atOnce.add( name );
		}
		return kind;
	}

	find( name: string ): SObject | undefined {
		const kind = this.org.catalogue.find( name );
		return kind?.event ? kind : undefined;
	}

	/** The entries of `errors` in the save result of what was just made; none when it is no event. Events that do not wait for a commit go out here. */
	enqueue( id: string ): SaveNote[] {
		const kind = this.find( this.kinds.get( id.slice( 0, 3 ) ) ?? '' );
		if ( ! kind ) {
			return [];
		}
		const row = this.org.store.table( kind.name ).get( id );
		if ( row && this.atOnce.has( kind.name ) ) {
			this.publish( kind, row );
		}
		return [ { statusCode: 'OPERATION_ENQUEUED', message: this.uuidOf( id ), fields: [] } ];
	}

	replayIdOf( id: string ): number | undefined {
		return this.published.get( id );
	}

	capture( { changes }: Commit ): void {
		for ( const { type, id, kind: change } of changes ) {
			const kind = change === 'create' ? this.find( type ) : undefined;
			const table = kind && this.org.store.table( kind.name );
			const row = table?.get( id );
			if ( kind && table && row ) {
				this.publish( kind, row );
				table.remove( row );
			}
		}
	}

	private uuidOf( id: string ): string {
		return uuidOf( `event ${ this.bus.epoch }/${ id }` );
	}

	private publish( kind: SObject, row: Row ): void {
		if ( this.published.has( row.id ) ) {
			return;
		}
		const schema = this.schemas.ofPlatform( kind );
		const payload: Payload = {};
		for ( const slot of schema.slots ) {
			const value = row.values[ slot.source ] ?? null;
			payload[ slot.name ] = slot.kind === 'datetime' && typeof value === 'string' ? value.replace( /\+0000$/, 'Z' ) : value;
		}
		const { replayId } = this.bus.publish( { channels: [ platformChannel( kind.name ) ], schema, payload, header: null, uuid: this.uuidOf( row.id ) } );
		this.published.set( row.id, replayId );
	}
}

export const isFieldType = ( word: string ): word is FieldType => [ 'string', 'textarea', 'boolean', 'int', 'double', 'date', 'datetime' ].includes( word );
