import { SyncFailure } from '../../sync-worker/src/failure';
import type { Worked } from '../../sync-worker/src/inbound/work';
import { workForever, workUntilIdle } from '../../sync-worker/src/loop';
import { FrozenClock } from './doubles/builders';

const idle: Worked = { state: 'idle', next_poll_seconds: 7 };
const done: Worked = { state: 'succeeded', next_poll_seconds: 7 };
const failure = new SyncFailure( { kind: 'transient', code: 'x', message: 'x', actions: [] } );
const failed: Worked = { state: 'failed', next_poll_seconds: 7, failure };

function scripted( ...script: ( Worked | Error )[] ): () => Promise< Worked > {
	return async () => {
		const next = script.shift() ?? idle;
		if ( next instanceof Error ) {
			throw next;
		}
		return next;
	};
}

describe( 'the loop', () => {
	it( 'works off everything that is due, and remembers a failure', async () => {
		expect( await workUntilIdle( { work: scripted( done, failed, done ), stop: new AbortController().signal } ) ).toEqual( {
			failure,
			next_poll_seconds: 7,
		} );
	} );

	it( 'ends when a run comes back for ever', async () => {
		let runs = 0;
		await workUntilIdle( { work: async () => ( ( runs += 1 ), done ), stop: new AbortController().signal } );
		expect( runs ).toBe( 100 );
	} );

	it( 'asks again after the pause WordPress named, longer when WordPress is away', async () => {
		const clock = new FrozenClock();
		const stop = new AbortController();
		const seen: unknown[] = [];
		const work = scripted( idle, failure, idle );
		let asked = 0;
		await workForever( {
			clock,
			stop: stop.signal,
			onFailure: ( error ) => seen.push( error ),
			work: () => {
				asked += 1;
				if ( asked === 3 ) {
					stop.abort();
				}
				return work();
			},
		} );
		expect( clock.sleeps ).toEqual( [ 7000, 15_000, 7000 ] );
		expect( seen ).toEqual( [ failure ] );
	} );

	it( 'ends when its key was withdrawn', async () => {
		const refused = new SyncFailure( { kind: 'auth', code: 'wordpress_signature_refused', message: 'x', actions: [] } );
		const forever = workForever( { clock: new FrozenClock(), stop: new AbortController().signal, onFailure: () => undefined, work: scripted( refused ) } );
		await expect( forever ).rejects.toBe( refused );
	} );
} );
