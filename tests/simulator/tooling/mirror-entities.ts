import type { Org } from '../org/org';
import { abilitiesOf, isCalculated, isCompound, type Field, type SObject } from '../org/schema';
import { newRow, type Row, type Values } from '../org/store';
import { developerNameOf, durableFieldId, durableId, idByName, isCustomizable, MAX_CUSTOM_FIELDS, namespaceOf, ownCustomFields } from './entities';

const NO_ID = '000000000000000AAA';

/** A row that stands for something the org knows: it is keyed by its durable id. */
export function mirrored( org: Org, type: string, id: string, values: Values ): Row {
	return newRow( type, id, { Id: NO_ID, IsDeleted: false, SystemModstamp: stampOf( org ), LastModifiedDate: stampOf( org ), ...values } );
}

const stampOf = ( org: Org ): string => new Date( Math.floor( org.catalogue.changedAt / 1000 ) * 1000 ).toISOString().replace( 'Z', '+0000' );

const namesOf = ( name: string, label: string ): Values => ( {
	QualifiedApiName: name,
	DeveloperName: developerNameOf( name ),
	NamespacePrefix: namespaceOf( name ),
	Label: label,
	MasterLabel: label,
} );

/** Everything but what only mirrors something else. */
const entities = ( org: Org ): SObject[] => org.catalogue.all().filter( ( object ) => ! object.tooling && ! ( object.virtual && object.keyPrefix === null ) );

/** Activity has no rows of its own, but the fields of Task and Event (§12.2). */
const activity = ( org: Org ): Row =>
	mirrored( org, 'EntityDefinition', 'Activity', {
		...namesOf( 'Activity', 'Activity' ),
		DurableId: 'Activity',
		PluralLabel: 'Activities',
		IsCustomizable: true,
	} );

function sharingOf( org: Org, object: SObject ): string {
	if ( object.fields.some( ( { master } ) => master ) ) {
		return 'ControlledByParent';
	}
	return org.hiding.privateObjects.has( object.name.toLowerCase() ) ? 'Private' : 'ReadWrite';
}

export const entityDefinitions = ( org: Org ): Row[] => [
	...entities( org ).map( ( object ) =>
		mirrored( org, 'EntityDefinition', durableId( object ), {
			...namesOf( object.name, object.label ),
			DurableId: durableId( object ),
			PluralLabel: object.labelPlural,
			KeyPrefix: object.keyPrefix,
			InternalSharingModel: sharingOf( org, object ),
			ExternalSharingModel: 'Private',
			IsQueryable: object.queryable,
			IsCustomizable: isCustomizable( object ),
			IsApexTriggerable: isCustomizable( object ),
			IsWorkflowEnabled: isCustomizable( object ),
			IsCustomSetting: false,
			IsDeprecatedAndHidden: false,
		} )
	),
	activity( org ),
];

const TYPE_NAMES: Partial< Record< Field[ 'type' ], string > > = {
	boolean: 'Checkbox',
	date: 'Date',
	datetime: 'Date/Time',
	time: 'Time',
	email: 'Email',
	phone: 'Phone',
	url: 'URL',
	picklist: 'Picklist',
	multipicklist: 'Picklist (Multi-Select)',
	address: 'Address',
};

/** What Setup calls the type: `Text(36) (External ID) (Unique Case Insensitive)`. */
function dataType( field: Field ): string {
	const { type, precision, scale } = field;
	const sizes: Partial< Record< Field[ 'type' ], string > > = {
		string: field.autoNumber === null ? `Text(${ field.length })` : 'Auto Number',
		textarea: field.html ? `Rich Text Area(${ field.length })` : field.length > 255 ? `Long Text Area(${ field.length })` : `Text Area(${ field.length })`,
		double: `Number(${ precision - scale }, ${ scale })`,
		int: `Number(${ field.digits }, 0)`,
		currency: `Currency(${ precision - scale }, ${ scale })`,
		percent: `Percent(${ precision - scale }, ${ scale })`,
		reference: `${ field.master ? 'Master-Detail' : 'Lookup' }(${ field.referenceTo.join( ',' ) })`,
	};
	const base = `${ field.formula === null ? '' : 'Formula ' }${ TYPE_NAMES[ type ] ?? sizes[ type ] ?? type }`;
	const unique = field.unique ? ` (Unique Case ${ field.caseSensitive ? 'Sensitive' : 'Insensitive' })` : '';
	return `${ base }${ field.externalId ? ' (External ID)' : '' }${ unique }`;
}

const particle = ( object: SObject, field: Field ): Values => ( {
	...namesOf( field.name, field.label ),
	DurableId: durableFieldId( object, field ),
	EntityDefinitionId: durableId( object ),
	RelationshipName: field.relationshipName,
	ExtraTypeInfo: field.extraTypeInfo,
	Length: field.length,
	Precision: field.precision,
	Scale: field.scale,
	IsNillable: field.nillable,
	IsCalculated: isCalculated( field ),
	IsCompound: isCompound( field ),
	IsHighScaleNumber: false,
	IsHtmlFormatted: field.html,
	IsNamePointing: field.referenceTo.length > 1,
} );

const everyField = ( org: Org ): { object: SObject; field: Field }[] =>
	entities( org ).flatMap( ( object ) => object.fields.map( ( field ) => ( { object, field } ) ) );

export const fieldDefinitions = ( org: Org ): Row[] =>
	everyField( org ).map( ( { object, field } ) =>
		mirrored( org, 'FieldDefinition', durableFieldId( object, field ), {
			...particle( object, field ),
			DataType: dataType( field ),
			Description: field.description,
			SecurityClassification: null,
			IsIndexed: field.externalId || field.unique || field.type === 'id' || field.type === 'reference',
			IsNameField: field.nameField,
			IsFieldHistoryTracked: false,
			IsWorkflowFilterable: abilitiesOf( field ).filterable,
		} )
	);

export const entityParticles = ( org: Org ): Row[] =>
	everyField( org ).map( ( { object, field } ) => {
		const { filterable, sortable, groupable } = abilitiesOf( field );
		return mirrored( org, 'EntityParticle', durableFieldId( object, field ), {
			...particle( object, field ),
			Name: field.name,
			DataType: field.type,
			FieldDefinitionId: durableFieldId( object, field ),
			IsUnique: field.unique,
			IsIdLookup: field.idLookup,
			IsPermissionable: field.permissionable,
			IsCreatable: field.createable,
			IsUpdatable: field.updateable,
			IsDefaultedOnCreate: field.defaultedOnCreate,
			IsApiFilterable: filterable,
			IsApiSortable: sortable,
			IsApiGroupable: groupable,
			IsAutonumber: field.autoNumber !== null,
		} );
	} );

/** Read before fields are made: how many there may still be (§12.1). */
export const entityLimits = ( org: Org ): Row[] =>
	entities( org )
		.filter( isCustomizable )
		.map( ( object ) =>
			mirrored( org, 'EntityLimit', idByName( '000', `${ object.name }.CustomFields` ), {
				DurableId: `${ durableId( object ) }.CustomFields`,
				Type: 'CustomFields',
				Label: 'Custom Fields',
				EntityDefinitionId: durableId( object ),
				Max: MAX_CUSTOM_FIELDS,
				Remaining: MAX_CUSTOM_FIELDS - ownCustomFields( object ),
			} )
		);
