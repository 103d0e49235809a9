import type { Org } from '../org';
import type { Value } from '../schema';
import type { Values } from '../store';
import { rowOf } from './system-rows';

/** The account of an activity: that of what it is about, or else that of whom it is with. */
export function accountOf( org: Org, { WhatId, WhoId }: Values ): Value {
	const account = rowOf( org, 'Account', WhatId );
	if ( account ) {
		return account.id;
	}
	const about = rowOf( org, 'Opportunity', WhatId ) ?? rowOf( org, 'Case', WhatId );
	return about?.values.AccountId ?? rowOf( org, 'Contact', WhoId )?.values.AccountId ?? null;
}
