import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Value } from '../mapping';

/** SHA-256 over RFC 8785 JSON: the same for any order of keys, on any machine, in any process. */
export function fingerprint( mappingVersion: number, values: Readonly< Record< string, Value > > ): string {
	const canonical = canonicalize( { mapping_version: mappingVersion, values } );
	if ( canonical === undefined ) {
		throw new TypeError( 'A draft has no canonical form.' );
	}
	return createHash( 'sha256' ).update( canonical, 'utf8' ).digest( 'hex' );
}
