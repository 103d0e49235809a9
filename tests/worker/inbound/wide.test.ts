import fc from 'fast-check';
import { Selected, fetchRecords } from '../../../sync-worker/src/inbound/fetch';
import { batchesOf } from '../../../sync-worker/src/inbound/batch';
import { Notices } from '../../../sync-worker/src/inbound/notices';
import { merged, partsOf } from '../../../sync-worker/src/inbound/wide';
import type { SourceRecord } from '../../../sync-worker/src/mapping';
import { fitsUri, recordsById } from '../../../sync-worker/src/salesforce/soql';
import { aField, aMapping, anId, aRecord, compiled } from '../doubles/builders';
import { ScriptedSalesforce } from '../doubles/salesforce';

const now = Date.UTC( 2026, 10, 22, 12 );
const columnsOf = ( soql: string ): string[] => soql.slice( 'SELECT '.length, soql.indexOf( ' FROM ' ) ).split( ', ' );
const asked = ( soql: string ): number[] => [ ...soql.matchAll( /a0000000000(\d{4})AAA/g ) ].map( ( [ , number ] ) => Number( number ) );
const paths = Array.from( { length: 600 }, ( _, number ) => `Venue__r.A_Field_With_A_Long_Name_${ number }__c` );
const fields = [ aField( { to: 'title', from: 'Name' } ), ...paths.map( ( from, number ) => aField( { to: `meta:m${ number }`, from } ) ) ];
const mapping = compiled( aMapping( { filter: 'Active__c = true', fields } ) );

/** Only the columns a query names, as Salesforce answers them. */
const row = ( number: number, columns: readonly string[], stamp = now ): Record< string, unknown > => {
	const Venue__r: Record< string, unknown > = { attributes: { type: 'Venue__c' } };
	columns.forEach( ( path ) => path.startsWith( 'Venue__r.' ) && ( Venue__r[ path.slice( 9 ) ] = `${ number } ${ path }` ) );
	const { Id, Name, SystemModstamp } = aRecord( number, stamp );
	return { Id, SystemModstamp, ...( columns.includes( 'Name' ) ? { Name } : {} ), Venue__r };
};

const selectedFrom = ( salesforce: ScriptedSalesforce ) => new Selected( mapping, { salesforce, notices: new Notices() } );

describe( 'a mapping with more columns than one address holds', () => {
	const ids = Array.from( { length: 120 }, ( _, number ) => anId( number ) );

	it( 'is read in parts that fit, each record put together from all of them', async () => {
		const salesforce = new ScriptedSalesforce().on( 'FROM Show__c', ( soql ) => {
			expect( fitsUri( soql ) ).toBe( true );
			return { records: asked( soql ).map( ( number ) => row( number, columnsOf( soql ) ) ) };
		} );
		const { records, unread } = await fetchRecords( ids, selectedFrom( salesforce ), salesforce );
		expect( unread ).toEqual( [] );
		expect( records.map( ( { Id } ) => Id ) ).toEqual( ids );
		const whole = records[ 7 ] as { Name: string; Venue__r: Record< string, unknown > };
		expect( whole.Name ).toBe( 'Show 7' );
		expect( paths.every( ( path ) => whole.Venue__r[ path.slice( 9 ) ] === `7 ${ path }` ) ).toBe( true );
	} );

	it( 'withdraws nothing that changed between two parts, and delivers no half of it', async () => {
		let parts = 0;
		const salesforce = new ScriptedSalesforce().on( 'FROM Show__c', ( soql ) => {
			const first = columnsOf( soql ).includes( 'Name' );
			parts += first ? 0 : 1;
			const records = asked( soql ).flatMap( ( number ) => {
				// 3 leaves the filter after the first part, 4 is edited, 5 stood outside all along.
				const gone = number === 5 || ( number === 3 && ! first );
				return gone ? [] : [ row( number, columnsOf( soql ), number === 4 && ! first ? now + 1000 : now ) ];
			} );
			return { records };
		} );
		const states = [ 1, 3, 4, 5 ].map( ( number ) => ( { id: anId( number ), stamp_ms: now, deleted: false } ) );
		const batches = [];
		for await ( const batch of batchesOf( states, selectedFrom( salesforce ), now, { salesforce } ) ) {
			batches.push( batch );
		}
		expect( parts ).toBeGreaterThan( 0 );
		expect( batches.flatMap( ( { records } ) => records.map( ( { Id } ) => Id ) ) ).toEqual( [ anId( 1 ) ] );
		expect( batches.flatMap( ( { withdrawals } ) => withdrawals.map( ( { external_id: id, reason } ) => [ id, reason ] ) ) ).toEqual( [
			[ anId( 5 ), 'outside_filter' ],
		] );
	} );

	it( 'is one query as long as the columns fit', () => {
		const { selection } = selectedFrom( new ScriptedSalesforce() );
		expect( partsOf( { ...selection, paths: selection.paths.slice( 0, 100 ) } ) ).toHaveLength( 1 );
	} );

	it( 'has parts that name every column once, with id and stamp in each', () => {
		const { selection } = selectedFrom( new ScriptedSalesforce() );
		fc.assert(
			fc.property( fc.integer( { min: 0, max: 600 } ), fc.integer( { min: 0, max: 14_000 } ), ( count, length ) => {
				const filter = `Name != '${ 'x'.repeat( length ) }'`;
				const whole = { ...selection, filter, paths: [ 'Id', 'SystemModstamp', ...paths.slice( 0, count ) ] };
				const parts = partsOf( whole );
				const columns = parts.flatMap( ( part ) => part.paths.slice( 2 ) );
				expect( columns ).toEqual( paths.slice( 0, count ) );
				parts.forEach( ( part ) => expect( part.paths.slice( 0, 2 ) ).toEqual( [ 'Id', 'SystemModstamp' ] ) );
				if ( length < 10_000 ) {
					parts.forEach( ( part ) => expect( fitsUri( recordsById( part, [ anId( 1 ) ] ) ) ).toBe( true ) );
				}
			} ),
			{ seed: 16, numRuns: 25 }
		);
	} );

	it( 'puts parts together in any order of rows', () => {
		const part = ( shown: readonly number[], name: string ): SourceRecord[] => shown.map( ( number ) => ( { ...row( number, [] ), [ name ]: number } ) );
		const { records, unread } = merged( [ part( [ 1, 2, 3 ], 'A' ), part( [ 3, 1 ], 'B' ) ] );
		expect( records ).toMatchObject( [
			{ Id: anId( 1 ), A: 1, B: 1 },
			{ Id: anId( 3 ), A: 3, B: 3 },
		] );
		expect( unread ).toEqual( [ anId( 2 ) ] );
	} );
} );
