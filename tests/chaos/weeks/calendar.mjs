/**
 * What the weeks bring, hour by hour: a calendar and no dice, so that each thing really comes. They begin on Monday
 * 2026-10-19, so that Europe's clocks change on the first Sunday, the site's among them, and New York's on the second.
 */
const FIRST_DAY = '2026-10-19';
export const HOUR = 3600_000;
const FIRST_MS = Date.parse( `${ FIRST_DAY }T00:00:00Z` );
const [ MON, TUE, WED, THU, FRI, SAT, SUN ] = [ 0, 1, 2, 3, 4, 5, 6 ];

export const momentOf = ( hours ) => FIRST_MS + hours * HOUR;
export const dateOf = ( day ) => new Date( momentOf( day * 24 ) ).toISOString().slice( 0, 10 );
export const weekdayOf = ( day ) => [ 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun' ][ day % 7 ];
export const isWeekend = ( day ) => day % 7 >= SAT;

const at = ( week, day, hour ) => ( ( week - 1 ) * 7 + day ) * 24 + hour;
const weekly = ( day, hour, act, weeks = [ 1, 2, 3, 4, 5, 6 ] ) => weeks.map( ( week ) => ( { at: at( week, day, hour ), act } ) );

/** `act`: a name in acts.mjs; `says`: what stands in the day's line of the report, where a day is marked by it. */
export const ACTS = [
	{ at: at( 1, SAT, 10 ), act: 'salesforceGoes', says: 'Salesforce away from 10 to 18' },
	{ at: at( 1, SAT, 18 ), act: 'salesforceComes' },
	{ at: at( 2, SAT, 14 ), act: 'wordpressGoes', says: 'WordPress away from 14 to 20' },
	{ at: at( 2, SAT, 20 ), act: 'wordpressComes' },
	{ at: at( 3, SAT, 0 ), act: 'salesforceGoes', says: 'Salesforce away the whole weekend' },
	{ at: at( 4, MON, 6 ), act: 'salesforceComes', says: 'Salesforce is back at 6' },
	{ at: at( 4, SAT, 12 ), act: 'databaseDies', says: 'MariaDB killed at 12, back at 18' },
	{ at: at( 4, SAT, 18 ), act: 'databaseComes' },
	{ at: at( 5, SAT, 0 ), act: 'wordpressGoes', says: 'WordPress away the whole weekend' },
	{ at: at( 6, MON, 6 ), act: 'wordpressComes', says: 'WordPress is back at 6' },
	{ at: at( 6, SAT, 11 ), act: 'databaseDiesInMidRun', says: 'MariaDB killed in the middle of a delivery, back at 13' },
	{ at: at( 6, SAT, 13 ), act: 'databaseComes' },
	{ at: at( 6, SUN, 8 ), act: 'weatherTurnsBad', says: 'three of five answers of Salesforce broken from 8 to 20' },
	{ at: at( 6, SUN, 20 ), act: 'weatherClears' },

	{ at: at( 1, TUE, 11 ), act: 'sessionsExpire', says: 'all Salesforce sessions ended' },
	{ at: at( 2, TUE, 11 ), act: 'sessionsExpireInMidRun', says: 'all Salesforce sessions ended in the middle of a run' },
	{ at: at( 3, TUE, 11 ), act: 'keyIsTakenAway', says: 'the key of the sign-in withdrawn at 11, a new one given at 15' },
	{ at: at( 3, TUE, 15 ), act: 'newKeyIsGiven' },
	{ at: at( 4, TUE, 11 ), act: 'sessionsExpire', says: 'all Salesforce sessions ended' },
	{ at: at( 5, TUE, 11 ), act: 'userIsFrozen', says: 'the integration user frozen from 11 to 14' },
	{ at: at( 5, TUE, 14 ), act: 'userIsThawed' },
	{ at: at( 6, TUE, 11 ), act: 'sessionsExpireInMidRun', says: 'all Salesforce sessions ended in the middle of a run' },

	{ at: at( 4, WED, 10 ), act: 'callsAreUsedUp', says: 'the org’s API calls used up by others from 10 to 20' },
	{ at: at( 4, WED, 20 ), act: 'callsAreFree' },

	{ at: at( 1, THU, 13 ), act: 'deployKilledInDelivery', says: 'a new release while a worker delivers: it is killed' },
	{ at: at( 2, THU, 13 ), act: 'deployDeactivated', says: 'a new release: deactivated and activated while a worker delivers' },
	{ at: at( 3, THU, 13 ), act: 'deployKilledAtTheEnd', says: 'a new release before a worker can settle its run: it is killed' },
	{ at: at( 4, THU, 13 ), act: 'deployToldToStop', says: 'a new release: the worker is told to stop in mid-run' },
	{ at: at( 5, THU, 13 ), act: 'deployKilledInRebuild', says: 'a new release while a worker rebuilds the listing: it is killed' },
	{ at: at( 6, THU, 13 ), act: 'deployKilledInBackfill', says: 'a new release while a worker reads all again: it is killed' },

	{ at: at( 1, SAT, 21 ), act: 'plantClockNights', says: 'performances on both sides of Europe’s clock change' },
	{ at: at( 1, SUN, 7 ), act: 'clocksHaveChanged', says: 'clocks have changed in Europe' },
	{ at: at( 2, SAT, 21 ), act: 'plantClockNights', says: 'performances on both sides of New York’s clock change' },
	{ at: at( 2, SUN, 7 ), act: 'clocksHaveChanged', says: 'clocks have changed in New York' },

	// Reading all again comes on Mondays at four; from the fourth week on each night, as an administrator has chosen.
	...weekly( MON, 3, 'driftByScript', [ 2, 3, 4, 5 ] ),
	{ at: at( 4, MON, 9 ), act: 'chooseNightlyReadings' },
	...weekly( WED, 3, 'driftByScript', [ 4, 5, 6 ] ),

	...weekly( MON, 14, 'editorDescribes' ),
	...weekly( WED, 14, 'editorDescribes' ),
	...weekly( TUE, 14, 'editorTriesTitle' ),
	...weekly( THU, 15, 'editorTrashes' ),
	...weekly( FRI, 14, 'importerWrites' ),

	...weekly( WED, 12, 'enterTwin' ),
	...weekly( FRI, 16, 'decideTwin', [ 2, 4, 6 ] ),
	...weekly( FRI, 11, 'mergeCompanies' ),
	...weekly( THU, 21, 'hideOne', [ 2, 5 ] ),
	...weekly( FRI, 7, 'showHidden', [ 2, 5 ] ),
];

/** Hours at which a worker comes by; around trouble it comes each minute. */
export const VISITS = new Set( [ 2, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 22 ] );

/** Everything people do to a season, once each working day; beside it the dice of the schedules. */
export const EACH_WORKING_DAY = [
	'rename production',
	'reschedule',
	'move venue',
	'cancel',
	'change sales',
	'add performance',
	'delete performance',
	'undelete',
	'add production',
];
