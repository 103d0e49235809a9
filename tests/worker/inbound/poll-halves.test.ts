import fc from 'fast-check';
import { SyncFailure } from '../../../sync-worker/src/failure';
import { Selected } from '../../../sync-worker/src/inbound/fetch';
import { Notices } from '../../../sync-worker/src/inbound/notices';
import { halvesOf, readByHalves } from '../../../sync-worker/src/inbound/poll-halves';
import { aMapping, aRecord, compiled } from '../doubles/builders';
import { ScriptedSalesforce } from '../doubles/salesforce';

const now = Date.UTC( 2026, 10, 22, 12 );
const busy = new SyncFailure( {
	kind: 'transient',
	code: 'salesforce_busy',
	message: 'Too slow.',
	actions: [],
} );

/** An org in which a query that finds more than `most` rows runs out of time. */
function orgWith( stamps: readonly number[], most: number ): ScriptedSalesforce {
	return new ScriptedSalesforce().on( 'FROM Show__c', ( soql ) => {
		const [ from = '', until = null ] = [ ...soql.matchAll( /\d{4}-\d\d-\d\dT[\d:.]+Z/g ) ].map( ( [ text ] ) => text );
		const found = stamps.flatMap( ( stamp, number ) =>
			stamp >= Date.parse( from ) && ( until === null || stamp < Date.parse( until ) ) ? [ aRecord( number, stamp ) ] : []
		);
		return found.length > most ? busy : { records: found };
	} );
}

const read = ( salesforce: ScriptedSalesforce, from: number ) => {
	const selected = new Selected( compiled( aMapping() ), {
		salesforce,
		notices: new Notices(),
	} );
	return readByHalves( selected, { from_ms: from, to_ms: null }, now, salesforce );
};

describe( 'a window of the poll that takes Salesforce too long', () => {
	it( 'is halved until each part gets through: every row once, the last part with an open end', async () => {
		const seconds = fc.array( fc.integer( { min: -1200, max: 5 } ), {
			maxLength: 40,
		} );
		await fc.assert(
			fc.asyncProperty( seconds, fc.integer( { min: 1, max: 10 } ), async ( offsets, most ) => {
				const stamps = offsets.map( ( second ) => now + second * 1000 );
				const crowded = stamps.some( ( stamp ) => stamps.filter( ( other ) => other === stamp ).length > most );
				// After Salesforce’s own time there is nothing to halve.
				fc.pre( ! crowded && stamps.filter( ( stamp ) => stamp >= now - 1000 ).length <= most );
				const salesforce = orgWith( stamps, most );
				const answer = await read( salesforce, now - 1_200_000 );
				const rows = answer.ok ? answer.value.flatMap( ( { records } ) => records.map( ( { Id } ) => String( Id ) ) ) : [];
				expect( answer.ok && rows.length ).toBe( stamps.length );
				expect( new Set( rows ).size ).toBe( stamps.length );
				expect( salesforce.asked.at( -1 ) ).not.toContain( ' < ' );
			} ),
			{ numRuns: 200 }
		);
	} );

	it( 'fails by its name where one second is too much', async () => {
		const salesforce = orgWith( [ now - 60_000, now - 60_000 ], 1 );
		const answer = await read( salesforce, now - 120_000 );
		expect( answer ).toMatchObject( {
			ok: false,
			failure: { code: 'salesforce_window_too_slow', kind: 'transient' },
		} );
		expect( salesforce.apiCalls ).toBeLessThan( 20 );
	} );

	it( 'has two halves that meet, on whole seconds, and none below a second', () => {
		fc.assert(
			fc.property( fc.integer( { min: 0, max: 10_000_000 } ), fc.integer( { min: 0, max: 10_000_000 } ), ( from, width ) => {
				const halves = halvesOf( { from_ms: from, to_ms: from + width }, 0 );
				if ( halves ) {
					const [ first, second ] = halves;
					expect( [ first.from_ms, second.from_ms, second.to_ms ] ).toEqual( [ from, first.to_ms, from + width ] );
					expect( second.from_ms % 1000 ).toBe( 0 );
					expect( second.from_ms > from && second.from_ms < from + width ).toBe( true );
				} else {
					expect( width ).toBeLessThan( 3000 );
				}
			} )
		);
	} );
} );
