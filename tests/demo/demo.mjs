/**
 * `npm run demo`: a season goes from a stand-in Salesforce to a real WordPress, and stays in step.
 * Runs in a fresh clone: what is missing is installed first. See README.md for the flags.
 */
import { parseArguments } from '../stack/lib/arguments.mjs';
import { installNpm } from '../stack/lib/dependencies.mjs';
import { main } from '../stack/lib/process.mjs';

const flags = {
	once: 'flag',
	json: 'flag',
	season: 'value',
	runtime: 'value',
	wordpress: 'value',
	port: 'value',
	zip: 'value',
};

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), flags );
	await installNpm();
	// Only now: what it imports needs the packages.
	const { demo } = await import( './lib/demo.mjs' );
	return demo( options );
} );
