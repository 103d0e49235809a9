/**
 * What each day of the simulated weeks brings: the calendar of a house, the same for the same seed.
 * The weeks begin on Monday 2026-10-19, so that Europe's clocks change on the first Sunday and New York's on the second.
 */
export const FIRST_DAY = '2026-10-19';
const DAY = 24 * 3600 * 1000;

export const dayOf = ( index ) => new Date( Date.parse( `${ FIRST_DAY }T00:00:00Z` ) + index * DAY );
const SWITCHES = { '2026-10-25': 'Clocks change in Europe', '2026-11-01': 'Clocks change in New York' };

/** `{ date, weekday, events: string[], outage, expired, deployment, quiet }` */
export function plan( index, random ) {
	const date = dayOf( index ).toISOString().slice( 0, 10 );
	const weekday = dayOf( index ).getUTCDay();
	const weekend = weekday === 0 || weekday === 6;
	// One weekend outage a week, on its Saturday or its Sunday; a token dies each Tuesday; a deployment comes on Thursdays.
	const day = {
		date,
		weekday,
		weekend,
		outage: weekend && ( weekday === 6 ? index % 14 < 7 : index % 14 >= 7 ) ? random.pick( [ 'Salesforce', 'Salesforce', 'the database' ] ) : null,
		expired: weekday === 2,
		deployment: weekday === 4,
		clocks: SWITCHES[ date ] ?? null,
	};
	const events = [
		day.outage && `outage of ${ day.outage }`,
		day.expired && 'all Salesforce sessions expired',
		day.deployment && 'a new worker and the plugin activated again, in the middle of a run',
		day.clocks,
	].filter( Boolean );
	return { ...day, events };
}

/** Hours at which somebody looks after the season, and at which workers come by meanwhile. */
export const HOURS = [ 6, 9, 11, 13, 15, 17, 20, 23 ];
