import fc from 'fast-check';
import { Client, codeOf, messageOf, type Reply } from './client';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const PERFORMANCE = 'PatronTicket__EventInstance__c';
const VENUE = 'PatronTicket__Venue__c';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const made = async ( type: string, fields: object ): Promise< string > =>
	( ( await client.rest( 'POST', `/sobjects/${ type }`, fields ) ).json as { id: string } ).id;
const remove = ( type: string, id: string ): Promise< Reply > => client.rest( 'DELETE', `/sobjects/${ type }/${ id }` );
const later = ( ms: number ): Promise< Reply > => client.control( 'POST', 'clock', { advance_ms: ms } );
const now = (): number => client.simulator.world.org.clock.now();
const window = ( type: string, kind: string, fromMs: number, toMs: number ): Promise< Reply > => {
	const iso = ( ms: number ): string => encodeURIComponent( new Date( ms ).toISOString() );
	return client.get( `/sobjects/${ type }/${ kind }/?end=${ iso( toMs ) }&start=${ iso( fromMs ) }` );
};

interface Updated {
	ids: string[];
	latestDateCovered: string;
}
interface Deleted {
	deletedRecords: { id: string; deletedDate: string }[];
	earliestDateAvailable: string;
	latestDateCovered: string;
}
const updated = async ( type: string, fromMs = now() - DAY, toMs = now() + 5 * MINUTE ): Promise< Updated > =>
	( await window( type, 'updated', fromMs, toMs ) ).json as Updated;
const deleted = async ( type: string, fromMs = now() - DAY, toMs = now() + 5 * MINUTE ): Promise< Deleted > =>
	( await window( type, 'deleted', fromMs, toMs ) ).json as Deleted;
const deletedIds = async ( type: string ): Promise< string[] > => ( await deleted( type ) ).deletedRecords.map( ( { id } ) => id );

describe( 'getUpdated', () => {
	it( 'lists what was written and what was deleted since, by the minute', async () => {
		const first = await made( 'Account', { Name: '1' } );
		await later( 10 * MINUTE + 59_000 );
		const second = await made( 'Account', { Name: '2' } );
		expect( ( await updated( 'Account' ) ).ids ).toEqual( [ first, second ] );
		expect( ( await updated( 'Account', now() - 5 * MINUTE, now() - 59_000 ) ).ids ).toEqual( [ second ] );
		expect( ( await updated( 'Account', now() - 5 * MINUTE, now() - 60_000 ) ).ids ).toEqual( [] );
		await remove( 'Account', first );
		expect( ( await updated( 'Account', now() - 5 * MINUTE ) ).ids ).toEqual( [ first, second ] );
	} );

	it( 'knows a record that is being undeleted while the recycle bin is emptied: it is locked, and stays', async () => {
		const { org } = client.simulator.world;
		const id = await made( 'Account', { Name: 'comes back' } );
		await remove( 'Account', id );
		org.slowly( 3 * MINUTE, ( writer ) => writer.undelete( 'Account', id ) );
		org.recycleBin.empty();
		await later( 4 * MINUTE );
		expect( ( await updated( 'Account' ) ).ids ).toEqual( [ id ] );
		expect( ( await client.rest( 'GET', `/sobjects/Account/${ id }` ) ).status ).toBe( 200 );
	} );

	it( 'reaches no further than the oldest transaction that is still running', async () => {
		const { org } = client.simulator.world;
		let slow = '';
		await later( 30_000 );
		org.slowly( 3 * MINUTE, ( writer ) => {
			slow = writer.create( 'Account', { Name: 'slow' } );
		} );
		await later( 2 * MINUTE );
		await made( 'Account', { Name: 'quick' } );
		const meanwhile = await updated( 'Account' );
		expect( meanwhile.ids ).not.toContain( slow );
		expect( meanwhile.latestDateCovered ).toBe( '2026-11-22T12:00:00.000+0000' );
		expect( ( await deleted( 'Account' ) ).latestDateCovered ).toBe( '2026-11-22T12:00:00.000+0000' );
		await later( 2 * MINUTE );
		const after = await updated( 'Account', Date.parse( '2026-11-22T12:00:00Z' ) );
		expect( after.ids ).toContain( slow );
		expect( after.latestDateCovered ).toBe( '2026-11-22T12:04:00.000+0000' );
	} );

	it( 'loses nothing to a caller who goes on from where the last answer reached', async () => {
		const step = fc.oneof(
			fc.record( { kind: fc.constant( 'write' as const ) } ),
			fc.record( { kind: fc.constant( 'slow' as const ), ms: fc.integer( { min: 1, max: 12 * MINUTE } ) } ),
			fc.record( { kind: fc.constant( 'wait' as const ), ms: fc.integer( { min: 1, max: 4 * MINUTE } ) } ),
			fc.record( { kind: fc.constant( 'poll' as const ) } )
		);
		const { world } = client.simulator;
		await fc.assert(
			fc.asyncProperty( fc.array( step, { maxLength: 25 } ), async ( steps ) => {
				await client.control( 'POST', 'seed', { season: 'empty' } );
				await client.signIn();
				const written: string[] = [];
				const seen = new Set< string >();
				let from = now() - 5 * MINUTE;
				const poll = async (): Promise< void > => {
					const { ids, latestDateCovered } = await updated( 'Account', from, now() + 2 * MINUTE );
					ids.forEach( ( id ) => seen.add( id ) );
					from = Date.parse( `${ latestDateCovered.slice( 0, 19 ) }Z` );
				};
				for ( const one of steps ) {
					if ( one.kind === 'write' ) {
						written.push( world.org.writer.create( 'Account', { Name: 'A' } ) );
					} else if ( one.kind === 'slow' ) {
						world.org.slowly( one.ms, ( writer ) => written.push( writer.create( 'Account', { Name: 'S' } ) ) );
					} else if ( one.kind === 'wait' ) {
						world.org.clock.advance( one.ms );
					} else {
						await poll();
					}
				}
				world.org.clock.advance( 15 * MINUTE );
				await poll();
				expect( [ ...seen ].sort() ).toEqual( [ ...written ].sort() );
			} ),
			{ numRuns: 30, seed: 20261122 }
		);
	} );

	it( 'covers no more than was asked for', async () => {
		expect( ( await updated( 'Account', now() - 20 * MINUTE, now() - 10 * MINUTE ) ).latestDateCovered ).toBe( '2026-11-22T11:50:00.000+0000' );
	} );

	it( 'leaves out what sharing hides', async () => {
		const shown = await made( 'Account', { Name: '1' } );
		const hidden = await made( 'Account', { Name: '2' } );
		client.simulator.world.org.hiding.records.set( '*', new Set( [ hidden ] ) );
		expect( ( await updated( 'Account' ) ).ids ).toEqual( [ shown ] );
		client.simulator.world.org.hiding.records.clear();
		await remove( 'Account', hidden );
		client.simulator.world.org.hiding.records.set( '*', new Set( [ hidden ] ) );
		expect( await deletedIds( 'Account' ) ).toEqual( [] );
	} );

	it( 'refuses more ids than the limit', async () => {
		await made( 'Account', { Name: '1' } );
		await made( 'Account', { Name: '2' } );
		await client.control( 'POST', 'replication', { idLimit: 2 } );
		expect( ( await updated( 'Account' ) ).ids ).toHaveLength( 2 );
		await client.control( 'POST', 'replication', { idLimit: 1 } );
		expect( codeOf( await window( 'Account', 'updated', now() - DAY, now() ) ) ).toBe( 'EXCEEDED_ID_LIMIT' );
	} );

	it.each( [
		[ 'updated', 30 ],
		[ 'deleted', 15 ],
	] )( '(or getDeleted) looks back so far: %s, %d days', async ( kind, days ) => {
		expect( ( await window( 'Account', kind, now() - days * DAY, now() ) ).status ).toBe( 200 );
		const refused = await window( 'Account', kind, now() - days * DAY - MINUTE, now() );
		expect( [ refused.status, codeOf( refused ) ] ).toEqual( [ 400, 'INVALID_REPLICATION_DATE' ] );
		expect( messageOf( refused ) ).toBe( `startDate cannot be more than ${ days } days ago` );
	} );

	it( 'is not there for objects that are not replicated', async () => {
		const reply = await window( 'CaseStatus', 'updated', now() - DAY, now() );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, 'INVALID_TYPE_FOR_OPERATION' ] );
	} );
} );

describe( 'getDeleted', () => {
	it( 'lists details that went with their master, each with its moment', async () => {
		const production = await made( PRODUCTION, { Name: 'P' } );
		const performance = await made( PERFORMANCE, { Name: '1', [ PRODUCTION ]: production } );
		await later( 61_000 );
		await remove( PRODUCTION, production );
		expect( ( await deleted( PERFORMANCE ) ).deletedRecords ).toEqual( [ { id: performance, deletedDate: '2026-11-22T12:01:01.000+0000' } ] );
	} );

	it( 'forgets what was undeleted, and lists once what was deleted twice', async () => {
		const id = await made( 'Account', { Name: 'A' } );
		await remove( 'Account', id );
		await later( MINUTE );
		await client.control( 'POST', 'undelete', { object: 'Account', id } );
		expect( await deletedIds( 'Account' ) ).toEqual( [] );
		await later( MINUTE );
		await remove( 'Account', id );
		expect( ( await deleted( 'Account' ) ).deletedRecords ).toEqual( [ { id, deletedDate: '2026-11-22T12:02:00.000+0000' } ] );
	} );

	it( 'knows longer than the recycle bin', async () => {
		const id = await made( 'Account', { Name: 'A' } );
		await remove( 'Account', id );
		expect( await client.rows( 'SELECT Id FROM Account', true ) ).toHaveLength( 1 );
		expect( ( await client.control( 'POST', 'empty-recycle-bin', { object: 'Account' } ) ).json ).toEqual( { purged: 1 } );
		expect( await client.rows( 'SELECT Id FROM Account', true ) ).toEqual( [] );
		expect( await deletedIds( 'Account' ) ).toEqual( [ id ] );
		expect( ( await client.control( 'POST', 'undelete', { object: 'Account', id } ) ).status ).toBe( 400 );
		expect( ( await client.rest( 'DELETE', `/sobjects/Account/${ id }` ) ).status ).toBe( 404 );
	} );

	it( 'has a log that may be purged: an older start is refused, and the rest is said', async () => {
		const id = await made( 'Account', { Name: 'A' } );
		await remove( 'Account', id );
		await later( 3 * 60 * MINUTE );
		await client.signIn();
		await client.control( 'POST', 'purge-deletions' );
		const refused = await window( 'Account', 'deleted', now() - 3 * 60 * MINUTE, now() );
		expect( [ refused.status, codeOf( refused ) ] ).toEqual( [ 400, 'INVALID_REPLICATION_DATE' ] );
		const rest = await deleted( 'Account', now() - 2 * 60 * MINUTE );
		expect( rest ).toMatchObject( { deletedRecords: [], earliestDateAvailable: '2026-11-22T13:00:00.000+0000' } );
		await client.control( 'POST', 'purge-deletions', { before: new Date( now() ).toISOString() } );
		expect( codeOf( await window( 'Account', 'deleted', now() - 2 * 60 * MINUTE, now() ) ) ).toBe( 'INVALID_REPLICATION_DATE' );
	} );
} );

describe( 'the recycle bin', () => {
	it( 'keeps a row for fifteen days, and what went with it', async () => {
		const production = await made( PRODUCTION, { Name: 'P' } );
		await made( PERFORMANCE, { Name: '1', [ PRODUCTION ]: production } );
		await remove( PRODUCTION, production );
		await later( 15 * DAY - 1000 );
		await client.signIn();
		expect( await client.rows( `SELECT Id FROM ${ PRODUCTION }`, true ) ).toHaveLength( 1 );
		await later( MINUTE );
		expect( await client.rows( `SELECT Id FROM ${ PRODUCTION }`, true ) ).toEqual( [] );
		expect( await client.rows( `SELECT Id FROM ${ PERFORMANCE }`, true ) ).toEqual( [] );
	} );

	it( 'keeps a row that was undeleted and deleted again for fifteen days more', async () => {
		const id = await made( 'Account', { Name: 'A' } );
		await remove( 'Account', id );
		await client.control( 'POST', 'undelete', { object: 'Account', id } );
		await later( 14 * DAY );
		await client.signIn();
		await remove( 'Account', id );
		await later( 2 * DAY );
		await client.signIn();
		expect( await client.rows( 'SELECT Id FROM Account', true ) ).toHaveLength( 1 );
	} );

	it( 'gives back the lookups that a deletion cleared, unless they were filled since', async () => {
		const production = await made( PRODUCTION, { Name: 'P' } );
		const [ gone, other ] = [ await made( VENUE, { Name: 'V' } ), await made( VENUE, { Name: 'W' } ) ];
		const at = ( name: string ): Promise< string > => made( PERFORMANCE, { Name: name, [ PRODUCTION ]: production, PatronTicket__Venue__c: gone } );
		const [ kept, moved ] = [ await at( '1' ), await at( '2' ) ];
		await remove( VENUE, gone );
		await client.rest( 'PATCH', `/sobjects/${ PERFORMANCE }/${ moved }`, { PatronTicket__Venue__c: other } );
		await later( MINUTE );
		await client.control( 'POST', 'undelete', { object: VENUE, id: gone } );
		expect( await client.rows( `SELECT PatronTicket__Venue__c, SystemModstamp FROM ${ PERFORMANCE } WHERE Id = '${ kept }'` ) ).toMatchObject( [
			{ PatronTicket__Venue__c: gone, SystemModstamp: '2026-11-22T12:01:00.000+0000' },
		] );
		expect( await client.rows( `SELECT PatronTicket__Venue__c FROM ${ PERFORMANCE } WHERE Id = '${ moved }'` ) ).toMatchObject( [
			{ PatronTicket__Venue__c: other },
		] );
	} );

	it( 'tells nobody when it is emptied', async () => {
		const { org } = client.simulator.world;
		const id = await made( 'Account', { Name: 'A' } );
		const told: string[] = [];
		org.onCommit( ( { changes } ) => changes.forEach( ( change ) => told.push( `${ change.kind } ${ change.id }` ) ) );
		await remove( 'Account', id );
		await client.control( 'POST', 'empty-recycle-bin' );
		expect( told ).toEqual( [ `delete ${ id }` ] );
	} );
} );
