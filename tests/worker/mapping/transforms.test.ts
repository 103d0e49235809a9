import fc from 'fast-check';
import { transform, transformNames } from '../../../sync-worker/src/mapping';
import type { Value } from '../../../sync-worker/src/mapping';

const value = ( name: string, given: Value, options: Record< string, unknown > = {} ): unknown => {
	const result = transform( name, given, options );
	return result.ok ? result.value : result.fault.code;
};

describe( 'named transforms', () => {
	it.each( [
		[ 'trim', '  Hamlet ', {}, 'Hamlet' ],
		[ 'text', '<p>Rock &amp; roll</p><p>it&#39;s&nbsp;late &eacute;</p>', {}, "Rock & roll it's late é" ],
		[
			'text',
			'&Eacute;COLE &Ouml;STERREICH &Aring;se &AElig;sir &Scaron;&ntilde; &AMP; &iexcl;&iquest;&frac12;',
			{},
			'ÉCOLE ÖSTERREICH Åse Æsir Šñ & ¡¿½',
		],
		[ 'text', 'Don&#146;t &#147;stop&#148; &#150; &#x80;5', {}, 'Don’t “stop” – €5' ],
		[ 'text', '&valueOf; &toString; &qacute; &#0; &unknown;', {}, '&valueOf; &toString; &qacute; &unknown;' ],
		[ 'text', '<style>p > b { color: red }</style>Hamlet<!-- if > 9 --> <SCRIPT type="x">1 > 0</script>returns', {}, 'Hamlet returns' ],
		[ 'text', 'Hamlet <!-- never closed > at all', {}, 'Hamlet <!-- never closed > at all' ],
		[ 'text', '<styled>Hamlet</styled>', {}, 'Hamlet' ],
		[ 'text', 'a < b and 3 > 2', {}, 'a < b and 3 > 2' ],
		[ 'html', '<p>Kept</p>', {}, '<p>Kept</p>' ],
		[ 'truncate', 'abcdef', { max: 4 }, 'abc…' ],
		[ 'truncate', 'ab😀cd', { max: 4 }, 'ab…' ],
		[ 'lower', 'ÀB', {}, 'àb' ],
		[ 'upper', 'straße', {}, 'STRASSE' ],
		[ 'split', 'Play; Dance;;', {}, [ 'Play', 'Dance' ] ],
		[ 'split', 'a|b', { separator: '|' }, [ 'a', 'b' ] ],
		[ 'join', [ 'a', 'b' ], { separator: ' / ' }, 'a / b' ],
		[ 'map', 'On Sale', { values: { 'On Sale': 'on_sale' } }, 'on_sale' ],
		[ 'map', 'Unknown', { values: {}, otherwise: 'x' }, 'x' ],
		[ 'map', 'constructor', { values: {} }, null ],
		[ 'date', '2026-02-28', {}, '2026-02-28' ],
		[ 'date', '2026-02-30', {}, 'date_invalid' ],
		[ 'datetime', '2026-11-20T10:00:00.000+0000', {}, '2026-11-20T10:00:00Z' ],
		[ 'datetime', '2026-03-29T01:30:00+01:00', {}, '2026-03-29T00:30:00Z' ],
		[ 'datetime', '2026-11-20', {}, 'date_invalid' ],
		[ 'datetime', 'soon', {}, 'date_invalid' ],
		[ 'number', ' 12.50 ', {}, 12.5 ],
		[ 'number', 'free', {}, 'number_invalid' ],
		[ 'boolean', 'Yes', {}, true ],
		[ 'boolean', 'maybe', {}, 'boolean_invalid' ],
		[ 'url', 'https://tickets.example/x?a=1', {}, 'https://tickets.example/x?a=1' ],
		[ 'url', 'javascript:alert(1)', {}, 'url_invalid' ],
		[ 'url', 'tickets.example', {}, 'url_invalid' ],
		[ 'prefix', 'x', { text: 'a-' }, 'a-x' ],
		[ 'suffix', [ 'x', 'y' ], { text: '!' }, [ 'x!', 'y!' ] ],
		[ 'id18', '001D000000K0fXO', {}, '001D000000K0fXOIAZ' ],
		[ 'id18', '003RO0000035WQgYAM', {}, '003RO0000035WQgYAM' ],
		[ 'id18', 'nope', {}, 'id_invalid' ],
		[ 'unheard_of', 'x', {}, 'transform_unknown' ],
	] as const )( '%s of %j', ( name, given, options, expected ) => {
		expect( value( name, given as Value, options ) ).toEqual( expected );
	} );

	it( 'leaves an empty field empty, whatever the step', () => {
		for ( const name of transformNames ) {
			expect( transform( name, null ) ).toEqual( { ok: true, value: null } );
		}
	} );

	it( 'never throws, for any name, value and options', () => {
		const values = fc.oneof( fc.string( { unit: 'binary' } ), fc.double(), fc.boolean(), fc.array( fc.string() ), fc.constant( null ) );
		const names = fc.oneof( fc.constantFrom( ...transformNames ), fc.string() );
		fc.assert(
			fc.property( names, values, fc.dictionary( fc.string(), fc.jsonValue() ), ( name, given, options ) => {
				const result = transform( name, given, options );
				expect( typeof result.ok ).toBe( 'boolean' );
			} ),
			{ numRuns: 500 }
		);
	} );

	it( 'strips tags from a field full of them in linear time', () => {
		const started = performance.now();
		transform( 'text', '<'.repeat( 200_000 ) );
		transform( 'text', '<a '.repeat( 100_000 ) );
		expect( performance.now() - started ).toBeLessThan( 2000 );
	} );
} );
