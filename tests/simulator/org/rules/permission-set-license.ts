import { badRequest } from '../../http/errors';
import type { Org } from '../org';
import { INTEGRATION_LICENSE, type Person } from '../people';
import type { Row } from '../store';
import type { ObjectRules } from './index';
import { live } from './permission-set';

const named = ( org: Org, type: string, id: unknown ): Row | undefined => org.store.table( type ).get( String( id ) );

const holds = ( org: Org, userId: string, licenseId: string ): boolean =>
	live( org, 'PermissionSetLicenseAssign' ).some( ( { values } ) => values.AssigneeId === userId && values.PermissionSetLicenseId === licenseId );

const personOf = ( org: Org, id: unknown ): Person | undefined => org.people.find( ( { userId } ) => userId === id );

/** What the set grants on data, in words; null when it grants none. */
function dataRight( org: Org, setId: string ): string | null {
	const [ row ] = [ ...live( org, 'ObjectPermissions' ), ...live( org, 'FieldPermissions' ) ].filter( ( { values } ) => values.ParentId === setId );
	return row ? `Read ${ org.catalogue.find( String( row.values.SobjectType ) )?.label ?? '' }` : null;
}

/** A Salesforce Integration user holds rights only by a set made for the licence that was added for them (§18). */
const lacksLicense = ( { profile }: Person, set: Row ): boolean => profile.licenseId === INTEGRATION_LICENSE && ( set.values.LicenseId ?? null ) === null;

const notAllowed = ( right: string ): Error => badRequest( 'FIELD_INTEGRITY_EXCEPTION', `The user license doesn't allow the permission: ${ right }`, [] );

/** Rights come to a set that somebody holds already. */
export function refuseForeignLicense( org: Org, setId: string, right: string ): void {
	const set = named( org, 'PermissionSet', setId );
	const holders = live( org, 'PermissionSetAssignment' )
		.filter( ( { values } ) => values.PermissionSetId === setId )
		.map( ( { values } ) => personOf( org, values.AssigneeId ) );
	if ( set && set.values.IsOwnedByProfile !== true && holders.some( ( holder ) => holder && lacksLicense( holder, set ) ) ) {
		throw notAllowed( right );
	}
}

function refuseLicense( org: Org, set: Row, person: Person ): void {
	const { LicenseId: licenseId } = set.values;
	const right = dataRight( org, set.id );
	if ( lacksLicense( person, set ) && right !== null ) {
		throw notAllowed( right );
	}
	if ( typeof licenseId !== 'string' || licenseId === person.profile.licenseId || holds( org, person.userId, licenseId ) ) {
		return;
	}
	const license = named( org, 'PermissionSetLicense', licenseId ) ?? named( org, 'UserLicense', licenseId );
	throw badRequest(
		'FIELD_INTEGRITY_EXCEPTION',
		`Can't assign permission set ${ String( set.values.Label ) } to user ${ person.username }: the user does not have the license ${ String( license?.values.MasterLabel ) }`,
		[ 'PermissionSetId' ]
	);
}

export const permissionSetAssignmentRules: ObjectRules = {
	derive: ( { org, id, values } ) => {
		const set = named( org, 'PermissionSet', values.PermissionSetId );
		const person = personOf( org, values.AssigneeId );
		const twin = live( org, 'PermissionSetAssignment' ).find(
			( row ) => row.id !== id && row.values.AssigneeId === values.AssigneeId && row.values.PermissionSetId === values.PermissionSetId
		);
		if ( twin ) {
			const [ assignee, permissionSet ] = [ values.AssigneeId, values.PermissionSetId ].map( ( one ) => String( one ).slice( 0, 15 ) );
			throw badRequest( 'DUPLICATE_VALUE', `Duplicate PermissionSetAssignment.  Assignee: ${ assignee }; Permission Set: ${ permissionSet }`, [
				'AssigneeId',
				'PermissionSetId',
			] );
		}
		if ( ! set || ! person ) {
			return;
		}
		if ( set.values.IsOwnedByProfile === true ) {
			throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [ 'PermissionSetId' ] );
		}
		refuseLicense( org, set, person );
	},
	refuseDelete: ( org, { values } ) => {
		if ( named( org, 'PermissionSet', values.PermissionSetId )?.values.IsOwnedByProfile === true ) {
			throw badRequest( 'DELETE_FAILED', 'The permission set of a profile goes with the profile' );
		}
	},
};

function countSeats( org: Org, licenseId: string ): void {
	const license = named( org, 'PermissionSetLicense', licenseId );
	if ( license ) {
		const used = live( org, 'PermissionSetLicenseAssign' ).filter( ( { values } ) => values.PermissionSetLicenseId === licenseId ).length;
		org.store.change( license, { values: { ...license.values, UsedLicenses: used } } );
	}
}

export const permissionSetLicenseAssignRules: ObjectRules = {
	derive: ( { org, id, values } ) => {
		const { AssigneeId: userId, PermissionSetLicenseId: licenseId } = values;
		const license = named( org, 'PermissionSetLicense', licenseId );
		if ( id === null && typeof userId === 'string' && typeof licenseId === 'string' && holds( org, userId, licenseId ) ) {
			throw badRequest( 'DUPLICATE_VALUE', 'The user already has this permission set license', [ 'AssigneeId', 'PermissionSetLicenseId' ] );
		}
		if ( id === null && license && Number( license.values.UsedLicenses ) >= Number( license.values.TotalLicenses ) ) {
			throw badRequest( 'LICENSE_LIMIT_EXCEEDED', `No ${ String( license.values.MasterLabel ) } licenses are left`, [] );
		}
	},
	follow: ( { org, before, after } ) => countSeats( org, String( ( after ?? before )?.PermissionSetLicenseId ) ),
	refuseDelete: ( org, { values } ) => {
		const held = live( org, 'PermissionSetAssignment' ).some(
			( row ) =>
				row.values.AssigneeId === values.AssigneeId &&
				named( org, 'PermissionSet', row.values.PermissionSetId )?.values.LicenseId === values.PermissionSetLicenseId
		);
		if ( held ) {
			throw badRequest( 'DELETE_FAILED', 'The user still has permission sets that need this license' );
		}
	},
};
