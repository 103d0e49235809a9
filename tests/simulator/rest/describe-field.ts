import { abilitiesOf, isCalculated, isCompound, type Field, type FieldType, type SObject, type Value } from '../org/schema';

const SOAP_TYPES: Partial< Record< FieldType, string > > = {
	id: 'tns:ID',
	reference: 'tns:ID',
	boolean: 'xsd:boolean',
	int: 'xsd:int',
	double: 'xsd:double',
	currency: 'xsd:double',
	percent: 'xsd:double',
	date: 'xsd:date',
	datetime: 'xsd:dateTime',
	time: 'xsd:time',
	base64: 'xsd:base64Binary',
	address: 'urn:address',
};

interface PicklistValue {
	active: boolean;
	defaultValue: boolean;
	label: string;
	validFor: string | null;
	value: string;
}

export const picklistValues = ( field: Field, values: readonly string[] = field.picklist ): PicklistValue[] =>
	values.map( ( value ) => ( {
		active: ! field.inactive.includes( value ),
		defaultValue: value === field.defaultValue,
		label: field.labels[ value ] ?? value,
		validFor: null,
		value,
	} ) );

const isId = ( field: Field ): boolean => field.type === 'id' || field.type === 'reference';

/** The first master of an object counts 0, the second 1. */
function relationshipOrder( object: SObject, field: Field ): number | null {
	return field.master ? object.fields.filter( ( one ) => one.master ).indexOf( field ) : null;
}

const ownDefault = ( field: Field ): Value => ( field.type === 'boolean' || field.picklist.length > 0 || field.custom ? field.defaultValue : null );

/** One entry of `fields`: every key of the real sample (§2.4). */
export function describeField( object: SObject, field: Field ): Record< string, unknown > {
	const polymorphic = field.referenceTo.length > 1;
	return {
		...abilitiesOf( field ),
		aiPredictionField: false,
		autoNumber: field.autoNumber !== null,
		byteLength: isId( field ) ? field.length : field.length * 3,
		calculated: isCalculated( field ),
		calculatedFormula: field.formula?.text ?? null,
		cascadeDelete: field.master || ( field.custom && field.onDelete === 'cascade' ),
		caseSensitive: field.caseSensitive,
		compoundFieldName: field.compoundFieldName,
		controllerName: null,
		createable: field.createable && object.writable,
		custom: field.custom,
		defaultValue: ownDefault( field ),
		defaultValueFormula: null,
		defaultedOnCreate: field.defaultedOnCreate,
		dependentPicklist: false,
		deprecatedAndHidden: false,
		digits: field.digits,
		displayLocationInDecimal: false,
		encrypted: false,
		externalId: field.externalId,
		extraTypeInfo: field.extraTypeInfo,
		filteredLookupInfo: null,
		formulaTreatNullNumberAsZero: false,
		highScaleNumber: false,
		htmlFormatted: field.html,
		idLookup: field.idLookup || field.externalId,
		inlineHelpText: null,
		label: field.label,
		length: field.length,
		mask: null,
		maskType: null,
		name: field.name,
		nameField: field.nameField,
		namePointing: polymorphic,
		nillable: field.nillable,
		permissionable: field.permissionable,
		picklistValues: picklistValues( field ),
		polymorphicForeignKey: polymorphic,
		precision: field.type === 'int' ? 0 : field.precision,
		queryByDistance: isCompound( field ),
		referenceTargetField: null,
		referenceTo: field.referenceTo,
		relationshipName: field.relationshipName,
		relationshipOrder: relationshipOrder( object, field ),
		restrictedDelete: field.onDelete === 'restrict',
		restrictedPicklist: field.restricted,
		scale: field.scale,
		searchPrefilterable: false,
		soapType: SOAP_TYPES[ field.type ] ?? 'xsd:string',
		type: field.type,
		unique: field.unique,
		updateable: field.updateable && object.writable,
		writeRequiresMasterRead: field.master,
	};
}
