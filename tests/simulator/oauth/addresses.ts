import { BlockList, isIP } from 'node:net';
import { headerOf, type Ask } from '../http/message';

const familyOf = ( address: string ): 'ipv4' | 'ipv6' => ( isIP( address ) === 6 ? 'ipv6' : 'ipv4' );

/** Addresses, `first-last` and `network/bits`, with commas between them. Throws when one of them is none of these. */
function listOf( ranges: string ): BlockList {
	const list = new BlockList();
	for ( const range of ranges.split( ',' ).map( ( one ) => one.trim() ) ) {
		const [ network = '', bits ] = range.split( '/' );
		const [ first = '', last = first ] = range.split( '-' ).map( ( one ) => one.trim() );
		if ( bits === undefined ) {
			list.addRange( first, last, familyOf( first ) );
		} else {
			list.addSubnet( network, Number( bits ), familyOf( network ) );
		}
	}
	return list;
}

export const isWithin = ( ranges: string, address: string ): boolean => isIP( address ) !== 0 && listOf( ranges ).check( address, familyOf( address ) );

export function isRange( ranges: string ): boolean {
	try {
		listOf( ranges );
		return true;
	} catch {
		return false;
	}
}

/** Where a request comes from. On loopback, tests may say that they are somewhere else. */
export function addressOf( ask: Ask ): string {
	const from = ask.from ?? '';
	const claimed = headerOf( ask, 'x-forwarded-for' )?.split( ',' )[ 0 ]?.trim() ?? '';
	return isIP( claimed ) !== 0 && isWithin( '127.0.0.0/8,::1', from ) ? claimed : from;
}
