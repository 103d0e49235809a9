/**
 * `npm run season -- --weeks 6 [--seed 1] [--report FILE]`: simulated weeks of a house, by clocks that the script moves.
 * In step at the end of every day, or the exit code is 1; the report is for a person to read.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { repository } from '../stack/lib/cache.mjs';
import { printCounts } from '../stack/lib/counts.mjs';
import { main } from '../stack/lib/process.mjs';
import { green, red, say, seconds, step } from '../stack/lib/say.mjs';
import { openSeason } from './events/org.mjs';
import { openHouse } from './lib/house.mjs';
import { seeded } from './lib/random.mjs';
import { dayOf, plan } from './weeks/calendar.mjs';
import { liveDay } from './weeks/day.mjs';
import { report, summary } from './weeks/report.mjs';

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { weeks: 'value', seed: 'value', report: 'value' } );
	const weeks = Number( options.weeks ?? 6 );
	const seed = Number( options.seed ?? 1 );
	const file = options.report ?? join( repository, '.callboard/season.md' );
	const random = seeded( seed );
	const house = await step( 'WordPress on MariaDB, an org and a connected tenant', () => openHouse( { startMs: dayOf( 0 ).getTime() } ) );
	for ( let shows = 0; shows < 3; shows++ ) {
		openSeason( house.org, random );
	}
	const days = [];
	let lastRun = 0;
	for ( let index = 0; index < weeks * 7; index++ ) {
		const started = performance.now();
		const day = await liveDay( house, { day: plan( index, random ), midnight: dayOf( index ).getTime(), random, lastRun } );
		lastRun = day.lastRun;
		days.push( day );
		const mark = day.differed.length === 0 ? green( '✓' ) : red( '✗' );
		say(
			`${ mark } ${ day.date }: ${ day.edits } edits, ${ day.runs } runs, ${ day.failed } failed, ${ day.held } held ${ day.events.length > 0 ? `(${ day.events.join( '; ' ) }) ` : '' }${ seconds( performance.now() - started ) }`
		);
		day.differed.slice( 0, 5 ).forEach( ( words ) => say( `    ${ words }` ) );
	}
	mkdirSync( dirname( file ), { recursive: true } );
	writeFileSync( file, report( days, { seed, weeks } ) );
	say();
	summary( days ).forEach( ( line ) => say( `  ${ line }` ) );
	say( `  The report: ${ file }` );
	const failed = days.filter( ( { differed } ) => differed.length > 0 ).length;
	printCounts( { passed: days.length - failed, failed } );
	return failed === 0 ? 0 : 1;
} );
