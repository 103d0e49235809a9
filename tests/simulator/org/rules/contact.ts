import { refuseShadow } from '../person-accounts';
import { refreshCases } from './case';
import { refreshMembers } from './member-copies';
import { composeName } from './person';
import type { ObjectRules } from './index';

export const contactRules: ObjectRules = {
	derive: ( { org, values, previous } ) => {
		refuseShadow( org, previous );
		composeName( values );
	},
	refuseDelete: ( org, row, { along } ) => refuseShadow( org, along ? null : row.values ),
	follow: ( { org, id, before, after } ) => {
		if ( before && after ) {
			refreshMembers( org, 'ContactId', id );
			refreshCases( org, id, after );
		}
	},
};
