import type { Clock } from '../clock';
import type { ClaimAnswer, ClaimRequest, CompleteRequest } from '../contract';
import { asFailure, LeaseLost, SyncFailure } from '../failure';
import type { Logger } from '../log';
import { Meter } from '../meter';
import type { Salesforce, SalesforceToken, TokenSource } from '../salesforce/port';
import type { LeasedWordPress, WordPress } from '../wordpress/port';
import { Beside, isPoll, nothingBeside, type LongRun } from './beside';
import { bulkReading, type BulkReading, type Limits, type Run, type RunContext } from './context';
import { Lease } from './lease';
import { Notices } from './notices';
import { rebuild } from './rebuild';
import type { Finished } from './run';
import { Withdrawals } from './withdrawals';

/** What each call to Salesforce is counted by, and what is asked before it. */
interface Calls {
	readonly meter: Meter;
	readonly goOn: () => Promise< void >;
}

interface WorkPorts {
	readonly wordpress: WordPress;
	/** Loaded on the first claim that needs it: most claims find nothing to do. */
	readonly connectSalesforce: ( token: SalesforceToken, tokens: TokenSource, logger: Logger, calls: Calls ) => Promise< Salesforce >;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly worker: ClaimRequest[ 'worker' ];
	readonly stop?: AbortSignal;
	readonly bulk?: BulkReading;
	/** Paused by this worker until the poll beside it has ended; nothing else is claimed meanwhile. */
	readonly longRun?: LongRun;
}

export const protocol = 1;

/** What came of one claim. `abandoned`: the lease went to somebody else, or the run was cancelled. */
export type Worked =
	| { state: 'idle'; next_poll_seconds: number }
	| { state: 'succeeded' | 'abandoned'; next_poll_seconds: number }
	| { state: 'failed'; next_poll_seconds: number; failure: SyncFailure };

const fallbackLimits: Limits = {
	offer_records: 2000,
	delivery_bytes: 512 * 1024,
	overlap_seconds: 60,
	sweep_overlap_seconds: 1200,
	sweep_every_seconds: 840,
	lag_seconds: 5,
	rebuild_step_seconds: 10,
};

/** Claims one run and brings it to an end that WordPress knows of. */
export async function workOnce( ports: WorkPorts ): Promise< Worked > {
	const { longRun, worker } = ports;
	const claim = await ports.wordpress.claim( { protocol, worker, ...( longRun ? { beside: longRun.lease.ids } : {} ) } );
	const { run, next_poll_seconds } = claim;
	if ( ! run ) {
		return { state: 'idle', next_poll_seconds };
	}
	const logger = ports.logger.child( { tenant: run.tenant_id, run: run.id } );
	const startedMs = ports.clock.now();
	try {
		const failure = await underLease( claim, run, { ...ports, logger } );
		logger.info(
			{ kind: run.kind, outcome: failure ? 'failed' : 'succeeded', failure: failure?.toFailure(), ms: ports.clock.now() - startedMs },
			'run finished'
		);
		return failure ? { state: 'failed', next_poll_seconds, failure } : { state: 'succeeded', next_poll_seconds };
	} catch ( error ) {
		if ( error instanceof LeaseLost ) {
			logger.warn( { reason: error.reason }, 'run abandoned' );
			return { state: 'abandoned', next_poll_seconds };
		}
		throw error;
	}
}

async function underLease( claim: ClaimAnswer, run: Run, ports: WorkPorts ): Promise< SyncFailure | null > {
	const { clock, logger, stop, bulk = bulkReading, longRun } = ports;
	const wordpress = ports.wordpress.forRun( run.token );
	const notices = new Notices();
	const meter = new Meter( clock, claim.budget ?? null );
	const calls = { made: (): number => 0 };
	const reporting = { report: () => ( { ...meter.report(), api_calls: calls.made() } ), reported: meter.reported.bind( meter ) };
	const lease = new Lease( {
		run_id: run.id,
		fence: run.fence,
		wordpress,
		clock,
		meter: reporting,
		...( stop ? { stop } : {} ),
		...( longRun ? { paused: longRun.lease } : {} ),
	} );
	const startedMs = clock.now();
	const connect = async (): Promise< Salesforce > => {
		const salesforce = await connected( claim, run, wordpress, { ...ports, meter, goOn: lease.stay.bind( lease ) } );
		calls.made = () => salesforce.apiCalls;
		return salesforce;
	};
	const finished = await finish( claim, {
		run,
		wordpress,
		lease,
		notices,
		withdrawals: new Withdrawals(),
		beside: besideOf( claim, run, { ...ports, longRun: { lease, tenant_id: run.tenant_id, spent: meter.spentBeside.bind( meter ) } } ),
		connect,
		limits: claim.limits ?? fallbackLimits,
		bulk,
		clock,
		logger,
	} );
	const request: CompleteRequest = {
		...lease.ids,
		outcome: finished.failure ? 'failed' : 'succeeded',
		...reporting.report(),
		watermarks: [ ...finished.watermarks ],
		...( finished.result ? { result: finished.result } : {} ),
		...( finished.traits?.length ? { traits: [ ...finished.traits ] } : {} ),
		// A clock that is put back meanwhile must not cost the run its end.
		seconds: { run: Math.max( 0, clock.now() - startedMs ) / 1000 },
		...( finished.failure ? { failure: finished.failure.toFailure() } : {} ),
		...( notices.all().length > 0 ? { notices: notices.all() } : {} ),
	};
	if ( longRun?.tenant_id === run.tenant_id ) {
		longRun.spent( request.api_calls );
	}
	await wordpress.complete( request );
	return finished.failure;
}

/** The poll itself is what other runs let by: it waits for nobody. */
function besideOf( { next_poll_seconds: seconds }: ClaimAnswer, run: Run, ports: WorkPorts ): RunContext[ 'beside' ] {
	const { clock, logger } = ports;
	return isPoll( run ) ? nothingBeside : new Beside( { clock, logger, everyMs: seconds * 1000, poll: () => workOnce( ports ) } );
}

type Prepared = Omit< RunContext, 'salesforce' > & { readonly connect: () => Promise< Salesforce > };

/** Whatever happens, short of losing the lease, ends as an outcome; a failed run moves no watermark it is not sure of. */
async function finish( claim: ClaimAnswer, { connect, ...prepared }: Prepared ): Promise< Finished > {
	const { mappings = [], watermarks = [], columns = [], currencies = [], known = [], inbox = [], inbox_next = null } = claim;
	try {
		if ( prepared.run.kind === 'rebuild' ) {
			await rebuild( prepared );
			return { watermarks: [], failure: null };
		}
		if ( prepared.run.kind === 'reconciliation' || prepared.run.kind === 'refresh' ) {
			const slow = await import( './slow-runs' );
			return await slow[ prepared.run.kind ]( { mappings, watermarks, currencies }, { ...prepared, salesforce: await connect() } );
		}
		if ( prepared.run.kind === 'backfill' ) {
			const { backfill } = await import( './backfill' );
			return await backfill( mappings, { ...prepared, salesforce: await connect() } );
		}
		const { pull } = await import( './run' );
		return await pull( { mappings, watermarks, columns, currencies, known, inbox, inbox_next }, { ...prepared, salesforce: await connect() } );
	} catch ( error ) {
		if ( error instanceof LeaseLost ) {
			throw error;
		}
		return { watermarks: [], failure: asFailure( error ) };
	}
}

async function connected( { salesforce }: ClaimAnswer, run: Run, wordpress: LeasedWordPress, ports: WorkPorts & Calls ): Promise< Salesforce > {
	if ( ! salesforce ) {
		throw new Error( 'A run that reads Salesforce came without a token.' );
	}
	const tokens: TokenSource = {
		next: ( failedGeneration ) => wordpress.token( { run_id: run.id, fence: run.fence, failed_generation: failedGeneration } ),
	};
	return ports.connectSalesforce( salesforce, tokens, ports.logger, { meter: ports.meter, goOn: ports.goOn } );
}
