import { badRequest } from '../../http/errors';
import type { Org } from '../org';
import { PERMISSIONS } from '../people';
import { PERMISSION_LABELS, PERMISSION_NEEDS } from '../permission-labels';
import type { Row, Values } from '../store';
import type { Draft, ObjectRules } from './index';

export const live = ( org: Org, type: string ): Row[] => [ ...org.store.table( type ).all() ].filter( ( { deleted } ) => ! deleted );

export const dependsOn = ( permission: string, needed: readonly string[] ): Error =>
	badRequest( 'FIELD_INTEGRITY_EXCEPTION', `Permission ${ permission } depends on permission(s): ${ needed.join( ', ' ) }` );

const NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

/** Converting leads takes the right to make what they become (§12.3). */
function missingForConversion( org: Org, id: string | null ): string[] {
	const granted = live( org, 'ObjectPermissions' ).filter( ( { values } ) => values.ParentId === id );
	const has = ( object: string, right: string ): boolean => granted.some( ( { values } ) => values.SobjectType === object && values[ right ] === true );
	return [
		...( has( 'Account', 'PermissionsCreate' ) ? [] : [ 'Create Account' ] ),
		...( has( 'Contact', 'PermissionsCreate' ) ? [] : [ 'Create Contact' ] ),
		...( has( 'Lead', 'PermissionsEdit' ) ? [] : [ 'Edit Lead' ] ),
	];
}

function checkPermissions( { org, id, values }: Draft ): void {
	for ( const permission of PERMISSIONS.filter( ( name ) => values[ `Permissions${ name }` ] === true ) ) {
		const missing = ( PERMISSION_NEEDS[ permission ] ?? [] ).filter( ( name ) => values[ `Permissions${ name }` ] !== true );
		if ( missing.length > 0 ) {
			throw dependsOn(
				PERMISSION_LABELS[ permission ],
				missing.map( ( name ) => PERMISSION_LABELS[ name ] )
			);
		}
	}
	if ( values.PermissionsConvertLeads === true && values.IsOwnedByProfile !== true ) {
		const missing = missingForConversion( org, id );
		if ( missing.length > 0 ) {
			throw dependsOn( PERMISSION_LABELS.ConvertLeads, missing );
		}
	}
}

function checkName( { org, id, values }: Draft ): void {
	const name = String( values.Name ?? '' );
	if ( name !== '' && ! NAME.test( name ) ) {
		throw badRequest(
			'FIELD_INTEGRITY_EXCEPTION',
			`API Name: The API Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`,
			[ 'Name' ]
		);
	}
	const other = live( org, 'PermissionSet' ).find( ( row ) => row.id !== id && String( row.values.Name ).toLowerCase() === name.toLowerCase() );
	if ( other ) {
		throw badRequest( 'DUPLICATE_VALUE', `duplicate value found: Name duplicates value on record with id: ${ other.id }`, [ 'Name' ] );
	}
}

const isAssigned = ( org: Org, id: string ): boolean => live( org, 'PermissionSetAssignment' ).some( ( { values } ) => values.PermissionSetId === id );

export const permissionSetRules: ObjectRules = {
	derive: ( draft ) => {
		if ( draft.previous?.IsOwnedByProfile !== true ) {
			checkName( draft );
		}
		checkPermissions( draft );
	},
	refuseDelete: ( org, { id, values } ) => {
		if ( values.IsOwnedByProfile === true || isAssigned( org, id ) ) {
			throw badRequest( 'DELETE_FAILED', `Permission set ${ String( values.Label ) } cannot be deleted: it is assigned to users` );
		}
	},
};

const allFalse = ( values: Values ): boolean => ! Object.entries( values ).some( ( [ name, value ] ) => name.startsWith( 'Permissions' ) && value === true );

/** A row that grants nothing is deleted (§12.3). */
export function deleteWhenEmpty( org: Org, type: string, id: string, after: Values | null ): void {
	const row = org.store.table( type ).get( id );
	if ( after !== null && row && allFalse( after ) ) {
		org.store.purge( row );
	}
}

export const setupEntityAccessRules: ObjectRules = {
	derive: ( { values } ) => {
		const id = String( values.SetupEntityId ?? '' );
		if ( ! id.startsWith( '01p' ) ) {
			throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [ 'SetupEntityId' ] );
		}
		values.SetupEntityType = 'ApexClass';
	},
};
