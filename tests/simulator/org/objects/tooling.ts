import { area, build, checkbox, datetime, integer, READ_ONLY, text, type Options } from '../fields';
import type { Field, SObject } from '../schema';
import { object, type Kind } from './object';

const SETUP = { owned: false, setup: true, undeletable: false, replicateable: false, writable: false, virtual: true } as const;
const READ: Options = { createable: false, updateable: false };

const kind = ( name: string, label: string, keyPrefix: string | null, options: Partial< Kind > = {} ): Kind => ( {
	...SETUP,
	name,
	labels: [ label, label ],
	keyPrefix,
	...options,
} );

const texts = ( names: string ): Field[] => names.split( ' ' ).map( ( name ) => text( name, READ ) );
const flags = ( names: string ): Field[] => names.split( ' ' ).map( ( name ) => checkbox( name, false, READ ) );
const numbers = ( names: string ): Field[] => names.split( ' ' ).map( ( name ) => integer( name, READ ) );

/** Durable ids are names or ids: they join what has no record id of its own (§12.1). */
const joins = ( name: string, to: string ): Field => text( name, { ...READ, referenceTo: [ to ], relationshipName: name.replace( /Id$/, '' ) } );

/** Rows without stamps of their own: they mirror what the org knows. */
const MIRROR = { system: false } as const;
const ID = (): Field => build( 'id', 'Id', READ_ONLY );
const entity = (): Field => joins( 'EntityDefinitionId', 'EntityDefinition' );

/** Printed as an object, kept as JSON: selecting it allows one row only. */
const metadata = (): Field[] => [ text( 'FullName', { abilities: { filterable: false, sortable: false, groupable: false } } ), area( 'Metadata', 131_072 ) ];

const entityDefinition = (): SObject =>
	object( kind( 'EntityDefinition', 'Entity Definition', null, MIRROR ), [
		ID(),
		...texts(
			'DurableId QualifiedApiName DeveloperName Label MasterLabel PluralLabel NamespacePrefix KeyPrefix InternalSharingModel ExternalSharingModel'
		),
		...flags( 'IsQueryable IsCustomizable IsApexTriggerable IsWorkflowEnabled IsCustomSetting IsDeprecatedAndHidden' ),
		datetime( 'LastModifiedDate', READ ),
	] );

const described = (): Field[] => [
	...texts( 'DurableId QualifiedApiName DeveloperName Label MasterLabel NamespacePrefix DataType RelationshipName ExtraTypeInfo' ),
	...numbers( 'Length Precision Scale' ),
	...flags( 'IsNillable IsCalculated IsCompound IsHighScaleNumber IsHtmlFormatted IsNamePointing' ),
	entity(),
];

const entityParticle = (): SObject =>
	object( kind( 'EntityParticle', 'Entity Particle', null, MIRROR ), [
		ID(),
		...described(),
		...texts( 'Name' ),
		...flags(
			'IsUnique IsIdLookup IsPermissionable IsCreatable IsUpdatable IsDefaultedOnCreate IsApiFilterable IsApiSortable IsApiGroupable IsAutonumber'
		),
		joins( 'FieldDefinitionId', 'FieldDefinition' ),
	] );

const fieldDefinition = (): SObject =>
	object( kind( 'FieldDefinition', 'Field Definition', null, MIRROR ), [
		ID(),
		...described(),
		...texts( 'Description SecurityClassification' ),
		...flags( 'IsIndexed IsNameField IsFieldHistoryTracked IsWorkflowFilterable' ),
		datetime( 'LastModifiedDate', READ ),
	] );

const entityLimit = (): SObject =>
	object( kind( 'EntityLimit', 'Entity Limit', null, { ...MIRROR, tooling: true } ), [
		ID(),
		...texts( 'DurableId Type Label' ),
		...numbers( 'Max Remaining' ),
		entity(),
	] );

const customField = (): SObject =>
	object( kind( 'CustomField', 'Custom Field', '00N', { tooling: true, writable: true } ), [
		...texts( 'DeveloperName TableEnumOrId NamespacePrefix ManageableState' ),
		area( 'Description', 1000 ),
		entity(),
		...metadata(),
	] );

const validationRule = (): SObject =>
	object( kind( 'ValidationRule', 'Validation Rule', '03d', { tooling: true } ), [
		...texts( 'ValidationName ErrorDisplayField Description NamespacePrefix ManageableState' ),
		text( 'ErrorMessage', { ...READ, length: 1000 } ),
		...flags( 'Active' ),
		entity(),
		...metadata(),
	] );

const TRIGGER_USAGE = [ 'Before', 'After' ].flatMap( ( when ) => [ 'Insert', 'Update', 'Delete' ].map( ( what ) => `Usage${ when }${ what }` ) );

const apexTrigger = (): SObject =>
	object( kind( 'ApexTrigger', 'Apex Trigger', '01q', { tooling: true } ), [
		...texts( 'Name Status TableEnumOrId NamespacePrefix' ),
		...flags( `${ TRIGGER_USAGE.join( ' ' ) } UsageAfterUndelete UsageIsBulk IsValid` ),
		...numbers( 'ApiVersion' ),
		area( 'Body', 100_000 ),
		entity(),
	] );

const apexClass = (): SObject =>
	object( kind( 'ApexClass', 'Apex Class', '01p', { tooling: true } ), [
		...texts( 'Name Status NamespacePrefix' ),
		...flags( 'IsValid' ),
		...numbers( 'ApiVersion' ),
	] );

const flow = (): SObject =>
	object( kind( 'Flow', 'Flow', '301', { tooling: true } ), [
		...texts( 'DefinitionId MasterLabel Status ProcessType' ),
		...numbers( 'VersionNumber' ),
		...metadata(),
	] );

const flowDefinitionView = (): SObject =>
	object( kind( 'FlowDefinitionView', 'Flow Definition', null, MIRROR ), [
		ID(),
		...texts( 'DurableId ApiName Label ProcessType TriggerType RecordTriggerType ActiveVersionId LatestVersionId NamespacePrefix ManageableState' ),
		...flags( 'IsActive' ),
		joins( 'TriggerObjectOrEventId', 'EntityDefinition' ),
		datetime( 'LastModifiedDate', READ ),
	] );

const outboundMessage = (): SObject =>
	object( kind( 'WorkflowOutboundMessage', 'Outbound Message', '04k', { tooling: true, writable: true } ), [
		...texts( 'Name NamespacePrefix ManageableState' ),
		entity(),
		...metadata(),
	] );

const channelMember = (): SObject =>
	object( kind( 'PlatformEventChannelMember', 'Platform Event Channel Member', '0v8', { tooling: true, writable: true, virtual: false } ), [
		...texts( 'DeveloperName EventChannel SelectedEntity NamespacePrefix ManageableState' ),
		...metadata(),
	] );

const channel = (): SObject =>
	object( kind( 'PlatformEventChannel', 'Platform Event Channel', '0YL', { tooling: true, writable: true, virtual: false } ), [
		...texts( 'DeveloperName MasterLabel ChannelType NamespacePrefix ManageableState' ),
		...metadata(),
	] );

export const toolingObjects = (): SObject[] => [
	entityDefinition(),
	entityParticle(),
	fieldDefinition(),
	entityLimit(),
	customField(),
	validationRule(),
	apexTrigger(),
	apexClass(),
	flow(),
	flowDefinitionView(),
	outboundMessage(),
	channelMember(),
	channel(),
];
