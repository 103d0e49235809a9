/**
 * The org of a suite: the simulator as a child process, exactly as `npm run simulator` starts it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, temporaryFolder } from '../../stack/lib/cache.mjs';
import { start } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

/** Starts it on the invented season; answers what it says of itself: `{ url, controlUrl, consumerKey, username, … }`. */
export async function startOrg( { season = 'invented' } = {} ) {
	const child = start( process.execPath, [ join( repository, 'tests/simulator/cli.mjs' ), '--keys', temporaryFolder( 'keys' ), '--season', season ] );
	let errors = '';
	child.stderr.setEncoding( 'utf8' ).on( 'data', ( text ) => ( errors = ( errors + text ).slice( -4000 ) ) );
	const line = await Promise.race( [ firstLine( child.stdout ), child.ended.then( () => undefined ) ] );
	if ( line === undefined ) {
		throw new StackFailure( `The simulator did not start:\n${ errors }` );
	}
	child.stdout.resume();
	const facts = JSON.parse( line );
	return { ...facts, privateKeyPem: readFileSync( facts.privateKeyFile, 'utf8' ) };
}

function firstLine( stream ) {
	return new Promise( ( resolve ) => {
		let text = '';
		stream.setEncoding( 'utf8' ).on( 'data', ( part ) => {
			text += part;
			if ( text.includes( '\n' ) ) {
				resolve( text.slice( 0, text.indexOf( '\n' ) ) );
			}
		} );
	} );
}
