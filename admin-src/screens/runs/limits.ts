import type { RunRequest } from '../../../sync-worker/src/contract/types';

/** The dialogue as it is filled in; empty means not limited. */
export interface Limits {
	objects: string[];
	/** YYYY-MM-DD, as a date field gives it. */
	from: string;
	to: string;
	condition: string;
	/** Nothing is written: the run's page shows what would change. */
	rehearsal: boolean;
}

export const noLimits: Limits = { objects: [], from: '', to: '', condition: '', rehearsal: false };

/** Midnight by the visitor's clock, in which this page shows all times; `later` days on. */
function midnight( day: string, later: number ): number {
	const [ year = 0, month = 1, date = 1 ] = day.split( '-' ).map( Number );
	return Math.max( 0, new Date( year, month - 1, date + later ).getTime() );
}

export const optionsOf = ( { objects, from, to, condition }: Omit< Limits, 'rehearsal' > ): NonNullable< RunRequest[ 'options' ] > => ( {
	...( objects.length > 0 ? { objects } : {} ),
	...( from ? { created_from_ms: midnight( from, 0 ) } : {} ),
	// The last day is one of those asked for.
	...( to ? { created_to_ms: midnight( to, 1 ) } : {} ),
	...( condition.trim() ? { condition: condition.trim() } : {} ),
} );
