import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

// A self-signed X.509 certificate in DER by hand: Node signs but does not issue certificates.

function der( tag: number, ...parts: Buffer[] ): Buffer {
	const body = Buffer.concat( parts );
	const size = body.length;
	const length = size < 128 ? Buffer.from( [ size ] ) : size < 256 ? Buffer.from( [ 0x81, size ] ) : Buffer.from( [ 0x82, size >> 8, size & 0xff ] );
	return Buffer.concat( [ Buffer.from( [ tag ] ), length, body ] );
}

const sequence = ( ...parts: Buffer[] ): Buffer => der( 0x30, ...parts );
const SHA256_WITH_RSA = sequence( der( 0x06, Buffer.from( '2a864886f70d01010b', 'hex' ) ), der( 0x05 ) );
const ALTERNATIVE_NAMES = der( 0x06, Buffer.from( '551d11', 'hex' ) );
const COMMON_NAME = der( 0x06, Buffer.from( '550403', 'hex' ) );

const nameOf = ( commonName: string ): Buffer => sequence( der( 0x31, sequence( COMMON_NAME, der( 0x0c, Buffer.from( commonName ) ) ) ) );

const pem = ( label: string, body: Buffer ): string =>
	`-----BEGIN ${ label }-----\n${ body.toString( 'base64' ).replace( /(.{64})(?=.)/g, '$1\n' ) }\n-----END ${ label }-----\n`;

/** The names and addresses a client may call it by; modern clients look at nothing else. */
function alternativeNames( hosts: string[] ): Buffer {
	const names = hosts.map( ( host ) =>
		/^\d+(\.\d+){3}$/.test( host ) ? der( 0x87, Buffer.from( host.split( '.' ).map( Number ) ) ) : der( 0x82, Buffer.from( host ) )
	);
	return der( 0xa3, sequence( sequence( ALTERNATIVE_NAMES, der( 0x04, sequence( ...names ) ) ) ) );
}

/** With `hosts` it serves TLS under these names; without, it only carries the app's public key. */
export function selfSigned( privateKeyPem: string, commonName: string, hosts: string[] = [] ): string {
	const key = createPrivateKey( privateKeyPem );
	const publicKey = createPublicKey( key ).export( {
		type: 'spki',
		format: 'der',
	} );
	const validity = sequence( der( 0x18, Buffer.from( '20200101000000Z' ) ), der( 0x18, Buffer.from( '20991231235959Z' ) ) );
	const body = sequence(
		der( 0xa0, der( 0x02, Buffer.from( [ 2 ] ) ) ),
		der( 0x02, Buffer.from( [ 1 ] ) ),
		SHA256_WITH_RSA,
		nameOf( commonName ),
		validity,
		nameOf( commonName ),
		publicKey,
		...( hosts.length > 0 ? [ alternativeNames( hosts ) ] : [] )
	);
	const signature = sign( 'sha256', body, key );
	return pem( 'CERTIFICATE', sequence( body, SHA256_WITH_RSA, der( 0x03, Buffer.concat( [ Buffer.from( [ 0 ] ), signature ] ) ) ) );
}

export interface KeyPair {
	privateKeyPem: string;
	certificatePem: string;
}

export function newKeyPair(): KeyPair {
	const { privateKey } = generateKeyPairSync( 'rsa', {
		modulusLength: 2048,
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	} );
	return {
		privateKeyPem: privateKey,
		certificatePem: selfSigned( privateKey, 'Callboard simulator' ),
	};
}

let shared: KeyPair | undefined;

/** Making a key takes a good part of a second; simulators of one process may share it. */
export const processKeyPair = (): KeyPair => ( shared ??= newKeyPair() );
