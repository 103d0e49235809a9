import type { Guard } from '../org/guards';
import type { Org } from '../org/org';
import type { Field } from '../org/schema';
import type { Row, Values } from '../org/store';
import { customFieldIdOf, customFields, developerNameOf, durableId, idByName, namespaceOf } from './entities';
import { KINDS, type Metadata } from './field-kinds';
import { mirrored } from './mirror-entities';

/** The set-up of a package is there, read only: its fields are mirrored as the Metadata API would write them. */
function metadataOf( field: Field ): Metadata {
	const kind = Object.entries( KINDS ).find( ( [ , { type } ] ) => type === field.type )?.[ 0 ] ?? 'Text';
	const number = [ 'double', 'currency', 'percent' ].includes( field.type );
	return {
		type: field.master
			? 'MasterDetail'
			: field.type === 'textarea' && field.html
				? 'Html'
				: field.type === 'textarea' && field.length > 255
					? 'LongTextArea'
					: kind,
		label: field.label,
		description: field.description,
		...( [ 'string', 'textarea' ].includes( field.type ) ? { length: field.length } : {} ),
		...( number ? { precision: field.precision, scale: field.scale } : {} ),
		...( field.type === 'boolean' ? { defaultValue: String( field.defaultValue === true ) } : {} ),
		...( field.type === 'reference' ? { referenceTo: field.referenceTo[ 0 ], relationshipName: field.childRelationshipName?.replace( /__r$/, '' ) } : {} ),
		...( field.picklist.length > 0
			? {
					valueSet: {
						restricted: field.restricted,
						valueSetDefinition: {
							sorted: false,
							value: field.picklist.map( ( fullName ) => ( {
								fullName,
								label: field.labels[ fullName ] ?? fullName,
								default: fullName === field.defaultValue,
							} ) ),
						},
					},
				}
			: {} ),
	};
}

/** Fields made through the API are rows already; those of packages are mirrored. */
export const customFieldRows = ( org: Org ): Row[] => [
	...org.store.table( 'CustomField' ).all(),
	...customFields( org )
		.filter( ( { field } ) => field.customFieldId === null )
		.map( ( { object, field } ) => {
			const id = customFieldIdOf( object, field );
			return mirrored( org, 'CustomField', id, {
				Id: id,
				DeveloperName: developerNameOf( field.name ),
				NamespacePrefix: namespaceOf( field.name ),
				ManageableState: 'installed',
				TableEnumOrId: durableId( object ),
				EntityDefinitionId: durableId( object ),
				FullName: `${ object.name }.${ field.name }`,
				Metadata: JSON.stringify( metadataOf( field ) ),
			} );
		} ),
];

const KINDS_OF_GUARD = {
	ValidationRule: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
	ApexTrigger: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
	Flow: 'CANNOT_EXECUTE_FLOW_TRIGGER',
} as const;
const PREFIXES = { ValidationRule: '03d', ApexTrigger: '01q', Flow: '301' } as const;
type GuardKind = keyof typeof KINDS_OF_GUARD;

/** What administrators have put in the way of a write is readable before it bites (§12.1). */
function guardRows( org: Org, kind: GuardKind, values: ( guard: Guard ) => Values ): Row[] {
	return org.guards
		.all()
		.filter( ( guard ) => guard.errorCode === KINDS_OF_GUARD[ kind ] )
		.map( ( guard ) => {
			const id = idByName( PREFIXES[ kind ], `${ guard.object }.${ guard.name }` );
			const object = org.catalogue.find( guard.object );
			return mirrored( org, kind, id, { Id: id, EntityDefinitionId: object ? durableId( object ) : null, NamespacePrefix: null, ...values( guard ) } );
		} );
}

export const validationRules = ( org: Org ): Row[] =>
	guardRows( org, 'ValidationRule', ( { object, name, message, field } ) => ( {
		ValidationName: name,
		Active: true,
		ErrorMessage: message,
		ErrorDisplayField: field,
		ManageableState: 'unmanaged',
		FullName: `${ object }.${ name }`,
		Metadata: JSON.stringify( { active: true, errorConditionFormula: '/* not shown */ true', errorDisplayField: field, errorMessage: message } ),
	} ) );

export const apexTriggers = ( org: Org ): Row[] =>
	guardRows( org, 'ApexTrigger', ( { object, name } ) => ( {
		Name: name,
		Status: 'Active',
		TableEnumOrId: object,
		IsValid: true,
		ApiVersion: 66,
		...Object.fromEntries(
			[ 'BeforeDelete', 'AfterDelete', 'AfterUndelete', 'AfterInsert', 'AfterUpdate' ].map( ( when ) => [ `Usage${ when }`, false ] )
		),
		UsageBeforeInsert: true,
		UsageBeforeUpdate: true,
		UsageIsBulk: true,
		Body: `trigger ${ name } on ${ object } (before insert, before update) { /* not shown */ }`,
	} ) );

export const flows = ( org: Org ): Row[] =>
	guardRows( org, 'Flow', ( { object, name } ) => ( {
		DefinitionId: idByName( '300', `${ object }.${ name }` ),
		MasterLabel: name,
		Status: 'Active',
		ProcessType: 'AutoLaunchedFlow',
		VersionNumber: 1,
		FullName: `${ name }-1`,
		Metadata: JSON.stringify( { label: name, processType: 'AutoLaunchedFlow', start: { object, triggerType: 'RecordBeforeSave' }, status: 'Active' } ),
	} ) );

export interface FlowSeen {
	name: string;
	object: string;
	active: boolean;
	triggerType: string;
}

export function flowDefinitionView( org: Org, { name, object, active, triggerType }: FlowSeen ): Row {
	const id = idByName( '300', `${ object }.${ name }` );
	const target = org.catalogue.find( object );
	return mirrored( org, 'FlowDefinitionView', id, {
		DurableId: id,
		ApiName: name,
		Label: name,
		IsActive: active,
		ProcessType: 'AutoLaunchedFlow',
		TriggerType: triggerType,
		RecordTriggerType: 'CreateAndUpdate',
		TriggerObjectOrEventId: target ? durableId( target ) : null,
		ActiveVersionId: active ? idByName( '301', `${ object }.${ name }` ) : null,
		LatestVersionId: idByName( '301', `${ object }.${ name }` ),
		NamespacePrefix: null,
		ManageableState: 'unmanaged',
	} );
}

export const guardFlows = ( org: Org ): FlowSeen[] =>
	org.guards
		.all()
		.filter( ( { errorCode } ) => errorCode === KINDS_OF_GUARD.Flow )
		.map( ( { name, object } ) => ( { name, object, active: true, triggerType: 'RecordBeforeSave' } ) );
