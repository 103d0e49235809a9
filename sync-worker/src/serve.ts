import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import type { Clock } from './clock';
import type { Logger } from './log';
import { signature } from './wordpress/signing';

interface PingOptions {
	readonly key: string;
	readonly secret: string;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly onPing: () => void;
}

const route = '/ping';
const mostBytes = 4096;
const mostSkewMs = 300_000;

async function bodyOf( request: IncomingMessage ): Promise< Buffer | null > {
	const chunks: Buffer[] = [];
	let size = 0;
	for await ( const chunk of request ) {
		const piece = Buffer.from( chunk as Uint8Array );
		size += piece.length;
		if ( size > mostBytes ) {
			return null;
		}
		chunks.push( piece );
	}
	return Buffer.concat( chunks );
}

const header = ( request: IncomingMessage, name: string ): string => {
	const value = request.headers[ name ];
	return typeof value === 'string' ? value : '';
};

function equal( left: string, right: string ): boolean {
	const [ one, other ] = [ Buffer.from( left ), Buffer.from( right ) ];
	return one.length === other.length && timingSafeEqual( one, other );
}

/** The same signature as the worker’s own, seen from the other side; a nonce is good once. */
export class PingDoor {
	private readonly nonces = new Map< string, number >();

	public constructor( private readonly options: PingOptions ) {}

	public listen( port: number, host: string ): Promise< Server > {
		const server = createServer( ( request, response ) => {
			this.answer( request, response ).catch( ( error: unknown ) => {
				this.options.logger.warn( { error: String( error ) }, 'ping failed' );
				response.destroy();
			} );
		} );
		server.requestTimeout = 10_000;
		return new Promise( ( resolve, reject ) => {
			server.once( 'error', reject );
			server.listen( port, host, () => resolve( server ) );
		} );
	}

	private async answer( request: IncomingMessage, response: ServerResponse ): Promise< void > {
		const status = await this.statusFor( request );
		response
			.writeHead( status, { 'Content-Type': 'application/json', Connection: 'close' } )
			.end( status === 202 ? '{"accepted":true}' : '{"accepted":false}' );
		if ( status === 202 ) {
			this.options.onPing();
		}
	}

	private async statusFor( request: IncomingMessage ): Promise< number > {
		if ( new URL( request.url ?? '/', 'http://worker' ).pathname !== route ) {
			return 404;
		}
		if ( request.method !== 'POST' ) {
			return 405;
		}
		const body = await bodyOf( request );
		if ( ! body ) {
			return 413;
		}
		return this.admits( request, body ) ? 202 : 401;
	}

	private admits( request: IncomingMessage, body: Buffer ): boolean {
		const { clock, key, secret } = this.options;
		const timestamp = Number( header( request, 'x-callboard-timestamp' ) );
		const nonce = header( request, 'x-callboard-nonce' );
		const signed = { route, body, timestamp_ms: timestamp, nonce, run_token: '' };
		const genuine =
			equal( header( request, 'x-callboard-key' ), key ) &&
			Math.abs( clock.now() - timestamp ) <= mostSkewMs &&
			equal( header( request, 'x-callboard-signature' ), signature( secret, signed ) );
		if ( ! genuine || this.nonces.has( nonce ) ) {
			return false;
		}
		for ( const [ old, seenMs ] of this.nonces ) {
			if ( clock.now() - seenMs > 2 * mostSkewMs ) {
				this.nonces.delete( old );
			}
		}
		this.nonces.set( nonce, clock.now() );
		return true;
	}
}
