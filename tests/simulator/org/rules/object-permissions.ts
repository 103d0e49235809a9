import { badRequest } from '../../http/errors';
import { isGrantable } from '../object-access';
import type { Org } from '../org';
import { findField, isCalculated, type Field, type SObject } from '../schema';
import type { Values } from '../store';
import type { Draft, ObjectRules } from './index';
import { refuseForeignLicense } from './permission-set-license';
import { deleteWhenEmpty, dependsOn, live } from './permission-set';

const VERBS: Readonly< Record< string, string > > = {
	PermissionsRead: 'Read',
	PermissionsCreate: 'Create',
	PermissionsEdit: 'Edit',
	PermissionsDelete: 'Delete',
	PermissionsViewAllRecords: 'View All',
	PermissionsModifyAllRecords: 'Modify All',
	PermissionsViewAllFields: 'View All Fields',
};

const NEEDS: Readonly< Record< string, readonly string[] > > = {
	PermissionsCreate: [ 'PermissionsRead' ],
	PermissionsEdit: [ 'PermissionsRead' ],
	PermissionsDelete: [ 'PermissionsRead', 'PermissionsEdit' ],
	PermissionsViewAllRecords: [ 'PermissionsRead' ],
	PermissionsModifyAllRecords: [ 'PermissionsRead', 'PermissionsEdit', 'PermissionsDelete', 'PermissionsViewAllRecords' ],
	PermissionsViewAllFields: [ 'PermissionsRead' ],
};

/** Reading these takes reading what they belong to. */
const PARENTS: Readonly< Record< string, readonly string[] > > = { Contact: [ 'Account' ], Opportunity: [ 'Account' ] };

const badPicklist = ( label: string, value: unknown, field: string ): Error =>
	badRequest( 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${ label }: bad value for restricted picklist field: ${ String( value ) }`, [ field ] );

function refuseTwice( { org, object, id, values }: Draft, key: string ): void {
	const same = ( other: Values ): boolean =>
		other.ParentId === values.ParentId && String( other[ key ] ).toLowerCase() === String( values[ key ] ).toLowerCase();
	const twin = live( org, object.name ).find( ( row ) => row.id !== id && same( row.values ) );
	if ( twin ) {
		throw badRequest( 'DUPLICATE_VALUE', `duplicate value found: <unknown> duplicates value on record with id: ${ twin.id }`, [] );
	}
}

const mastersOf = ( org: Org, object: SObject ): SObject[] =>
	[ ...object.fields.filter( ( { master } ) => master ).flatMap( ( { referenceTo } ) => referenceTo ), ...( PARENTS[ object.name ] ?? [] ) ]
		.map( ( name ) => org.catalogue.find( name ) )
		.filter( ( one ) => one !== undefined );

function refuseMissing( org: Org, object: SObject, values: Values ): void {
	for ( const [ right, needed ] of Object.entries( NEEDS ) ) {
		const missing = values[ right ] === true ? needed.filter( ( one ) => values[ one ] !== true ) : [];
		if ( missing.length > 0 ) {
			throw dependsOn(
				`${ VERBS[ right ] } ${ object.label }`,
				missing.map( ( one ) => `${ VERBS[ one ] } ${ object.label }` )
			);
		}
	}
	const reads = ( name: string ): boolean =>
		live( org, 'ObjectPermissions' ).some(
			( row ) => row.values.ParentId === values.ParentId && row.values.SobjectType === name && row.values.PermissionsRead === true
		);
	const closed = values.PermissionsRead === true ? mastersOf( org, object ).filter( ( { name } ) => ! reads( name ) ) : [];
	if ( closed.length > 0 ) {
		throw dependsOn(
			`Read ${ object.label }`,
			closed.map( ( { label } ) => `Read ${ label }` )
		);
	}
}

export const objectPermissionsRules: ObjectRules = {
	derive: ( draft ) => {
		const { org, values } = draft;
		const object = org.catalogue.find( String( values.SobjectType ?? '' ) );
		if ( ! object || ! isGrantable( object ) ) {
			throw badPicklist( 'Sobject Type Name', values.SobjectType, 'SobjectType' );
		}
		values.SobjectType = object.name;
		refuseTwice( draft, 'SobjectType' );
		refuseMissing( org, object, values );
		refuseForeignLicense( org, String( values.ParentId ), `Read ${ object.label }` );
	},
	follow: ( { org, id, after } ) => deleteWhenEmpty( org, 'ObjectPermissions', id, after ),
};

/** The field that a row is about, if it is one that can be granted. */
function grantedField( { org, values }: Draft ): { object: SObject; field: Field } {
	const object = org.catalogue.find( String( values.SobjectType ?? '' ) );
	if ( ! object || object.setup || object.tooling ) {
		throw badPicklist( 'Sobject Type Name', values.SobjectType, 'SobjectType' );
	}
	const [ owner = '', name = '' ] = String( values.Field ?? '' ).split( '.' );
	const field = findField( object, name );
	// Required and master-detail fields are no values of this list: everybody reads them (§12.2).
	if ( owner.toLowerCase() !== object.name.toLowerCase() || ! field?.permissionable ) {
		throw badPicklist( 'Field Name', values.Field, 'Field' );
	}
	return { object, field };
}

const isReadOnly = ( field: Field ): boolean => isCalculated( field ) || ! ( field.createable || field.updateable );

export const fieldPermissionsRules: ObjectRules = {
	derive: ( draft ) => {
		const { org, values } = draft;
		const { object, field } = grantedField( draft );
		const name = `${ object.name }.${ field.name }`;
		values.SobjectType = object.name;
		values.Field = name;
		if ( values.PermissionsEdit === true && values.PermissionsRead !== true ) {
			throw dependsOn( `Edit ${ name }`, [ `Read ${ name }` ] );
		}
		if ( values.PermissionsEdit === true && isReadOnly( field ) ) {
			throw badRequest( 'FIELD_INTEGRITY_EXCEPTION', `Field ${ name } is read only: it cannot be made editable`, [ 'PermissionsEdit' ] );
		}
		refuseTwice( draft, 'Field' );
		refuseForeignLicense( org, String( values.ParentId ), `Read ${ object.label }` );
	},
	follow: ( { org, id, after } ) => deleteWhenEmpty( org, 'FieldPermissions', id, after ),
};
