import { PassThrough } from 'node:stream';
import { StreamPromise } from 'jsforce/lib/util/promise';
import { Transport } from 'jsforce/lib/transport';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types';
import type { Logger } from '../log';

export class DeadlinePassed extends Error {}

interface Seen {
	readonly logger: Logger;
	/** Called for each request that leaves, answered or not. */
	onRequest(): void;
	onAnswer( headers: Headers ): void;
}

/**
 * jsforce’s own transport waits up to 30 minutes, hangs when a body breaks off, and follows redirects with the
 * token in hand. This one gives every call a deadline, reads the whole body within it, and goes nowhere else.
 */
export class DeadlineTransport extends Transport {
	public constructor(
		private readonly seen: Seen,
		private readonly deadlineMs: number,
		private readonly attempt: number
	) {
		super();
	}

	public override httpRequest( request: HttpRequest ): StreamPromise< HttpResponse > {
		return StreamPromise.create( () => ( { stream: new PassThrough(), promise: this.send( request ) } ) );
	}

	private async send( { method, url, headers, body }: HttpRequest ): Promise< HttpResponse > {
		const started = performance.now();
		this.seen.onRequest();
		const signal = AbortSignal.timeout( this.deadlineMs );
		try {
			const answer = await fetch( url, {
				method,
				headers: withoutLength( headers ?? {} ),
				redirect: 'manual',
				signal,
				...( typeof body === 'string' ? { body } : {} ),
			} );
			const text = await answer.text();
			this.log( method, url, answer.status, started );
			this.seen.onAnswer( answer.headers );
			return { statusCode: answer.status, headers: Object.fromEntries( answer.headers ), body: text };
		} catch ( error ) {
			this.log( method, url, null, started );
			throw signal.aborted ? new DeadlinePassed( 'deadline', { cause: error } ) : error;
		}
	}

	private log( method: string, url: string, status: number | null, started: number ): void {
		const endpoint = new URL( url ).pathname;
		const fields = { method, endpoint, status, attempt: this.attempt, ms: Math.round( performance.now() - started ) };
		this.seen.logger.info( fields, 'salesforce call' );
	}
}

/** fetch counts the body itself and refuses to be told. */
function withoutLength( headers: Record< string, string > ): Record< string, string > {
	return Object.fromEntries( Object.entries( headers ).filter( ( [ name ] ) => name.toLowerCase() !== 'content-length' ) );
}
