import type { Org } from '../org';
import { wallTime } from '../zone';

/** The calendar day of a moment, by the org's own zone. */
export function dayOf( org: Org, ms: number ): string {
	const { year, month, day } = wallTime( ms, org.zone );
	return [ String( year ).padStart( 4, '0' ), String( month ).padStart( 2, '0' ), String( day ).padStart( 2, '0' ) ].join( '-' );
}
