/**
 * The whole product in a browser: `node tests/e2e/e2e.mjs [--wordpress 7.1|6.8|FOLDER] [--keep] [-- playwright arguments]`.
 * Everything it needs is started on loopback and ended afterwards; the last line is `N passed, N failed`.
 */
import { join } from 'node:path';
import { provide } from '../stack/lib/apt.mjs';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { repository } from '../stack/lib/cache.mjs';
import { main, run } from '../stack/lib/process.mjs';
import { say, step } from '../stack/lib/say.mjs';
import { launchOptions } from './lib/chromium.mjs';
import { openDoor } from './lib/door.mjs';
import { buildProduct } from './lib/product.mjs';
import { startStack } from './lib/stack.mjs';

const playwright = join( repository, 'node_modules/@playwright/test/cli.js' );
const config = join( repository, 'tests/e2e/playwright.config.ts' );

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { wordpress: 'value', keep: 'flag', grep: 'value', 'no-build': 'flag' } );
	await provide( 'chromium' );
	const zip = await buildProduct( { build: ! options[ 'no-build' ] } );
	const stack = await step( `A bare WordPress ${ options.wordpress ?? '7.1' }, an org and a browser`, () => startStack( { wordpress: options.wordpress } ) );
	const door = await openDoor( stack, zip );
	say( `WordPress ${ stack.version } at ${ stack.url }, org at ${ stack.org.url }` );
	const grep = options.grep === undefined ? [] : [ '--grep', options.grep ];
	const { code } = await run( process.execPath, [ playwright, 'test', '--config', config, ...grep, ...options.rest ], {
		capture: false,
		cwd: repository,
		env: {
			...process.env,
			NO_COLOR: '1',
			FORCE_COLOR: '0',
			CALLBOARD_E2E: JSON.stringify( { ...stack.facts(), zip, door: door.url, browser: launchOptions } ),
		},
	} );
	if ( options.keep ) {
		say(
			`Kept: ${ stack.url }/wp-login.php (${ stack.administrator.login } / ${ stack.administrator.password }), org ${ stack.org.url }. Ctrl-C ends it.`
		);
		await new Promise( () => {} );
	}
	return code;
} );
