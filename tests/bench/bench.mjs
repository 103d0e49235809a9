/**
 * Benchmarks: `npm run bench -- [--only apply,backfill,resync,idle,memory] [--n 5000] [--loop-n 400] [--batch 1000] [--on-top-of 40000] [--polls 10] [--sizes 1000,40000,400000] [--json FILE]`.
 * Rivals run one after the other on one MariaDB, each in a fresh database and a fresh PHP process.
 */
import { writeFileSync } from 'node:fs';
import { provide } from '../stack/lib/apt.mjs';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { startMariaDb } from '../stack/lib/mariadb.mjs';
import { main } from '../stack/lib/process.mjs';
import { say, StackFailure } from '../stack/lib/say.mjs';
import { apply } from './apply.mjs';
import { backfill } from './backfill.mjs';
import { idle } from './idle.mjs';
import { filledHouse } from './lib/house.mjs';
import { memory } from './memory.mjs';
import { resync } from './resync.mjs';

// In this order: resync and idle measure the site that backfill has filled.
const benchmarks = { apply, backfill, resync, idle, memory };
/** Takes minutes and gigabytes for its largest org: only where it is asked for. */
const onlyAsked = [ 'memory' ];
const known = { only: 'value', json: 'value', n: 'value', 'loop-n': 'value', batch: 'value', 'on-top-of': 'value', polls: 'value', sizes: 'value' };

function chosen( only ) {
	const names = only ? only.split( ',' ) : Object.keys( benchmarks ).filter( ( name ) => ! onlyAsked.includes( name ) );
	const unknown = names.find( ( name ) => ! Object.hasOwn( benchmarks, name ) );
	if ( unknown !== undefined ) {
		throw new StackFailure( `There is no benchmark "${ unknown }".`, [ `Known: ${ Object.keys( benchmarks ).join( ', ' ) }` ] );
	}
	return Object.keys( benchmarks ).filter( ( name ) => names.includes( name ) );
}

function count( options, name, otherwise ) {
	const value = Number( options[ name ] ?? otherwise );
	if ( ! Number.isInteger( value ) || value < 1 ) {
		throw new StackFailure( `--${ name } is a whole number, at least one: "${ options[ name ] }" is not.` );
	}
	return value;
}

function sizesOf( { sizes = '1000,40000,400000' } ) {
	return sizes.split( ',' ).map( ( size ) => count( { sizes: size }, 'sizes' ) );
}

function sentence( { name, n, unit, ours, beside, ratio, also } ) {
	const rivals = Object.keys( beside ).map( ( key ) => `${ key } ${ beside[ key ] } (× ${ ratio[ key ] })` );
	const facts = Object.entries( also ).filter( ( [ , value ] ) => typeof value === 'number' );
	return `${ name } (n = ${ n }): Callboard ${ ours } ${ unit }; ${ rivals.join( '; ' ) }\n  ${ facts.map( ( pair ) => pair.join( ' ' ) ).join( ', ' ) }`;
}

async function provided() {
	await provide( 'php', 'mariadb' );
	return startMariaDb();
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), known );
	const names = chosen( options.only );
	const sizes = {
		n: count( options, 'n', 5000 ),
		loopN: count( options, 'loop-n', 400 ),
		batch: count( options, 'batch', 1000 ),
		onTopOf: count( options, 'on-top-of', 40000 ),
		polls: count( options, 'polls', 10 ),
		sizes: sizesOf( options ),
	};
	const server = names.some( ( name ) => ! onlyAsked.includes( name ) ) ? await provided() : null;
	let house;
	const context = { server, ...sizes, filled: () => ( house ??= filledHouse( server, sizes.n ) ) };
	const results = [];
	for ( const name of names ) {
		results.push( await benchmarks[ name ]( context ) );
	}
	results.forEach( ( result ) => say( sentence( result ) ) );
	if ( options.json ) {
		writeFileSync( options.json, JSON.stringify( results, null, '\t' ) + '\n' );
	}
	process.stdout.write( JSON.stringify( results ) + '\n' );
	return 0;
} );
