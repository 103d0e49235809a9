import fc from 'fast-check';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { id18 } from '../../../sync-worker/src/mapping';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import { createdBetween, pageAfter, parseCondition } from '../../../sync-worker/src/salesforce/soql';
import { startSimulator, type Simulator } from '../../simulator';
import { type ConnectionOptions, doorTo, mappingOf, movingClock, performance, preset, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const performances = mappingOf( performance );
const pages = { above_records: 100_000, page_records: 150 };
const jobs = { above_records: 100, page_records: 150 };
const start = Date.UTC( 2026, 10, 22, 12 );

let simulator: Simulator;
let door: WordPressDoor;

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: start, frozen: true } } );
	door = await doorTo( simulator, preset.mappings );
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

function work( bulk = pages ): Promise< Worked > {
	const connect = ( options: ConnectionOptions ) => new JsforceConnection( { ...options, queryDeadlineMs: 2000 } );
	return workBetween( simulator, door, { bulk, connect, clock: movingClock( simulator ) } );
}

const rowsOf = ( sobject = performance ) => [ ...simulator.world.org.store.table( sobject ).all() ].filter( ( { deleted } ) => ! deleted );
const ids = ( rows: readonly { id: string }[] ): string[] => rows.map( ( { id } ) => id );
const settled = (): string[] => [ ...new Set( [ ...door.rows.keys(), ...door.rejections.map( ( { external_id: id } ) => id ) ] ) ].sort();
const requests = ( pattern: RegExp ) => simulator.world.log.since( 0 ).filter( ( { method, path: url } ) => pattern.test( `${ method } ${ url }` ) );
const last = () => door.completed.at( -1 );

describe( 'a backfill', () => {
	it( 'of everything reads all mappings, productions first, and moves no watermark', async () => {
		door.due( 'backfill' );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( last() ).toMatchObject( { outcome: 'succeeded', watermarks: [] } );
		expect( last() ).not.toHaveProperty( 'result' );
		const read = settled();
		expect( read.length ).toBeGreaterThan( rowsOf().length );
		const order = door.deliveries.map( ( { mapping_id: id } ) => preset.mappings.find( ( mapping ) => mapping.id === id )?.order ?? 0 );
		expect( order ).toEqual( [ ...order ].sort( ( left, right ) => left - right ) );
		door.rows.clear();
		door.rejections.length = 0;
		door.due();
		await work();
		expect( settled() ).toEqual( read );
	} );

	it( 'of one object leaves the others alone', async () => {
		door.due( 'backfill', { objects: [ performances.id ] } );
		await work();
		expect( settled() ).toEqual( ids( rowsOf() ).sort() );
	} );

	it.each( [
		[ 'pages', pages ],
		[ 'a job', jobs ],
	] as const )( 'of a range of creation dates takes its first moment and not its last, by %s', async ( _, bulk ) => {
		const { org } = simulator.world;
		const template = rowsOf()[ 0 ]?.values;
		const made: string[] = [];
		for ( let n = 0; n < 130; n++ ) {
			org.clock.advance( 60_000 );
			made.push(
				org.writer.create( performance, { Name: `Extra ${ n }`, PatronTicket__TicketableEvent__c: template?.PatronTicket__TicketableEvent__c } )
			);
		}
		door.due( 'backfill', { objects: [ performances.id ], created_from_ms: start + 60_000, created_to_ms: start + 130 * 60_000 } );
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		expect( settled() ).toEqual( made.slice( 0, 129 ).sort() );
		expect( requests( /^POST .*jobs\/query/ ) ).toHaveLength( bulk === jobs ? 1 : 0 );
	} );

	it( 'keeps the mapping’s own filter beside any condition', async () => {
		const some = ids( rowsOf() ).slice( 0, 40 );
		const others = ids( rowsOf() ).slice( 40, 60 );
		door.mappings = [ { ...performances, filter: `Id IN ('${ some.join( "','" ) }')` } ];
		door.due( 'backfill', { condition: `Id IN ('${ [ ...some.slice( 0, 5 ), ...others ].join( "','" ) }') OR Name = 'nobody'` } );
		await work();
		expect( settled() ).toEqual( some.slice( 0, 5 ).sort() );
	} );

	it( 'says so when no record matches', async () => {
		door.due( 'backfill', { condition: "Name = 'No show is called so'" } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( last() ).toMatchObject( { outcome: 'succeeded', result: 'no_match' } );
		expect( door.deliveries ).toEqual( [] );
	} );

	it.each( [ "Name = 'open", 'Name LIKE', "Name = 'a') OR (Name != 'a'", "Name = 'a' LIMIT 1", "Name = 'a' ORDER BY Name" ] )(
		'refuses the condition %s before it asks Salesforce anything, and shows it',
		async ( condition ) => {
			door.due( 'backfill', { condition } );
			expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'config', code: 'condition_invalid' } } );
			expect( last()?.failure?.message ).toContain( condition );
			expect( simulator.world.log.since( 0 ) ).toEqual( [] );
		}
	);

	it( 'no condition gets past its brackets', () =>
		fc.assert(
			fc.property( fc.string( { unit: 'grapheme-ascii', maxLength: 40 } ), ( text ) => {
				let where;
				try {
					where = [ ...createdBetween( 0, null ), parseCondition( `Name = '${ text }'` ) ];
				} catch {
					return;
				}
				const soql = pageAfter( { sobject: 'Show__c', paths: [ 'Id' ], filter: 'Active__c = true', record_types: [], where }, null, 0 );
				expect( soql ).toMatch(
					/^SELECT Id FROM Show__c WHERE \(Active__c = TRUE\) AND \(CreatedDate >= 1970-01-01T00:00:00Z\) AND \(Name = '[^]*\) AND \(SystemModstamp <= 1970-01-01T00:00:00Z\) ORDER BY SystemModstamp, Id LIMIT 2000$/
				);
			} ),
			{ numRuns: 30 }
		) );

	it( 'shows the condition, and what Salesforce said of it, when a field in it does not exist; the other object goes on', async () => {
		door.due( 'backfill', { condition: 'PatronTicket__SoldOut__c = true OR PatronTicket__SoldOut__c = false' } );
		expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'config', code: 'condition_refused' } } );
		expect( last()?.failure?.message ).toMatch( /PatronTicket__SoldOut__c = true.*No such column/s );
	} );

	it( 'of an object that is no longer mapped says so', async () => {
		door.due( 'backfill', { objects: [ 'gone' ] } );
		expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'backfill_object_unknown' } } );
	} );

	it( 'goes on after the last settled page when its holder is killed, with the same condition', async () => {
		const { org } = simulator.world;
		const template = rowsOf()[ 0 ]?.values;
		for ( let n = 0; n < 5000; n++ ) {
			org.writer.create( performance, { Name: `Extra ${ n }`, PatronTicket__TicketableEvent__c: template?.PatronTicket__TicketableEvent__c } );
		}
		door.due( 'backfill', { objects: [ performances.id ], condition: "Name LIKE 'Extra%'" } );
		door.fail( 'deliver', () => ( door.expireLease(), 'drop' as const ), 1, 4 );
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		const before = door.deliveries.length;
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( settled() ).toEqual( ids( rowsOf().filter( ( { values } ) => String( values.Name ).startsWith( 'Extra' ) ) ).sort() );
		const again = door.offers.slice( -2 ).flatMap( ( { records } ) => records ).length;
		expect( again ).toBeLessThan( 5000 );
		expect( before ).toBeGreaterThan( 0 );
		expect( last() ).not.toHaveProperty( 'result' );
	}, 60_000 );
} );

describe( 'a backfill by id', () => {
	const by = ( ...asked: string[] ) => door.due( 'backfill', { ids: asked } );

	it( 'finds each id’s object, takes 15 characters as 18, and withdraws what is deleted or outside the filter', async () => {
		door.due( 'backfill' );
		await work();
		const [ kept, deleted, left, untouched ] = ids( rowsOf() ) as [ string, string, string, string ];
		const [ production ] = ids( rowsOf( preset.mappings.find( ( { sobject } ) => sobject !== performance )?.sobject ) ) as [ string ];
		door.mappings = door.mappings.map( ( mapping ) => ( mapping.sobject === performance ? { ...mapping, filter: `Id != '${ left }'` } : mapping ) );
		simulator.world.org.clock.advance( 60_000 );
		simulator.world.org.writer.delete( performance, deleted );
		door.offers.length = 0;
		by( kept.slice( 0, 15 ), deleted, left, production );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.offers.flatMap( ( { records } ) => records.map( ( [ id ] ) => id ) ).sort() ).toEqual( [ kept, production ].sort() );
		const gone = door.deliveries.flatMap( ( { withdrawals } ) => withdrawals.map( ( { external_id: id, reason } ) => [ id, reason ] ) );
		expect( new Map( gone as [ string, string ][] ) ).toEqual(
			new Map( [
				[ deleted, 'deleted' ],
				[ left, 'outside_filter' ],
			] )
		);
		expect( door.rows.get( untouched )?.live ).toBe( true );
		expect( last() ).not.toHaveProperty( 'notices' );
	} );

	it( 'refuses ids that Salesforce does not show, each by name, withdraws nothing for them, and is no silent zero', async () => {
		const [ some ] = ids( rowsOf() ) as [ string ];
		const nowhere = id18( `${ some.slice( 0, 9 ) }zzzzzz` ) ?? '';
		by( nowhere );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( last() ).toMatchObject( { result: 'no_match' } );
		expect( door.rejections ).toMatchObject( [ { external_id: nowhere, failure: { code: 'record_not_visible' } } ] );
		expect( door.deliveries.flatMap( ( { withdrawals } ) => withdrawals ) ).toEqual( [] );
	} );

	it( 'names ids of objects that are not mapped', async () => {
		const stranger = id18( '00Q000000000001' ) ?? '';
		by( stranger );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( last() ).toMatchObject( { result: 'no_match', notices: [ { failure: { code: 'backfill_ids_foreign', details: { ids: [ stranger ] } } } ] } );
	} );

	it( 'refuses an id whose check letters do not fit', async () => {
		by( 'a01000000000001AAB' );
		expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'backfill_id_invalid' } } );
	} );
} );
