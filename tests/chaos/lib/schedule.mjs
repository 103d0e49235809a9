/**
 * One schedule: some days of a house in which everything goes wrong, then calm, then WordPress against the oracle.
 * All that happens follows from the seed.
 */
import { editorsWork, wordsLost } from '../events/editors.mjs';
import { changeOrg, openSeason, times } from '../events/org.mjs';
import { sync } from '../events/syncs.mjs';
import { START_MS } from './house.mjs';
import { expectedOf } from './oracle.mjs';
import { seeded } from './random.mjs';
import { unseen } from './sabotage.mjs';
import { settle } from './settle.mjs';
import { storedOf, versionsOf } from './stored.mjs';
import { regressions, verdict } from './verdict.mjs';

const { MINUTE, HOUR } = times;
const pauses = [
	[ 3, 0 ],
	[ 6, 61_000 ],
	[ 3, 5 * MINUTE ],
	[ 3, 16 * MINUTE ],
	[ 1, 70 * MINUTE ],
	[ 0.4, 26 * HOUR ],
];

/** Any hour of the weeks after the house was connected: nights and weekly readings fall into some schedules. */
const beginningOf = ( seed ) => START_MS + seeded( ~seed ).below( 28 * 24 * 60 ) * MINUTE;

/** The org empty, WordPress as it was after it was connected, and the clock where the seed says: whatever was played before. */
async function begin( house, seed, random ) {
	const { world } = house.simulator;
	house.org.clock.set( { now: beginningOf( seed ) } );
	await world.seed( 'empty' );
	await house.snapshots.restore( 'start', { resetIds: false } );
	house.wordpressSkewMs = 0;
	openSeason( house.org, random );
	house.advance( 2 * HOUR );
}

/** `{ seed, story, differed }`: whatever goes wrong, the story so far is told. */
export async function play( house, seed, count ) {
	const story = [];
	try {
		return { seed, story, differed: await live( house, { seed, count, story } ) };
	} catch ( error ) {
		return { seed, story, differed: [ error?.stack ?? String( error ) ] };
	}
}

/** A calm house in step with its org: every broken promise made by hand must be seen. Answers those that are not. */
export async function blindSpots( house ) {
	await begin( house, 3, seeded( 3 ) );
	await settle( house );
	const expected = expectedOf( house.org );
	const { differed } = verdict( expected, await storedOf( house.database ) );
	return differed.length > 0 ? differed : unseen( house, expected );
}

async function live( house, { seed, count, story } ) {
	const random = seeded( seed );
	const words = new Map();
	let backup;
	await begin( house, seed, random );
	const tools = { house, random, count, words, drift: [], org: house.org };
	tools.change = () => changeOrg( tools );
	let versions = new Map();
	const differed = [];

	async function backUpOrRestore() {
		if ( backup === undefined ) {
			await house.snapshots.take( 'backup' );
			backup = { versions: await versionsOf( house.database ), words: new Map( words ) };
			return 'a backup is taken';
		}
		await house.snapshots.restore( 'backup' );
		versions = backup.versions;
		words.clear();
		backup.words.forEach( ( text, id ) => words.set( id, text ) );
		backup = undefined;
		count( 'restored backups' );
		return 'the backup is restored';
	}

	const steps = random.between( 3, 7 );
	const hasBackup = random.chance( 0.15 );
	for ( let step = 1; step <= steps; step++ ) {
		const told = [];
		if ( hasBackup && random.chance( 0.5 ) ) {
			told.push( await backUpOrRestore() );
		}
		if ( random.chance( 0.85 ) ) {
			told.push( ...tools.change() );
		}
		if ( random.chance( 0.4 ) ) {
			told.push( await editorsWork( tools ) );
		}
		const ms = random.weighted( pauses );
		house.advance( ms );
		told.push( `${ ms / 1000 } s pass`, await sync( tools ) );
		story.push( `${ step }. ${ told.join( '; ' ) }` );
		const now = await versionsOf( house.database );
		differed.push( ...regressions( versions, now ) );
		versions = now;
	}
	const { runs, brakes } = await settle( house, { repair: tools.drift.length > 0 } );
	count( 'runs', runs );
	count( 'brakes let go', brakes );
	const stored = await storedOf( house.database );
	const result = verdict( expectedOf( house.org ), stored );
	differed.push( ...regressions( versions, await versionsOf( house.database ) ), ...result.differed, ...wordsLost( words, stored ) );
	count( 'held twins', result.held.length );
	return differed;
}
