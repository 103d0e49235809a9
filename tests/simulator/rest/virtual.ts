import { diagnosticRows } from '../diagnostics';
import { fieldPermissionRows, objectPermissionRows } from '../org/inferred-rights';
import { PERMISSIONS } from '../org/people';
import { newRow, type Row } from '../org/store';
import { toolingRows } from '../tooling/rows';
import type { Call } from './context';

type Rows = ( call: Call ) => Row[];

const userPermissionAccess: Rows = ( { access } ) => [
	newRow( 'UserPermissionAccess', '000000000000000AAA', {
		Id: '000000000000000AAA',
		...Object.fromEntries( PERMISSIONS.map( ( name ): [ string, boolean ] => [ `Permissions${ name }`, access.may( name ) ] ) ),
	} ),
];

const VIRTUAL: Readonly< Record< string, Rows > > = {
	UserPermissionAccess: userPermissionAccess,
	ObjectPermissions: ( { org } ) => objectPermissionRows( org ),
	FieldPermissions: ( { org } ) => fieldPermissionRows( org ),
	...toolingRows,
	...diagnosticRows,
};

/** Rows that are not stored but worked out for the one who asks. */
export const virtualRows = ( call: Call, object: string ): Row[] => VIRTUAL[ object ]?.( call ) ?? [];
