import { codesOf, isUntrusted } from '../certificates';
import { parseFailure, type Failure } from '../contract';
import { LeaseLost, SyncFailure } from '../failure';
import { isObject } from '../mapping/path';
import { BodyTooLarge } from './port';

type Row = Pick< Failure, 'kind' | 'code' | 'message' | 'actions' >;

const row = ( kind: Failure[ 'kind' ], code: string, message: string, ...actions: string[] ): Row => ( { kind, code, message, actions } );

const refused = row(
	'auth',
	'wordpress_signature_refused',
	'WordPress refused the worker’s signature.',
	'Make a new worker key on the Callboard settings page and give its connection string to the worker.'
);

export const byCode: Readonly< Record< string, Row > > = {
	callboard_signature_invalid: refused,
	// Each attempt has a nonce of its own, so the worker never sends one twice; a proxy that repeats a POST does.
	callboard_nonce_seen: row(
		'transient',
		'wordpress_request_repeated',
		'Something in front of WordPress sent a request of the worker twice.',
		'Nothing to do: the worker tries again.',
		'If it happens often, have the proxy repeat no POST to /wp-json/callboard/v1/worker/*.'
	),
	callboard_clock_skew: row(
		'config',
		'clock_skew',
		'The clocks of the worker and of WordPress are more than five minutes apart.',
		'Set both clocks by the network (NTP).'
	),
	callboard_body_invalid: row(
		'bug',
		'wordpress_body_refused',
		'WordPress does not understand what the worker sent.',
		'Use the worker that comes with this version of the plugin.'
	),
	callboard_protocol_unsupported: row(
		'config',
		'protocol_unsupported',
		'This worker and this plugin do not speak the same protocol.',
		'Use the worker that comes with this version of the plugin.'
	),
	rest_no_route: row(
		'config',
		'wordpress_route_missing',
		'Callboard is not active on this WordPress.',
		'Activate the plugin, or correct the address in the connection string.'
	),
};

const unavailable = row( 'transient', 'wordpress_unavailable', 'WordPress is not available just now.', 'Nothing to do: the worker tries again.' );
const unreachable = row(
	'transient',
	'wordpress_unreachable',
	'WordPress cannot be reached.',
	'Check the address in the connection string, and the network of the machine the worker runs on.'
);

/** Passes with a new certificate: what is asked next meets it too, as it would meet a WordPress that is away. */
const untrusted = row(
	'transient',
	'wordpress_certificate_untrusted',
	'The certificate WordPress showed cannot be trusted.',
	'Renew the certificate of the site; where it is fine, check what stands between the worker and the site.',
	'Check the clock of the machine the worker runs on.'
);

function byStatus( status: number ): Row {
	if ( status >= 500 || status === 429 ) {
		return unavailable;
	}
	if ( status === 401 || status === 403 ) {
		return row(
			'auth',
			'wordpress_refused',
			'Something in front of WordPress refused the worker.',
			'Allow POST to /wp-json/callboard/v1/worker/* in the firewall or security plugin.'
		);
	}
	if ( status >= 300 && status < 400 ) {
		return row(
			'config',
			'wordpress_moved',
			'WordPress answers at another address.',
			'Make a new worker key: its connection string carries the present address.'
		);
	}
	return row(
		'config',
		'wordpress_unexpected',
		'What answered is not the Callboard plugin.',
		'Check the address in the connection string, and that the plugin is active.'
	);
}

export function unreachableFailure( cause: unknown ): SyncFailure {
	const codes = codesOf( cause );
	return new SyncFailure( isUntrusted( codes ) ? { ...untrusted, details: { codes } } : unreachable, { cause } );
}

export function notCallboard( status: number, cause?: unknown ): SyncFailure {
	// Half an answer of a good status is a broken connection as often as a wrong address.
	return new SyncFailure( { ...( status < 300 ? unavailable : byStatus( status ) ), details: { status } }, { cause } );
}

export interface ErrorAnswer {
	readonly status: number;
	readonly body: unknown;
}

export function serverTimeOf( { body }: ErrorAnswer ): number | undefined {
	const time = isObject( body ) && body.code === 'callboard_clock_skew' && isObject( body.data ) ? body.data.server_time_ms : undefined;
	return typeof time === 'number' ? time : undefined;
}

function failureWithin( body: unknown ): Failure | undefined {
	try {
		return isObject( body ) && isObject( body.data ) && body.data.failure !== undefined ? parseFailure( body.data.failure ) : undefined;
	} catch {
		return undefined;
	}
}

/** From WordPress’s error code to what the worker does about it. */
export function wordpressError( answer: ErrorAnswer ): Error {
	const code = isObject( answer.body ) && typeof answer.body.code === 'string' ? answer.body.code : '';
	if ( code === 'callboard_lease_lost' ) {
		return new LeaseLost( 'lost' );
	}
	if ( answer.status === 413 || code === 'callboard_body_too_large' ) {
		return new BodyTooLarge( { status: answer.status, code } );
	}
	const within = failureWithin( answer.body );
	return new SyncFailure( within ?? { ...( byCode[ code ] ?? byStatus( answer.status ) ), details: { status: answer.status, code } } );
}
