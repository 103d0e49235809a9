import { isObject } from './mapping/path';

/** What OpenSSL and Node say of a certificate they do not take (Node: TLS, “X509 certificate error codes”). */
const untrusted = new Set( [
	'CERT_CHAIN_TOO_LONG',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'HOSTNAME_MISMATCH',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
] );

/** Of an error and of what caused it. */
export function codesOf( error: unknown ): string[] {
	const codes: string[] = [];
	for ( let current = error; isObject( current ) || current instanceof Error; current = current.cause ) {
		const { code } = current as { code?: unknown };
		if ( typeof code === 'string' ) {
			codes.push( code );
		}
	}
	return codes;
}

export const isUntrusted = ( codes: readonly string[] ): boolean => codes.some( ( code ) => untrusted.has( code ) );
