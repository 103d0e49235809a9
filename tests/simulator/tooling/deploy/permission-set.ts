import { badRequest } from '../../http/errors';
import type { Org } from '../../org/org';
import { PERMISSIONS, PROFILES } from '../../org/people';
import { findField } from '../../org/schema';
import type { Actor, Row } from '../../org/store';
import { Writer } from '../../org/write';
import { listIn, textIn, type Xml } from './source';

const isTrue = ( xml: Xml, name: string ): boolean => textIn( xml, name ) === 'true';

/** A deployment writes with all rights, in the name of whoever deploys. */
function systemWriter( org: Org, actor: Actor ): Writer {
	const administrator = org.people.find( ( { profile } ) => profile.id === PROFILES.admin.id );
	return new Writer( org, org.accessOf( administrator?.userId ?? actor.userId ), actor );
}

function licenseIn( org: Org, xml: Xml ): string | null {
	const name = textIn( xml, 'license' );
	const rows = [ 'PermissionSetLicense', 'UserLicense' ].flatMap( ( type ) => [ ...org.store.table( type ).all() ] );
	const found = rows.find( ( { values } ) => [ values.MasterLabel, values.DeveloperName ].includes( name ) );
	if ( name !== '' && ! found ) {
		throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `In field: license - no UserLicense named ${ name } found` );
	}
	return found?.id ?? null;
}

function checkField( org: Org, name: string ): string {
	const [ object = '', field = '' ] = name.split( '.' );
	const known = org.catalogue.find( object );
	const found = known && findField( known, field );
	if ( ! known || ! found ) {
		throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `In field: field - no CustomField named ${ name } found` );
	}
	if ( ! found.permissionable ) {
		throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `You cannot deploy to a required field: ${ name }` );
	}
	return known.name;
}

/** Parents come before what belongs to them: the other way round their right to be read would be missing. */
function inTurn( rights: Xml[], write: ( one: Xml ) => void ): void {
	let left = rights;
	for ( let pass = 0; left.length > 0; pass++ ) {
		const failed: [ Xml, unknown ][] = [];
		for ( const one of left ) {
			try {
				write( one );
			} catch ( error ) {
				failed.push( [ one, error ] );
			}
		}
		if ( failed.length === left.length ) {
			throw failed[ 0 ]![ 1 ];
		}
		left = failed.map( ( [ one ] ) => one );
	}
}

function clear( org: Org, set: Row ): void {
	for ( const type of [ 'ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess' ] ) {
		[ ...org.store.table( type ).all() ].filter( ( { values } ) => values.ParentId === set.id ).forEach( ( row ) => org.store.purge( row ) );
	}
}

/** Replaces the old set whole (§12.5). */
export function deployPermissionSet( org: Org, actor: Actor, name: string, xml: Xml ): boolean {
	const writer = systemWriter( org, actor );
	const old = [ ...org.store.table( 'PermissionSet' ).all() ].find( ( { values, deleted } ) => ! deleted && values.Name === name );
	const described = { Label: textIn( xml, 'label' ), Description: textIn( xml, 'description' ) };
	const none = Object.fromEntries( PERMISSIONS.map( ( permission ) => [ `Permissions${ permission }`, false ] ) );
	if ( old ) {
		clear( org, old );
		writer.update( 'PermissionSet', old.id, { ...described, ...none } );
	}
	const ParentId = old?.id ?? writer.create( 'PermissionSet', { Name: name, ...described, LicenseId: licenseIn( org, xml ) } );
	inTurn( listIn( xml, 'objectPermissions' ), ( one ) => {
		writer.create( 'ObjectPermissions', {
			ParentId,
			SobjectType: textIn( one, 'object' ),
			PermissionsRead: isTrue( one, 'allowRead' ),
			PermissionsCreate: isTrue( one, 'allowCreate' ),
			PermissionsEdit: isTrue( one, 'allowEdit' ),
			PermissionsDelete: isTrue( one, 'allowDelete' ),
			PermissionsViewAllRecords: isTrue( one, 'viewAllRecords' ),
			PermissionsModifyAllRecords: isTrue( one, 'modifyAllRecords' ),
			PermissionsViewAllFields: isTrue( one, 'viewAllFields' ),
		} );
	} );
	for ( const one of listIn( xml, 'fieldPermissions' ) ) {
		const Field = textIn( one, 'field' );
		const SobjectType = checkField( org, Field );
		writer.create( 'FieldPermissions', {
			ParentId,
			SobjectType,
			Field,
			PermissionsRead: isTrue( one, 'readable' ),
			PermissionsEdit: isTrue( one, 'editable' ),
		} );
	}
	const granted = listIn( xml, 'userPermissions' ).filter( ( one ) => isTrue( one, 'enabled' ) );
	if ( granted.length > 0 ) {
		writer.update( 'PermissionSet', ParentId, Object.fromEntries( granted.map( ( one ) => [ `Permissions${ textIn( one, 'name' ) }`, true ] ) ) );
	}
	return old === undefined;
}
