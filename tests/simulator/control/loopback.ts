import { headerOf, json, type Answer, type Ask } from '../http/message';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** Was this asked by this machine's name, and not by a page of another site in its browser? */
export function isAtHome( ask: Ask ): boolean {
	const origin = headerOf( ask, 'origin' );
	return LOCAL_HOST.test( headerOf( ask, 'host' ) ?? '' ) && ( origin === undefined || LOCAL_HOST.test( origin.replace( /^https?:\/\//, '' ) ) );
}

/** Neither another machine, nor a page of another site in this machine's browser. */
export function refuseStrangers( ask: Ask, address: string | undefined ): Answer | null {
	const local = LOOPBACK.test( address ?? '' ) && isAtHome( ask );
	return local ? null : json( { error: 'The control door opens to this machine only.' }, 403 );
}
