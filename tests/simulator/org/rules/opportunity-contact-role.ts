import type { Org } from '../org';
import type { Values } from '../store';
import { changeSystemValues, rowOf } from './system-rows';
import type { ObjectRules } from './index';

/** The opportunity shows its primary contact; that moves no stamp of it. */
function showPrimary( org: Org, opportunityId: Values[ string ] ): void {
	const opportunity = rowOf( org, 'Opportunity', opportunityId );
	const roles = opportunity ? org.store.table( 'OpportunityContactRole' ).childrenOf( 'OpportunityId', opportunity.id ) : [];
	const primary = roles.find( ( row ) => ! row.deleted && row.values.IsPrimary === true )?.values.ContactId ?? null;
	if ( opportunity && opportunity.values.ContactId !== primary ) {
		org.store.change( opportunity, { values: { ...opportunity.values, ContactId: primary } }, { quiet: true } );
	}
}

/** One role of an opportunity is the primary one: the last that was made so (§15). */
export const opportunityContactRoleRules: ObjectRules = {
	follow: ( { org, id, before, after } ) => {
		const opportunityId = ( after ?? before )?.OpportunityId ?? null;
		if ( after?.IsPrimary === true ) {
			for ( const other of org.store.table( 'OpportunityContactRole' ).childrenOf( 'OpportunityId', String( opportunityId ) ) ) {
				if ( other.id !== id && ! other.deleted ) {
					changeSystemValues( org, other, { IsPrimary: false } );
				}
			}
		}
		showPrimary( org, opportunityId );
	},
};
