import type { Catalogue, SObject } from '../org/schema';
import { changeSchema, platformSchema, type EventSchema } from './schema';

/** Every schema that ever described an event of this org: events keep the one they were made with (§5.4). */
export class Schemas {
	private readonly byId = new Map< string, EventSchema >();
	private current = new Map< string, EventSchema >();
	private version = -1;

	constructor( private readonly catalogue: () => Catalogue ) {}

	clear(): void {
		this.byId.clear();
		this.current = new Map();
		this.version = -1;
	}

	find( id: string ): EventSchema | undefined {
		return this.byId.get( id );
	}

	ofChanges( object: SObject ): EventSchema {
		return this.known( object.name, () => changeSchema( object ) );
	}

	ofPlatform( object: SObject ): EventSchema {
		return this.known( object.name, () => platformSchema( object ) );
	}

	private known( name: string, make: () => EventSchema ): EventSchema {
		const { version } = this.catalogue();
		if ( version !== this.version ) {
			this.current = new Map();
			this.version = version;
		}
		const schema = this.current.get( name ) ?? make();
		this.current.set( name, schema );
		this.byId.set( schema.id, this.byId.get( schema.id ) ?? schema );
		return schema;
	}
}
