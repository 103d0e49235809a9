/**
 * `npm run chaos -- --schedules N --seed S`: random schedules of change, faults, kills and bad clocks; after each, when the
 * dust has settled, WordPress equals what the org alone says should be public. See README.md.
 */
import { availableParallelism } from 'node:os';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { printCounts } from '../stack/lib/counts.mjs';
import { main } from '../stack/lib/process.mjs';
import { dim, red, say, seconds, step, StackFailure } from '../stack/lib/say.mjs';
import { openHouseProcess, playAll } from './lib/houses.mjs';

function numberOf( text, name ) {
	const number = Number( text );
	if ( ! Number.isInteger( number ) || number < 1 ) {
		throw new StackFailure( `--${ name } is a whole number from 1 on, not "${ text }".` );
	}
	return number;
}

function tell( { seed, story, differed } ) {
	say( red( `✗ seed ${ seed }: ${ differed.length } differences` ) );
	story.forEach( ( line ) => say( `    ${ line }` ) );
	differed.slice( 0, 12 ).forEach( ( line ) => say( `  ${ line }` ) );
	say( `  → replay: npm run chaos -- --seed ${ seed } --schedules 1` );
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { schedules: 'value', seed: 'value', houses: 'value', wordpress: 'value', verbose: 'flag' } );
	const schedules = numberOf( options.schedules ?? '50', 'schedules' );
	const first = numberOf( options.seed ?? '1', 'seed' );
	// Below some twenty schedules another house costs more than it brings.
	const houses = numberOf( options.houses ?? String( schedules < 20 ? 1 : Math.min( 2, availableParallelism() ) ), 'houses' );
	const { wordpress } = options;
	const house = await step( 'WordPress on MariaDB, an org and a connected tenant', () => openHouseProcess( wordpress ) );
	const sums = {};
	const counts = { passed: 0, failed: 0 };
	const started = performance.now();
	const hear = ( result ) => {
		counts[ result.differed.length > 0 ? 'failed' : 'passed' ]++;
		Object.entries( result.sums ).forEach( ( [ what, n ] ) => ( sums[ what ] = ( sums[ what ] ?? 0 ) + n ) );
		if ( result.differed.length > 0 ) {
			tell( result );
		}
		if ( options.verbose ) {
			say( dim( `  seed ${ result.seed }: ${ seconds( result.ms ) }` ) );
			result.story.forEach( ( line ) => say( dim( `    ${ line }` ) ) );
		}
		const done = counts.passed + counts.failed;
		if ( done % 50 === 0 ) {
			say( dim( `  ${ done } of ${ schedules } schedules, ${ seconds( performance.now() - started ) }` ) );
		}
	};
	await playAll(
		Array.from( { length: schedules }, ( _, n ) => first + n ),
		{ first: house, more: houses - 1, wordpress, tell: hear }
	);
	const { missed } = await house.ask( {} );
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
