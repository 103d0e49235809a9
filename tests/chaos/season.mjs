/**
 * `npm run season -- --weeks 6 [--first 1] [--seed 1] [--report FILE]`: simulated weeks of a house, by clocks that the script
 * moves; `--first`: from which week of the calendar on.
 * In step at the end of every day, and everything seen that the calendar promises, or the exit code is 1; the report is
 * for a person to read and sign.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createListingPage } from '../demo/lib/connect.mjs';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { repository } from '../stack/lib/cache.mjs';
import { printCounts } from '../stack/lib/counts.mjs';
import { main } from '../stack/lib/process.mjs';
import { green, red, say, seconds, step } from '../stack/lib/say.mjs';
import { openSeason } from './events/org.mjs';
import { openHouse } from './lib/house.mjs';
import { seeded } from './lib/random.mjs';
import { runInSite } from './lib/site-php.mjs';
import { promised } from './weeks/acts.mjs';
import { ACTS, momentOf } from './weeks/calendar.mjs';
import { openTouringVenue } from './weeks/clock-nights.mjs';
import { widenMappings } from './weeks/companies.mjs';
import { liveDay } from './weeks/day.mjs';
import { keptRows } from './weeks/kept.mjs';
import { Life } from './weeks/life.mjs';
import { SITE_ZONE } from './weeks/page.mjs';
import { findings, report, summary } from './weeks/report.mjs';
import { sumsOf } from './weeks/sums.mjs';

async function open( random, startMs ) {
	const house = await openHouse( { startMs } );
	await runInSite( house, `update_option( 'timezone_string', '${ SITE_ZONE }' );` );
	house.listingUrl = ( await createListingPage( house.admin, 100 ) ).url;
	await widenMappings( house );
	openTouringVenue( house.org );
	for ( let shows = 0; shows < 3; shows++ ) {
		openSeason( house.org, random );
	}
	return house;
}

function tell( day, ms ) {
	const sums = sumsOf( [ day ] );
	const mark = day.differed.length === 0 ? green( '✓' ) : red( '✗' );
	const still = day.stoodStill === null ? '' : `, ${ day.stoodStill } away at its end`;
	const says = day.says.length > 0 ? ` (${ day.says.join( '; ' ) })` : '';
	say(
		`${ mark } ${ day.weekday } ${ day.date }: ${ sums.edits } edits, ${ sums.runs } runs, ${ sums.failed } failed, ${ sums.heldAtTheEnd } held${ still }${ says } ${ seconds( ms ) }`
	);
	day.differed.slice( 0, 5 ).forEach( ( words ) => say( `    ${ words }` ) );
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { weeks: 'value', first: 'value', seed: 'value', report: 'value' } );
	const weeks = Number( options.weeks ?? 6 );
	const first = Number( options.first ?? 1 );
	const seed = Number( options.seed ?? 1 );
	const [ from, until ] = [ ( first - 1 ) * 7, ( first - 1 + weeks ) * 7 ];
	const file = options.report ?? join( repository, '.callboard/season.md' );
	const random = seeded( seed );
	const house = await step( 'WordPress on MariaDB, an org and a connected tenant', () => open( random, momentOf( from * 24 ) ) );
	const life = new Life( house, random );
	const days = [];
	for ( let day = from; day < until; day++ ) {
		const started = performance.now();
		days.push( await liveDay( life, day ) );
		tell( days.at( -1 ), performance.now() - started );
	}
	const acts = ACTS.filter( ( { at } ) => at >= from * 24 && at < until * 24 );
	const found = findings( life, days, { acts, promised } );
	mkdirSync( dirname( file ), { recursive: true } );
	writeFileSync(
		file,
		report( found, {
			command: `npm run season -- --weeks ${ weeks }${ first > 1 ? ` --first ${ first }` : '' } --seed ${ seed }`,
			weeks,
			kept: await keptRows( house.database ),
		} )
	);
	say();
	summary( found ).forEach( ( line ) => say( `  ${ line }` ) );
	const missed = found.checks.filter( ( { seen, due } ) => seen < due );
	missed.forEach( ( { name, seen, due } ) => say( `  ${ red( '✗' ) } ${ name }: ${ seen } of ${ due }` ) );
	say( `  The report: ${ file }` );
	const red_ = days.filter( ( { differed } ) => differed.length > 0 ).length;
	const left = red_ === 0 && missed.length === 0 && ! found.isGood ? 1 : 0;
	printCounts( { passed: days.length - red_ + found.checks.length - missed.length, failed: red_ + missed.length + left } );
	return found.isGood ? 0 : 1;
} );
