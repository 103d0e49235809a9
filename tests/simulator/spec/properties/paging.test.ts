import fc from 'fast-check';
import { Client } from '../client';

interface Page {
	totalSize: number;
	done: boolean;
	nextRecordsUrl?: string;
	records: { Id: string; SystemModstamp: string }[];
}

const NOW = Date.parse( '2026-11-22T12:00:00Z' );
let client: Client;
let live: string[] = [];
let all: string[] = [];

beforeAll( async () => {
	client = await Client.open( { season: 'empty', clock: { now: NOW, frozen: true } } );
	const { org } = client.simulator.world;
	const rows = Array.from( { length: 120 }, ( _, n ) => {
		const stamp = `${ new Date( NOW - 3_600_000 + ( ( n * 7 ) % 5 ) * 1000 ).toISOString().slice( 0, 19 ) }.000+0000`;
		return { id: org.writer.load( 'Account', { Name: `Account ${ n }` }, stamp ), stamp };
	} );
	org.store.transaction( () => rows.filter( ( _, n ) => n % 6 === 5 ).forEach( ( { id } ) => org.writer.delete( 'Account', id ) ) );
	const stored = [ ...org.store.table( 'Account' ).all() ].sort( ( a, b ) => {
		const [ x, y ] = [ String( a.values.SystemModstamp ), String( b.values.SystemModstamp ) ];
		return x === y ? ( a.id < b.id ? -1 : 1 ) : x < y ? -1 : 1;
	} );
	all = stored.map( ( row ) => row.id );
	live = stored.filter( ( row ) => ! row.deleted ).map( ( row ) => row.id );
} );
afterAll( () => client.close() );

const page = async ( path: string ): Promise< Page > => ( await client.get( path.replace( '/services/data/v66.0', '' ) ) ).json as Page;

async function byLocator( door: string, size: number ): Promise< string[] > {
	client.simulator.world.org.exactBatchSize = size;
	const ids: string[] = [];
	let next: string | undefined = `/${ door }?q=${ encodeURIComponent( 'SELECT Id FROM Account ORDER BY SystemModstamp, Id' ) }`;
	while ( next !== undefined ) {
		const { records, nextRecordsUrl, done }: Page = await page( next );
		expect( done ).toBe( nextRecordsUrl === undefined );
		expect( records.length ).toBeLessThanOrEqual( size );
		ids.push( ...records.map( ( row ) => row.Id ) );
		next = nextRecordsUrl;
	}
	return ids;
}

async function byKeyset( door: string, size: number, order: 'Id' | 'SystemModstamp, Id' ): Promise< string[] > {
	client.simulator.world.org.exactBatchSize = null;
	const ids: string[] = [];
	let where = '';
	for (;;) {
		const soql = `SELECT Id, SystemModstamp FROM Account ${ where } ORDER BY ${ order } LIMIT ${ size }`;
		const { records } = await page( `/${ door }?q=${ encodeURIComponent( soql ) }` );
		ids.push( ...records.map( ( row ) => row.Id ) );
		const last = records[ records.length - 1 ];
		if ( ! last ) {
			return ids;
		}
		const stamp = last.SystemModstamp.replace( '+0000', 'Z' );
		where = order === 'Id' ? `WHERE Id > '${ last.Id }'` : `WHERE SystemModstamp > ${ stamp } OR (SystemModstamp = ${ stamp } AND Id > '${ last.Id }')`;
	}
}

describe( 'pages of any size', () => {
	const size = fc.integer( { min: 1, max: 130 } );

	it.each( [ 'query', 'queryAll' ] )( 'of %s hold each row once, in order', async ( door ) => {
		const expected = door === 'query' ? live : all;
		await fc.assert(
			fc.asyncProperty( size, async ( rows ) => {
				expect( await byLocator( door, rows ) ).toEqual( expected );
			} ),
			{ numRuns: 12, seed: 1, examples: [ [ 1 ], [ expected.length ], [ expected.length - 1 ], [ expected.length + 1 ] ] }
		);
	} );

	it.each( [ 'query', 'queryAll' ] )( 'of %s by keyset hold each row once, in order', async ( door ) => {
		const expected = door === 'query' ? live : all;
		await fc.assert(
			fc.asyncProperty( size, async ( rows ) => {
				expect( await byKeyset( door, rows, 'SystemModstamp, Id' ) ).toEqual( expected );
				expect( await byKeyset( door, rows, 'Id' ) ).toEqual( [ ...expected ].sort( ( a, b ) => ( a < b ? -1 : 1 ) ) );
			} ),
			{ numRuns: 12, seed: 2, examples: [ [ 1 ], [ expected.length ] ] }
		);
	} );
} );
