import fc from 'fast-check';
import { compileMapping, mapRecord, type SourceRecord } from '../../../sync-worker/src/mapping';
import { aField, aMapping, aRecord, compiled } from '../doubles/builders';

const map = ( field: Parameters< typeof aField >[ 0 ], record: SourceRecord ) => mapRecord( compiled( aMapping( { fields: [ aField( field ) ] } ) ), record );
const record = aRecord( 1, 0, {
	Title__c: 'Hamlet',
	Empty__c: null,
	Venue__r: { attributes: { type: 'Venue__c' }, Name: 'Old Vic' },
	Nowhere__r: null,
	Category__c: 'Play;Dance',
} );

describe( 'a mapped record', () => {
	it( 'reads dotted paths, tolerating the casing of keys', async () => {
		expect( await map( { to: 'meta:city', from: 'venue__R.NAME' }, record ) ).toMatchObject( { state: 'draft', values: { 'meta:city': 'Old Vic' } } );
	} );

	it( 'takes an empty lookup for an empty value', async () => {
		expect( await map( { to: 'meta:city', from: 'Nowhere__r.Name' }, record ) ).toMatchObject( { values: { 'meta:city': null }, unreadable: [] } );
	} );

	it( 'leaves an unreadable field out, and names it', async () => {
		expect( await map( { to: 'meta:x', from: 'Hidden__c', empty: 'reject' }, record ) ).toEqual( {
			state: 'draft',
			values: {},
			unreadable: [ 'Hidden__c' ],
		} );
		expect( await map( { to: 'meta:x', from: 'Venue__r.Hidden__c' }, record ) ).toMatchObject( { values: {}, unreadable: [ 'Venue__r.Hidden__c' ] } );
		expect( await map( { to: 'meta:x', expression: 'Hidden__c & "!"' }, record ) ).toMatchObject( { values: {}, unreadable: [ 'Hidden__c' ] } );
	} );

	it( 'never sends what WordPress owns', async () => {
		expect( await map( { to: 'excerpt', from: 'Title__c', owner: 'wordpress' }, record ) ).toMatchObject( { values: {} } );
	} );

	it.each( [
		[ 'clear', 'title', '' ],
		[ 'clear', 'meta:x', null ],
		[ 'clear', 'taxonomy:genre', [] ],
		[ 'default', 'meta:x', 'standard' ],
	] as const )( 'follows the empty rule %s for %s', async ( empty, to, expected ) => {
		expect( await map( { to, from: 'Empty__c', empty, default: 'standard' }, record ) ).toMatchObject( { values: { [ to ]: expected } } );
	} );

	it( 'keeps what is stored when the rule says keep', async () => {
		expect( await map( { to: 'image', from: 'Empty__c', empty: 'keep' }, record ) ).toMatchObject( { state: 'draft', values: {} } );
	} );

	it( 'rejects an empty required value, naming the field and the record', async () => {
		const mapped = await map(
			{ to: 'meta:callboard_start', from: 'Empty__c', empty: 'reject', label: 'Starts', transforms: [ { name: 'datetime' } ] },
			record
		);
		expect( mapped ).toMatchObject( { state: 'rejected', failure: { kind: 'record', code: 'required_value_missing' } } );
		expect( mapped.state === 'rejected' && mapped.failure.message ).toBe( 'Starts of “Show 1” (a00000000000001AAA) is empty, and a listing needs it.' );
		expect( mapped.state === 'rejected' && mapped.failure.actions.length ).toBeGreaterThan( 0 );
	} );

	it( 'refuses a title of 5,000 characters in words, unless the mapping shortens it', async () => {
		const long = { ...record, Title__c: 'x'.repeat( 5000 ) };
		const refused = await map( { to: 'title', from: 'Title__c' }, long );
		expect( refused ).toMatchObject( { state: 'rejected', failure: { code: 'value_too_long' } } );
		expect( refused.state === 'rejected' && refused.failure.message ).toContain( '5,000 characters; at most 500 fit' );
		expect( await map( { to: 'title', from: 'Title__c', transforms: [ { name: 'truncate', options: { max: 300 } } ] }, long ) ).toMatchObject( {
			state: 'draft',
		} );
	} );

	it.each( [
		[ 'half of a pair', 'a\ud800b' ],
		[ 'invalid UTF-8', 'Caf\ufffd' ],
		[ 'NUL', 'a\u0000b' ],
	] )( 'refuses %s in words', async ( _name, Title__c ) => {
		expect( await map( { to: 'title', from: 'Title__c' }, { ...record, Title__c } ) ).toMatchObject( {
			state: 'rejected',
			failure: { code: 'text_invalid' },
		} );
	} );

	it( 'drops control characters that pasted text brings, and keeps emoji and right-to-left text', async () => {
		const Title__c = 'Line\u000b 🎭 مسرح\u0007';
		expect( await map( { to: 'title', from: 'Title__c' }, { ...record, Title__c } ) ).toMatchObject( { values: { title: 'Line 🎭 مسرح' } } );
	} );

	it( 'gives a taxonomy a list, and refuses a list for a title', async () => {
		expect( await map( { to: 'taxonomy:genre', from: 'Title__c' }, record ) ).toMatchObject( { values: { 'taxonomy:genre': [ 'Hamlet' ] } } );
		expect( await map( { to: 'title', from: 'Category__c', transforms: [ { name: 'split' } ] }, record ) ).toMatchObject( {
			failure: { code: 'value_not_supported' },
		} );
		expect( await map( { to: 'meta:x', from: 'Venue__r' }, record ) ).toMatchObject( { failure: { code: 'value_not_supported' } } );
	} );

	it( 'answers for any record whatever, and never throws', async () => {
		const mapping = compiled(
			aMapping( {
				fields: [
					aField( { to: 'title', from: 'Name', transforms: [ { name: 'text' }, { name: 'truncate' } ] } ),
					aField( { to: 'meta:start', from: 'When__c', transforms: [ { name: 'datetime' } ] } ),
					aField( { to: 'taxonomy:genre', from: 'Deep__r.Kind__c', transforms: [ { name: 'split' } ] } ),
					aField( { to: 'meta:sum', expression: 'Name & $string(When__c)' } ),
				],
			} )
		);
		const anything = fc.oneof( fc.jsonValue(), fc.string( { unit: 'binary' } ) );
		await fc.assert(
			fc.asyncProperty( fc.record( { Name: anything, When__c: anything, Deep__r: anything }, { requiredKeys: [] } ), async ( any ) => {
				expect( [ 'draft', 'rejected' ] ).toContain( ( await mapRecord( mapping, any ) ).state );
			} ),
			{ numRuns: 200 }
		);
	} );
} );

describe( 'a mapping', () => {
	it.each( [
		[ { expression: 'Name &' }, 'expression_invalid' ],
		[ { from: 'Name', transforms: [ { name: 'sparkle' } ] }, 'transform_unknown' ],
	] )( 'is refused as a whole when a field of it cannot work: %j', ( field, code ) => {
		const result = compileMapping( aMapping( { fields: [ aField( { to: 'title', label: 'Title', ...field } ) ] } ) );
		expect( result ).toMatchObject( { ok: false, failure: { kind: 'config', code } } );
		expect( ! result.ok && result.failure.message ).toContain( 'Title' );
	} );
} );
