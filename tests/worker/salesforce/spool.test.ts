import { buffer } from 'node:stream/consumers';
import { spooled } from '../../../sync-worker/src/salesforce/spool';

const text = '"Id","Name"\n' + '"a","Straße 🎭"\n'.repeat( 50_000 );

describe( 'an answer kept aside', () => {
	it( 'is taken to its end before the first byte is read, so that a slow reader keeps no connection waiting', async () => {
		let over = false;
		async function* line(): AsyncGenerator< Uint8Array > {
			for ( let at = 0; at < text.length; at += 10_000 ) {
				yield Buffer.from( text.slice( at, at + 10_000 ) );
			}
			over = true;
		}
		const kept = await spooled( line() );
		expect( over ).toBe( true );
		expect( ( await buffer( kept ) ).toString( 'utf8' ) ).toBe( text );
	} );

	it( 'is none when the line breaks', async () => {
		const broken = new Error( 'cut' );
		async function* line(): AsyncGenerator< Uint8Array > {
			yield Buffer.from( 'half' );
			throw broken;
		}
		await expect( spooled( line() ) ).rejects.toBe( broken );
	} );
} );
