import { SyncFailure } from '../../../sync-worker/src/failure';
import { inGroups } from '../../../sync-worker/src/inbound/fetch';
import { statesOf } from '../../../sync-worker/src/salesforce/soql';
import { aRecord, anId } from '../doubles/builders';
import { ScriptedSalesforce } from '../doubles/salesforce';

const now = Date.UTC( 2026, 10, 22, 12 );
const busy = ( code = 'salesforce_busy' ): SyncFailure => new SyncFailure( { kind: 'transient', code, message: 'Too slow.', actions: [] } );
const asked = ( soql: string ): number[] => [ ...soql.matchAll( /a0000000000(\d{4})AAA/g ) ].map( ( [ , number ] ) => Number( number ) );
const ids = Array.from( { length: 1000 }, ( _, number ) => anId( number ) );
const read = ( salesforce: ScriptedSalesforce ) => inGroups( ids, ( slice ) => statesOf( 'Show__c', slice ), true, salesforce );

/** As an org in which a query over so many ids runs out of time. */
const slowAbove = ( most: number ): ScriptedSalesforce =>
	new ScriptedSalesforce().on( 'FROM Show__c', ( soql ) =>
		asked( soql ).length > most ? busy() : { records: asked( soql ).map( ( number ) => aRecord( number, now ) ) }
	);

describe( 'a read by ids that takes Salesforce too long', () => {
	it.each( [ 400, 399, 100, 30, 25 ] )( 'is asked again by halves, and brings each record once: at most %d ids', async ( most ) => {
		const salesforce = slowAbove( most );
		const { records, read_ms } = await read( salesforce );
		expect( records.map( ( { Id } ) => String( Id ) ).sort() ).toEqual( ids );
		expect( read_ms ).toBe( salesforce.server_ms );
	} );

	it( 'costs no call more where nothing is slow', async () => {
		const salesforce = slowAbove( 400 );
		await read( salesforce );
		expect( salesforce.apiCalls ).toBe( 1 );
	} );

	it( 'fails by its name where not even a few ids get through', async () => {
		const salesforce = slowAbove( 10 );
		await expect( read( salesforce ) ).rejects.toMatchObject( { code: 'salesforce_busy' } );
		expect( salesforce.apiCalls ).toBeLessThan( 10 );
	} );

	it( 'is asked again by halves when the call itself ran out of time', async () => {
		const salesforce = slowAbove( 400 );
		const answer = salesforce.read.bind( salesforce );
		let late = 2;
		salesforce.read = ( ...question ) => ( late-- > 0 ? Promise.reject( busy( 'salesforce_timeout' ) ) : answer( ...question ) );
		const { records } = await read( salesforce );
		expect( records.map( ( { Id } ) => String( Id ) ).sort() ).toEqual( ids );
	} );

	it( 'is not asked again for any other reason', async () => {
		const salesforce = new ScriptedSalesforce().on( 'FROM Show__c', busy( 'salesforce_unavailable' ) );
		await expect( read( salesforce ) ).rejects.toMatchObject( { code: 'salesforce_unavailable' } );
		expect( salesforce.apiCalls ).toBe( 1 );
	} );
} );
