import { request as plain } from 'node:http';
import { request as secure } from 'node:https';

const MAX_ANSWER = 65_536;
const HOME = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

export interface Post {
	url: string;
	method: string;
	headers: Record< string, string >;
	body: string;
	timeoutMs: number;
	signal: AbortSignal;
}

export interface Posted {
	status: number;
	type: string;
	text: string;
}

/** This machine only: a test org does not write to strangers. */
export const isAtHome = ( url: string ): boolean => URL.canParse( url ) && HOME.test( new URL( url ).hostname );

/** One request on a connection of its own, which is closed with it. Rejects when there is no whole answer in time. */
export function post( { url, method, headers, body, timeoutMs, signal }: Post ): Promise< Posted > {
	if ( ! isAtHome( url ) ) {
		return Promise.reject( new Error( `${ url } is not on this machine` ) );
	}
	const send = new URL( url ).protocol === 'https:' ? secure : plain;
	return new Promise( ( done, fail ) => {
		const timer = AbortSignal.timeout( timeoutMs );
		const request = send(
			url,
			{
				method,
				headers: { ...headers, 'Content-Length': Buffer.byteLength( body ), Connection: 'close' },
				agent: false,
				signal: AbortSignal.any( [ signal, timer ] ),
				// Loopback's certificates are self-signed.
				rejectUnauthorized: false,
			},
			( response ) => {
				const chunks: Buffer[] = [];
				let size = 0;
				response.on( 'data', ( chunk: Buffer ) => {
					size += chunk.length;
					if ( size > MAX_ANSWER ) {
						response.destroy( new Error( 'The answer is too long' ) );
					}
					chunks.push( chunk );
				} );
				response.once( 'error', fail );
				response.once( 'end', () =>
					done( {
						status: response.statusCode ?? 0,
						type: response.headers[ 'content-type' ] ?? '',
						text: Buffer.concat( chunks ).toString( 'utf8' ),
					} )
				);
			}
		);
		request.once( 'error', ( error ) => fail( timer.aborted ? new Error( `No answer within ${ timeoutMs / 1000 } seconds` ) : error ) );
		request.end( body );
	} );
}
