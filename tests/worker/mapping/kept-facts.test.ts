import fc from 'fast-check';
import { factsKept, factsKey, factsToKeep, noFacts, traceRecord, type Facts } from '../../../sync-worker/src/mapping';
import { aField, aMapping, aRecord, compiled } from '../doubles/builders';

const facts: Facts = {
	labels: new Map( [
		[
			'genre__c',
			{
				multiple: true,
				byValue: new Map( [
					[ 'PLAY', 'Play' ],
					[ 'DANCE', 'Dance; modern' ],
					[ 'UNUSED', 'Never' ],
				] ),
			},
		],
	] ),
	currency: 'EUR',
	timezone: 'Europe/Vienna',
};
const mapping = compiled(
	aMapping( {
		timezone: null,
		fields: [
			aField( { to: 'taxonomy:genre', from: 'Genre__c', transforms: [ { name: 'split' }, { name: 'label' } ] } ),
			aField( { to: 'meta:price', from: 'Price__c', transforms: [ { name: 'money' } ] } ),
			aField( { to: 'meta:local', from: 'Start__c', transforms: [ { name: 'local' } ] } ),
		],
	} )
);

describe( 'kept facts', () => {
	it( 'are those the record uses, and travel as JSON', () => {
		expect( JSON.parse( JSON.stringify( factsToKeep( mapping, aRecord( 1, 0, { Genre__c: 'PLAY;OTHER' } ), facts ) ) ) ).toEqual( {
			labels: { genre__c: { multiple: true, values: { PLAY: 'Play' } } },
			currency: 'EUR',
			timezone: 'Europe/Vienna',
		} );
		expect( factsToKeep( compiled( aMapping( { fields: [ aField( { to: 'title', from: 'Name' } ) ] } ) ), aRecord( 1, 0 ), facts ) ).toBeUndefined();
	} );

	it( 'are nothing where none were kept, or not in this form', () => {
		for ( const kept of [ undefined, null, 7, 'x', { labels: 5, currency: 1 }, { labels: { a: { values: 'x' } } } ] ) {
			expect( factsKept( { [ factsKey ]: kept } ) ).toEqual( noFacts );
		}
	} );

	it( 'give the trace that all facts gave', async () => {
		const genres = fc.array( fc.constantFrom( 'PLAY', 'DANCE', 'OTHER', '' ), { maxLength: 3 } ).map( ( list ) => list.join( ';' ) );
		await fc.assert(
			fc.asyncProperty( genres, fc.option( fc.integer( { min: 0, max: 100_000 } ) ), fc.boolean(), async ( genre, price, dated ) => {
				const record = aRecord( 1, 0, { Genre__c: genre, Price__c: price, Start__c: dated ? '2026-11-20T19:30:00.000+0000' : null } );
				const kept: unknown = JSON.parse( JSON.stringify( { ...record, [ factsKey ]: factsToKeep( mapping, record, facts ) } ) );
				const stored = kept as Record< string, unknown >;
				expect( await traceRecord( mapping, stored, factsKept( stored ) ) ).toEqual( await traceRecord( mapping, record, facts ) );
			} ),
			{ seed: 9, numRuns: 200 }
		);
	} );
} );
