import { InProcessQueue } from '../../../sync-worker/src/queue/in-process';

describe( 'the queue in the process', () => {
	it( 'does one job at a time, and a waiting key once', async () => {
		const queue = new InProcessQueue( () => undefined );
		const order: string[] = [];
		let running = 0;
		const job = ( name: string ) => async () => {
			running += 1;
			expect( running ).toBe( 1 );
			await new Promise( ( resolve ) => setImmediate( resolve ) );
			order.push( name );
			running -= 1;
		};
		queue.add( 'claim', job( 'first' ) );
		queue.add( 'other', job( 'other' ) );
		queue.add( 'other', job( 'other again' ) );
		await queue.idle();
		expect( order ).toEqual( [ 'first', 'other' ] );
	} );

	it( 'takes a wake-up that comes while the same job runs: there may be new work behind it', async () => {
		const queue = new InProcessQueue( () => undefined );
		let runs = 0;
		const job = async (): Promise< void > => {
			runs += 1;
			if ( runs === 1 ) {
				queue.add( 'claim', job );
			}
		};
		queue.add( 'claim', job );
		await queue.idle();
		expect( runs ).toBe( 2 );
	} );

	it( 'tells of a job that failed, and goes on', async () => {
		const errors: unknown[] = [];
		const queue = new InProcessQueue( ( error ) => errors.push( error ) );
		let done = false;
		queue.add( 'a', () => Promise.reject( new Error( 'no' ) ) );
		queue.add( 'b', async () => void ( done = true ) );
		await queue.idle();
		expect( errors ).toEqual( [ new Error( 'no' ) ] );
		expect( done ).toBe( true );
	} );
} );
