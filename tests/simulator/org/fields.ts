import type { Field, FieldType, Formula, Value } from './schema';

export type Options = Partial< Omit< Field, 'name' | 'type' > >;

const LENGTHS: Partial< Record< FieldType, number > > = {
	id: 18,
	reference: 18,
	string: 255,
	textarea: 255,
	picklist: 255,
	combobox: 255,
	multipicklist: 4099,
	url: 255,
	email: 80,
	phone: 40,
};

const labelOf = ( name: string ): string =>
	name
		.replace( /^PatronTicket__/, '' )
		.replace( /__c$/, '' )
		.replace( /([a-z])([A-Z])/g, '$1 $2' )
		.replace( /^Id$/, 'Record ID' )
		.replace( / Id$/, ' ID' );

export function build( type: FieldType, name: string, options: Options = {} ): Field {
	const custom = name.endsWith( '__c' );
	return {
		name,
		label: labelOf( name ),
		type,
		length: LENGTHS[ type ] ?? 0,
		precision: 0,
		scale: 0,
		digits: type === 'int' ? 9 : 0,
		nillable: true,
		createable: true,
		updateable: true,
		defaultedOnCreate: false,
		defaultValue: null,
		custom,
		nameField: false,
		html: false,
		restricted: false,
		picklist: [],
		labels: {},
		inactive: [],
		referenceTo: [],
		relationshipName: null,
		master: false,
		onDelete: 'clear',
		childRelationshipName: null,
		unique: false,
		caseSensitive: false,
		externalId: false,
		idLookup: false,
		autoNumber: null,
		formula: null,
		rollUp: false,
		compoundFieldName: null,
		extraTypeInfo: null,
		permissionable: custom && options.nillable !== false,
		ungranted: false,
		customFieldId: null,
		description: null,
		abilities: {},
		...options,
	};
}

export const text = ( name: string, options: Options = {} ): Field => build( 'string', name, options );
export const url = ( name: string ): Field => build( 'url', name );
export const email = ( name: string ): Field => build( 'email', name );
export const phone = ( name: string ): Field => build( 'phone', name );
export const area = ( name: string, length = 255, html = false ): Field =>
	build( 'textarea', name, { length, html, extraTypeInfo: html ? 'richtextarea' : 'plaintextarea' } );
export const date = ( name: string, options: Options = {} ): Field => build( 'date', name, options );
export const datetime = ( name: string, options: Options = {} ): Field => build( 'datetime', name, options );
export const currency = ( name: string ): Field => build( 'currency', name, { precision: 18, scale: 2 } );
export const integer = ( name: string, options: Options = {} ): Field => build( 'int', name, { precision: 9, ...options } );
export const checkbox = ( name: string, defaultValue = false, options: Options = {} ): Field =>
	build( 'boolean', name, { nillable: false, defaultedOnCreate: true, defaultValue, permissionable: name.endsWith( '__c' ), ...options } );

export const picklist = ( name: string, values: string[], defaultValue: Value = null, options: Options = {} ): Field =>
	build( 'picklist', name, { picklist: values, restricted: true, defaultValue, ...options } );

export const multipicklist = ( name: string, values: string[] ): Field => build( 'multipicklist', name, { picklist: values, restricted: true } );

export const lookup = (
	name: string,
	to: string | string[],
	relationshipName: string | null,
	childRelationshipName: string | null = null,
	options: Options = {}
): Field => build( 'reference', name, { referenceTo: [ to ].flat(), relationshipName, childRelationshipName, ...options } );

export const masterDetail = ( name: string, to: string, relationshipName: string, childRelationshipName: string ): Field =>
	lookup( name, to, relationshipName, childRelationshipName, {
		master: true,
		onDelete: 'cascade',
		nillable: false,
		updateable: false,
		permissionable: false,
	} );

export const nameField = ( length: number, options: Options = {} ): Field =>
	text( 'Name', { length, nillable: false, nameField: true, idLookup: true, ...options } );

export const formula = ( type: FieldType, name: string, how: Formula, options: Options = {} ): Field =>
	build( type, name, { createable: false, updateable: false, formula: how, ...options } );

export const READ_ONLY: Options = {
	nillable: false,
	createable: false,
	updateable: false,
	defaultedOnCreate: true,
};

/** The fields Salesforce keeps on every object; a detail has no owner of its own (§2.4). */
export function systemFields( { owned }: { owned: boolean } ): Field[] {
	const user = { ...READ_ONLY, referenceTo: [ 'User' ] };
	return [
		build( 'boolean', 'IsDeleted', { ...READ_ONLY, defaultValue: false } ),
		...( owned
			? [
					build( 'reference', 'OwnerId', {
						referenceTo: [ 'User' ],
						relationshipName: 'Owner',
						nillable: false,
						defaultedOnCreate: true,
					} ),
				]
			: [] ),
		datetime( 'CreatedDate', READ_ONLY ),
		build( 'reference', 'CreatedById', { ...user, relationshipName: 'CreatedBy' } ),
		datetime( 'LastModifiedDate', READ_ONLY ),
		build( 'reference', 'LastModifiedById', { ...user, relationshipName: 'LastModifiedBy' } ),
		datetime( 'SystemModstamp', READ_ONLY ),
	];
}

export const idField = (): Field => build( 'id', 'Id', { ...READ_ONLY, idLookup: true } );
