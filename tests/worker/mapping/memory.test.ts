import fc from 'fast-check';
import { mapRecord, noFacts, type Facts, type SourceRecord } from '../../../sync-worker/src/mapping';
import { Memory } from '../../../sync-worker/src/mapping/memory';
import { absent } from '../../../sync-worker/src/mapping/path';
import { aField, aMapping, compiled } from '../doubles/builders';

const mapping = aMapping( {
	timezone: null,
	fields: [
		aField( { to: 'title', from: 'Name', transforms: [ { name: 'text' } ] } ),
		aField( { to: 'meta:plain', from: 'Parent__r.Any__c', empty: 'keep' } ),
		aField( { to: 'meta:needed', from: 'Any__c', empty: 'reject' } ),
		aField( { to: 'meta:price', from: 'Price__c', transforms: [ { name: 'money', options: { format: 'code', otherwise: 'amount' } } ] } ),
		aField( {
			to: 'meta:start',
			from: 'Day__c',
			transforms: [ { name: 'local', options: { zone_from: 'Zone__c', time_from: 'Time__c' } } ],
		} ),
		aField( { to: 'meta:zone', from: 'Zone__c', transforms: [ { name: 'timezone' } ] } ),
		aField( { to: 'meta:status', from: 'Any__c', transforms: [ { name: 'label' } ] } ),
		aField( { to: 'taxonomy:genre', expression: '[ $string( Any__c ), $type( Price__c ) ]' } ),
	],
} );

const few = < T >( ...values: T[] ) => fc.option( fc.constantFrom( ...values ), { nil: null } );
const any = fc.oneof( few< unknown >( '1', 1, true, 'true', 0, '', 'On Sale', 'x'.repeat( 400 ), [ 'a' ] ), fc.string() );
const whole = fc.record(
	{
		Name: few( 'Hamlet', ' Hamlet ', 'A\nB', '\ud83c', '' ),
		Any__c: any,
		Price__c: few< unknown >( 10, '10', 10.005, 'ten' ),
		CurrencyIsoCode: few( 'EUR', 'JPY', '' ),
		Day__c: few( '2026-03-29', '2026-10-25', 'soon' ),
		Time__c: few( '02:30:00.000Z', '19:30:00.000Z', 'late' ),
		Zone__c: few( 'Europe/Berlin', 'America/New_York', 'Nowhere/At_All' ),
		Parent__r: few( { Any__c: 1 }, { any__C: '1' }, {} ),
	},
	{ requiredKeys: [] }
);
const aFacts = fc.constantFrom< Facts >(
	noFacts,
	{ ...noFacts, currency: 'GBP', timezone: 'Europe/London' },
	{ ...noFacts, currency: 'USD', labels: new Map( [ [ 'any__c', { byValue: new Map( [ [ '1', 'One' ] ] ), multiple: false } ] ] ) }
);

describe( 'what a field remembers', () => {
	it( 'never shows: each record is mapped as if it were the first', async () => {
		const remembering = compiled( mapping );
		await fc.assert(
			fc.asyncProperty( fc.array( fc.tuple( whole, aFacts ), { maxLength: 30 } ), async ( asked ) => {
				for ( const [ record, facts ] of [ ...asked, ...asked ] ) {
					const source: SourceRecord = { Id: 'a00000000000001AAA', ...record };
					expect( await mapRecord( remembering, source, facts ) ).toEqual( await mapRecord( compiled( mapping ), source, facts ) );
				}
			} ),
			{ seed: 11, numRuns: 100 }
		);
	} );

	it( 'is little: inputs that do not come again are forgotten', () => {
		const memory = new Memory< string >( [ [ 'Name' ] ], [], true );
		for ( let number = 0; number < 2000; number++ ) {
			memory.keep( memory.keyOf( { Name: `Show ${ number }` }, noFacts ), 'known' );
		}
		expect( memory.get( memory.keyOf( { Name: 'Show 0' }, noFacts ) ) ).toBeUndefined();
		expect( memory.get( memory.keyOf( { Name: 'Show 1999' }, noFacts ) ) ).toBe( 'known' );
	} );

	it( 'keeps what is asked for again and again, whatever else comes', () => {
		const memory = new Memory< string >( [ [ 'Name' ] ], [], false );
		memory.keep( 'Old Vic', 'known' );
		for ( let number = 0; number < 5000; number++ ) {
			expect( memory.get( 'Old Vic' ) ).toBe( 'known' );
			memory.keep( `Show ${ number }`, 'once' );
		}
	} );

	it( 'is given up where nothing comes twice, but for what is dear', () => {
		for ( const precious of [ false, true ] ) {
			const memory = new Memory< string >( [ [ 'Name' ] ], [], precious );
			for ( let number = 0; number < 600; number++ ) {
				memory.keep( `Show ${ number }`, 'once' );
			}
			expect( memory.keyOf( { Name: 'Show 1' }, noFacts ) ).toBe( precious ? 'Show 1' : absent );
		}
	} );

	it( 'is gone when the org says something else', () => {
		const memory = new Memory< string >( [ [ 'Name' ] ], [], true );
		memory.keep( memory.keyOf( { Name: 'Hamlet' }, noFacts ), 'known' );
		expect( memory.get( memory.keyOf( { Name: 'Hamlet' }, { ...noFacts } ) ) ).toBeUndefined();
	} );
} );
