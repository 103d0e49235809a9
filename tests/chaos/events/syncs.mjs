/**
 * The ways a sync goes, good and bad. Each lets one worker or several run and says what happened to them.
 */
import { Line } from '../lib/line.mjs';
import { work } from '../lib/worker.mjs';

const MINUTE = 60_000;
const ANSWERS = [ '500', '503', 'html', 'truncate', 'cut', 'corrupt', 'drop', '401', '403-limit', '403-concurrent', 'query-timeout' ];

async function reviveDatabase( { house, count } ) {
	count( 'kills of MariaDB', ( await house.database.revive() ) ? 1 : 0 );
}

async function plain( { house } ) {
	await work( house );
	return 'a sync';
}

async function killedWorker( { house, random, count } ) {
	const plan = { at: random.between( 1, 11 ), moment: random.pick( [ 'before', 'after' ] ) };
	const { line } = await work( house, new Line( { plan } ) );
	count( 'kills of the worker', line.struck ? 1 : 0 );
	return `a worker killed ${ plan.moment } request ${ plan.at }${ line.struck ? ` (${ line.calls.at( -1 ) })` : ', which it did not reach' }`;
}

/** Where a request dies. The first statements are WordPress's own; a delivery has some fifty of Callboard's. */
const placeOf = ( random, call ) => {
	const where = random.weighted( [
		[ 6, 'query' ],
		[ 2, 'before-commit' ],
		[ 2, 'after-commit' ],
		[ 1, 'end' ],
	] );
	return `${ where } ${ where === 'query' ? random.between( 1, call === 'deliver' ? 70 : 30 ) : random.between( 1, 2 ) }`;
};
const calls = [
	[ 6, 'deliver' ],
	[ 2, 'offer' ],
	[ 2, 'claim' ],
	[ 2, 'complete' ],
	[ 2, 'rebuild' ],
	[ 1, 'heartbeat' ],
	[ 0.5, 'token' ],
];

async function killedPhp( { house, random, count } ) {
	const call = random.weighted( calls );
	const header = `php ${ placeOf( random, call ) }`;
	const before = house.pool.deaths();
	const { line } = await work( house, new Line( { phpDeath: { call, header } } ) );
	count( 'kills of PHP', house.pool.deaths() - before );
	return `${ header } killed in ${ call }${ line.struckPhp ? '' : ', which was not called' }`;
}

async function killedDatabase( tools ) {
	const { house, random } = tools;
	const call = random.weighted( calls );
	const header = `db ${ placeOf( random, call ) }`;
	// Somebody restarts the server while the requests still look for it.
	const watch = setInterval( () => void ( house.database.isAlive() || ( clearInterval( watch ), reviveDatabase( tools ) ) ), 100 );
	const { line } = await work( house, new Line( { phpDeath: { call, header } } ) );
	clearInterval( watch );
	await reviveDatabase( tools );
	await house.database.sql( 'SELECT 1' );
	return `${ header } killed in ${ call }${ line.struckPhp ? '' : ', which was not called' }`;
}

async function twoWorkers( { house, count } ) {
	await Promise.all( [ work( house ), work( house ) ] );
	count( 'runs of two workers' );
	return 'two workers at once';
}

async function echoed( { house, random, count } ) {
	const line = new Line( { echo: random.pick( [ 'after', 'at once' ] ) } );
	await work( house, line );
	count( 'deliveries repeated', line.deliveries.length );
	return `each delivery twice, ${ line.echo }`;
}

/** A worker falls asleep before it delivers, another does its work and newer changes, then the first one wakes. */
async function lateDelivery( { house, random, count, change } ) {
	let wake;
	const line = new Line( { hold: { call: random.pick( [ 'deliver', 'offer', 'complete' ] ), until: new Promise( ( resolve ) => ( wake = resolve ) ) } } );
	const sleeper = work( house, line );
	await Promise.race( [ sleeper, line.held ] );
	const changes = change();
	house.advance( random.pick( [ 1, 16 ] ) * MINUTE );
	await work( house );
	wake();
	await sleeper;
	count( 'late deliveries', line.isHeld ? 1 : 0 );
	return `a worker asleep before ${ line.hold.call } while another works (${ changes.join( ', ' ) || 'no change' })`;
}

async function badWeather( { house, random, count } ) {
	const { faults } = house.simulator.world;
	const rate = random.pick( [ 0.15, 0.4, 0.8 ] );
	faults.storm( { seed: random.below( 1e9 ), rate, kinds: ANSWERS, match: random.pick( [ undefined, '/services/' ] ) } );
	for ( let runs = random.between( 1, 3 ); runs > 0; runs-- ) {
		await work( house );
		house.advance( MINUTE + 1000 );
	}
	faults.storm( null );
	count( 'storms' );
	return `a storm of ${ rate }`;
}

async function oneFault( { house, random, count } ) {
	const kind = random.pick( ANSWERS );
	const fault = { kind, times: random.between( 1, 5 ), after: random.between( 0, 4 ), processed: random.chance( 0.5 ) };
	house.simulator.world.faults.arm( fault );
	await work( house );
	house.simulator.world.faults.clear();
	count( 'faults' );
	return `fault ${ kind } × ${ fault.times } after ${ fault.after }`;
}

async function expiredTokens( { house, count } ) {
	house.org.sessions.revokeAll();
	await work( house );
	count( 'faults' );
	return 'all sessions expired';
}

async function wrongClock( { house, random, count } ) {
	const line = new Line( { skewMs: random.pick( [ -1, 1 ] ) * random.pick( [ 5_000, 5 * MINUTE, 26 * 60 * MINUTE ] ) } );
	house.wordpressSkewMs = random.pick( [ 0, 0, -2 * MINUTE, 3 * MINUTE ] );
	house.org.skewMs = random.pick( [ 0, 0, -2000, 3000 ] );
	await work( house, line );
	const words = `the worker’s clock is ${ line.skewMs / 1000 } s off, WordPress’s ${ house.wordpressSkewMs / 1000 } s, Salesforce’s Date ${ house.org.skewMs / 1000 } s`;
	house.wordpressSkewMs = 0;
	house.org.skewMs = 0;
	count( 'wrong clocks' );
	return words;
}

const kinds = [
	[ 5, plain ],
	[ 6, killedWorker ],
	[ 6, killedPhp ],
	[ 0.6, killedDatabase ],
	[ 2, twoWorkers ],
	[ 1.5, echoed ],
	[ 2, lateDelivery ],
	[ 2, badWeather ],
	[ 3, oneFault ],
	[ 1, expiredTokens ],
	[ 1.5, wrongClock ],
];

/** One sync by chance; answers words. */
export async function sync( tools ) {
	tools.count( 'syncs' );
	return tools.random.weighted( kinds )( tools );
}
