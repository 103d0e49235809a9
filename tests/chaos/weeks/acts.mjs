/** Everything that the calendar may name. */
import * as byHand from './by-hand.mjs';
import { plantClockNights } from './clock-nights.mjs';
import * as deployments from './deployments.mjs';
import * as outages from './outages.mjs';
import * as signIns from './sign-ins.mjs';

export const acts = {
	...byHand,
	...deployments,
	...outages,
	...signIns,
	plantClockNights,
	clocksHaveChanged: ( life ) => life.show( 'clock changes' ),
};

/** What must have been seen, by name, as often as the calendar has one of these acts. */
export const promised = {
	'outages of Salesforce': [ 'salesforceComes' ],
	'outages of WordPress': [ 'wordpressComes' ],
	'outages of MariaDB': [ 'databaseComes' ],
	'days of bad weather': [ 'weatherClears' ],
	'ended sessions': [ 'sessionsExpire', 'sessionsExpireInMidRun' ],
	'withdrawn keys': [ 'newKeyIsGiven' ],
	'frozen users': [ 'userIsThawed' ],
	'days without API calls': [ 'callsAreFree' ],
	'releases in mid-run': Object.keys( deployments ),
	'runs taken over from a dead worker': Object.keys( deployments ).filter( ( name ) => name.startsWith( 'deployKilled' ) ),
	'runs handed back': [ 'deployDeactivated', 'deployToldToStop' ],
	'clock changes': [ 'clocksHaveChanged' ],
	'drift repaired': [ 'driftByScript' ],
	'editors at their own words': [ 'editorDescribes' ],
	'writes to what Salesforce owns, refused': [ 'editorTriesTitle', 'editorTrashes', 'importerWrites' ],
	'twins entered': [ 'enterTwin', 'decideTwin' ],
	'twins decided': [ 'decideTwin' ],
	'hidden records kept and named': [ 'showHidden' ],
	merges: [ 'mergeCompanies' ],
};
