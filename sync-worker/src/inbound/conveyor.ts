import { applyBatch } from './apply';
import type { Batch, RunContext, Tally } from './context';

interface Load {
	readonly work: Promise< void >;
	readonly ids: ReadonlySet< string >;
	readonly settled: () => Promise< void >;
}

/**
 * How many batches there may be at once: one is being written while the next is read, mapped and compared. More would
 * not help, for WordPress writes for one run at a time, and would cost memory.
 */
const mostLoads = 2;

/** Takes batches to WordPress in order of reading, a bounded number at once; what they settle is reported in that order. */
export class Conveyor {
	private readonly loads: Load[] = [];

	public constructor(
		private readonly context: RunContext,
		private readonly tally: Tally
	) {}

	/** Returns as soon as there is room for another, so that it is read no earlier; `settled` is called once this batch and all before it have been settled. */
	public async put( batch: Batch, settled: () => Promise< void > ): Promise< void > {
		const ids = new Set( batch.records.map( ( { Id } ) => String( Id ) ) );
		// A page that is read again after it broke off shows what is still under way: offered too early, it would travel twice.
		while ( this.loads.some( ( load ) => overlap( load.ids, ids ) ) ) {
			await this.settleFirst();
		}
		const work = applyBatch( batch, this.tally, this.context );
		// Whoever waits for it hears of the failure; nobody may be waiting yet.
		work.catch( () => undefined );
		this.loads.push( { work, ids, settled } );
		// The batch that is read meanwhile is one of them.
		while ( this.loads.length >= mostLoads ) {
			await this.settleFirst();
		}
	}

	/** Waits for all that is under way. After a failure nothing is left moving, and it is thrown. */
	public async drain(): Promise< void > {
		while ( this.loads.length > 0 ) {
			await this.settleFirst();
		}
	}

	private async settleFirst(): Promise< void > {
		const load = this.loads.shift();
		try {
			await load?.work;
			await load?.settled();
		} catch ( error ) {
			await Promise.allSettled( this.loads.splice( 0 ).map( ( { work } ) => work ) );
			throw error;
		}
	}
}

function overlap( left: ReadonlySet< string >, right: ReadonlySet< string > ): boolean {
	for ( const id of right ) {
		if ( left.has( id ) ) {
			return true;
		}
	}
	return false;
}
