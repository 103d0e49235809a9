import { hasPassed, type Clock } from '../clock';
import type { HeartbeatRequest } from '../contract';
import { LeaseLost, SyncFailure } from '../failure';
import type { Meter } from '../meter';
import type { LeasedWordPress } from '../wordpress/port';

export interface Progress {
	readonly phase: HeartbeatRequest[ 'phase' ];
	readonly done: number;
	readonly total: number | null;
	/** Where the next holder of this run goes on; given only when it changed. */
	readonly resume?: NonNullable< HeartbeatRequest[ 'resume' ] >;
}

interface LeaseOptions {
	readonly run_id: number;
	readonly fence: number;
	readonly wordpress: LeasedWordPress;
	readonly clock: Clock;
	/** Calls made, what the org says of them, and those that failed. */
	readonly meter: Pick< Meter, 'report' | 'reported' >;
	/** Of the long run that is paused meanwhile: it must not run out. */
	readonly paused?: Pick< Lease, 'keep' >;
	/** The worker itself was asked to end: the batch at hand is settled, the rest is left to the next run. */
	readonly stop?: AbortSignal;
}

const beatEveryMs = 2000;
const listenEveryMs = 5000;
const keepEveryMs = 60_000;

/** The right to work on one run. Every heartbeat renews it and asks whether to go on. */
export class Lease {
	private lastBeatMs: number | undefined;
	private last: Pick< Progress, 'phase' | 'done' | 'total' > = { phase: 'reading', done: 0, total: null };
	/** One after the other: two at once would tell of the same calls twice. */
	private telling: Promise< void > = Promise.resolve();
	private readonly begunMs: number;

	public constructor( private readonly options: LeaseOptions ) {
		this.begunMs = options.clock.now();
	}

	public get ids(): { run_id: number; fence: number } {
		return { run_id: this.options.run_id, fence: this.options.fence };
	}

	/** Waits for somebody else’s work, listening meanwhile: a stop of the worker ends it at once, a lost lease soon after. */
	public async wait( ms: number ): Promise< void > {
		for ( let left = ms; left > 0; left -= listenEveryMs ) {
			await this.options.clock.sleep( Math.min( left, listenEveryMs ), this.options.stop );
			await this.beat( { ...this.last, phase: 'reading' } );
		}
	}

	/** Renews where nothing else does for a while: Salesforce may be slow, and be asked again and again. Throws LeaseLost. */
	public async stay(): Promise< void > {
		if ( hasPassed( keepEveryMs, this.lastBeatMs ?? this.begunMs, this.options.clock ) ) {
			await this.beat( this.last );
		}
	}

	/** Renews while another run goes on beside this one. Whether this one is still ours it hears at its own next beat. */
	public async keep(): Promise< void > {
		if ( ! hasPassed( keepEveryMs, this.lastBeatMs ?? 0, this.options.clock ) ) {
			return;
		}
		try {
			await this.beat( this.last );
		} catch ( error ) {
			if ( ! ( error instanceof LeaseLost ) ) {
				throw error;
			}
		}
	}

	/** A new resume position is always sent; mere progress at most every two seconds. Throws LeaseLost. */
	public async beat( progress: Progress ): Promise< void > {
		if ( this.options.stop?.aborted ) {
			throw interrupted();
		}
		await this.options.paused?.keep();
		const told = this.telling.then( () => this.tell( progress ) );
		// Whoever comes next waits for this one’s end, and hears for itself whether to go on.
		this.telling = told.catch( () => undefined );
		await told;
	}

	private async tell( progress: Progress ): Promise< void > {
		if ( ! progress.resume && this.lastBeatMs !== undefined && ! hasPassed( beatEveryMs, this.lastBeatMs, this.options.clock ) ) {
			return;
		}
		const now = this.options.clock.now();
		const report = this.options.meter.report();
		const answer = await this.options.wordpress.heartbeat( { ...this.ids, ...progress, ...report } );
		this.options.meter.reported( report );
		this.lastBeatMs = now;
		this.last = { phase: progress.phase, done: progress.done, total: progress.total };
		if ( answer.stop ) {
			throw new LeaseLost( 'stopped' );
		}
	}
}

const interrupted = (): SyncFailure =>
	new SyncFailure( {
		kind: 'transient',
		code: 'worker_stopped',
		message: 'The worker was stopped in the middle of this run.',
		actions: [ 'Nothing to do: the next run goes on where this one ended.' ],
	} );
