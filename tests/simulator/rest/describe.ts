import { headerOf, json, type Answer } from '../http/message';
import { notFound } from '../http/errors';
import { isLongText, type Field, type Schema, type SObject } from '../org/schema';
import type { Call } from './context';

const SOAP_TYPES: Partial< Record< Field[ 'type' ], string > > = {
	id: 'tns:ID',
	reference: 'tns:ID',
	boolean: 'xsd:boolean',
	int: 'xsd:int',
	double: 'xsd:double',
	currency: 'xsd:double',
	date: 'xsd:date',
	datetime: 'xsd:dateTime',
};

/** What may be done with a field of this type (§2.4). */
function abilities( field: Field ): Record< string, boolean > {
	const long = isLongText( field );
	const multi = field.type === 'multipicklist';
	const number = [ 'currency', 'double' ].includes( field.type );
	return {
		aggregatable: ! long && ! multi && field.type !== 'boolean',
		filterable: ! long,
		groupable: ! long && ! multi && ! number && field.type !== 'datetime',
		sortable: ! long && ! multi,
		idLookup: field.type === 'id' || field.nameField,
	};
}

const picklistValues = ( field: Field ): unknown[] =>
	field.picklist.map( ( value ) => ( {
		active: true,
		defaultValue: value === field.defaultValue,
		label: value,
		validFor: null,
		value,
	} ) );

function textKind( field: Field ): string | null {
	if ( field.type !== 'textarea' ) {
		return null;
	}
	return field.html ? 'richtextarea' : 'plaintextarea';
}

function describeField( field: Field ): Record< string, unknown > {
	const bytes = [ 'id', 'reference' ].includes( field.type ) ? field.length : field.length * 3;
	return {
		...abilities( field ),
		aiPredictionField: false,
		autoNumber: false,
		byteLength: bytes,
		calculated: false,
		calculatedFormula: null,
		cascadeDelete: field.master,
		caseSensitive: false,
		compoundFieldName: null,
		controllerName: null,
		createable: field.createable,
		custom: field.custom,
		defaultValue: field.defaultValue,
		defaultValueFormula: null,
		defaultedOnCreate: field.defaultedOnCreate,
		dependentPicklist: false,
		deprecatedAndHidden: false,
		digits: field.type === 'int' ? 9 : 0,
		displayLocationInDecimal: false,
		encrypted: false,
		externalId: false,
		extraTypeInfo: textKind( field ),
		filteredLookupInfo: null,
		formulaTreatNullNumberAsZero: false,
		highScaleNumber: false,
		htmlFormatted: field.html,
		inlineHelpText: null,
		label: field.label,
		length: field.length,
		mask: null,
		maskType: null,
		name: field.name,
		nameField: field.nameField,
		namePointing: false,
		nillable: field.nillable,
		permissionable: field.custom && field.nillable,
		picklistValues: picklistValues( field ),
		polymorphicForeignKey: false,
		precision: field.precision,
		queryByDistance: false,
		referenceTargetField: null,
		referenceTo: field.referenceTo,
		relationshipName: field.relationshipName,
		relationshipOrder: field.master ? 0 : null,
		restrictedDelete: false,
		restrictedPicklist: field.restricted,
		scale: field.scale,
		searchPrefilterable: false,
		soapType: SOAP_TYPES[ field.type ] ?? 'xsd:string',
		type: field.type,
		unique: false,
		updateable: field.updateable,
		writeRequiresMasterRead: field.master,
	};
}

function summary( object: SObject, version: string ): Record< string, unknown > {
	const base = `/services/data/${ version }/sobjects/${ object.name }`;
	return {
		activateable: false,
		associateEntityType: null,
		associateParentEntity: null,
		createable: object.writable,
		custom: object.custom,
		customSetting: false,
		deepCloneable: false,
		deletable: object.writable,
		deprecatedAndHidden: false,
		feedEnabled: false,
		hasSubtypes: false,
		isInterface: false,
		isSubtype: false,
		keyPrefix: object.keyPrefix,
		label: object.label,
		labelPlural: object.labelPlural,
		layoutable: object.writable,
		mergeable: false,
		mruEnabled: false,
		name: object.name,
		queryable: true,
		replicateable: object.writable,
		retrieveable: true,
		searchable: object.writable,
		triggerable: object.writable,
		undeletable: object.undeletable,
		updateable: object.writable,
		urls: {
			sobject: base,
			describe: `${ base }/describe`,
			rowTemplate: `${ base }/{ID}`,
		},
	};
}

const childRelationships = ( schema: Schema, object: SObject ): unknown[] =>
	schema.all().flatMap( ( child ) =>
		child.fields
			.filter( ( field ) => field.childRelationshipName && field.referenceTo.includes( object.name ) )
			.map( ( field ) => ( {
				cascadeDelete: field.master,
				childSObject: child.name,
				deprecatedAndHidden: false,
				field: field.name,
				junctionIdListNames: [],
				junctionReferenceTo: [],
				relationshipName: field.childRelationshipName,
				restrictedDelete: false,
			} ) )
	);

function masterRecordType( object: SObject, version: string ): Record< string, unknown > {
	const recordTypeId = '012000000000000AAA';
	const base = `/services/data/${ version }/sobjects/${ object.name }`;
	return {
		active: true,
		available: true,
		defaultRecordTypeMapping: true,
		developerName: 'Master',
		master: true,
		name: 'Master',
		recordTypeId,
		urls: { layout: `${ base }/describe/layouts/${ recordTypeId }` },
	};
}

/** 304 when the caller has seen this schema already (§2.8). */
function unlessUnchanged( call: Call, body: () => unknown ): Answer {
	const changedAt = Math.floor( call.schema.changedAt / 1000 ) * 1000;
	const seen = Date.parse( headerOf( call.ask, 'if-modified-since' ) ?? '' );
	const headers = { 'Last-Modified': new Date( changedAt ).toUTCString() };
	return seen >= changedAt ? { status: 304, headers } : { ...json( body() ), headers };
}

export function objectOf( call: Call ): SObject {
	const object = call.schema.find( call.params.type ?? '' );
	if ( ! object ) {
		throw notFound();
	}
	return object;
}

export const globalDescribe = ( call: Call ): Answer =>
	unlessUnchanged( call, () => ( {
		encoding: 'UTF-8',
		maxBatchSize: 200,
		sobjects: call.schema.all().map( ( object ) => summary( object, call.version ) ),
	} ) );

export const basicInfo = ( call: Call ): Answer =>
	json( {
		objectDescribe: summary( objectOf( call ), call.version ),
		recentItems: [],
	} );

export function describe( call: Call ): Answer {
	const object = objectOf( call );
	return unlessUnchanged( call, () => ( {
		...summary( object, call.version ),
		actionOverrides: [],
		childRelationships: childRelationships( call.schema, object ),
		compactLayoutable: object.writable,
		defaultImplementation: null,
		extendedBy: null,
		extendsInterfaces: null,
		fields: object.fields.map( describeField ),
		implementedBy: null,
		implementsInterfaces: null,
		listviewable: null,
		lookupLayoutable: null,
		namedLayoutInfos: [],
		networkScopeFieldName: null,
		recordTypeInfos: [ masterRecordType( object, call.version ) ],
		searchLayoutable: object.writable,
		sobjectDescribeOption: 'FULL',
		supportedScopes: [ { label: `All ${ object.labelPlural }`, name: 'everything' } ],
	} ) );
}
