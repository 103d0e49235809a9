import { codesOf, isUntrusted } from '../certificates';
import { SyncFailure } from '../failure';
import { row, type Row } from './error-row';
import { access, away, bulkLost, limit, pageByPage, readErrors, session } from './read-errors';
import { writeErrors } from './write-errors';

export { bulkLost };

export const queryTooLong = row(
	'config',
	'salesforce_query_too_long',
	'The query of this mapping is longer than an address may be.',
	'Map fewer fields, or shorten the filter.'
);
export const queryTooLongForJobs = row(
	'config',
	'salesforce_query_too_long',
	'The query of this mapping is longer than the 100,000 characters Salesforce takes.',
	'Map fewer fields, or shorten the filter.'
);
export const bulkReserved = row(
	'rate_limit',
	'salesforce_bulk_reserved',
	'The org has used so many of its bulk queries of 24 hours that the rest is left to its other users.',
	pageByPage,
	'If this comes often, look at what uses them, or set a smaller reserve with “wp callboard budget”.'
);
export const bulkFailed = row( 'transient', 'salesforce_bulk_failed', 'The bulk job of a long read failed in Salesforce.', pageByPage );
export const bulkAborted = row( 'config', 'salesforce_bulk_aborted', 'Somebody stopped the bulk job of a long read in Salesforce.', pageByPage );
export const bulkStalled = row( 'transient', 'salesforce_bulk_stalled', 'The bulk job of a long read did not move for an hour.', pageByPage );

/** Codes, never message text. */
export const byErrorCode: Readonly< Record< string, Row > > = { ...readErrors, ...writeErrors };

const unexpected = row(
	'bug',
	'salesforce_unexpected',
	'Salesforce refused a call in a way Callboard does not know.',
	'Report this to the makers of Callboard, with the details below.'
);

/** When the body says nothing: pages of maintenance, of proxies, of an org that wakes. */
export function byStatus( status: number ): Row {
	if ( status === 401 ) {
		return session;
	}
	if ( status === 420 || status >= 500 ) {
		return away;
	}
	if ( status === 429 ) {
		return limit;
	}
	if ( status >= 300 && status < 400 ) {
		return row( 'config', 'salesforce_moved', 'Salesforce points to another address.', 'Connect this tenant again, with the address of its My Domain.' );
	}
	if ( status === 404 ) {
		return row( 'config', 'salesforce_not_found', 'Salesforce does not have what was asked for.', 'Check that the address of the org is right.' );
	}
	return status === 403 ? access : unexpected;
}

const untrusted = row(
	'config',
	'salesforce_certificate_untrusted',
	'The certificate Salesforce showed cannot be trusted.',
	'Check what stands between this machine and Salesforce; a proxy may be answering in its place.',
	'Check the clock of the machine the worker runs on.'
);
const unreachable = row(
	'transient',
	'salesforce_unreachable',
	'Salesforce cannot be reached.',
	'Check the network and the DNS of the machine the worker runs on. The next run tries again.'
);
export const tooSlow = row( 'transient', 'salesforce_timeout', 'Salesforce took too long to answer.', 'Nothing to do: the next run tries again.' );

/** What fewer records, or a shorter window, may cure: asked again as it was, it would only take as long again. */
export const ranOutOfTime = ( failure: unknown ): boolean =>
	failure instanceof SyncFailure && ( failure.code === 'salesforce_busy' || failure.code === 'salesforce_timeout' );

export const unreadable = row(
	'transient',
	'salesforce_answer_unreadable',
	'Salesforce’s answer was cut short or is not JSON.',
	'Nothing to do: the next run tries again.'
);
export const incomplete = row(
	'transient',
	'salesforce_answer_incomplete',
	'Salesforce sent fewer records than it had announced.',
	'Nothing to do: the next run reads again.'
);

export function failureOf( from: Row, details: Record< string, unknown > = {}, cause?: unknown ): SyncFailure {
	return new SyncFailure( { ...from, details }, { cause } );
}

interface ForeignError {
	readonly errorCode: string;
	readonly message: string;
	readonly status: number;
}

/** What Salesforce said travels in the details, for the person who reads the log beside the words. */
export function salesforceFailure( { errorCode, message, status }: ForeignError ): SyncFailure {
	const known = byErrorCode[ errorCode ] ?? byStatus( status );
	const said = /^\s*</.test( message ) ? 'a web page' : message.trim().slice( 0, 500 );
	return failureOf( known, { status, error_code: errorCode, said } );
}

/** Said by Salesforce, not by the network or by what stands between. */
const isSalesforces = ( { details }: SyncFailure ): boolean => typeof details?.error_code === 'string' && details.error_code in byErrorCode;

const atOnce = row(
	'transient',
	'salesforce_calls_at_once',
	'The org has as many long calls under way as it may have at once.',
	'Nothing to do: the next run tries again.',
	'If this comes often, look at which other programs make calls of 20 seconds and more.'
);

/** The same code stands for the calls of a day and for those at once; only the text tells them apart, or that the org has calls left. */
export const limitAtOnce = ( failure: unknown, hasCalls: boolean ): unknown =>
	hasCalls && failure instanceof SyncFailure && failure.code === limit.code ? failureOf( atOnce, failure.details, failure ) : failure;

export function networkFailure( error: unknown ): SyncFailure {
	const codes = codesOf( error );
	return failureOf( isUntrusted( codes ) ? untrusted : unreachable, { codes }, error );
}

export interface Repeated {
	/** Makes something: asked again only where Salesforce itself said that it has not. */
	readonly creates?: boolean;
	/** Whoever asks knows better than to ask the same again: by halves, or as a job. */
	readonly halved?: boolean;
}

/** What a job is not ready for now, it is not ready for a second later. */
export const mayBeRepeated = ( { creates, halved }: Repeated, failure: SyncFailure ): boolean =>
	failure.code !== bulkLost.code && ( ! creates || isSalesforces( failure ) ) && ! ( halved && ranOutOfTime( failure ) );
