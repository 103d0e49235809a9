import { startSimulator } from '../../simulator';
import { countSeeded } from '../../simulator/org/rules/performance-count';
import { loadSeason } from '../../simulator/seasons/load';
import { longSeason } from './season';

// The simulator with a season of any length: `cli.mjs N` prints one JSON line and serves until it is stopped.

async function main(): Promise< void > {
	const performances = Number( process.argv[ 2 ] );
	const simulator = await startSimulator( { season: 'empty' } );
	const { org } = simulator.world;
	const counts = loadSeason( org, longSeason( performances, org.clock.now() ) );
	countSeeded( org );
	const { url, controlUrl, consumerKey, username, privateKeyPem, certificatePem } = simulator;
	process.stdout.write( `${ JSON.stringify( { url, controlUrl, consumerKey, username, privateKeyPem, certificatePem, counts, pid: process.pid } ) }\n` );
}

main().catch( ( error: unknown ) => {
	process.stderr.write( `${ error instanceof Error ? error.message : String( error ) }\n` );
	process.exitCode = 1;
} );
