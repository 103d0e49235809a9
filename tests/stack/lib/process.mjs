/**
 * Child processes that never outlive the script: each long-running one leads a group of its own, killed as a whole.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import { sayFailure, StackFailure } from './say.mjs';

const groups = new Set();
const disposers = [];
const folders = new Set();
let watching = false;

function killGroup( pid, signal ) {
	try {
		process.kill( -pid, signal );
		return true;
	} catch {
		return false; // The group has ended: nothing to do.
	}
}

function killEverything() {
	groups.forEach( ( pid ) => killGroup( pid, 'SIGKILL' ) );
	groups.clear();
	folders.forEach( ( folder ) => rmSync( folder, { recursive: true, force: true, maxRetries: 5 } ) );
	folders.clear();
}

function watchExit() {
	if ( watching ) {
		return;
	}
	watching = true;
	process.on( 'exit', killEverything );
	for ( const signal of [ 'SIGINT', 'SIGTERM', 'SIGHUP' ] ) {
		process.on( signal, () => {
			void dispose().finally( () => process.exit( 128 + constants.signals[ signal ] ) );
		} );
	}
}

/** Runs `undo` when the script ends, last registered first. */
export function onEnd( undo ) {
	watchExit();
	disposers.push( undo );
}

export function removeAtEnd( folder ) {
	watchExit();
	folders.add( folder );
}

export async function dispose() {
	while ( disposers.length > 0 ) {
		const undo = disposers.pop();
		try {
			await undo();
		} catch ( error ) {
			sayFailure( error );
		}
	}
	killEverything();
}

/** The end of every entry script: clean up, then exit with an honest code. */
export async function main( work ) {
	watchExit();
	let code = 1;
	try {
		code = ( await work() ) ?? 0;
	} catch ( error ) {
		sayFailure( error );
	}
	await dispose();
	process.exit( code );
}

/** A long-running child in its own process group. */
export function start( command, args, options = {} ) {
	watchExit();
	const child = spawn( command, args, { stdio: [ 'ignore', 'pipe', 'pipe' ], ...options, detached: true } );
	if ( child.pid !== undefined ) {
		groups.add( child.pid );
	}
	child.ended = new Promise( ( resolve ) => {
		child.once( 'error', ( error ) => resolve( { code: null, error } ) );
		child.once( 'exit', ( code, signal ) => resolve( { code, signal } ) );
	} );
	// The members of the group may outlive its leader (php -S workers do): the group stays registered until stopped.
	child.stop = async ( signal = 'SIGTERM', patienceMs = 5000 ) => {
		if ( child.pid === undefined ) {
			return;
		}
		killGroup( child.pid, signal );
		const late = setTimeout( () => killGroup( child.pid, 'SIGKILL' ), patienceMs );
		await child.ended;
		clearTimeout( late );
		killGroup( child.pid, 'SIGKILL' );
		groups.delete( child.pid );
	};
	return child;
}

/** Runs to the end; resolves with the exit code and, when captured, the output. */
export function run( command, args, options = {} ) {
	const { capture = true, input, echo, ...rest } = options;
	return new Promise( ( resolve, reject ) => {
		const child = spawn( command, args, {
			...rest,
			stdio: [ input === undefined ? 'ignore' : 'pipe', capture || echo ? 'pipe' : 'inherit', capture || echo ? 'pipe' : 'inherit' ],
		} );
		let output = '';
		const collect = ( stream, to ) =>
			stream?.setEncoding( 'utf8' ).on( 'data', ( text ) => {
				output += text;
				if ( echo ) {
					to.write( text );
				}
			} );
		collect( child.stdout, process.stdout );
		collect( child.stderr, process.stderr );
		child.once( 'error', reject );
		child.once( 'close', ( code ) => resolve( { code: code ?? 1, output } ) );
		if ( input !== undefined ) {
			child.stdin.end( input );
		}
	} );
}

/** Like run(), but anything other than success is a failure that shows the last lines of the output. */
export async function must( command, args, options = {} ) {
	const result = await run( command, args, options ).catch( ( error ) => {
		throw new StackFailure( `${ command } cannot be started: ${ error.message }` );
	} );
	if ( result.code !== 0 ) {
		const tail = result.output.trim().split( '\n' ).slice( -15 ).join( '\n' );
		throw new StackFailure( `${ command } ${ args.slice( 0, 3 ).join( ' ' ) } ended with ${ result.code }:\n${ tail }` );
	}
	return result.output;
}

export function hasCommand( name ) {
	return spawnSync( 'sh', [ '-c', `command -v "$1"`, 'sh', name ], { stdio: 'ignore' } ).status === 0;
}

export function freePort() {
	return new Promise( ( resolve, reject ) => {
		const server = createServer();
		server.once( 'error', reject );
		server.listen( 0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close( () => resolve( port ) );
		} );
	} );
}

/** Asks until `probe` answers true. Polling is how one waits for a foreign process; tests never use this. */
export async function until( probe, { patienceMs = 30_000, everyMs = 50, what = 'the process' } = {} ) {
	const end = Date.now() + patienceMs;
	while ( Date.now() < end ) {
		if ( await probe() ) {
			return;
		}
		await new Promise( ( resolve ) => setTimeout( resolve, everyMs ) );
	}
	throw new StackFailure( `${ what } was not ready within ${ patienceMs / 1000 } s.` );
}
