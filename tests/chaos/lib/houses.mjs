/**
 * Several houses side by side, a process each: in one of them Node, PHP and MariaDB take turns, so that it keeps one core busy.
 * A schedule follows from its seed alone, whichever house plays it.
 */
import { join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { onEnd, start } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

/** `{ ask( question ) }`, once the house stands. */
export async function openHouseProcess( wordpress ) {
	const args = [ join( repository, 'tests/chaos/lib/one-house.mjs' ), ...( wordpress === undefined ? [] : [ wordpress ] ) ];
	const child = start( process.execPath, args, { stdio: [ 'ignore', 'inherit', 'inherit', 'ipc' ] } );
	onEnd( () => child.stop() );
	const answer = () =>
		new Promise( ( resolve, reject ) => {
			child.once( 'message', ( message ) => ( message.failure ? reject( new StackFailure( message.failure ) ) : resolve( message ) ) );
			void child.ended.then( ( { code, signal } ) => reject( new StackFailure( `A house of the chaos suite ended with ${ signal ?? code }.` ) ) );
		} );
	await answer();
	return {
		ask: ( question ) => {
			const heard = answer();
			child.send( question );
			return heard;
		},
	};
}

/** Plays `seeds` in as many houses; the next one is opened while the ones before it work. `tell` hears each result. */
export async function playAll( seeds, { first, more, wordpress, tell } ) {
	const left = [ ...seeds ];
	const work = async ( house ) => {
		for ( let seed = left.shift(); seed !== undefined; seed = left.shift() ) {
			tell( await house.ask( { seed } ) );
		}
	};
	const others = async () => {
		for ( let n = 0; n < more && left.length > 0; n++ ) {
			working.push( work( await openHouseProcess( wordpress ) ) );
		}
	};
	const working = [ work( first ) ];
	await others();
	await Promise.all( working );
}
