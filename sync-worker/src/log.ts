import pino from 'pino';

/** What the rooms need of a logger; pino fits it, and so does a list in a test. */
export interface Logger {
	debug( fields: object, message: string ): void;
	info( fields: object, message: string ): void;
	warn( fields: object, message: string ): void;
	error( fields: object, message: string ): void;
	child( fields: Record< string, unknown > ): Logger;
}

const secretPaths = [ 'token', 'access_token', 'secret', 'authorization', 'connection', 'private_key', 'signature', 'password' ].flatMap( ( name ) => [
	name,
	`*.${ name }`,
	`*.*.${ name }`,
] );

export const logLevels = [ 'debug', 'info', 'warn', 'error', 'silent' ] as const;
export type LogLevel = ( typeof logLevels )[ number ];

/** JSON lines on stderr: stdout belongs to whoever started the worker. */
export function createLogger( level: LogLevel, destination: pino.DestinationStream = pino.destination( { dest: 2, sync: true } ) ): Logger {
	return pino(
		{
			level,
			base: { name: 'callboard-worker' },
			messageKey: 'message',
			timestamp: pino.stdTimeFunctions.isoTime,
			redact: { paths: secretPaths, censor: '[secret]' },
		},
		destination
	);
}
