import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mapping, Preset } from '../../../sync-worker/src/contract';
import { workOnce } from '../../../sync-worker/src/inbound/work';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import { RestWordPress } from '../../../sync-worker/src/wordpress/client';
import { startSimulator, type Simulator } from '../../simulator';
import { USER_ID } from '../../simulator/org/org';
import { listLogger } from '../doubles/builders';
import { WordPressDoor } from '../doubles/wordpress-door';

// A mapping whose rules have changed is read from the start again. What went before that is not in what it reads.

const preset: Preset = JSON.parse( readFileSync( path.resolve( __dirname, '../../../plugin/presets/patronticket.json' ), 'utf8' ) );
const production = 'PatronTicket__TicketableEvent__c';
const [ productions ] = preset.mappings.filter( ( { sobject } ) => sobject === production ) as [ Mapping ];
const minute = 60_000;

let simulator: Simulator;
let door: WordPressDoor;

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	const { org } = simulator.world;
	const issue = () => org.sessions.issue( org.clock.now(), { userId: USER_ID, app: 'Callboard', scopes: [ 'api' ] } );
	door = await new WordPressDoor( { mappings: [ productions ], salesforce: () => ( { access_token: issue(), instance_url: simulator.url } ) } ).open();
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

async function work(): Promise< void > {
	const { clock } = simulator.world.org;
	const logger = listLogger();
	door.due();
	const worked = await workOnce( {
		wordpress: new RestWordPress( { connection: door.connection, clock: { now: () => Date.now(), sleep: () => Promise.resolve() }, logger } ),
		connectSalesforce: async ( token, tokens, runLogger ) => new JsforceConnection( { token, tokens, logger: runLogger } ),
		clock: { now: () => clock.now(), sleep: () => Promise.resolve() },
		logger,
		worker: { id: 'test', version: '0', node: process.version, mode: 'pull' },
	} );
	expect( worked ).toMatchObject( { state: 'succeeded' } );
}

/** As WordPress does when a new version of the mapping is saved. */
function changeRules(): void {
	const before = door.watermarks.get( productions.id );
	door.watermarks.set( productions.id, { deleted_covered_ms: null, swept_ms: null, ...before, stamp_ms: null } );
	door.mappings = [ { ...productions, version: productions.version + 1 } ];
}

const listed = (): string[] => [ ...door.rows ].filter( ( [ , { live } ] ) => live ).map( ( [ id ] ) => id );

it( 'what a transaction deleted that was open during the first read is withdrawn, though the recycle bin was emptied', async () => {
	const { org } = simulator.world;
	const [ row ] = org.store.table( production ).all();
	const id = String( row?.id );
	org.slowly( 9 * minute, ( writer ) => writer.delete( production, id ) );
	org.clock.advance( 8 * minute );
	await work();
	expect( listed() ).toContain( id );
	org.clock.advance( 2 * minute );
	org.settleTransactions();
	org.recycleBin.empty();
	org.clock.advance( 16 * minute );
	await work();
	expect( listed() ).not.toContain( id );
} );

it.each( [ 1, 40, 24 * 60 ] )( 'what was deleted or left the filter, then %i minutes and a change of the rules, is withdrawn', async ( minutes ) => {
	const { org } = simulator.world;
	await work();
	org.clock.advance( 2 * minute );
	await work();
	const [ deleted, emptied, left ] = listed() as [ string, string, string ];
	org.clock.advance( minute );
	org.writer.delete( production, emptied );
	org.recycleBin.empty();
	org.writer.delete( production, deleted );
	org.writer.update( production, left, { PatronTicket__Active__c: false } );
	org.clock.advance( minutes * minute );
	changeRules();
	await work();
	org.clock.advance( 16 * minute );
	await work();
	expect( [ deleted, emptied, left ].filter( ( id ) => listed().includes( id ) ) ).toEqual( [] );
} );
