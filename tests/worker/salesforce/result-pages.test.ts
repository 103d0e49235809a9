import { LeaseLost } from '../../../sync-worker/src/failure';
import { networkFailure } from '../../../sync-worker/src/salesforce/failures';
import { ResultPages, type ResultPage } from '../../../sync-worker/src/salesforce/result-pages';
import { listLogger } from '../doubles/builders';

/** A result of `count` pages, their list five at a time; a page is off the line when the test says so. */
class Result {
	public readonly opened: string[] = [];
	public readonly dropped: string[] = [];
	public readonly lists: string[] = [];
	public readonly failing = new Set< string >();
	/** Pages that come when the test says so. */
	public readonly held = new Map< string, Promise< void > >();
	public waiting = 0;
	public most = 0;
	public readonly logger = listLogger();

	public constructor(
		private readonly count: number,
		private readonly listOf: ( from: number ) => unknown = ( from ) => this.usualList( from )
	) {}

	public pages( list: string | null = '/resultPages' ): ResultPages {
		return new ResultPages(
			{
				logger: this.logger,
				json: async ( path ) => {
					this.lists.push( path );
					const answer = this.listOf( Number( /from=(\d+)/.exec( path )?.[ 1 ] ?? 0 ) );
					if ( answer instanceof Error ) {
						throw answer;
					}
					return answer;
				},
				open: ( locator ) => this.open( locator ?? 'p0' ),
			},
			list
		);
	}

	public usualList( from: number ): object {
		const until = Math.min( this.count, from + 5 );
		return {
			resultPages: Array.from( { length: until - from }, ( _, index ) => ( { resultUrl: `/results?locator=p${ from + index }` } ) ),
			...( until < this.count ? { nextRecordsUrl: `/resultPages?from=${ until }` } : {} ),
			done: until >= this.count,
		};
	}

	public async read( pages: ResultPages ): Promise< string[] > {
		const seen: string[] = [];
		for ( let locator: string | null = null, more = true; more; more = locator !== null ) {
			const page: ResultPage = await pages.page( locator );
			seen.push( locator ?? 'p0' );
			this.waiting -= 1;
			locator = page.next;
		}
		return seen;
	}

	private async open( name: string ): Promise< ResultPage > {
		this.opened.push( name );
		this.waiting += 1;
		this.most = Math.max( this.most, this.waiting );
		if ( this.failing.delete( name ) ) {
			throw networkFailure( new Error( 'reset' ) );
		}
		await this.held.get( name );
		const number = Number( name.slice( 1 ) );
		return {
			rows: 1,
			next: number + 1 < this.count ? `p${ number + 1 }` : null,
			text: { read: () => ( async function* () {} )(), drop: async () => void this.dropped.push( name ) },
		};
	}
}

const names = ( count: number ): string[] => Array.from( { length: count }, ( _, index ) => `p${ index }` );

describe( 'the pages of a result', () => {
	it.each( [ 1, 2, 5, 6, 12 ] )( 'come in order, each fetched once, two ahead at most: %i of them', async ( count ) => {
		const result = new Result( count );
		expect( await result.read( result.pages() ) ).toEqual( names( count ) );
		expect( [ ...result.opened ].sort() ).toEqual( names( count ).sort() );
		expect( result.most ).toBe( Math.min( count, 3 ) );
		expect( result.lists ).toHaveLength( count === 1 ? 0 : Math.ceil( count / 5 ) );
	} );

	it( 'are fetched one ahead where Salesforce lists none', async () => {
		const older = new Result( 4 );
		expect( await older.read( older.pages( null ) ) ).toEqual( names( 4 ) );
		expect( [ older.most, older.opened.length, older.lists.length ] ).toEqual( [ 2, 4, 0 ] );
	} );

	it.each( [
		[ 'fails', () => networkFailure( new Error( 'reset' ) ) ],
		[ 'is no list', () => ( { surprise: true } ) ],
		[ 'names other pages', () => ( { resultPages: [ { resultUrl: '/results?locator=elsewhere' } ], done: true } ) ],
		[ 'says the same again and again', () => ( { resultPages: [ { resultUrl: '/results?locator=p0' } ], nextRecordsUrl: '/resultPages', done: false } ) ],
		[
			'names a page twice',
			() => ( { resultPages: [ 'p1', 'p1', 'p2' ].map( ( name ) => ( { resultUrl: `/results?locator=${ name }` } ) ), done: true } ),
		],
	] )( 'are what their headers say where the list %s', async ( _, listOf ) => {
		const result = new Result( 4, listOf );
		expect( await result.read( result.pages() ) ).toEqual( names( 4 ) );
		expect( [ ...result.opened ].sort() ).toEqual( names( 4 ) );
		expect( result.lists.length ).toBeLessThan( 3 );
	} );

	it( 'that failed while nobody waited for them fail whoever asks, and are fetched again then', async () => {
		const result = new Result( 4 );
		const pages = result.pages();
		result.failing.add( 'p1' );
		await pages.page( null );
		await expect( pages.page( 'p1' ) ).rejects.toMatchObject( { kind: 'transient' } );
		expect( ( await pages.page( 'p1' ) ).next ).toBe( 'p2' );
		expect( result.opened.filter( ( name ) => name === 'p1' ) ).toHaveLength( 2 );
	} );

	it( 'that nobody asked for are let go', async () => {
		const result = new Result( 6 );
		const pages = result.pages();
		result.failing.add( 'p2' );
		await pages.page( null );
		await pages.drop();
		expect( result.dropped ).toEqual( [ 'p1' ] );
	} );

	it( 'that have not come yet when nobody wants them any more keep nobody waiting, and are let go when they come', async () => {
		const result = new Result( 6 );
		const pages = result.pages();
		let come: () => void = () => undefined;
		result.held.set( 'p1', new Promise< void >( ( resolve ) => ( come = resolve ) ) );
		await pages.page( null );
		await pages.drop();
		expect( result.dropped ).toEqual( [ 'p2' ] );
		come();
		await new Promise( setImmediate );
		expect( result.dropped ).toEqual( [ 'p2', 'p1' ] );
	} );

	it( 'that were on their way when the lease was lost are let go, the one at hand too', async () => {
		const lost = new LeaseLost( 'lost' );
		const result = new Result( 6, () => lost );
		const pages = result.pages();
		await expect( pages.page( null ) ).rejects.toBe( lost );
		expect( result.dropped ).toEqual( [ 'p0' ] );
	} );
} );
