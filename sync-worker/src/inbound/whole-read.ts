import type { RunContext, Tally } from './context';
import { Conveyor } from './conveyor';
import type { Selected } from './fetch';
import { firstRead } from './first-read';
import { savedPosition, savedPositions, type ReadPosition } from './read-position';

interface WholeRead {
	readonly position: ReadPosition;
	/** Whether there was anything to read, for this holder of the run or for the one before it. */
	readonly matched: boolean;
}

/** Reads whole selections, one after the other, and saves after each settled page where the next holder goes on. */
export class WholeReads {
	private readonly positions: Record< string, unknown >;

	public constructor(
		private readonly context: RunContext,
		private readonly tally: Tally
	) {
		this.positions = { ...savedPositions( context.run.resume ) };
	}

	public async read( selected: Selected ): Promise< WholeRead > {
		const conveyor = new Conveyor( this.context, this.tally );
		let position = savedPosition( this.context.run.resume, selected );
		let matched = position !== null && ( position.after !== null || ( position.bulk?.seen ?? 0 ) > 0 );
		this.keep( selected, position );
		try {
			for await ( const step of firstRead( selected, position, this.context ) ) {
				const moved = step.position !== position;
				position = step.position;
				matched ||= ( step.batch?.records.length ?? 0 ) > 0;
				const settled = (): Promise< void > => this.report( selected, step.position, moved );
				if ( step.batch ) {
					await conveyor.put( step.batch, settled );
				} else {
					await conveyor.drain();
					await settled();
				}
				await this.pause( conveyor );
			}
		} catch ( error ) {
			// What is under way is settled all the same: the next holder need not read it again.
			await conveyor.drain();
			throw error;
		}
		await conveyor.drain();
		await this.context.beside.letPollBy();
		if ( ! position ) {
			throw new Error( 'A whole read ended without a position.' );
		}
		return { position, matched };
	}

	/** Nothing is under way when a poll goes by: WordPress writes for one run at a time. */
	private async pause( conveyor: Conveyor ): Promise< void > {
		const { beside } = this.context;
		if ( beside.isDue ) {
			await conveyor.drain();
			await beside.letPollBy();
		}
	}

	private async report( selected: Selected, position: ReadPosition, moved: boolean ): Promise< void > {
		this.keep( selected, position );
		await this.context.lease.beat( {
			phase: 'reading',
			done: this.tally.done,
			total: null,
			...( moved ? { resume: { first_read: { ...this.positions } } } : {} ),
		} );
	}

	private keep( selected: Selected, position: ReadPosition | null ): void {
		if ( position ) {
			this.positions[ selected.mapping.mapping.id ] = position;
		}
	}
}
