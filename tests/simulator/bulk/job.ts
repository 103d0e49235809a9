import type { Org } from '../org/org';
import type { CsvFormat } from './format';
import type { BulkLimits } from './limits';
import { JobFailure } from './upload';

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** §4.1, §4.5 */
const NEXT: Readonly< Record< JobState, readonly JobState[] > > = {
	Open: [ 'UploadComplete', 'Aborted', 'Failed' ],
	UploadComplete: [ 'InProgress', 'Aborted', 'Failed' ],
	InProgress: [ 'JobComplete', 'Aborted', 'Failed' ],
	JobComplete: [],
	Failed: [],
	Aborted: [],
};

/** How a job goes: at once and well, unless a test wants it otherwise. */
export interface Behaviour {
	/** GETs of the job that find it InProgress. */
	polls: number;
	/** Time of the org's clock that it stays InProgress. */
	ms: number;
	/** The `errorMessage` it dies of, after `failureAfter` records. */
	failure: string | null;
	failureAfter: number;
	/** Rows of one page of query results, when the client does not say. */
	pageSize: number;
	/** Result files break off half-way, while the headers promise the whole. */
	truncated: boolean;
	/** Result files answer 404. */
	gone: boolean;
}

export const plainBehaviour = (): Behaviour => ( { polls: 0, ms: 0, failure: null, failureAfter: 0, pageSize: 50_000, truncated: false, gone: false } );

/** The org that jobs work in, and what it lets them spend. */
export interface Host {
	org: Org;
	limits: BulkLimits;
	/** False when the day's batches are used up. */
	spendBatches: ( batches: number ) => boolean;
}

export interface JobBase {
	id: string;
	host: Host;
	createdById: string;
	/** `66.0` */
	version: string;
	format: CsvFormat;
	behaviour: Behaviour;
}

const DAY_MS = 24 * 3600 * 1000;
const KEPT_MS = 7 * DAY_MS;

/** What ingest and query jobs have in common: their states, on the org's clock and by the client's polls. */
export abstract class Job {
	abstract readonly object: string;
	abstract readonly operation: string;
	abstract readonly processed: number;
	readonly createdAt: number;
	state: JobState = 'Open';
	changedAt: number;
	errorMessage: string | null = null;
	private startedAt = 0;
	private polls = 0;

	constructor( readonly base: JobBase ) {
		this.createdAt = this.now;
		this.changedAt = this.now;
	}

	/** Readies the work and tells how many records there are; a JobFailure ends the job. */
	protected abstract prepare(): void;
	protected abstract readonly total: number;
	/** Does the records before this one that are not done yet. */
	protected abstract workUpTo( end: number ): void;

	get isOver(): boolean {
		return NEXT[ this.state ].length === 0;
	}

	/** Jobs and their results are kept for a week after their end (§4.7). */
	get isExpired(): boolean {
		return this.isOver && this.now >= this.changedAt + KEPT_MS;
	}

	get runningMs(): number {
		return this.startedAt === 0 ? 0 : ( this.isOver ? this.changedAt : this.now ) - this.startedAt;
	}

	mayMove( to: JobState ): boolean {
		return NEXT[ this.state ].includes( to );
	}

	start(): void {
		this.move( 'UploadComplete' );
		this.startedAt = this.now;
	}

	abort(): void {
		this.move( 'Aborted' );
	}

	/** A client asks how the job is doing. */
	poll(): void {
		this.polls++;
		this.settle();
	}

	/** Brings the job to where it stands by now. */
	settle(): void {
		if ( this.state === 'Open' && this.now >= this.createdAt + DAY_MS ) {
			this.fail( 'InvalidJobState : The job was left open for more than 24 hours' );
		}
		try {
			if ( this.state === 'UploadComplete' && ! this.isQueued ) {
				this.move( 'InProgress' );
				this.prepare();
			}
			if ( this.state === 'InProgress' ) {
				this.advance();
			}
		} catch ( error ) {
			this.fail(
				error instanceof JobFailure
					? error.message
					: `InvalidBatch : Job processing errored: ${ error instanceof Error ? error.message : String( error ) }`
			);
		}
	}

	protected get now(): number {
		return this.base.host.org.clock.now();
	}

	protected fail( message: string ): void {
		this.errorMessage = message;
		this.move( 'Failed' );
	}

	private move( to: JobState ): void {
		if ( ! this.mayMove( to ) ) {
			throw new Error( `A job does not go from ${ this.state } to ${ to }` );
		}
		this.state = to;
		this.changedAt = this.now;
	}

	/** Nobody has looked, and no time has passed. */
	private get isQueued(): boolean {
		return this.share < 1 && this.polls === 0 && this.now === this.startedAt;
	}

	/** How much of the work is done by now, from 0 to 1. */
	private get share(): number {
		const { polls, ms } = this.base.behaviour;
		return Math.min( 1, polls === 0 ? 1 : this.polls / ( polls + 1 ), ms === 0 ? 1 : ( this.now - this.startedAt ) / ms );
	}

	private advance(): void {
		const { failure, failureAfter } = this.base.behaviour;
		const { share } = this;
		this.workUpTo( Math.floor( share * ( failure === null ? this.total : Math.min( failureAfter, this.total ) ) ) );
		if ( share < 1 ) {
			return;
		}
		if ( failure === null ) {
			this.move( 'JobComplete' );
		} else {
			this.fail( failure );
		}
	}
}
