import type { Failure } from '../contract/types';
import { SyncFailure } from '../failure';
import { isObject } from '../mapping/path';

type Row = Pick< Failure, 'kind' | 'code' | 'message' | 'actions' >;

const row = ( kind: Failure[ 'kind' ], code: string, message: string, ...actions: string[] ): Row => ( { kind, code, message, actions } );

const access = row(
	'config',
	'salesforce_access_denied',
	'Salesforce does not let the integration user read this.',
	'Give the integration user read access to the mapped objects and fields.'
);
const session = row(
	'auth',
	'salesforce_session_rejected',
	'Salesforce refused the sign-in.',
	'Test the connection; connect this tenant again if the test fails.',
	'When the test succeeds: the session may be locked to the address that signed in. Turn that off for the integration user, or run the worker on the same address.'
);
const away = row( 'transient', 'salesforce_unavailable', 'Salesforce is not available just now.', 'Nothing to do: the next run tries again.' );
const disabled = row(
	'config',
	'salesforce_api_disabled',
	'The REST API is switched off in this org.',
	'Use an edition with API access, or give the integration user the permission “API Enabled”.'
);
const limit = row(
	'rate_limit',
	'salesforce_limit_exceeded',
	'The org has used up its API calls of the last 24 hours.',
	'Wait until calls are free again; the sync then goes on by itself.',
	'Look in Salesforce under Company Information at what uses the calls.'
);
const version = row( 'config', 'salesforce_version_unsupported', 'The org does not speak the API version Callboard uses.', 'Update Callboard.' );
const busy = row( 'transient', 'salesforce_busy', 'Salesforce could not finish in time.', 'Nothing to do: the next run tries again.' );

const foreignId = row(
	'config',
	'salesforce_id_refused',
	'Salesforce does not know an id as one of this object.',
	'Check the filter of the mapping: an id in it may belong to another object or another org.'
);

const pageByPage = 'Nothing to do: the records are read page by page instead, which takes longer and costs more API calls.';
const bulkRefused = row( 'config', 'salesforce_bulk_refused', 'Salesforce does not run this query as a bulk job.', pageByPage );
export const queryTooLong = row(
	'config',
	'salesforce_query_too_long',
	'The query of this mapping is longer than an address may be.',
	'Map fewer fields, or shorten the filter.'
);
export const bulkLost = row(
	'transient',
	'salesforce_bulk_lost',
	'The bulk job of a long read, or its results, are gone from Salesforce.',
	'Nothing to do: the read begins again.'
);
export const bulkFailed = row( 'transient', 'salesforce_bulk_failed', 'The bulk job of a long read failed in Salesforce.', pageByPage );
export const bulkAborted = row( 'config', 'salesforce_bulk_aborted', 'Somebody stopped the bulk job of a long read in Salesforce.', pageByPage );
export const bulkStalled = row( 'transient', 'salesforce_bulk_stalled', 'The bulk job of a long read did not move for an hour.', pageByPage );

/** Codes, never message text. */
export const byErrorCode: Readonly< Record< string, Row > > = {
	INVALID_SESSION_ID: session,
	INVALID_AUTH_HEADER: session,
	REQUEST_LIMIT_EXCEEDED: limit,
	API_DISABLED_FOR_ORG: disabled,
	API_CURRENTLY_DISABLED: disabled,
	INSUFFICIENT_ACCESS: access,
	INSUFFICIENT_ACCESS_OR_READONLY: access,
	INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: access,
	TXN_SECURITY_NO_ACCESS: access,
	FUNCTIONALITY_NOT_ENABLED: row( 'config', 'salesforce_feature_missing', 'The org lacks a feature this needs.', 'Ask your Salesforce administrator.' ),
	INVALID_TYPE: row(
		'config',
		'salesforce_object_missing',
		'The org has no such object, or the integration user may not see it.',
		'Install the package that brings the object, give the integration user access to it, or correct the mapping.'
	),
	INVALID_FIELD: row(
		'config',
		'salesforce_field_missing',
		'A mapped field does not exist in the org, or the integration user may not see it.',
		'Give the integration user access to the field, or correct the mapping.'
	),
	MALFORMED_QUERY: row( 'config', 'salesforce_query_refused', 'Salesforce cannot read the query of this mapping.', 'Correct the filter of the mapping.' ),
	QUERY_TOO_COMPLICATED: row(
		'config',
		'salesforce_query_refused',
		'The query of this mapping is too complicated for Salesforce.',
		'Map fewer formula fields, or simplify the filter.'
	),
	MALFORMED_ID: foreignId,
	INVALID_QUERY_FILTER_OPERATOR: foreignId,
	NOT_FOUND: row(
		'config',
		'salesforce_not_found',
		'Salesforce does not have what was asked for.',
		'Check the mapped object and what the integration user may see.'
	),
	UNSUPPORTED_API_VERSION: version,
	GONE: version,
	INVALID_QUERY_LOCATOR: row(
		'transient',
		'salesforce_cursor_lost',
		'Salesforce dropped the position of a long read.',
		'Nothing to do: the next run reads again.'
	),
	INVALID_REPLICATION_DATE: row(
		'config',
		'salesforce_deletions_unknown',
		'Salesforce no longer knows what was deleted since the last sync.',
		'Compare the listings with Salesforce once: some may have been deleted there.'
	),
	EXCEEDED_ID_LIMIT: row(
		'config',
		'salesforce_deletions_unknown',
		'More was deleted in Salesforce than it will list.',
		'Compare the listings with Salesforce once: some may have been deleted there.'
	),
	API_ERROR: bulkRefused,
	INVALIDJOB: bulkRefused,
	INVALIDENTITY: bulkRefused,
	INVALIDOPERATION: bulkRefused,
	FEATURENOTENABLED: row(
		'config',
		'salesforce_bulk_disabled',
		'The Bulk API is switched off in this org.',
		'Give the integration user access to the Bulk API, or leave it: the records are read page by page instead.'
	),
	EXCEEDEDQUOTA: row(
		'rate_limit',
		'salesforce_bulk_limit',
		'The org has used up its bulk queries of the last 24 hours.',
		'Look in Salesforce under Company Information at what uses them.',
		pageByPage
	),
	INVALIDJOBSTATE: bulkLost,
	INVALIDVERSION: bulkLost,
	QUERY_TIMEOUT: busy,
	UNABLE_TO_LOCK_ROW: busy,
	UNKNOWN_EXCEPTION: away,
	SERVER_UNAVAILABLE: away,
};

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
	'Check what stands between this machine and Salesforce; a proxy may be answering in its place.'
);
const unreachable = row(
	'transient',
	'salesforce_unreachable',
	'Salesforce cannot be reached.',
	'Check the network and the DNS of the machine the worker runs on. The next run tries again.'
);
export const tooSlow = row( 'transient', 'salesforce_timeout', 'Salesforce took too long to answer.', 'Nothing to do: the next run tries again.' );
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

const certificateCodes = new Set( [
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
] );

export function failureOf( from: Row, details: Record< string, unknown > = {}, cause?: unknown ): SyncFailure {
	return new SyncFailure( { ...from, details }, { cause } );
}

export interface ForeignError {
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

function codesOf( error: unknown ): string[] {
	const codes: string[] = [];
	for ( let current = error; isObject( current ) || current instanceof Error; current = current.cause ) {
		const { code } = current as { code?: unknown };
		if ( typeof code === 'string' ) {
			codes.push( code );
		}
	}
	return codes;
}

export function networkFailure( error: unknown ): SyncFailure {
	const codes = codesOf( error );
	return failureOf( codes.some( ( code ) => certificateCodes.has( code ) ) ? untrusted : unreachable, { codes }, error );
}
