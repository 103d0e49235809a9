import type { Field, FieldType, Value } from './schema';

type Options = Partial< Omit< Field, 'name' | 'type' > >;

const LENGTHS: Partial< Record< FieldType, number > > = {
	id: 18,
	reference: 18,
	string: 255,
	textarea: 255,
	picklist: 255,
	multipicklist: 4099,
	url: 255,
	email: 80,
	phone: 40,
};

const labelOf = ( name: string ): string =>
	name
		.replace( /^PatronTicket__/, '' )
		.replace( /__c$/, '' )
		.replace( /([a-z])([A-Z])/g, '$1 $2' );

function build( type: FieldType, name: string, options: Options ): Field {
	return {
		name,
		label: labelOf( name ),
		type,
		length: LENGTHS[ type ] ?? 0,
		precision: 0,
		scale: 0,
		nillable: true,
		createable: true,
		updateable: true,
		defaultedOnCreate: false,
		defaultValue: null,
		custom: name.endsWith( '__c' ),
		nameField: false,
		html: false,
		restricted: false,
		picklist: [],
		referenceTo: [],
		relationshipName: null,
		master: false,
		childRelationshipName: null,
		...options,
	};
}

export const text = ( name: string, options: Options = {} ): Field => build( 'string', name, options );
export const url = ( name: string ): Field => build( 'url', name, {} );
export const email = ( name: string ): Field => build( 'email', name, {} );
export const phone = ( name: string ): Field => build( 'phone', name, {} );
export const area = ( name: string, length = 255, html = false ): Field => build( 'textarea', name, { length, html } );
export const date = ( name: string ): Field => build( 'date', name, {} );
export const datetime = ( name: string, options: Options = {} ): Field => build( 'datetime', name, options );
export const currency = ( name: string ): Field => build( 'currency', name, { precision: 18, scale: 2 } );
export const checkbox = ( name: string, defaultValue = false ): Field =>
	build( 'boolean', name, {
		nillable: false,
		defaultedOnCreate: true,
		defaultValue,
	} );

export const picklist = ( name: string, values: string[], defaultValue: Value = null ): Field =>
	build( 'picklist', name, {
		picklist: values,
		restricted: true,
		defaultValue,
	} );

export const multipicklist = ( name: string, values: string[] ): Field => build( 'multipicklist', name, { picklist: values, restricted: true } );

export const lookup = ( name: string, to: string, relationshipName: string | null, childRelationshipName: string | null = null ): Field =>
	build( 'reference', name, {
		referenceTo: [ to ],
		relationshipName,
		childRelationshipName,
	} );

export const masterDetail = ( name: string, to: string, relationshipName: string, childRelationshipName: string ): Field => ( {
	...lookup( name, to, relationshipName, childRelationshipName ),
	master: true,
	nillable: false,
	updateable: false,
} );

export const nameField = ( length: number ): Field => text( 'Name', { length, nillable: false, nameField: true } );

const READ_ONLY: Options = {
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
		build( 'reference', 'CreatedById', {
			...user,
			relationshipName: 'CreatedBy',
		} ),
		datetime( 'LastModifiedDate', READ_ONLY ),
		build( 'reference', 'LastModifiedById', {
			...user,
			relationshipName: 'LastModifiedBy',
		} ),
		datetime( 'SystemModstamp', READ_ONLY ),
	];
}

export const idField = (): Field => build( 'id', 'Id', READ_ONLY );
