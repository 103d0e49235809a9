/**
 * `.callboard/demo.json`: where a running demo is, for scripts and for `npm run demo:change`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

const file = join( repository, '.callboard/demo.json' );

const isAlive = ( pid ) => {
	try {
		process.kill( pid, 0 );
		return true;
	} catch {
		return false; // No such process: the file was left by one that was killed.
	}
};

/** The running demo, or undefined. */
export function runningDemo() {
	if ( ! existsSync( file ) ) {
		return undefined;
	}
	const state = JSON.parse( readFileSync( file, 'utf8' ) );
	return isAlive( state.pids.demo ) ? state : undefined;
}

export function refuseSecondDemo() {
	const running = runningDemo();
	if ( running ) {
		throw new StackFailure( `A demo is running already, at ${ running.urls.wordpress } (process ${ running.pids.demo }).`, [
			'Stop it with Ctrl-C in its terminal.',
		] );
	}
}

/** Holds passwords of a site that lives as long as the demo: readable by its owner only. */
export function writeState( state ) {
	mkdirSync( dirname( file ), { recursive: true } );
	writeFileSync( file, `${ JSON.stringify( state, null, '\t' ) }\n`, { mode: 0o600 } );
}

export function removeState() {
	rmSync( file, { force: true } );
}
