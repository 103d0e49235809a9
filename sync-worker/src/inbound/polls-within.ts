import { hasPassed } from '../clock';
import { asFailure, LeaseLost } from '../failure';
import { applyBatch, applyWithdrawals } from './apply';
import type { Beside } from './beside';
import { changes, nextWatermark } from './changes';
import type { RunContext, Tally, Watermark } from './context';
import type { Selected } from './fetch';
import { idsOf, morePages, readByIds } from './inbox';
import { poll } from './poll';
import type { Read } from './run';

/** As often as WordPress makes a poll due. */
const everyMs = 60_000;

/**
 * A poll that reads one mapping from the start is the poll of all others too: WordPress has one at a time for a tenant.
 * So it looks again at those that are done, each minute, at the places where a long run lets a poll by: from where it
 * looked last, under its own lease and within its own budget. Their watermarks move at the end of the run, as all do; if
 * it does not come to that, the next run looks at all of it again.
 */
export class PollsWithin implements Pick< Beside, 'isDue' | 'letPollBy' > {
	private readonly followed = new Map< string, Read >();
	private askedMs: number;

	public constructor(
		private readonly context: RunContext,
		private readonly tally: Tally
	) {
		this.askedMs = context.clock.now();
	}

	/** From here on this mapping is looked at again; nothing of it is under way any more. */
	public follow( read: Read ): void {
		this.followed.set( read.selected.mapping.mapping.id, read );
	}

	public get watermarks(): Watermark[] {
		return [ ...this.followed.values() ].map( ( { watermark } ) => watermark );
	}

	public get isDue(): boolean {
		return this.followed.size > 0 && hasPassed( everyMs, this.askedMs, this.context.clock );
	}

	public async letPollBy(): Promise< void > {
		if ( ! this.isDue ) {
			return;
		}
		await this.attempt( () => this.pollAll() );
		await this.attempt( () => this.readInbox() );
		this.askedMs = this.context.clock.now();
	}

	private async pollAll(): Promise< void > {
		const asked = [ ...this.followed.values() ].map( ( { selected, watermark } ) => ( {
			selected,
			watermark: { ...watermark, stamp_ms: watermark.stamp_ms ?? 0 },
			known: undefined,
		} ) );
		for ( const polled of await poll( asked, this.context ) ) {
			const { selected } = polled;
			await this.attempt( async () => {
				for await ( const batch of changes( polled, [], this.context ) ) {
					await applyBatch( batch, this.tally, this.context );
				}
				await applyWithdrawals( selected.mapping, this.tally, this.context );
				this.follow( { selected, watermark: nextWatermark( polled, this.context.limits ) } );
			} );
		}
	}

	/** From its beginning: what was settled is gone from it, what a person asked for since is not. */
	private async readInbox(): Promise< void > {
		for await ( const page of morePages( 'first', this.context ) ) {
			for ( const [ id, { selected } ] of this.followed ) {
				await this.attempt( () => this.byIds( idsOf( page, id ), selected ) );
			}
		}
	}

	private async byIds( ids: readonly string[], selected: Selected ): Promise< void > {
		for await ( const batch of readByIds( ids, selected, this.context ) ) {
			await applyBatch( batch, this.tally, this.context );
		}
		await applyWithdrawals( selected.mapping, this.tally, this.context );
	}

	/** What fails stays due, its watermark where it was. What is wrong with the org or WordPress the first read meets itself, and answers for. */
	private async attempt( work: () => Promise< void > ): Promise< void > {
		try {
			await work();
		} catch ( error ) {
			if ( error instanceof LeaseLost ) {
				throw error;
			}
			this.context.logger.warn( { failure: asFailure( error ).toFailure() }, 'no poll within this run' );
		}
	}
}
