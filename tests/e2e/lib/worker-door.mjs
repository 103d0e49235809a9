/**
 * The worker's door, spoken by hand and without a line of the worker's code: signature, run token, body.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';

function readConnection( connection ) {
	return JSON.parse( Buffer.from( connection, 'base64url' ).toString( 'utf8' ) );
}

const address = ( root, route ) => ( root.includes( '?' ) ? `${ root }${ route.slice( 1 ) }` : `${ root.replace( /\/$/, '' ) }${ route }` );

/** `door( 'claim', body, runToken )` → `{ status, text, body }`. */
export function openWorkerDoor( connection ) {
	const { rest_root: root, key, secret } = readConnection( connection );
	return async ( call, body, runToken = '' ) => {
		const route = `/callboard/v1/worker/${ call }`;
		const raw = Buffer.from( JSON.stringify( body ) );
		const timestamp = String( Date.now() );
		const nonce = randomBytes( 16 ).toString( 'hex' );
		const digest = createHash( 'sha256' ).update( raw ).digest( 'hex' );
		const signature = createHmac( 'sha256', secret ).update( [ 'POST', route, digest, timestamp, nonce, runToken ].join( '\n' ) ).digest( 'hex' );
		const response = await fetch( address( root, route ), {
			method: 'POST',
			headers: {
				'content-type': 'application/octet-stream',
				'x-callboard-encoding': 'identity',
				'x-callboard-key': key,
				'x-callboard-timestamp': timestamp,
				'x-callboard-nonce': nonce,
				'x-callboard-run': runToken,
				'x-callboard-signature': signature,
			},
			body: raw,
		} );
		const text = await response.text();
		return { status: response.status, text, body: JSON.parse( text ) };
	};
}
