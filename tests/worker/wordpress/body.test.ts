import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { packed } from '../../../sync-worker/src/wordpress/body';
import { BodyTooLarge } from '../../../sync-worker/src/wordpress/port';

const textOf = async ( request: object, most?: number ): Promise< string > => {
	const { bytes, encoding } = await packed( request, most );
	return ( encoding === 'gzip' ? gunzipSync( bytes ) : Buffer.from( bytes ) ).toString( 'utf8' );
};

const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** What arrives where JSON.stringify had been asked for everything at once. */
const atOnce = ( request: object ): string =>
	JSON.stringify( request, ( _key, value: unknown ) => ( typeof value === 'string' ? value.replace( halves, '\ufffd' ) : value ) );

/** Any UTF-16 at all, halves of pairs and things that look like escapes among them. */
const text = fc.oneof( fc.string( { unit: 'binary' } ), fc.string( { unit: fc.constantFrom( '\ud83c', '\udfad', '\\', 'u', 'd', '8', '"', '\u0000', 'é' ) } ) );
const item = fc.oneof( text, fc.integer(), fc.constant( null ), fc.dictionary( fc.string(), text, { maxKeys: 4 } ) );
const request = fc.dictionary(
	fc.stringMatching( /^[a-z_]{1,12}$/ ),
	fc.oneof( item, fc.constant( undefined ), fc.array( fc.oneof( item, fc.constant( undefined ) ), { maxLength: 30 } ) )
);

describe( 'a body on its way to WordPress', () => {
	it( 'says what JSON.stringify says, with whole characters only', async () => {
		await fc.assert(
			fc.asyncProperty( request, fc.integer( { min: 1, max: 400 } ), async ( small, times ) => {
				// Long lists are what is cut in pieces.
				const large = { ...small, records: Array.from( { length: times }, () => small ) };
				expect( await textOf( large ) ).toBe( atOnce( large ) );
			} ),
			{ numRuns: 150 }
		);
	} );

	it( 'is packed only where that saves anything', async () => {
		expect( await packed( { a: 'b' } ) ).toMatchObject( { encoding: 'identity' } );
		expect( await packed( {} ) ).toMatchObject( { encoding: 'identity', bytes: Buffer.from( '{}' ) } );
		expect( await packed( { a: 'é'.repeat( 600 ) } ) ).toMatchObject( { encoding: 'gzip' } );
		expect( await packed( { a: 'b'.repeat( 5000 ) } ) ).toMatchObject( { encoding: 'gzip' } );
	} );

	it( 'is refused as soon as it is larger than it may be, and never by a byte too early', async () => {
		const records = Array.from( { length: 3000 }, ( _, index ) => ( { id: index, text: String( Math.sin( index ) ) } ) );
		const { bytes } = await packed( { records } );
		expect( JSON.parse( await textOf( { records }, bytes.length ) ) ).toEqual( { records } );
		// Where the last piece breaks the limit, and where much is still to come.
		for ( const most of [ bytes.length - 1, bytes.length / 2, 100 ] ) {
			await expect( packed( { records }, most ) ).rejects.toThrow( BodyTooLarge );
		}
	} );
} );
