import { badRequest } from '../../http/errors';
import { refreshMembers } from './member-copies';
import { composeName } from './person';
import type { ObjectRules } from './index';

export const refuseConverted = (): Error => badRequest( 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', [] );

/** Converting makes a lead read-only (§8.4). */
export const leadRules: ObjectRules = {
	derive: ( { values, previous } ) => {
		if ( previous?.IsConverted === true ) {
			throw refuseConverted();
		}
		composeName( values );
	},
	follow: ( { org, id, before, after } ) => {
		if ( before && after ) {
			refreshMembers( org, 'LeadId', id );
		}
	},
};
