import { hasPassed, type Clock } from '../clock';
import { asFailure } from '../failure';
import type { Logger } from '../log';
import type { Run } from './context';
import type { Lease } from './lease';

/** The long run that is paused while a poll goes on beside it. */
export interface LongRun {
	readonly lease: Pick< Lease, 'ids' | 'keep' >;
	readonly tenant_id: number;
	/** The budget of a tenant is one, whichever run makes the calls. */
	spent( calls: number ): void;
}

interface Options {
	readonly clock: Pick< Clock, 'now' >;
	readonly logger: Logger;
	/** How often a worker asks for work, a busy one too. */
	readonly everyMs: number;
	/** Claims the poll that is due, if one is, and brings it to its end. */
	readonly poll: () => Promise< unknown >;
}

/**
 * A long run lets polls by, those of its tenant and of others that nobody works for, at moments when nothing of its own is under way to WordPress: it asks for
 * one, brings it to its end, and goes on with all it holds in memory. So a change never waits for a backfill, and
 * WordPress still writes for one run at a time.
 */
export class Beside {
	private askedMs: number;

	public constructor( private readonly options: Options ) {
		this.askedMs = options.clock.now();
	}

	public get isDue(): boolean {
		return hasPassed( this.options.everyMs, this.askedMs, this.options.clock );
	}

	public async letPollBy(): Promise< void > {
		if ( ! this.isDue ) {
			return;
		}
		try {
			await this.options.poll();
		} catch ( error ) {
			// The poll stays due. What is wrong with WordPress the long run meets itself, and answers for.
			this.options.logger.warn( { failure: asFailure( error ).toFailure() }, 'no poll beside this run' );
		}
		this.askedMs = this.options.clock.now();
	}
}

/** The run of each minute, which moves the watermarks. */
export const isPoll = ( { kind, options = {} }: Pick< Run, 'kind' | 'options' > ): boolean => kind === 'incremental' && Object.keys( options ).length === 0;

/** Runs that let nothing by: a poll, which looks itself (`polls-within.ts`), and what is short. */
export const nothingBeside: Pick< Beside, 'isDue' | 'letPollBy' > = { isDue: false, letPollBy: () => Promise.resolve() };
