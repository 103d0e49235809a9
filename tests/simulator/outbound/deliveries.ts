import type { Org } from '../org/org';
import type { Sending } from './definitions';
import { acknowledges, envelope, type Notification } from './envelope';
import { post, type Posted } from './post';
import { fill, valuesOf } from './template';

const MESSAGE_TIMEOUT_MS = 60_000;
const CALLOUT_TIMEOUT_MS = 120_000;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 2 * 3600_000;
export const GIVEN_UP_AFTER_MS = 24 * 3600_000;
export const MAX_NOTIFICATIONS = 100;

/** One message, with all its notifications, on its way: it is acknowledged or retried as a whole (§6). */
export interface Delivery {
	sending: Sending;
	notifications: readonly Notification[];
	createdAt: number;
	nextAt: number;
	attempts: number;
	lastError: string | null;
}

export const pauseAfter = ( attempts: number ): number => Math.min( LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** ( attempts - 1 ) );

interface Means {
	org: Org;
	url: string;
	signal: AbortSignal;
	/** Shorter than Salesforce's, for tests. */
	timeoutMs: number | null;
}

function sendMessage( means: Means, { sending, notifications }: Delivery ): Promise< Posted > {
	if ( sending.kind !== 'message' ) {
		throw new TypeError( 'Not an outbound message' );
	}
	const { org, url, signal, timeoutMs } = means;
	const person = org.personNamed( sending.integrationUser );
	const sessionId =
		sending.includeSessionId && person
			? org.sessions.issue( org.clock.now(), { userId: person.userId, app: 'Outbound Messaging', scopes: [ 'api' ] } )
			: null;
	return post( {
		url: sending.endpoint,
		method: 'POST',
		headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""', 'User-Agent': `SFDC Outbound Messaging/${ sending.apiVersion }` },
		body: envelope( org, { message: sending, notifications, url, sessionId } ),
		timeoutMs: timeoutMs ?? MESSAGE_TIMEOUT_MS,
		signal,
	} );
}

function sendCallout( means: Means, { sending, notifications }: Delivery ): Promise< Posted > {
	if ( sending.kind !== 'callout' ) {
		throw new TypeError( 'Not a call-out' );
	}
	const { org, signal, timeoutMs } = means;
	const { object } = org.store.table( sending.object );
	const row = org.store.table( sending.object ).get( notifications[ 0 ]!.recordId );
	return post( {
		url: sending.endpoint,
		method: sending.method,
		headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...sending.headers },
		body: JSON.stringify( fill( sending.body, valuesOf( org, object, row ) ) ),
		timeoutMs: timeoutMs ?? CALLOUT_TIMEOUT_MS,
		signal,
	} );
}

/** Sends once; answers what went wrong, or null. */
export async function attempt( means: Means, delivery: Delivery ): Promise< string | null > {
	try {
		if ( delivery.sending.kind === 'callout' ) {
			const { status } = await sendCallout( means, delivery );
			return status >= 200 && status < 300 ? null : `HTTP ${ status }`;
		}
		const { status, type, text } = await sendMessage( means, delivery );
		if ( status !== 200 ) {
			return `HTTP ${ status }`;
		}
		return /\bxml\b/i.test( type ) && acknowledges( text ) ? null : 'No acknowledgement';
	} catch ( error ) {
		return error instanceof Error ? error.message : String( error );
	}
}
