import type { Row } from './store';

export type Value = string | number | boolean | null;

export type FieldType =
	| 'id'
	| 'reference'
	| 'string'
	| 'textarea'
	| 'picklist'
	| 'multipicklist'
	| 'combobox'
	| 'boolean'
	| 'currency'
	| 'double'
	| 'percent'
	| 'int'
	| 'date'
	| 'datetime'
	| 'time'
	| 'url'
	| 'email'
	| 'phone'
	| 'base64'
	| 'address';

/** What may be asked of a field in SOQL; by default what its type allows (§2.4). */
interface Abilities {
	filterable: boolean;
	sortable: boolean;
	groupable: boolean;
	aggregatable: boolean;
}

/** Where a formula's value comes from: it is worked out on reading and moves no stamp. */
export interface Formula {
	text: string | null;
	compute: ( row: Row, parent: ( field: string ) => Row | undefined ) => Value;
}

export interface Field {
	name: string;
	label: string;
	type: FieldType;
	length: number;
	precision: number;
	scale: number;
	digits: number;
	nillable: boolean;
	createable: boolean;
	updateable: boolean;
	defaultedOnCreate: boolean;
	defaultValue: Value;
	custom: boolean;
	nameField: boolean;
	html: boolean;
	restricted: boolean;
	/** API values, in the order of the value set. */
	picklist: string[];
	/** Labels that differ from their API value. */
	labels: Record< string, string >;
	/** API values that old rows may hold and new ones may not. */
	inactive: string[];
	referenceTo: string[];
	relationshipName: string | null;
	/** Set on master-detail fields: the detail goes with its master. */
	master: boolean;
	/** What becomes of the child when the parent is deleted; a master-detail always cascades. */
	onDelete: 'clear' | 'cascade' | 'restrict';
	childRelationshipName: string | null;
	unique: boolean;
	caseSensitive: boolean;
	externalId: boolean;
	idLookup: boolean;
	/** Pattern of an auto-number, `{0}` standing for the number. */
	autoNumber: string | null;
	formula: Formula | null;
	/** Kept by the system from child rows: a roll-up summary, calculated but stored. */
	rollUp: boolean;
	compoundFieldName: string | null;
	extraTypeInfo: string | null;
	/** Whether field-level security can hide it. */
	permissionable: boolean;
	/** Created after the org was set up: nobody may read it until somebody is allowed to (§12.2). */
	ungranted: boolean;
	/** Id of the CustomField, when it was made by the Tooling API. */
	customFieldId: string | null;
	description: string | null;
	abilities: Partial< Abilities >;
}

export interface SObject {
	name: string;
	label: string;
	labelPlural: string;
	/** Null where rows have no id of their own kind: change events, virtual set-up objects. */
	keyPrefix: string | null;
	custom: boolean;
	/** Rows may be made, changed and deleted through the API. */
	writable: boolean;
	undeletable: boolean;
	mergeable: boolean;
	replicateable: boolean;
	queryable: boolean;
	/** Deleted rows are gone at once: no recycle bin. */
	hardDelete: boolean;
	/** Only answered below /tooling. */
	tooling: boolean;
	/** Platform events: published, never stored. */
	event: boolean;
	/** Needs "View Setup and Configuration"; without it the object does not exist for the user. */
	setup: boolean;
	/** Rows that are worked out when they are asked for. */
	virtual: boolean;
	fields: Field[];
}

export const isLongText = ( field: Field ): boolean => field.type === 'textarea' && field.length > 255;
export const isNumber = ( field: Field ): boolean => [ 'currency', 'double', 'percent', 'int' ].includes( field.type );
export const isCompound = ( field: Field ): boolean => field.type === 'address';
export const isCalculated = ( field: Field ): boolean => field.formula !== null || field.rollUp;

/** What SOQL may do with a field (§2.4). */
export function abilitiesOf( field: Field ): Abilities {
	const long = isLongText( field );
	const multi = field.type === 'multipicklist';
	const blob = field.type === 'base64';
	const compound = isCompound( field );
	const fraction = [ 'currency', 'double', 'percent' ].includes( field.type );
	return {
		filterable: ! long && ! blob,
		sortable: ! long && ! multi && ! blob && ! compound,
		groupable: ! long && ! multi && ! blob && ! compound && ! fraction && field.type !== 'datetime' && field.type !== 'time' && field.formula === null,
		aggregatable: ! long && ! multi && ! blob && ! compound && field.type !== 'boolean',
		...field.abilities,
	};
}

const byName = new WeakMap< Field[], Map< string, Field > >();

export function findField( object: SObject, name: string ): Field | undefined {
	let fields = byName.get( object.fields );
	if ( ! fields || fields.size !== object.fields.length ) {
		fields = new Map( object.fields.map( ( field ) => [ field.name.toLowerCase(), field ] ) );
		byName.set( object.fields, fields );
	}
	return fields.get( name.toLowerCase() );
}

/** Every object and field of the org, whoever may see them. `version` moves with each change of the definitions. */
export class Catalogue {
	private readonly objects = new Map< string, SObject >();
	version = 0;
	changedAt: number;

	constructor( objects: SObject[], now: number ) {
		for ( const object of objects ) {
			this.objects.set( object.name.toLowerCase(), object );
		}
		this.changedAt = now;
	}

	find( name: string ): SObject | undefined {
		return this.objects.get( name.toLowerCase() );
	}

	all(): SObject[] {
		return [ ...this.objects.values() ];
	}

	add( object: SObject, now: number ): void {
		this.objects.set( object.name.toLowerCase(), object );
		this.touch( now );
	}

	addField( objectName: string, field: Field, now: number ): void {
		this.find( objectName )?.fields.push( field );
		this.touch( now );
	}

	removeField( objectName: string, fieldName: string, now: number ): void {
		const object = this.find( objectName );
		if ( object ) {
			object.fields = object.fields.filter( ( field ) => field.name.toLowerCase() !== fieldName.toLowerCase() );
		}
		this.touch( now );
	}

	touch( now: number ): void {
		this.version++;
		this.changedAt = now;
	}
}

/** What one user may see of the catalogue: objects and fields that security hides are not there. */
export class Schema {
	private readonly objects = new Map< string, SObject >();
	private readonly prefixes = new Map< string, SObject >();

	/** `project` answers the object as the user sees it, or null when it does not exist for the user. */
	constructor(
		readonly catalogue: Catalogue,
		project: ( object: SObject ) => SObject | null
	) {
		for ( const object of catalogue.all() ) {
			const seen = project( object );
			if ( ! seen ) {
				continue;
			}
			this.objects.set( object.name.toLowerCase(), seen );
			if ( seen.keyPrefix !== null ) {
				this.prefixes.set( seen.keyPrefix, seen );
			}
		}
	}

	get changedAt(): number {
		return this.catalogue.changedAt;
	}

	find( name: string ): SObject | undefined {
		return this.objects.get( name.toLowerCase() );
	}

	all(): SObject[] {
		return [ ...this.objects.values() ];
	}

	/** Every field, hidden or not: the database knows what the user may not see. */
	stored( name: string ): SObject | undefined {
		return this.catalogue.find( name );
	}

	storedObjects(): SObject[] {
		return this.catalogue.all();
	}

	byKeyPrefix( id: string ): SObject | undefined {
		return this.prefixes.get( id.slice( 0, 3 ) );
	}
}
