/**
 * The dust settles: no more faults, every clock right, every slow transaction done, and workers until nothing is due.
 */
import { hiddenAndListed, isAnyHidden, showAll } from '../events/sharing.mjs';
import { letBrakesGo, testConnection } from './person.mjs';
import { Line } from './line.mjs';
import { work as workWith } from './worker.mjs';

const MINUTE = 60_000;
// A lease ends after 15 minutes, a transaction after 10, a sweep comes each quarter of an hour, the id sets each hour, and what
// moves without a stamp in the minute after them.
const waits = [ 16, 16, 61, 1.1 ];
// A night, and the hour after it.
const night = [ 26 * 60, 61 ];

const patienceMs = 60_000;
const work = ( house ) => workWith( house, new Line(), patienceMs );

const openRuns = "SELECT JSON_OBJECT( 'id', id, 'kind', kind, 'state', state, 'failure', failure ) FROM wp_callboard_run WHERE finished_ms IS NULL";
const waiting = "SELECT JSON_OBJECT( 'id', id ) FROM wp_callboard_brake WHERE state = 'open'";
const failed = "SELECT JSON_OBJECT( 'id', id, 'kind', kind, 'failure', failure ) FROM wp_callboard_run WHERE state = 'failed' ORDER BY id DESC LIMIT 1";
const readAgain =
	"SELECT JSON_OBJECT( 'state', state, 'started', started_ms ) FROM wp_callboard_run WHERE kind = 'backfill' AND options IS NULL ORDER BY id DESC LIMIT 1";
const lastOnes =
	"SELECT JSON_OBJECT( 'kind', kind, 'state', state, 'failure', failure ) FROM wp_callboard_run WHERE id IN ( SELECT MAX( id ) FROM wp_callboard_run WHERE NOT ( kind = 'backfill' AND options IS NOT NULL ) GROUP BY kind )";
const all = "SELECT JSON_OBJECT( 'n', COUNT(*) ) FROM wp_callboard_run";

/** `{ runs, brakes }`: how many runs there were, and how many brakes a person let go. `repair`: drift waits for a backfill. */
export async function settle( house, { repair = false } = {} ) {
	const { simulator, org, database } = house;
	simulator.world.faults.clear();
	org.skewMs = 0;
	house.wordpressSkewMs = 0;
	await testConnection( house );
	let last;
	let brakes = 0;
	const backfill = () => repair && house.admin.rest( 'POST', `/callboard/v1/tenants/${ house.tenantId }/runs`, { kind: 'backfill' } );
	const settledAt = house.nowMs();
	await backfill();
	const pass = async ( minutes ) => {
		house.advance( minutes * MINUTE );
		last = await work( house );
		if ( ( await database.rows( waiting ) ).length > 0 ) {
			brakes += await letBrakesGo( house );
			last = await work( house );
		}
	};
	await pass( waits[ 0 ] );
	for ( const minutes of waits.slice( 1 ) ) {
		// One that failed over what was still in the air, or had looked at some listings before they drifted: it is asked for again.
		const [ reading ] = repair ? await database.rows( readAgain ) : [];
		if ( reading?.state === 'failed' || reading?.started < settledAt ) {
			await backfill();
		}
		await pass( minutes );
	}
	if ( isAnyHidden( org ) ) {
		await throughTheNight( house, pass, backfill );
	}
	const stillFailed = ( await database.rows( lastOnes ) ).filter( ( { kind, state } ) => state === 'failed' && ( repair || kind !== 'backfill' ) );
	if ( stillFailed.length > 0 ) {
		throw new Error( `After the dust has settled the last runs of a kind failed: ${ JSON.stringify( stillFailed ) }` );
	}
	if ( last.failure || last.error ) {
		throw new Error( `After the dust has settled a run still fails: ${ ( last.failure ?? last.error ).message }`, { cause: last.failure ?? last.error } );
	}
	const open = await database.rows( openRuns );
	if ( open.length > 0 ) {
		throw new Error(
			`After the dust has settled runs are still open: ${ JSON.stringify( open ) }; the last failure: ${ JSON.stringify( await database.rows( failed ) ) }`
		);
	}
	return { runs: ( await database.rows( all ) )[ 0 ].n, brakes };
}

/** Hidden records stay as they are and are listed for a person; then they are shown again. */
async function throughTheNight( house, pass, backfill ) {
	const before = await hiddenAndListed( house );
	for ( const minutes of night ) {
		await pass( minutes );
	}
	const after = new Map( ( await hiddenAndListed( house ) ).map( ( { id, unseen } ) => [ id, unseen ] ) );
	for ( const { id } of before ) {
		if ( ! after.get( id ) ) {
			throw new Error( `${ id } is hidden from the integration user: it ${ after.has( id ) ? 'is not named as unseen' : 'was withdrawn' }.` );
		}
	}
	showAll( house.org );
	// What is hidden cannot be read again.
	await backfill();
	for ( const minutes of night ) {
		await pass( minutes );
	}
}
