import { nothingBeside } from '../../../sync-worker/src/inbound/beside';
import type { RunContext } from '../../../sync-worker/src/inbound/context';
import { SyncFailure } from '../../../sync-worker/src/failure';
import { readIds } from '../../../sync-worker/src/inbound/read-ids';
import type { BulkQueries } from '../../../sync-worker/src/salesforce/port';
import { anId, aRecord, FrozenClock, listLogger } from '../doubles/builders';
import { ScriptedSalesforce } from '../doubles/salesforce';

const now = Date.UTC( 2026, 10, 22, 12 );
const selection = { sobject: 'Show__c', filter: null, record_types: [], paths: [ 'Id' ] };
const failure = ( code: string ): SyncFailure => new SyncFailure( { kind: 'transient', code, message: 'No.', actions: [] } );

/** One job of two ids; what it lacks of what it announced, and how often its page breaks off, is the test’s to say. */
class WithJob extends ScriptedSalesforce {
	public made: string[] = [];
	public opened = 0;

	public constructor(
		private readonly processed = 2,
		private readonly brokenOff = 0
	) {
		super();
	}

	public override bulk(): Promise< BulkQueries > {
		const { made, processed } = this;
		const breaksOff = (): boolean => ++this.opened <= this.brokenOff;
		return Promise.resolve( {
			create: ( soql ) => Promise.resolve( String( made.push( soql ) ) ),
			state: () => Promise.resolve( { finished: true, state: 'JobComplete', processed } ),
			async *results() {
				const broken = breaksOff();
				yield { records: [ aRecord( 1, now ), aRecord( 2, now ) ], end: null };
				if ( broken ) {
					throw failure( 'salesforce_unreachable' );
				}
				yield { records: [], end: { rows: 2, next: null } };
			},
			release: () => Promise.resolve(),
			discard: () => Promise.resolve(),
		} );
	}
}

const read = ( salesforce: ScriptedSalesforce, above = 10_000 ) =>
	readIds( selection, {
		salesforce,
		beside: nothingBeside,
		bulk: { above_records: above, page_records: 100 },
		clock: new FrozenClock(),
		logger: listLogger(),
		lease: { beat: () => Promise.resolve(), wait: () => Promise.resolve() } as unknown as RunContext[ 'lease' ],
	} );

describe( 'a set of ids', () => {
	it.each( [ 'salesforce_timeout', 'salesforce_busy' ] )( 'is a job where a page is too much (%s)', async ( code ) => {
		const salesforce = new WithJob().on( 'ORDER BY Id', failure( code ) );
		const ids = await read( salesforce );
		expect( salesforce.made ).toEqual( [ 'SELECT Id, SystemModstamp FROM Show__c' ] );
		expect( [ ids.size, ids.has( anId( 2 ) ) ] ).toEqual( [ 2, true ] );
	} );

	it( 'is read page by page where the result of its job did not arrive whole', async () => {
		const page = { records: [ aRecord( 1, now ), aRecord( 2, now ), aRecord( 3, now ) ] };
		let pages = 0;
		const salesforce = new WithJob( 3 ).on( 'ORDER BY Id', () => ( pages++ === 0 ? failure( 'salesforce_busy' ) : page ) );
		expect( ( await read( salesforce ) ).size ).toBe( 3 );
		expect( salesforce.made ).toHaveLength( 1 );
	} );

	it.each( [ 1, 2 ] )( 'is whole where the page of its job broke off %i times before', async ( times ) => {
		const salesforce = new WithJob( 2, times ).on( 'ORDER BY Id', failure( 'salesforce_busy' ) );
		expect( ( await read( salesforce ) ).size ).toBe( 2 );
		expect( [ salesforce.made.length, salesforce.opened ] ).toEqual( [ 1, times + 1 ] );
	} );

	it( 'fails where the page of its job breaks off again and again', async () => {
		const salesforce = new WithJob( 2, 99 ).on( 'ORDER BY Id', failure( 'salesforce_busy' ) );
		await expect( read( salesforce ) ).rejects.toMatchObject( { code: 'salesforce_unreachable' } );
		expect( salesforce.opened ).toBe( 3 );
	} );

	it( 'fails with the org, and makes no job of that', async () => {
		const salesforce = new WithJob().on( 'ORDER BY Id', failure( 'salesforce_unavailable' ) );
		await expect( read( salesforce ) ).rejects.toMatchObject( { code: 'salesforce_unavailable' } );
		expect( salesforce.made ).toEqual( [] );
	} );

	it( 'does not end with an empty page that counts itself as more', async () => {
		await expect( read( new WithJob().on( 'ORDER BY Id', { records: [], total: 1500 } ) ) ).rejects.toMatchObject( {
			code: 'salesforce_answer_incomplete',
		} );
	} );
} );
