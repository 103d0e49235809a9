/**
 * Promise 10, "killed anywhere, it carries on": `node tests/chaos/kill.mjs [--wordpress 7.1|6.8]`.
 * A worker dies by SIGKILL at many points of its runs; two start at once; a delivery arrives twice and too late.
 */
import { parseArguments } from '../stack/lib/arguments.mjs';
import { build } from '../stack/lib/build.mjs';
import { countsLine } from '../stack/lib/counts.mjs';
import { main } from '../stack/lib/process.mjs';
import { green, red, say, seconds, step } from '../stack/lib/say.mjs';
import { Browser } from '../demo/lib/browser.mjs';
import { connectOrg, giveWorkerKey } from '../demo/lib/connect.mjs';
import { startStack } from '../e2e/lib/stack.mjs';
import { deliveries } from './deliveries.mjs';
import { kills } from './kills.mjs';
import { openTap, throughTap } from './lib/tap.mjs';
import { rivals } from './rivals.mjs';

async function world( options ) {
	await build( 'worker' );
	const stack = await startStack( { wordpress: options.wordpress, withPlugin: true } );
	const admin = new Browser( { url: stack.url, user: stack.administrator.login, password: stack.administrator.password } );
	await admin.logIn();
	const { tenant } = await connectOrg( admin, stack.org );
	const connection = await giveWorkerKey( admin );
	const tap = await openTap( stack.url );
	return { ...stack, tenantId: tenant.id, connection, admin, tap, tapped: throughTap( connection, tap ) };
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { wordpress: 'value', only: 'value' } );
	const here = await step( 'WordPress, org and a connected tenant', () => world( options ) );
	const cases = [ ...kills, ...rivals, ...deliveries ].filter( ( [ name ] ) => options.only === undefined || name.includes( options.only ) );
	const counts = { passed: 0, failed: 0 };
	for ( const [ name, attack ] of cases ) {
		const started = performance.now();
		try {
			await attack( here );
			counts.passed++;
			say( `${ green( '✓' ) } ${ name } (${ seconds( performance.now() - started ) })` );
		} catch ( error ) {
			counts.failed++;
			say( `${ red( '✗' ) } ${ name } (${ seconds( performance.now() - started ) })\n${ error?.stack ?? error }` );
		}
	}
	process.stdout.write( `\n${ countsLine( counts ) }\n` );
	return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
} );
