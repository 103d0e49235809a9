import { addSystemRow } from './system-rows';
import type { ObjectRules } from './index';

/** A new campaign has two member statuses (§11.2). */
export const campaignRules: ObjectRules = {
	follow: ( { org, actor, id, before, after } ) => {
		// A campaign that comes back from the recycle bin has its statuses already.
		if ( before || ! after || org.store.table( 'CampaignMemberStatus' ).childrenOf( 'CampaignId', id ).length > 0 ) {
			return;
		}
		addSystemRow( org, actor, 'CampaignMemberStatus', { CampaignId: id, Label: 'Sent', SortOrder: 1, IsDefault: true, HasResponded: false } );
		addSystemRow( org, actor, 'CampaignMemberStatus', { CampaignId: id, Label: 'Responded', SortOrder: 2, IsDefault: false, HasResponded: true } );
	},
};
