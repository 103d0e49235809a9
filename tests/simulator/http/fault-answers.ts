import { errorAnswer } from '../rest/router';
import { badRequest, invalidSession, refuse } from './errors';
import type { Fault } from './faults';
import { html, type Answer } from './message';

const MAINTENANCE = '<!DOCTYPE html><html><head><title>Scheduled maintenance</title></head><body><h1>We are down for maintenance.</h1></body></html>';

/** An answer that stands in for the real one, or null when the fault lets the work happen (§7.2). */
export function faultAnswer( fault: Fault ): Answer | null {
	switch ( fault.kind ) {
		case '401':
			return errorAnswer( invalidSession() );
		case '403-limit':
			return errorAnswer( refuse( 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.' ) );
		case '403-concurrent':
			return errorAnswer( refuse( 403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.' ) );
		case '420':
			return { status: 420 };
		case '500':
			return errorAnswer(
				refuse(
					500,
					'UNKNOWN_EXCEPTION',
					'An unexpected error occurred. Please include this ErrorId if you contact support: 1795299422-000001 (1234567890)'
				)
			);
		case '503':
			return errorAnswer( refuse( 503, 'SERVER_UNAVAILABLE', 'Server Unavailable' ) );
		case 'query-timeout':
			// Of a composite the whole request: one slow part takes the others with it (§4.7, §7.2).
			return errorAnswer( badRequest( 'QUERY_TIMEOUT', 'Your query request was running for too long.' ) );
		case 'html':
			return html( MAINTENANCE, fault.status ?? 200 );
		default:
			return null;
	}
}
