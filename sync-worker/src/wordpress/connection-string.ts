import { SyncFailure } from '../failure';
import { isObject } from '../mapping/path';
import { secureUrl } from '../outside-url';

export interface WordPressConnection {
	readonly rest_root: string;
	readonly key: string;
	readonly secret: string;
}

const unusable = ( words: string ): SyncFailure =>
	new SyncFailure( {
		kind: 'config',
		code: 'connection_string_invalid',
		message: `The connection string cannot be used: ${ words }`,
		actions: [ 'Make a new worker key on the Callboard settings page and copy the whole string.' ],
	} );

function decoded( text: string ): unknown {
	try {
		return JSON.parse( Buffer.from( text.trim(), 'base64url' ).toString( 'utf8' ) );
	} catch {
		return undefined;
	}
}

/** Never quotes what it was given: the string is a secret. */
export function parseConnectionString( text: string ): WordPressConnection {
	const given = decoded( text );
	if ( ! isObject( given ) ) {
		throw unusable( 'it is not complete.' );
	}
	const { rest_root: restRoot, key, secret } = given;
	if ( typeof restRoot !== 'string' || typeof key !== 'string' || typeof secret !== 'string' || ! key || ! secret ) {
		throw unusable( 'a part is missing.' );
	}
	secureUrl( restRoot, 'WordPress' );
	return { rest_root: restRoot, key, secret };
}

/** With pretty permalinks the route is a path; without, it is the value of rest_route. */
export function routeUrl( restRoot: string, route: string ): string {
	return restRoot.includes( 'rest_route=' ) ? restRoot.replace( /\/?$/, '' ) + route : restRoot.replace( /\/?$/, '/' ) + route.replace( /^\//, '' );
}
