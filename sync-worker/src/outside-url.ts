import { SyncFailure } from './failure';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

const isLoopback = ( url: URL ): boolean => loopback.test( url.hostname );

/** Secrets travel over verified TLS only; plain http, or TLS nobody verifies, stays on this machine. */
export function secureUrl( given: string, what: string, environment: NodeJS.ProcessEnv = process.env ): URL {
	const url = URL.canParse( given ) ? new URL( given ) : undefined;
	const refuse = ( words: string ): SyncFailure =>
		new SyncFailure( {
			kind: 'config',
			code: 'address_refused',
			message: `The address of ${ what } ${ words }`,
			actions: [ 'Use an address that begins with https://.' ],
		} );
	if ( ! url || ( url.protocol !== 'https:' && url.protocol !== 'http:' ) ) {
		throw refuse( 'is not a web address.' );
	}
	if ( isLoopback( url ) ) {
		return url;
	}
	if ( url.protocol === 'http:' ) {
		throw refuse( 'is not encrypted (http). Only this machine itself may be reached so.' );
	}
	if ( environment.NODE_TLS_REJECT_UNAUTHORIZED === '0' ) {
		throw refuse( 'would be used with TLS verification turned off (NODE_TLS_REJECT_UNAUTHORIZED=0).' );
	}
	return url;
}
