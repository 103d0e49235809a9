import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Value } from '../mapping';

type Values = Readonly< Record< string, Value > >;

/** SHA-256 over RFC 8785 JSON: the same for any order of keys, on any machine, in any process. */
export const fingerprint = ( mappingVersion: number, values: Values ): string => hash( 'sha256', canonical( mappingVersion, values ), 'hex' );

/**
 * Of flat values JSON.stringify writes what RFC 8785 asks for, once the keys are in the order of their UTF-16 units:
 * numbers and texts are ECMAScript’s there too. In a re-read of everything the general way took most of the time.
 */
function canonical( mappingVersion: number, values: Values ): string {
	let last = '';
	let inOrder = true;
	for ( const key in values ) {
		if ( isPeculiar( key ) ) {
			return general( mappingVersion, values );
		}
		inOrder &&= last <= key;
		last = key;
	}
	return JSON.stringify( { mapping_version: mappingVersion, values: inOrder ? values : ordered( values ) } );
}

/** Drafts come in this order; what was stored by an earlier version, or made by hand, may not. */
function ordered( values: Values ): Values {
	const sorted: Record< string, Value > = {};
	for ( const key of Object.keys( values ).sort() ) {
		sorted[ key ] = values[ key ] ?? null;
	}
	return sorted;
}

/** What begins with a digit may be an index, and those come first in an object whatever their order of birth. */
const isPeculiar = ( key: string ): boolean => ( key >= '0' && key < ':' ) || key === '__proto__';

function general( mappingVersion: number, values: Values ): string {
	const text = canonicalize( { mapping_version: mappingVersion, values } );
	if ( text === undefined ) {
		throw new TypeError( 'A draft has no canonical form.' );
	}
	return text;
}
