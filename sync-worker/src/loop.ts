import type { Clock } from './clock';
import { SyncFailure } from './failure';
import type { Worked } from './inbound/work';

interface LoopOptions {
	readonly work: () => Promise< Worked >;
	readonly clock: Clock;
	readonly stop: AbortSignal;
	readonly onFailure: ( error: unknown ) => void;
}

/** A run that comes back as due at once, again and again, must not keep a worker of one call alive for ever. */
const mostRuns = 100;
const pauseAfterErrorMs = 15_000;

/** Works off everything that is due; answers the last failure of a run, if there was one. */
export async function workUntilIdle( {
	work,
	stop,
}: Pick< LoopOptions, 'work' | 'stop' > ): Promise< { failure: SyncFailure | null; next_poll_seconds: number } > {
	let failure: SyncFailure | null = null;
	let nextPollSeconds = 5;
	for ( let runs = 0; runs < mostRuns && ! stop.aborted; runs++ ) {
		const worked = await work();
		nextPollSeconds = worked.next_poll_seconds;
		if ( worked.state === 'failed' ) {
			failure = worked.failure;
		}
		if ( worked.state === 'idle' ) {
			break;
		}
	}
	return { failure, next_poll_seconds: nextPollSeconds };
}

/** Works off what is due, and answers how long to wait before asking again; only a withdrawn key is final. */
export async function workThenPause( { work, stop, onFailure }: Omit< LoopOptions, 'clock' > ): Promise< number > {
	try {
		const { next_poll_seconds: seconds } = await workUntilIdle( { work, stop } );
		return Math.min( 300, Math.max( 1, seconds ) ) * 1000;
	} catch ( error ) {
		if ( error instanceof SyncFailure && error.code === 'wordpress_signature_refused' ) {
			throw error;
		}
		onFailure( error );
		return pauseAfterErrorMs;
	}
}

/** Asks for work until told to stop; a WordPress that is away is asked again. */
export async function workForever( options: LoopOptions ): Promise< void > {
	while ( ! options.stop.aborted ) {
		await options.clock.sleep( await workThenPause( options ), options.stop );
	}
}
