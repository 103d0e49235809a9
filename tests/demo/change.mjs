/**
 * `npm run demo:change -- rename|reschedule|sell-out|cancel|delete|undelete|add [--id SALESFORCE_ID]`:
 * changes one record of the running demo's org, and says when the listing will show it.
 */
import { parseArguments } from '../stack/lib/arguments.mjs';
import { main } from '../stack/lib/process.mjs';
import { bold, say, StackFailure } from '../stack/lib/say.mjs';
import { differences } from './lib/differences.mjs';
import { changeInOrg } from './lib/org.mjs';
import { KINDS } from './lib/rehearse.mjs';
import { runningDemo } from './lib/state.mjs';

await main( async () => {
	const [ kind, ...more ] = process.argv.slice( 2 );
	const options = parseArguments( more, { id: 'value' } );
	if ( ! KINDS.includes( kind ) ) {
		throw new StackFailure( kind === undefined ? 'Say what should change.' : `"${ kind }" is not a change.`, [
			`npm run demo:change -- ${ KINDS.join( '|' ) } [--id ID]`,
		] );
	}
	const demo = runningDemo();
	if ( demo === undefined ) {
		throw new StackFailure( 'No demo is running.', [ 'npm run demo' ] );
	}
	const change = await changeInOrg( { controlUrl: demo.urls.org_control }, kind, options.id );
	say( `${ bold( kind ) }: ${ change.title } (${ change.object } ${ change.id })` );
	differences( change.before, change.after ).forEach( ( line ) => say( `  ${ line }` ) );
	say( `The listing follows within a minute: ${ demo.urls.listing }` );
	say( `At once with “Sync now”: ${ demo.urls.admin }` );
} );
