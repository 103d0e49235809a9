import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { systemClock } from './clock';
import type { ClaimRequest } from './contract';
import { workOnce, type Worked } from './inbound/work';
import type { Logger } from './log';
import { InProcessQueue } from './queue/in-process';
import type { Queue } from './queue/port';
import { PingDoor } from './serve';
import { version } from './version';
import { RestWordPress } from './wordpress/client';
import type { WordPressConnection } from './wordpress/connection-string';

export type Mode = ClaimRequest[ 'worker' ][ 'mode' ];

export interface Worker {
	work( stop: AbortSignal ): Promise< Worked >;
	queue( onError: ( error: unknown ) => void ): Queue;
	door( onPing: () => void ): PingDoor;
}

/** The one place that knows which adapter stands behind which port. */
export function wire( connection: WordPressConnection, mode: Mode, logger: Logger ): Worker {
	const clock = systemClock;
	const wordpress = new RestWordPress( { connection, clock, logger } );
	const id = `${ hostname().slice( 0, 40 ) }-${ randomBytes( 4 ).toString( 'hex' ) }`;
	const worker = { id, version, node: process.version, mode };
	return {
		work: ( stop ) =>
			workOnce( {
				stop,
				wordpress,
				clock,
				logger,
				worker,
				connectSalesforce: async ( token, tokens, runLogger, { meter, goOn } ) => {
					const { JsforceConnection } = await import( './salesforce/connection' );
					return new JsforceConnection( { token, tokens, logger: runLogger, meter, goOn } );
				},
			} ),
		queue: ( onError ) => new InProcessQueue( onError ),
		door: ( onPing ) => new PingDoor( { key: connection.key, secret: connection.secret, clock, logger, onPing } ),
	};
}
