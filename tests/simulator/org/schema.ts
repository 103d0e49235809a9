export type Value = string | number | boolean | null;

export type FieldType =
	| 'id'
	| 'reference'
	| 'string'
	| 'textarea'
	| 'picklist'
	| 'multipicklist'
	| 'boolean'
	| 'currency'
	| 'double'
	| 'int'
	| 'date'
	| 'datetime'
	| 'url'
	| 'email'
	| 'phone';

export interface Field {
	name: string;
	label: string;
	type: FieldType;
	length: number;
	precision: number;
	scale: number;
	nillable: boolean;
	createable: boolean;
	updateable: boolean;
	defaultedOnCreate: boolean;
	defaultValue: Value;
	custom: boolean;
	nameField: boolean;
	html: boolean;
	restricted: boolean;
	picklist: string[];
	referenceTo: string[];
	relationshipName: string | null;
	/** Set on master-detail fields: the detail goes with its master. */
	master: boolean;
	childRelationshipName: string | null;
}

export interface SObject {
	name: string;
	label: string;
	labelPlural: string;
	keyPrefix: string;
	custom: boolean;
	/** Rows may be made, changed and deleted through the API. */
	writable: boolean;
	undeletable: boolean;
	fields: Field[];
}

export const isLongText = ( field: Field ): boolean => field.type === 'textarea' && field.length > 255;

export function findField( object: SObject, name: string ): Field | undefined {
	const wanted = name.toLowerCase();
	return object.fields.find( ( field ) => field.name.toLowerCase() === wanted );
}

/** What the integration user may see: hiding a field or object is what an administrator does with FLS. */
export class Schema {
	private readonly objects = new Map< string, SObject >();
	private readonly hiddenObjects = new Set< string >();
	private readonly hiddenFields = new Set< string >();
	private visible = new Map< string, SObject >();
	changedAt: number;

	constructor( objects: SObject[], now: number ) {
		for ( const object of objects ) {
			this.objects.set( object.name.toLowerCase(), object );
		}
		this.changedAt = now;
		this.refresh( now );
	}

	find( name: string ): SObject | undefined {
		return this.visible.get( name.toLowerCase() );
	}

	all(): SObject[] {
		return [ ...this.visible.values() ];
	}

	/** Every field, hidden or not: the database knows what the user may not see. */
	stored( name: string ): SObject | undefined {
		return this.objects.get( name.toLowerCase() );
	}

	storedObjects(): SObject[] {
		return [ ...this.objects.values() ];
	}

	byKeyPrefix( id: string ): SObject | undefined {
		const prefix = id.slice( 0, 3 );
		return this.all().find( ( object ) => object.keyPrefix === prefix );
	}

	hideField( object: string, field: string, now: number ): void {
		this.hiddenFields.add( `${ object }.${ field }`.toLowerCase() );
		this.refresh( now );
	}

	hideObject( object: string, now: number ): void {
		this.hiddenObjects.add( object.toLowerCase() );
		this.refresh( now );
	}

	showAll( now: number ): void {
		this.hiddenFields.clear();
		this.hiddenObjects.clear();
		this.refresh( now );
	}

	private refresh( now: number ): void {
		this.changedAt = now;
		this.visible = new Map();
		for ( const [ key, object ] of this.objects ) {
			if ( ! this.hiddenObjects.has( key ) ) {
				const fields = object.fields.filter( ( field ) => ! this.hiddenFields.has( `${ key }.${ field.name.toLowerCase() }` ) );
				this.visible.set( key, { ...object, fields } );
			}
		}
	}
}
