import { makeId, normaliseId } from '../org/ids';
import type { Org } from '../org/org';
import type { CsvFormat } from './format';
import { IngestJob, type IngestRequest } from './ingest-job';
import { plainBehaviour, type Behaviour, type Host, type Job, type JobBase } from './job';
import { bulkLimits, Spent, type BulkLimits } from './limits';
import { QueryJob } from './query-job';
import type { Snapshot } from './snapshot';

export interface NewJob {
	createdById: string;
	version: string;
	format: CsvFormat;
}

interface BulkCounts {
	/** Each of the last 24 hours of the org's clock, for `/limits` (§4.7). */
	batches: number;
	queryJobs: number;
	resultMegabytes: number;
}

const BYTES_PER_MB = 1024 * 1024;

/** Bulk API 2.0 jobs: all of the org's, how they behave, and what they have used up. */
export class BulkJobs {
	readonly limits: BulkLimits = bulkLimits();
	private jobs = new Map< string, Job >();
	private readonly host: Host;
	private next: Behaviour = plainBehaviour();
	/** How many more jobs `next` is for. */
	private nextTimes = Infinity;
	private spent = { batches: new Spent(), queryJobs: new Spent(), resultBytes: new Spent() };
	private counter = 0;

	constructor( private readonly org: Org ) {
		this.host = { org, limits: this.limits, spendBatches: ( batches ) => this.spendBatches( batches ) };
	}

	clear(): void {
		this.jobs = new Map();
		Object.assign( this.limits, bulkLimits() );
		this.next = plainBehaviour();
		this.nextTimes = Infinity;
		this.spent = { batches: new Spent(), queryJobs: new Spent(), resultBytes: new Spent() };
	}

	get counts(): BulkCounts {
		const now = this.org.clock.now();
		return {
			batches: this.spent.batches.within24Hours( now ),
			queryJobs: this.spent.queryJobs.within24Hours( now ),
			resultMegabytes: Math.ceil( this.spent.resultBytes.within24Hours( now ) / BYTES_PER_MB ),
		};
	}

	/** How jobs made from now on behave; after `times` of them, as usual again. */
	behave( changes: Partial< Behaviour >, times = Infinity ): void {
		this.next = { ...plainBehaviour(), ...changes };
		this.nextTimes = times;
	}

	createIngest( job: NewJob, request: IngestRequest, origin: string ): IngestJob {
		return this.keep( new IngestJob( this.base( job ), request, origin ) );
	}

	createQuery( job: NewJob, operation: 'query' | 'queryAll', snapshot: Snapshot ): QueryJob {
		this.spent.queryJobs.add( 1, this.org.clock.now() );
		return this.keep( new QueryJob( this.base( job ), operation, makeId( '0Ga', this.counter ), snapshot ) );
	}

	mayQuery(): boolean {
		return this.counts.queryJobs < this.limits.dailyQueryJobs;
	}

	countResult( bytes: number ): void {
		this.spent.resultBytes.add( bytes, this.org.clock.now() );
	}

	/** The job with this id of 15 or 18 characters, unless its time is over. */
	find( id: string ): Job | undefined {
		return this.jobs.get( normaliseId( id ) ?? '' );
	}

	delete( job: Job ): void {
		this.jobs.delete( job.base.id );
	}

	/** In the order they were made. */
	all(): Job[] {
		return [ ...this.jobs.values() ];
	}

	/** Brings every job to where it stands by the org's clock. */
	settle(): void {
		for ( const job of this.jobs.values() ) {
			job.settle();
			if ( job.isExpired ) {
				this.delete( job );
			}
		}
	}

	private base( { createdById, version, format }: NewJob ): JobBase {
		const behaviour = this.nextTimes > 0 ? { ...this.next } : plainBehaviour();
		this.nextTimes--;
		return { id: makeId( '750', ++this.counter ), host: this.host, createdById, version, format, behaviour };
	}

	private keep< T extends Job >( job: T ): T {
		this.jobs.set( job.base.id, job );
		return job;
	}

	private spendBatches( batches: number ): boolean {
		if ( this.counts.batches + batches > this.limits.dailyBatches ) {
			return false;
		}
		this.spent.batches.add( batches, this.org.clock.now() );
		return true;
	}
}
