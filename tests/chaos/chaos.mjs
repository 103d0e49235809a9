/**
 * `npm run chaos -- --schedules N --seed S`: random schedules of change, faults, kills and bad clocks; after each, when the
 * dust has settled, WordPress equals what the org alone says should be public. See README.md.
 */
import { parseArguments } from '../stack/lib/arguments.mjs';
import { printCounts } from '../stack/lib/counts.mjs';
import { main } from '../stack/lib/process.mjs';
import { dim, red, say, seconds, step, StackFailure } from '../stack/lib/say.mjs';
import { openHouse } from './lib/house.mjs';
import { blindSpots, play } from './lib/schedule.mjs';

function numberOf( text, name ) {
	const number = Number( text );
	if ( ! Number.isInteger( number ) || number < 1 ) {
		throw new StackFailure( `--${ name } is a whole number from 1 on, not "${ text }".` );
	}
	return number;
}

/** Sums by name, for the line at the end. */
function tally() {
	const sums = {};
	return { sums, count: ( what, n = 1 ) => ( sums[ what ] = ( sums[ what ] ?? 0 ) + n ) };
}

function tell( { seed, story, differed } ) {
	say( red( `✗ seed ${ seed }: ${ differed.length } differences` ) );
	story.forEach( ( line ) => say( `    ${ line }` ) );
	differed.slice( 0, 12 ).forEach( ( line ) => say( `  ${ line }` ) );
	say( `  → replay: npm run chaos -- --seed ${ seed } --schedules 1` );
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { schedules: 'value', seed: 'value', wordpress: 'value', verbose: 'flag' } );
	const schedules = numberOf( options.schedules ?? '50', 'schedules' );
	const first = numberOf( options.seed ?? '1', 'seed' );
	const house = await step( 'WordPress on MariaDB, an org and a connected tenant', () => openHouse( { wordpress: options.wordpress } ) );
	const { sums, count } = tally();
	const counts = { passed: 0, failed: 0 };
	const started = performance.now();
	for ( let n = 0; n < schedules; n++ ) {
		const begun = performance.now();
		const result = await play( house, first + n, count );
		if ( result.differed.length > 0 ) {
			counts.failed++;
			tell( result );
		} else {
			counts.passed++;
		}
		if ( options.verbose ) {
			say( dim( `  seed ${ first + n }: ${ seconds( performance.now() - begun ) }` ) );
			result.story.forEach( ( line ) => say( dim( `    ${ line }` ) ) );
		}
		if ( ( n + 1 ) % 50 === 0 ) {
			say( dim( `  ${ n + 1 } of ${ schedules } schedules, ${ seconds( performance.now() - started ) }` ) );
		}
	}
	const missed = await blindSpots( house );
	counts[ missed.length === 0 ? 'passed' : 'failed' ]++;
	missed.forEach( ( words ) => say( red( `✗ the verdict does not see: ${ words }` ) ) );
	say(
		`${ schedules } schedules in ${ seconds( performance.now() - started ) }: ${ Object.entries( sums )
			.map( ( [ what, n ] ) => `${ n } ${ what }` )
			.join( ', ' ) }`
	);
	printCounts( counts );
	return counts.failed === 0 ? 0 : 1;
} );
