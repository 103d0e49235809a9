import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mapping, Preset } from '../../../sync-worker/src/contract';
import type { Clock } from '../../../sync-worker/src/clock';
import type { BulkReading } from '../../../sync-worker/src/inbound/context';
import { workOnce, type Worked } from '../../../sync-worker/src/inbound/work';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import { RestWordPress } from '../../../sync-worker/src/wordpress/client';
import type { Simulator } from '../../simulator';
import { USER_ID } from '../../simulator/org/org';
import { listLogger } from './builders';
import { WordPressDoor } from './wordpress-door';

export const preset: Preset = JSON.parse( readFileSync( path.resolve( __dirname, '../../../plugin/presets/patronticket.json' ), 'utf8' ) );

export const production = 'PatronTicket__TicketableEvent__c';
export const performance = 'PatronTicket__EventInstance__c';

/** The preset’s own mapping of an object. */
export function mappingOf( sobject: string ): Mapping {
	const found = preset.mappings.find( ( mapping ) => mapping.sobject === sobject );
	if ( ! found ) {
		throw new Error( `The preset has no mapping of ${ sobject }.` );
	}
	return found;
}

/** A session of the integration user. */
export function tokenOf( { world }: Simulator ): string {
	return world.org.sessions.issue( world.org.clock.now(), { userId: USER_ID, app: 'Callboard', scopes: [ 'api' ] } );
}

/** A WordPress with these mappings, connected to this org. */
export function doorTo( simulator: Simulator, mappings: readonly Mapping[] = [], issue = tokenOf ): Promise< WordPressDoor > {
	return new WordPressDoor( { mappings: [ ...mappings ], salesforce: () => ( { access_token: issue( simulator ), instance_url: simulator.url } ) } ).open();
}

export type ConnectionOptions = ConstructorParameters< typeof JsforceConnection >[ 0 ];

const connected = ( options: ConnectionOptions ): JsforceConnection => new JsforceConnection( options );

interface WorkOptions {
	readonly logger?: ReturnType< typeof listLogger >;
	readonly bulk?: BulkReading;
	readonly stop?: AbortSignal;
	/** The org’s own, which stands while the worker sleeps, unless said. */
	readonly clock?: Clock;
	readonly retries?: number;
	readonly connect?: ( options: ConnectionOptions ) => JsforceConnection;
}

/** One claim between an org and a WordPress, and what comes of it. */
export function workBetween( simulator: Simulator, door: WordPressDoor, options: WorkOptions = {} ): Promise< Worked > {
	const { logger = listLogger(), retries = 1, connect = connected, clock = standingClock( simulator ), bulk, stop } = options;
	return workOnce( {
		wordpress: new RestWordPress( {
			connection: door.connection,
			clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
			logger,
			retries,
			retryPauseMs: 1,
		} ),
		connectSalesforce: async ( token, tokens, runLogger, { meter, goOn } ) =>
			connect( { token, tokens, logger: runLogger, meter, goOn, retries, retryPauseMs: 1 } ),
		clock,
		logger,
		worker: { id: 'test', version: '0', node: process.version, mode: 'pull' },
		...( bulk ? { bulk } : {} ),
		...( stop ? { stop } : {} ),
	} );
}

const standingClock = ( { world }: Simulator ): Clock => ( { now: () => world.org.clock.now(), sleep: () => Promise.resolve() } );

/** The org’s clock, moved on by whoever sleeps. */
export const movingClock = ( { world }: Simulator ): Clock => ( {
	now: () => world.org.clock.now(),
	sleep: ( ms ) => Promise.resolve( world.org.clock.advance( ms ) ),
} );
