import type { HeartbeatAnswer, HeartbeatRequest } from '../../../sync-worker/src/contract';
import { SyncFailure } from '../../../sync-worker/src/failure';
import { Lease, type Progress } from '../../../sync-worker/src/inbound/lease';
import { Meter } from '../../../sync-worker/src/meter';
import type { LeasedWordPress } from '../../../sync-worker/src/wordpress/port';
import { FrozenClock } from '../doubles/builders';

const reading: Progress = { phase: 'reading', done: 1, total: null };
const minute = 60_000;

/** Answers a heartbeat when the test says so. */
class SlowDoor {
	public readonly told: HeartbeatRequest[] = [];
	private readonly waiting: ( ( answer: HeartbeatAnswer ) => void )[] = [];

	public readonly wordpress = {
		heartbeat: ( request: HeartbeatRequest ) => {
			this.told.push( request );
			return new Promise< HeartbeatAnswer >( ( resolve ) => this.waiting.push( resolve ) );
		},
	} as unknown as LeasedWordPress;

	public async answerAll( stop = false ): Promise< void > {
		for ( let turn = 0; turn < 10; turn++ ) {
			this.waiting.splice( 0 ).forEach( ( answer ) => answer( { stop, lease_expires_ms: 0 } ) );
			await new Promise( setImmediate );
		}
	}
}

function aLease( door: SlowDoor ) {
	const clock = new FrozenClock();
	const meter = new Meter( clock );
	return { clock, meter, lease: new Lease( { run_id: 1, fence: 1, wordpress: door.wordpress, clock, meter } ) };
}

describe( 'heartbeats', () => {
	it( 'tell of a failed call once, also where two batches report at the same time', async () => {
		const door = new SlowDoor();
		const { lease, meter } = aLease( door );
		meter.refused(
			{ method: 'GET', url: '/x', attempt: 1, status: 503 },
			new SyncFailure( { kind: 'transient', code: 'salesforce_unavailable', message: 'Away.', actions: [] } )
		);
		const both = Promise.all( [ lease.beat( reading ), lease.beat( { ...reading, resume: { first_read: {} } } ) ] );
		await door.answerAll();
		await both;
		expect( door.told.flatMap( ( { calls_failed: calls = [] } ) => calls ) ).toHaveLength( 1 );
		expect( door.told.at( -1 )?.resume ).toEqual( { first_read: {} } );
	} );

	it( 'are one where many ask for one at the same time', async () => {
		const door = new SlowDoor();
		const { lease, clock } = aLease( door );
		clock.advance( 2 * minute );
		const all = Promise.all( [ 1, 2, 3, 4 ].map( () => lease.stay() ) );
		await door.answerAll();
		await all;
		expect( door.told ).toHaveLength( 1 );
	} );

	it( 'end all who wait for them where the run was cancelled', async () => {
		const door = new SlowDoor();
		const { lease } = aLease( door );
		const both = Promise.allSettled( [ lease.beat( reading ), lease.beat( { ...reading, resume: { first_read: {} } } ) ] );
		await door.answerAll( true );
		expect( ( await both ).map( ( { status } ) => status ) ).toEqual( [ 'rejected', 'rejected' ] );
	} );

	it( 'go on when the clock is put back an hour', async () => {
		const door = new SlowDoor();
		const { lease, clock } = aLease( door );
		const first = lease.beat( reading );
		await door.answerAll();
		await first;
		clock.advance( -60 * minute );
		for ( const renew of [ () => lease.stay(), () => lease.keep(), () => lease.beat( reading ) ] ) {
			const told = door.told.length;
			const renewed = renew();
			await door.answerAll();
			await renewed;
			expect( door.told.length ).toBe( told + 1 );
			clock.advance( -minute );
		}
	} );
} );
