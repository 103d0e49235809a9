import { accountOf } from './activity-account';
import { statusMeaning } from './status-meaning';
import type { Draft, ObjectRules } from './index';

function derive( { org, values, previous }: Draft ): void {
	values.IsClosed = statusMeaning( org, 'TaskStatus', values.Status )?.IsClosed === true;
	values.IsHighPriority = values.Priority === 'High';
	values.AccountId = accountOf( org, values );
	if ( ( previous?.IsClosed === true ) !== values.IsClosed ) {
		values.CompletedDateTime = values.IsClosed ? org.clock.stamp() : null;
	}
}

export const taskRules: ObjectRules = { derive };
