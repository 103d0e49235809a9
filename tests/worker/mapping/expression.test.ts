import { compileExpression } from '../../../sync-worker/src/mapping/expression';

const evaluate = ( source: string, record: Record< string, unknown > = {} ) => compileExpression( source ).evaluate( record );

describe( 'an expression', () => {
	it( 'names the fields it reads', () => {
		const { paths } = compileExpression( 'SoldOut__c = true ? "sold_out" : $lookup({"On Sale": "on_sale"}, $$.Venue__r.Status__c) & $string(Name[0])' );
		expect( [ ...paths ].sort() ).toEqual( [ 'Name', 'SoldOut__c', 'Venue__r.Status__c' ] );
	} );

	it( 'reads fields whatever the casing of the record', async () => {
		expect( await evaluate( 'venue__r.name & "!"', { Venue__r: { Name: 'Globe' } } ) ).toEqual( { state: 'value', value: 'Globe!' } );
	} );

	it.each( [ '$now()', '$random()', '$eval("1")', '$millis()' ] )( 'has no %s: the same record must give the same value', async ( source ) => {
		expect( await evaluate( source ) ).toMatchObject( { state: 'failed' } );
	} );

	it.each( [
		[ 'endless recursion', '($f := function($x) { $f($x + 1) + 1 }; $f(0))' ],
		[ 'endless tail recursion', '($f := function($x) { $f($x + 1) }; $f(0))' ],
		[ 'a giant range', '$sum([1..9000000])' ],
		[ 'a giant text', '$pad("x", 900000000)' ],
	] )( 'is stopped in %s', async ( _name, source ) => {
		expect( await evaluate( source ) ).toMatchObject( { state: 'failed', words: expect.any( String ) } );
	} );

	it( 'cannot reach past the record', async () => {
		expect( await evaluate( 'Name.constructor', { Name: 'x' } ) ).not.toMatchObject( { state: 'value', value: expect.any( Function ) } );
		expect( await evaluate( '__proto__.polluted', {} ) ).not.toMatchObject( { state: 'value', value: expect.anything() } );
	} );
} );
