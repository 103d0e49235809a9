/**
 * `node tests/chaos/seasons.mjs [--rounds 30] [--edits 200] [--seed 1]`: real seasons whole, then rounds of edits;
 * WordPress equals the org after each. A held twin counts as equal, and is listed.
 */
import { parseArguments } from '../stack/lib/arguments.mjs';
import { printCounts } from '../stack/lib/counts.mjs';
import { main } from '../stack/lib/process.mjs';
import { green, red, say, seconds, step } from '../stack/lib/say.mjs';
import { compareAccounts } from './lib/accounts.mjs';
import { openHouse } from './lib/house.mjs';
import { expectedOf } from './lib/oracle.mjs';
import { seeded } from './lib/random.mjs';
import { storedOf } from './lib/stored.mjs';
import { verdict } from './lib/verdict.mjs';
import { work } from './lib/worker.mjs';
import { editSeason } from './seasons/edits.mjs';
import { mapVenuesAsAccounts } from './seasons/mappings.mjs';
import { HOUSE, loadRealSeasons, seasonFiles } from './seasons/season.mjs';

const MINUTE = 60_000;

async function look( house ) {
	const stored = await storedOf( house.database );
	const { differed, held } = verdict( expectedOf( house.org, HOUSE ), stored );
	return { differed: [ ...differed, ...compareAccounts( house.org, stored, 'venues' ) ], held };
}

/** A sync, and the next minute's where the first has left something in the inbox: a twin whose other half was deleted. */
async function sync( house ) {
	const first = await work( house );
	if ( first.failure || first.error || ( await house.database.rows( "SELECT JSON_OBJECT( 'id', sf_id ) FROM wp_callboard_inbox LIMIT 1" ) ).length === 0 ) {
		return first;
	}
	house.advance( MINUTE + 1000 );
	return work( house );
}

async function syncAndLook( house, label ) {
	const started = performance.now();
	const { failure, error } = await sync( house );
	const took = performance.now() - started;
	const { differed, held } = failure || error ? { differed: [ `The sync failed: ${ ( failure ?? error ).message }` ], held: [] } : await look( house );
	say(
		`${ differed.length === 0 ? green( '✓' ) : red( '✗' ) } ${ label }: sync ${ seconds( took ) }${ held.length > 0 ? `; ${ held.length } twins held: ${ held.slice( 0, 5 ).join( ', ' ) }` : '' }`
	);
	differed.slice( 0, 10 ).forEach( ( words ) => say( `    ${ words }` ) );
	return differed.length === 0;
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { rounds: 'value', edits: 'value', seed: 'value' } );
	const files = seasonFiles();
	if ( files.length === 0 ) {
		say( 'There are no real seasons here: name their folder in CALLBOARD_SEASONS.' );
		printCounts( { passed: 0, failed: 0, skipped: 1 } );
		return 0;
	}
	const random = seeded( Number( options.seed ?? 1 ) );
	const house = await step( 'WordPress on MariaDB, an org and a connected tenant', () => openHouse() );
	await mapVenuesAsAccounts( house );
	const counts = await loadRealSeasons( house.simulator, files );
	say( `  ${ counts.productions } productions, ${ counts.performances } performances, ${ counts.houses } venues` );
	const results = [ await syncAndLook( house, 'all seasons' ) ];
	for ( let round = 1; round <= Number( options.rounds ?? 30 ); round++ ) {
		const done = editSeason( house.org, random, Number( options.edits ?? 200 ) );
		house.advance( random.pick( [ 2, 16, 61 ] ) * MINUTE );
		results.push(
			await syncAndLook(
				house,
				`round ${ round } (${ Object.entries( done )
					.map( ( [ kind, n ] ) => `${ n } ${ kind }` )
					.join( ', ' ) })`
			)
		);
	}
	const failed = results.filter( ( isFine ) => ! isFine ).length;
	printCounts( { passed: results.length - failed, failed } );
	return failed === 0 ? 0 : 1;
} );
