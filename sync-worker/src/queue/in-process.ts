import PQueue from 'p-queue';
import type { Queue } from './port';

export class InProcessQueue implements Queue {
	private readonly waiting = new Set< string >();
	private readonly jobs = new PQueue( { concurrency: 1 } );

	public constructor( private readonly onError: ( error: unknown ) => void ) {}

	public add( key: string, job: () => Promise< void > ): void {
		if ( this.waiting.has( key ) ) {
			return;
		}
		this.waiting.add( key );
		this.jobs
			.add( async () => {
				// From here on a new wake-up means new work: it may have come after this job’s claim.
				this.waiting.delete( key );
				await job();
			} )
			.catch( this.onError );
	}

	public idle(): Promise< void > {
		return this.jobs.onIdle();
	}
}
