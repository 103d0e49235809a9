/** Weekends: Salesforce, WordPress or its database are away for hours or for days. */
import { makeChange } from '../events/org.mjs';

const OUTAGE = [ 'drop', '503', 'cut', 'stall' ];
const BAD = [ '500', '503', 'html', 'truncate', 'cut', 'drop', '403-concurrent' ];

const storm = ( { house, random }, rate, kinds ) => house.simulator.world.faults.storm( { seed: random.below( 1e9 ), rate, kinds, ms: 10 } );
const reported = () => new Promise( ( resolve ) => setTimeout( resolve, 50 ) );

export async function salesforceGoes( life ) {
	storm( life, 1, OUTAGE );
	life.away.salesforce = true;
}

export async function salesforceComes( life ) {
	life.house.simulator.world.faults.storm( null );
	life.away.salesforce = false;
	if ( await life.untilWell() ) {
		life.show( 'outages of Salesforce' );
	}
}

export async function wordpressGoes( life ) {
	life.house.isAway = true;
	life.away.wordpress = true;
}

export async function wordpressComes( life ) {
	life.house.isAway = false;
	life.away.wordpress = false;
	if ( await life.untilWell() ) {
		life.show( 'outages of WordPress' );
	}
}

export async function databaseDies( life ) {
	process.kill( life.house.database.pid(), 'SIGKILL' );
	await reported();
	life.away.database = true;
}

export async function databaseDiesInMidRun( life ) {
	const { house } = life;
	makeChange( life.tools, 'add performance' );
	const line = life.line( { phpDeath: { call: 'deliver', header: 'db query 25' } } );
	await life.sync( line );
	await reported();
	life.expect( line.struckPhp && ! house.database.isAlive(), 'MariaDB was to die in a delivery and did not.' );
	life.away.database = true;
}

export async function databaseComes( life ) {
	life.expect( await life.house.database.revive(), 'MariaDB had not been away.' );
	life.away.database = false;
	if ( await life.untilWell( 40 ) ) {
		life.show( 'outages of MariaDB' );
	}
}

export async function weatherTurnsBad( life ) {
	storm( life, 0.6, BAD );
}

export async function weatherClears( life ) {
	life.house.simulator.world.faults.storm( null );
	if ( await life.untilWell() ) {
		life.show( 'days of bad weather' );
	}
}
