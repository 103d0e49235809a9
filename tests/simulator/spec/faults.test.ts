import { createHash } from 'node:crypto';
import { Client, codeOf, type Reply } from './client';

const PERFORMANCE = 'PatronTicket__EventInstance__c';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty', rows: { Account: 5 } } );
} );
afterEach( () => client.close() );

const fault = async ( body: object ): Promise< Reply > => {
	const reply = await client.control( 'POST', 'fault', body );
	expect( reply.json ).toEqual( { ok: true } );
	return reply;
};
const accounts = (): Promise< Record< string, unknown >[] > => client.rows( 'SELECT Id, Name FROM Account ORDER BY Id' );
const firstId = async (): Promise< string > => String( ( await accounts() )[ 0 ]!.Id );

describe( 'the network', () => {
	it( 'breaks off in the middle of a body', async () => {
		await fault( { kind: 'cut' } );
		await expect( client.get( '/sobjects' ) ).rejects.toThrow();
		expect( ( await client.get( '/sobjects' ) ).status ).toBe( 200 );
	} );

	it( 'changes the bytes of a file on the way, so that only the checksum tells', async () => {
		const made = await client.rest( 'POST', '/sobjects/ContentVersion', {
			Title: 'Poster',
			PathOnClient: 'poster.txt',
			VersionData: Buffer.from( 'To be or not to be' ).toString( 'base64' ),
		} );
		const { id } = made.json as { id: string };
		const [ row ] = await client.rows( `SELECT Checksum FROM ContentVersion WHERE Id = '${ id }'` );
		const checksum = async (): Promise< string > => {
			const { text } = await client.get( `/sobjects/ContentVersion/${ id }/VersionData` );
			expect( text ).toHaveLength( 18 );
			return createHash( 'md5' ).update( text ).digest( 'hex' );
		};
		await fault( { kind: 'corrupt' } );
		expect( await checksum() ).not.toBe( row!.Checksum );
		expect( await checksum() ).toBe( row!.Checksum );
	} );

	it( 'is slow until it is told otherwise', async () => {
		await fault( { kind: 'slow', ms: 3_600_000 } );
		const slow = client.get( '/sobjects' );
		while ( JSON.stringify( ( await client.control( 'GET', 'faults' ) ).json ) !== '{"faults":[]}' ) {
			// The request has not met it yet.
		}
		await fault( { kind: 'clear' } );
		expect( ( await slow ).status ).toBe( 200 );
	} );

	it( 'hangs, then is gone, before the work is done or after', async () => {
		const create = (): Promise< Reply > => client.rest( 'POST', '/sobjects/Account', { Name: 'A' } );
		await fault( { kind: 'stall', ms: 1 } );
		await expect( create() ).rejects.toThrow();
		expect( await accounts() ).toHaveLength( 5 );
		await fault( { kind: 'stall', ms: 1, processed: true } );
		await expect( create() ).rejects.toThrow();
		expect( await accounts() ).toHaveLength( 6 );
	} );

	it.each( [
		[ '500', 500, 'UNKNOWN_EXCEPTION' ],
		[ '403-concurrent', 403, 'REQUEST_LIMIT_EXCEEDED' ],
		[ 'query-timeout', 400, 'QUERY_TIMEOUT' ],
	] )( 'answers %s once', async ( kind, status, code ) => {
		await fault( { kind } );
		const reply = await client.get( '/limits' );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ status, code ] );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 200 );
	} );
} );

describe( 'a storm', () => {
	const outcomes = async ( seed: number ): Promise< number[] > => {
		await client.control( 'POST', 'storm', { seed, rate: 0.5, kinds: [ '503', '420' ] } );
		const seen = [];
		for ( let k = 0; k < 20; k++ ) {
			seen.push( ( await client.get( '/limits' ) ).status );
		}
		await client.control( 'POST', 'storm', {} );
		return seen;
	};

	it( 'is the same for the same seed, another for another', async () => {
		const first = await outcomes( 7 );
		expect( new Set( first ) ).toEqual( new Set( [ 200, 503, 420 ] ) );
		expect( await outcomes( 7 ) ).toEqual( first );
		expect( await outcomes( 8 ) ).not.toEqual( first );
	} );

	it( 'passes', async () => {
		await outcomes( 7 );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 200 );
	} );

	it( 'without kinds, or beyond certainty, is refused', async () => {
		expect( ( await client.control( 'POST', 'storm', { rate: 0.5, kinds: [ 'rain' ] } ) ).status ).toBe( 400 );
		expect( ( await client.control( 'POST', 'storm', { rate: 2, kinds: [ '503' ] } ) ).status ).toBe( 400 );
	} );
} );

describe( 'sharing', () => {
	it( 'hides a record like a deletion that nobody logs', async () => {
		const id = await firstId();
		await fault( { kind: 'hide-record', id } );
		expect( await accounts() ).toHaveLength( 4 );
		expect( ( await client.get( `/sobjects/Account/${ id }` ) ).status ).toBe( 404 );
		expect( await client.rows( 'SELECT Id FROM Account WHERE IsDeleted = true', true ) ).toHaveLength( 0 );
		await fault( { kind: 'hide-record', id, off: true } );
		expect( await accounts() ).toHaveLength( 5 );
	} );

	it( 'hides it from one person only', async () => {
		await fault( { kind: 'hide-record', id: await firstId(), username: 'boxoffice@callboard.example' } );
		expect( await accounts() ).toHaveLength( 5 );
		expect( ( await client.control( 'POST', 'fault', { kind: 'hide-record', id: await firstId(), username: 'nobody' } ) ).status ).toBe( 400 );
	} );
} );

describe( 'the schema', () => {
	it( 'loses a field for good', async () => {
		await fault( { kind: 'remove-field', object: 'Account', field: 'Rating' } );
		expect( codeOf( await client.query( 'SELECT Rating FROM Account' ) ) ).toBe( 'INVALID_FIELD' );
		await fault( { kind: 'clear' } );
		expect( codeOf( await client.query( 'SELECT Rating FROM Account' ) ) ).toBe( 'INVALID_FIELD' );
	} );
} );

describe( 'cursors', () => {
	it( 'give pages of the size they are told, and expire', async () => {
		await fault( { kind: 'page-size', rows: 2 } );
		const page = ( await client.query( 'SELECT Id FROM Account' ) ).json as { records: unknown[]; nextRecordsUrl: string };
		expect( page.records ).toHaveLength( 2 );
		await fault( { kind: 'expire-locators' } );
		expect( codeOf( await client.get( page.nextRecordsUrl.replace( /^.*?v\d\d\.0/, '' ) ) ) ).toBe( 'INVALID_QUERY_LOCATOR' );
	} );
} );

describe( 'a locked row', () => {
	it( 'refuses to be written until it is let go', async () => {
		const id = await firstId();
		await fault( { kind: 'lock-row', id } );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Name: 'B' } ) ) ).toBe( 'UNABLE_TO_LOCK_ROW' );
		await fault( { kind: 'lock-row', id, off: true } );
		expect( ( await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { Name: 'B' } ) ).status ).toBe( 204 );
	} );
} );

describe( 'the clock', () => {
	it( 'of the Date header may be off while stamps are right', async () => {
		await fault( { kind: 'clock-skew', ms: -90_000 } );
		const reply = await client.get( '/limits' );
		expect( reply.headers.get( 'date' ) ).toBe( 'Sun, 22 Nov 2026 11:58:30 GMT' );
	} );
} );

describe( 'the limit of calls', () => {
	it( 'is one of the last 24 hours: what is older is free again', async () => {
		await fault( { kind: 'api-limit', limit: 2 } );
		const status = async (): Promise< number > => ( await client.get( '/sobjects' ) ).status;
		expect( [ await status(), await status(), await status() ] ).toEqual( [ 200, 200, 403 ] );
		await client.control( 'POST', 'clock', { advance_ms: 23 * 3_600_000 } );
		await client.signIn();
		expect( await status() ).toBe( 403 );
		await client.control( 'POST', 'clock', { advance_ms: 3_600_000 } );
		await client.signIn();
		// One refused call of an hour ago still counts.
		expect( ( await client.get( '/sobjects' ) ).headers.get( 'sforce-limit-info' ) ).toBe( 'api-usage=2/2' );
	} );
} );

describe( 'a slow transaction', () => {
	const rows = ( window: string ): Promise< Record< string, unknown >[] > =>
		client.rows( `SELECT Id, SystemModstamp FROM ${ PERFORMANCE } WHERE ${ window }`, true );
	const covered = async (): Promise< string > => {
		const reply = await client.get( `/sobjects/${ PERFORMANCE }/updated?start=2026-11-22T11:00:00Z&end=2026-11-22T13:00:00Z` );
		return ( reply.json as { latestDateCovered: string } ).latestDateCovered;
	};

	beforeEach( async () => {
		await client.close();
		client = await Client.open();
	} );

	it( 'stamps now and shows later, and holds the covered date back meanwhile', async () => {
		await fault( { kind: 'slow-transaction', ms: 300_000, change: 'cancel' } );
		await client.control( 'POST', 'clock', { advance_ms: 240_000 } );
		expect( await rows( 'SystemModstamp >= 2026-11-22T12:00:00Z' ) ).toHaveLength( 0 );
		expect( await covered() ).toBe( '2026-11-22T12:00:00.000+0000' );
		await client.control( 'POST', 'clock', { advance_ms: 60_000 } );
		expect( await rows( 'SystemModstamp >= 2026-11-22T12:00:00Z' ) ).toMatchObject( [ { SystemModstamp: '2026-11-22T12:00:00.000+0000' } ] );
		expect( await covered() ).toBe( '2026-11-22T12:05:00.000+0000' );
	} );

	it( 'keeps its rows locked until it ends', async () => {
		const [ row ] = await rows( "PatronTicket__Status__c = 'Scheduled'" );
		await fault( { kind: 'slow-transaction', ms: 60_000, change: 'cancel', id: row!.Id } );
		const write = (): Promise< Reply > => client.rest( 'PATCH', `/sobjects/${ PERFORMANCE }/${ String( row!.Id ) }`, { PatronTicket__SoldOut__c: true } );
		expect( codeOf( await write() ) ).toBe( 'UNABLE_TO_LOCK_ROW' );
		await client.control( 'POST', 'clock', { advance_ms: 60_000 } );
		expect( ( await write() ).status ).toBe( 204 );
	} );

	it( 'of a deletion is not in the log before its time', async () => {
		await fault( { kind: 'slow-transaction', ms: 60_000, change: 'delete' } );
		const deleted = async (): Promise< unknown[] > => {
			const reply = await client.get( `/sobjects/${ PERFORMANCE }/deleted?start=2026-11-22T11:00:00Z&end=2026-11-22T13:00:00Z` );
			return ( reply.json as { deletedRecords: unknown[] } ).deletedRecords;
		};
		expect( await deleted() ).toHaveLength( 0 );
		await client.control( 'POST', 'clock', { advance_ms: 60_000 } );
		expect( await deleted() ).toHaveLength( 1 );
	} );
} );
