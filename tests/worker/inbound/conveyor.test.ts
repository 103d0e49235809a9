import type { Batch, RunContext, Tally } from '../../../sync-worker/src/inbound/context';
import { Conveyor } from '../../../sync-worker/src/inbound/conveyor';
import { Withdrawals } from '../../../sync-worker/src/inbound/withdrawals';
import type { Delivery } from '../../../sync-worker/src/contract';
import { aMapping, anId, aRecord, compiled, listLogger, someLimits } from '../doubles/builders';

const mapping = compiled( aMapping() );
const batch = ( ...numbers: number[] ): Batch => ( { mapping, records: numbers.map( ( number ) => aRecord( number, 1000 ) ), withdrawals: [], read_ms: 2000 } );

/** WordPress that answers a delivery when it is told to. */
class HeldWordPress {
	public readonly waiting: { id: string; answer: () => void; refuse: ( error: Error ) => void }[] = [];
	public most = 0;

	public context(): RunContext {
		const wordpress = {
			offer: async ( { records }: { records: [ string ][] } ) => ( { wanted: records.map( ( [ id ] ) => id ), unchanged: 0, stale: 0 } ),
			deliver: ( { delivery_id, records }: Delivery ) =>
				new Promise( ( resolve, reject ) => {
					const answer = () =>
						resolve( {
							delivery_id,
							outcomes: records.map( ( { external_id } ) => ( { external_id, outcome: 'created', post_id: 1 } ) ),
							counts: {},
						} );
					this.waiting.push( { id: records[ 0 ]?.external_id ?? '', answer, refuse: reject } );
					this.most = Math.max( this.most, this.waiting.length );
				} ),
		};
		return {
			wordpress,
			limits: someLimits,
			lease: { ids: { run_id: 1, fence: 1 }, beat: () => Promise.resolve() },
			notices: { unreadable: () => undefined },
			withdrawals: new Withdrawals(),
			logger: listLogger(),
		} as unknown as RunContext;
	}

	public async arrived( ...numbers: number[] ): Promise< void > {
		for ( let turn = 0; turn < 1000 && this.waiting.length < numbers.length; turn++ ) {
			await new Promise( setImmediate );
		}
		expect( this.waiting.map( ( { id } ) => id ) ).toEqual( numbers.map( anId ) );
	}

	public take( number: number ): HeldWordPress[ 'waiting' ][ number ] {
		const [ taken ] = this.waiting.splice(
			this.waiting.findIndex( ( { id } ) => id === anId( number ) ),
			1
		);
		if ( ! taken ) {
			throw new Error( `No delivery of ${ number } waits.` );
		}
		return taken;
	}
}

let wordpress: HeldWordPress;
let conveyor: Conveyor;
let tally: Tally;
let settled: number[];
const put = ( ...numbers: number[] ): Promise< void > => conveyor.put( batch( ...numbers ), async () => void settled.push( numbers[ 0 ] ?? -1 ) );

beforeEach( () => {
	wordpress = new HeldWordPress();
	tally = { done: 0 };
	settled = [];
	conveyor = new Conveyor( wordpress.context(), tally );
} );

describe( 'batches on their way to WordPress', () => {
	it( 'are two at most, and settled in the order they were read whichever arrives first', async () => {
		await put( 1 );
		const second = put( 2 );
		await wordpress.arrived( 1, 2 );
		wordpress.take( 2 ).answer();
		await new Promise( setImmediate );
		expect( settled ).toEqual( [] );
		wordpress.take( 1 ).answer();
		await second;
		expect( settled ).toEqual( [ 1 ] );
		await put( 3 );
		const drained = conveyor.drain();
		await wordpress.arrived( 3 );
		wordpress.take( 3 ).answer();
		await drained;
		expect( settled ).toEqual( [ 1, 2, 3 ] );
		expect( tally.done ).toBe( 3 );
		expect( wordpress.most ).toBe( 2 );
	} );

	it( 'let the next one be read only once there is room for it', async () => {
		await put( 1 );
		let readOn = false;
		const second = put( 2 ).then( () => ( readOn = true ) );
		await wordpress.arrived( 1, 2 );
		expect( readOn ).toBe( false );
		wordpress.take( 1 ).answer();
		await second;
		expect( wordpress.waiting ).toHaveLength( 1 );
		wordpress.take( 2 ).answer();
		await conveyor.drain();
	} );

	it( 'do not hold the same record twice: a page read again waits for its first half', async () => {
		await put( 1, 2 );
		await wordpress.arrived( 1 );
		const again = put( 2, 3 );
		await new Promise( setImmediate );
		expect( wordpress.waiting ).toHaveLength( 1 );
		wordpress.take( 1 ).answer();
		await again;
		await wordpress.arrived( 2 );
	} );

	it( 'leave nothing moving after a failure, and no position behind it is reported', async () => {
		await put( 1 );
		const drained = put( 2 );
		await wordpress.arrived( 1, 2 );
		let over = false;
		drained.catch( () => undefined ).finally( () => ( over = true ) );
		wordpress.take( 1 ).refuse( new Error( 'WordPress is away.' ) );
		await new Promise( setImmediate );
		expect( over ).toBe( false );
		wordpress.take( 2 ).answer();
		await expect( drained ).rejects.toThrow( 'WordPress is away.' );
		expect( settled ).toEqual( [] );
		await conveyor.drain();
	} );
} );
