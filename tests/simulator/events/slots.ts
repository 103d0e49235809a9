import { findField, isNumber, type Field, type SObject } from '../org/schema';

export type Kind = 'text' | 'boolean' | 'int' | 'double' | 'date' | 'datetime' | 'time' | 'compound';

/** One field of an event, or one part of a compound field. */
export interface Slot {
	name: string;
	kind: Kind;
	/** Always there: no null in its union. */
	required: boolean;
	/** Name of the stored field that the value comes from; a compound has none. */
	source: string;
	parts: Slot[];
	/** Says what the value is, as Salesforce's schemas do. */
	doc: string;
}

/** System fields, and values that are derived from other rows, are not captured (§5.3). */
const UNCAPTURED = new Set( [ 'Id', 'IsDeleted', 'SystemModstamp', 'MasterRecordId', 'LastViewedDate', 'LastReferencedDate', 'LastActivityDate', 'PhotoUrl' ] );
const AUDIT = [ 'OwnerId', 'CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById' ];

const KINDS: Partial< Record< Field[ 'type' ], Kind > > = { boolean: 'boolean', int: 'int', date: 'date', datetime: 'datetime', time: 'time' };
const DOCS: Readonly< Record< Kind, string > > = {
	text: 'Data:Text',
	boolean: 'Data:Boolean',
	int: 'Data:Integer',
	double: 'Data:Double',
	date: 'Data:DateOnly',
	datetime: 'Data:DateTime',
	time: 'Data:TimeOnly',
	compound: 'Data:Address',
};
/** An account's name: a text, or a person's name in its parts (§5.4). */
export const SWITCHABLE_NAME = 'Data:Switchable_PersonName';
const kindOf = ( field: Field ): Kind => KINDS[ field.type ] ?? ( isNumber( field ) ? 'double' : 'text' );

const captured = ( field: Field ): boolean => ! UNCAPTURED.has( field.name ) && field.formula === null && ! field.rollUp && field.type !== 'base64';

const slotOf = ( field: Field, name: string, required = false ): Slot => {
	const kind = kindOf( field );
	return { name, kind, required, source: field.name, parts: [], doc: field.extraTypeInfo === 'switchablepersonname' ? SWITCHABLE_NAME : DOCS[ kind ] };
};

/** `BillingCity` of `BillingAddress` is its `City`; `FirstName` of `Name` keeps its own. */
function partName( part: Field, compound: string ): string {
	const prefix = compound.replace( /(Address|__c)$/, '' );
	return compound !== prefix && part.name.startsWith( prefix ) ? part.name.slice( prefix.length ) : part.name;
}

function compoundSlot( compound: Field, parts: Field[] ): Slot {
	const slots = parts.map( ( part ) => slotOf( part, partName( part, compound.name ) ) );
	const doc = compound.type === 'address' ? DOCS.compound : 'Data:PersonName';
	return { name: compound.name, kind: 'compound', required: false, source: '', parts: slots, doc };
}

/** The fields of an object's change events, in the order of its schema: its own, who and when, the custom ones (§5.4). */
export function changeSlots( object: SObject ): Slot[] {
	const fields = object.fields.filter( captured );
	const isPart = ( { name, compoundFieldName }: Field ): boolean =>
		compoundFieldName !== null && compoundFieldName !== name && findField( object, compoundFieldName ) !== undefined;
	const partsOf = ( field: Field ): Field[] => fields.filter( ( part ) => isPart( part ) && part.compoundFieldName === field.name );
	const rank = ( field: Field ): number => ( field.custom ? 2 : AUDIT.includes( field.name ) ? 1 : 0 );
	return fields
		.filter( ( field ) => ! isPart( field ) && ( field.type !== 'address' || partsOf( field ).length > 0 ) )
		.sort( ( a, b ) => rank( a ) - rank( b ) )
		.map( ( field ) => {
			const parts = partsOf( field );
			return parts.length > 0 ? compoundSlot( field, parts ) : slotOf( field, field.name );
		} );
}

/** A platform event says when and by whom it was published, then its own fields (§5.2). */
export function platformSlots( object: SObject ): Slot[] {
	const own = object.fields.filter( ( field ) => field.custom );
	return [
		{ name: 'CreatedDate', kind: 'datetime', required: true, source: 'CreatedDate', parts: [], doc: 'CreatedDate:DateTime' },
		{ name: 'CreatedById', kind: 'text', required: true, source: 'CreatedById', parts: [], doc: 'CreatedBy:EntityId' },
		...own.map( ( field ) => slotOf( field, field.name, ! field.nillable ) ),
	];
}
