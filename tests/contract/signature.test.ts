import { readFileSync } from 'node:fs';
import path from 'node:path';
import { signature } from '../../sync-worker/src/wordpress/signing';

interface Vector {
	name: string;
	secret: string;
	route: string;
	body_base64: string;
	timestamp_ms: number;
	nonce: string;
	run_token: string;
	signature: string;
}

const { vectors } = JSON.parse( readFileSync( path.join( __dirname, 'signature-vectors.json' ), 'utf8' ) ) as { vectors: Vector[] };

describe( 'the signature both sides make', () => {
	it.each( vectors.map( ( vector ) => [ vector.name, vector ] as const ) )( '%s', ( _name, vector ) => {
		const body = Buffer.from( vector.body_base64, 'base64' );
		expect( signature( vector.secret, { ...vector, body } ) ).toBe( vector.signature );
	} );

	it( 'changes with every part that is signed', () => {
		const [ first ] = vectors;
		expect( first ).toBeDefined();
		if ( first ) {
			const signed = { ...first, body: Buffer.from( first.body_base64, 'base64' ) };
			const others = [ { route: '/other' }, { body: Buffer.from( 'other' ) }, { timestamp_ms: 1 }, { nonce: 'other' }, { run_token: 'other' } ];
			others.forEach( ( other ) => expect( signature( first.secret, { ...signed, ...other } ) ).not.toBe( first.signature ) );
			expect( signature( 'other', signed ) ).not.toBe( first.signature );
		}
	} );
} );
