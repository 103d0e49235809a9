/**
 * `npm test` and `npm run test:full` (`--full`); `--only a,b` selects suites, `--list` names them.
 * Works in a fresh clone with nothing installed but Node, and root on Debian.
 */
import { availableParallelism } from 'node:os';
import { parseArguments } from './lib/arguments.mjs';
import { provide } from './lib/apt.mjs';
import { buildAll } from './lib/build.mjs';
import { repository } from './lib/cache.mjs';
import { countsLine, readCounts, sumCounts } from './lib/counts.mjs';
import { installComposer, installNpm } from './lib/dependencies.mjs';
import { main, run } from './lib/process.mjs';
import { bold, dim, green, red, say, seconds, StackFailure } from './lib/say.mjs';
import { quick, slow } from './suites.mjs';

function choose( options ) {
	const all = options.full ? slow : quick;
	const names = options.only?.split( ',' );
	const known = [ ...quick, ...slow ];
	const unknown = names?.find( ( name ) => ! known.some( ( suite ) => suite.name === name ) );
	if ( unknown !== undefined ) {
		throw new StackFailure( `There is no suite "${ unknown }".`, [ `Known: ${ known.map( ( { name } ) => name ).join( ', ' ) }` ] );
	}
	return ( names ? known.filter( ( { name } ) => names.includes( name ) ) : all ).filter( ( { when } ) => when === undefined || when() );
}

async function prepare( suites ) {
	await installNpm();
	const needs = [ ...new Set( suites.flatMap( ( { needs: wanted = [] } ) => wanted ) ) ];
	if ( needs.length > 0 ) {
		await provide( ...needs );
	}
	if ( suites.some( ( { name } ) => name.startsWith( 'php' ) ) ) {
		await installComposer();
	}
	if ( suites.some( ( { builds } ) => builds ) ) {
		await buildAll();
	}
}

/** What is not echoed is printed once it is over: two outputs at once cannot be read. */
async function runSuite( { name, says, command }, echo = true ) {
	if ( echo ) {
		say( `\n${ bold( name ) } ${ dim( says ) }` );
	}
	const started = performance.now();
	const [ program, ...args ] = command;
	const { code, output } = await run( program, args, { echo, cwd: repository } );
	const result = { name, code, ms: performance.now() - started, ...readCounts( output, code ) };
	return { ...result, report: echo ? '' : `\n${ bold( name ) } ${ dim( says ) }\n${ output }` };
}

/** Suites that keep one core busy each go side by side where there are two. */
function inTurn( suites ) {
	const turns = [];
	for ( const suite of suites ) {
		if ( suite.besideTheLast && turns.length > 0 && availableParallelism() > 1 ) {
			turns.at( -1 ).push( suite );
		} else {
			turns.push( [ suite ] );
		}
	}
	return turns;
}

async function runTurn( [ first, ...others ] ) {
	others.forEach( ( { name } ) => say( dim( `\n(${ name } goes on beside it)` ) ) );
	const results = await Promise.all( [ runSuite( first ), ...others.map( ( suite ) => runSuite( suite, false ) ) ] );
	results.forEach( ( { report } ) => report && say( report ) );
	return results;
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { full: 'flag', only: 'value', list: 'flag' } );
	if ( options.list ) {
		[ ...quick, ...slow ].forEach( ( { name, says } ) => process.stdout.write( `${ name.padEnd( 18 ) }${ says }\n` ) );
		return 0;
	}
	const suites = choose( options );
	await prepare( suites );
	const results = [];
	for ( const turn of inTurn( suites ) ) {
		results.push( ...( await runTurn( turn ) ) );
	}
	say( '' );
	for ( const result of results ) {
		const paint = result.failed > 0 ? red : green;
		say( `${ paint( result.failed > 0 ? '✗' : '✓' ) } ${ result.name.padEnd( 18 ) }${ countsLine( result ) } ${ dim( `(${ seconds( result.ms ) })` ) }` );
	}
	const total = sumCounts( results );
	process.stdout.write( `${ countsLine( total ) }\n` );
	return total.failed > 0 || total.passed === 0 ? 1 : 0;
} );
