/**
 * One day: edits through the day, a worker each few hours, what the calendar brings, and the look at its end.
 */
import { changeOrg } from '../events/org.mjs';
import { Line } from '../lib/line.mjs';
import { expectedOf } from '../lib/oracle.mjs';
import { letBrakesGo } from '../lib/person.mjs';
import { reactivate } from '../lib/site-php.mjs';
import { storedOf } from '../lib/stored.mjs';
import { verdict } from '../lib/verdict.mjs';
import { work } from '../lib/worker.mjs';
import { HOURS } from './calendar.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OUTAGE = [ 'drop', '503', 'cut', 'stall' ];

const runsSince = ( id ) =>
	`SELECT JSON_OBJECT( 'id', id, 'kind', kind, 'state', state, 'counts', counts, 'failure', failure, 'takeovers', takeovers ) FROM wp_callboard_run WHERE id > ${ id } ORDER BY id`;

/** Time goes by until then; it never goes back. */
const until = ( house, ms ) => house.advance( Math.max( 0, ms - house.org.clock.now() ) );

async function deploy( house, random, seen ) {
	// The old worker is stopped in mid-run; the new one takes over what it left once the lease has ended.
	const old = new Line( { plan: { at: random.between( 2, 6 ), moment: 'after' } } );
	await work( house, old );
	await reactivate( house );
	house.advance( 16 * MINUTE );
	await work( house );
	seen.deployments++;
	seen.interrupted += old.struck ? 1 : 0;
}

async function outage( house, day, random ) {
	if ( day.outage === 'the database' ) {
		process.kill( house.database.pid(), 'SIGKILL' );
		await new Promise( ( resolve ) => setTimeout( resolve, 50 ) );
		await work( house );
		await house.database.revive();
		return;
	}
	house.simulator.world.faults.storm( { seed: random.below( 1e9 ), rate: 1, kinds: OUTAGE, ms: 10 } );
	for ( let hours = 0; hours < 3; hours++ ) {
		await work( house );
		house.advance( HOUR );
	}
	house.simulator.world.faults.storm( null );
}

/** `{ …day, edits, runs, failed, healed, held, drift, brakes, differed }` */
export async function liveDay( house, { day, midnight, random, lastRun } ) {
	const seen = { edits: 0, deployments: 0, interrupted: 0 };
	const tools = { org: house.org, random, count: ( what, n = 1 ) => ( seen.edits += what === 'changes' ? n : 0 ) };
	for ( const hour of HOURS ) {
		until( house, midnight + hour * HOUR );
		if ( hour > 8 && hour < 21 && ! ( day.weekend && random.chance( 0.6 ) ) ) {
			changeOrg( tools );
		}
		if ( day.expired && hour === 11 ) {
			house.org.sessions.revokeAll();
		}
		if ( day.outage && hour === 15 ) {
			await outage( house, day, random );
		} else if ( day.deployment && hour === 13 ) {
			await deploy( house, random, seen );
		} else {
			await work( house );
		}
	}
	// The last quarter of an hour of the day: nothing new happens, and the sync catches up.
	until( house, midnight + 23.4 * HOUR );
	await work( house );
	const brakes = await letBrakesGo( house );
	house.advance( 17 * MINUTE );
	await work( house );
	return { ...day, ...seen, brakes, ...( await reckon( house, lastRun ) ) };
}

async function reckon( house, lastRun ) {
	const runs = await house.database.rows( runsSince( lastRun ) );
	const failures = runs.filter( ( { state } ) => state === 'failed' );
	const { differed, held } = verdict( expectedOf( house.org ), await storedOf( house.database ) );
	const sum = ( name ) => runs.reduce( ( total, { counts } ) => total + ( JSON.parse( counts )[ name ] ?? 0 ), 0 );
	return {
		runs: runs.length,
		failed: failures.length,
		causes: [ ...new Set( failures.map( ( { failure } ) => JSON.parse( failure ?? '{}' ).code ?? 'unknown' ) ) ],
		// A failure with a run that went well after it, and a run that another worker finished.
		healed: failures.filter( ( { id, kind } ) => runs.some( ( later ) => later.id > id && later.kind === kind && later.state === 'succeeded' ) ).length,
		takeovers: runs.reduce( ( total, { takeovers } ) => total + takeovers, 0 ),
		created: sum( 'created' ),
		updated: sum( 'updated' ),
		withdrawn: sum( 'withdrawn' ),
		held: held.length,
		differed,
		lastRun: runs.at( -1 )?.id ?? lastRun,
	};
}
