import type { Org } from '../org';
import type { Value } from '../schema';
import type { Values } from '../store';

/** What a status or stage means, from the rows that say so (§15). */
export function statusMeaning( org: Org, type: 'OpportunityStage' | 'CaseStatus' | 'TaskStatus', status: Value | undefined ): Values | undefined {
	for ( const { deleted, values } of org.store.table( type ).all() ) {
		if ( ! deleted && ( values.ApiName === status || values.MasterLabel === status ) ) {
			return values;
		}
	}
	return undefined;
}
