import { createHash, createHmac, randomBytes } from 'node:crypto';

export interface Signed {
	/** The REST route, e.g. /callboard/v1/worker/claim; never the URL, which proxies and permalinks change. */
	readonly route: string;
	readonly body: Uint8Array;
	readonly timestamp_ms: number;
	readonly nonce: string;
	readonly run_token: string;
}

export function signature( secret: string, { route, body, timestamp_ms, nonce, run_token }: Signed ): string {
	const digest = createHash( 'sha256' ).update( body ).digest( 'hex' );
	const message = [ 'POST', route, digest, String( timestamp_ms ), nonce, run_token ].join( '\n' );
	return createHmac( 'sha256', Buffer.from( secret, 'utf8' ) ).update( message ).digest( 'hex' );
}

export const newNonce = (): string => randomBytes( 16 ).toString( 'hex' );
