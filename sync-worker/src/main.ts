import { text } from 'node:stream/consumers';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { systemClock } from './clock';
import { asFailure } from './failure';
import { createLogger, logLevels, type Logger, type LogLevel } from './log';
import { workForever, workThenPause, workUntilIdle } from './loop';
import { version } from './version';
import { parseConnectionString, type WordPressConnection } from './wordpress/connection-string';
import type { Mode, Worker } from './wire';

const exitCodes = { fine: 0, runFailed: 1, usage: 2, unreachable: 3, refused: 4 } as const;

interface Flags {
	connection?: string;
	logLevel: LogLevel;
}

interface Ready {
	readonly worker: Worker;
	readonly connection: WordPressConnection;
	readonly logger: Logger;
	readonly stop: AbortSignal;
}

/** A secret on a command line is readable by every process of the machine: `-` and the environment are not. */
async function connectionOf( { connection }: Flags ): Promise< WordPressConnection > {
	const given = connection === '-' ? await text( process.stdin ) : ( connection ?? process.env.CALLBOARD_CONNECTION ?? '' );
	return parseConnectionString( given );
}

/** The first signal lets the batch at hand end; a second one does not wait. */
function stopSignal( logger: Logger ): AbortSignal {
	const controller = new AbortController();
	const stop = ( signal: NodeJS.Signals ): void => {
		if ( controller.signal.aborted ) {
			process.exit( exitCodes.fine );
		}
		logger.info( { signal }, 'stopping after this batch' );
		controller.abort();
	};
	process.on( 'SIGTERM', stop );
	process.on( 'SIGINT', stop );
	return controller.signal;
}

async function ready( flags: Flags, mode: Mode ): Promise< Ready > {
	const logger = createLogger( flags.logLevel );
	const connection = await connectionOf( flags );
	// Adapters load only when there is work: `--version` and a wrong connection string answer at once.
	const { wire } = await import( './wire' );
	return { worker: wire( connection, mode, logger ), connection, logger, stop: stopSignal( logger ) };
}

function report( error: unknown, logger: Logger ): void {
	const failure = asFailure( error );
	logger.error( { failure: failure.toFailure(), stack: failure.kind === 'bug' ? failure.stack : undefined }, failure.message );
}

async function run( flags: Flags, mode: Mode ): Promise< number > {
	const { worker, stop } = await ready( flags, mode );
	const { failure } = await workUntilIdle( { work: () => worker.work( stop ), stop } );
	return failure ? exitCodes.runFailed : exitCodes.fine;
}

async function pull( flags: Flags ): Promise< number > {
	const { worker, logger, stop } = await ready( flags, 'pull' );
	await workForever( { work: () => worker.work( stop ), clock: systemClock, stop, onFailure: ( error ) => report( error, logger ) } );
	return exitCodes.fine;
}

async function serve( flags: Flags, port: number, host: string ): Promise< number > {
	const { worker, logger, stop } = await ready( flags, 'ping' );
	const ended = new AbortController();
	const options = { work: () => worker.work( stop ), stop, onFailure: ( error: unknown ): void => report( error, logger ) };
	let refused: Error | undefined;
	let pauseMs = 0;
	const queue = worker.queue( ( error ) => {
		refused = error instanceof Error ? error : asFailure( error );
		ended.abort();
	} );
	const wake = (): void => queue.add( 'claim', async () => void ( pauseMs = await workThenPause( options ) ) );
	const server = await worker.door( wake ).listen( port, host );
	const address = server.address();
	logger.info( { host, port: typeof address === 'object' && address ? address.port : port }, 'listening' );
	const over = AbortSignal.any( [ stop, ended.signal ] );
	while ( ! over.aborted ) {
		wake();
		await queue.idle();
		await systemClock.sleep( pauseMs, over );
	}
	server.close();
	server.closeAllConnections();
	await queue.idle();
	if ( refused ) {
		throw refused;
	}
	return exitCodes.fine;
}

function exitCodeOf( error: unknown ): number {
	const { kind } = asFailure( error );
	if ( kind === 'auth' ) {
		return exitCodes.refused;
	}
	if ( kind === 'transient' ) {
		return exitCodes.unreachable;
	}
	return kind === 'config' ? exitCodes.usage : exitCodes.runFailed;
}

function portOf( given: string ): number {
	const port = Number( given );
	if ( ! Number.isInteger( port ) || port < 0 || port > 65_535 ) {
		throw new InvalidArgumentError( 'A port is a whole number up to 65535.' );
	}
	return port;
}

function program( done: ( code: number ) => void ): Command {
	const command = new Command( 'callboard-worker' )
		.version( version )
		.description( 'Brings what Salesforce says to the WordPress it belongs to.' )
		.exitOverride();
	const withFlags = ( name: string, description: string ): Command =>
		command
			.command( name )
			.description( description )
			.option( '--connection <string>', 'connection string of this worker; “-” reads it from standard input (else CALLBOARD_CONNECTION)' )
			.addOption( new Option( '--log-level <level>', 'how much to log, as JSON lines on stderr' ).choices( logLevels ).default( 'info' ) )
			.exitOverride();
	withFlags( 'run', 'work off everything that is due, then end' )
		.option( '--once', 'the only way there is; said for clarity in a cron line' )
		.addOption( new Option( '--mode <mode>', 'who started this worker' ).choices( [ 'spawn', 'cron' ] ).default( 'spawn' ) )
		.action( async ( flags: Flags & { mode: Mode } ) => done( await run( flags, flags.mode ) ) );
	withFlags( 'pull', 'ask for work again and again' ).action( async ( flags: Flags ) => done( await pull( flags ) ) );
	withFlags( 'serve', 'listen for pings, and ask for work between them' )
		.addOption( new Option( '--port <number>', 'port to listen on' ).default( 8787 ).argParser( portOf ) )
		.option( '--host <address>', 'address to listen on', '127.0.0.1' )
		.action( async ( flags: Flags & { port: number; host: string } ) => done( await serve( flags, flags.port, flags.host ) ) );
	return command;
}

export async function main( argv: readonly string[] ): Promise< number > {
	let exitCode: number = exitCodes.fine;
	try {
		await program( ( code ) => ( exitCode = code ) ).parseAsync( [ ...argv ] );
	} catch ( error ) {
		if ( error instanceof CommanderError ) {
			return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
		}
		report( error, createLogger( 'error' ) );
		return exitCodeOf( error );
	}
	return exitCode;
}
