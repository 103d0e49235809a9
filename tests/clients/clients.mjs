/**
 * Real clients, unmodified, against the simulator: `npm run test:clients [-- --only jsforce,sf]`.
 */
import { join } from 'node:path';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { countsLine } from '../stack/lib/counts.mjs';
import { main } from '../stack/lib/process.mjs';
import { StackFailure } from '../stack/lib/say.mjs';
import { browser } from './browser.mjs';
import { jsforce } from './jsforce/jsforce.mjs';
import { Cases } from './lib/cases.mjs';
import { onNode22 } from './lib/on-node-22.mjs';
import { pubSubClientFolder } from './pubsub/client.mjs';
import { pubsub } from './pubsub/pubsub.mjs';
import { recordings } from './recordings/replay.mjs';
import { cliFolder } from './sf/cli.mjs';
import { sf } from './sf/sf.mjs';

const SUITES = {
	recordings,
	jsforce,
	browser,
	'jsforce-node': onNode22( 'jsforce', async () => join( await cliFolder(), 'node_modules/@jsforce/jsforce-node' ) ),
	pubsub: ( cases, options ) => ( options.module ? pubsub( cases, options ) : onNode22( 'pubsub', pubSubClientFolder )( cases ) ),
	sf,
};

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { only: 'value', module: 'value' } );
	const wanted = options.only?.split( ',' ) ?? Object.keys( SUITES );
	const stranger = wanted.find( ( name ) => ! Object.hasOwn( SUITES, name ) );
	if ( stranger !== undefined ) {
		throw new StackFailure( `There is no client "${ stranger }".`, [ `There are: ${ Object.keys( SUITES ).join( ', ' ) }` ] );
	}
	const cases = new Cases();
	for ( const name of wanted ) {
		await SUITES[ name ]( cases, options );
	}
	process.stdout.write( `\n${ countsLine( cases.counts ) }\n` );
	return cases.counts.failed === 0 && cases.counts.passed > 0 ? 0 : 1;
} );
