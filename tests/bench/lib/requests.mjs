/** What WordPress did, request by request, as `php/watch.php` has written it down. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const file = ( folder ) => join( folder, 'wp-content/bench-requests.jsonl' );

/** The requests of the worker since the last `forgetRequests()`. */
export const workerRequests = ( folder ) =>
	existsSync( file( folder ) )
		? readFileSync( file( folder ), 'utf8' )
				.split( '\n' )
				.filter( Boolean )
				.map( ( line ) => JSON.parse( line ) )
				.filter( ( { call } ) => call !== null )
		: [];

export const forgetRequests = ( folder ) => rmSync( file( folder ), { force: true } );

/** `{ claim: seconds, offer: … }` */
export function secondsByCall( requests ) {
	const seconds = {};
	for ( const { call, seconds: took } of requests ) {
		seconds[ call ] = ( seconds[ call ] ?? 0 ) + took;
	}
	return seconds;
}

/** `{ wp_posts: statements, … }` */
export function writesByTable( requests ) {
	const writes = {};
	for ( const request of requests ) {
		Object.entries( request.writes ).forEach( ( [ table, count ] ) => ( writes[ table ] = ( writes[ table ] ?? 0 ) + count ) );
	}
	return writes;
}

export const total = ( numbers ) => numbers.reduce( ( sum, number ) => sum + number, 0 );

export const peakOf = ( requests ) => Math.max( 0, ...requests.map( ( { peak_mb: peak } ) => peak ) );
