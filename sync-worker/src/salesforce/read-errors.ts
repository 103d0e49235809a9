import { row, type Row } from './error-row';

export const access = row(
	'config',
	'salesforce_access_denied',
	'Salesforce does not let the integration user read this.',
	'Give the integration user read access to the mapped objects and fields.'
);
export const session = row(
	'auth',
	'salesforce_session_rejected',
	'Salesforce refused the sign-in.',
	'Test the connection; connect this tenant again if the test fails.',
	'When the test succeeds: the session may be locked to the address that signed in. Turn that off for the integration user, or run the worker on the same address.'
);
export const away = row( 'transient', 'salesforce_unavailable', 'Salesforce is not available just now.', 'Nothing to do: the next run tries again.' );
const disabled = row(
	'config',
	'salesforce_api_disabled',
	'The REST API is switched off in this org.',
	'Use an edition with API access, or give the integration user the permission “API Enabled”.'
);
export const limit = row(
	'rate_limit',
	'salesforce_limit_exceeded',
	'The org has used up its API calls of the last 24 hours.',
	'Wait until calls are free again; the sync then goes on by itself.',
	'Look in Salesforce under Company Information at what uses the calls.'
);
const version = row( 'config', 'salesforce_version_unsupported', 'The org does not speak the API version Callboard uses.', 'Update Callboard.' );
export const busy = row( 'transient', 'salesforce_busy', 'Salesforce could not finish in time.', 'Nothing to do: the next run tries again.' );

const foreignId = row(
	'config',
	'salesforce_id_refused',
	'Salesforce does not know an id as one of this object.',
	'Check the filter of the mapping: an id in it may belong to another object or another org.'
);
const foreignCall = row(
	'bug',
	'salesforce_call_refused',
	'Salesforce cannot take the call as Callboard made it.',
	'Report this to the makers of Callboard, with the details below.'
);
const orgLimit = row(
	'config',
	'salesforce_org_limit',
	'The org has reached one of its limits.',
	'Show the details below to your Salesforce administrator, who can see which limit it is.'
);

export const pageByPage = 'Nothing to do: the records are read page by page instead, which takes longer and costs more API calls.';
const bulkRefused = row( 'config', 'salesforce_bulk_refused', 'Salesforce does not run this query as a bulk job.', pageByPage );
export const bulkLost = row(
	'transient',
	'salesforce_bulk_lost',
	'The bulk job of a long read, or its results, are gone from Salesforce.',
	'Nothing to do: the read begins again.'
);

/** What a sign-in or a read meets. */
export const readErrors: Readonly< Record< string, Row > > = {
	INVALID_SESSION_ID: session,
	INVALID_AUTH_HEADER: session,
	INVALID_LOGIN: session,
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
	ENTITY_IS_DELETED: row(
		'record',
		'salesforce_record_deleted',
		'The record has been deleted in Salesforce.',
		'Nothing to do: its listing follows with the next sync. Take the record out of the recycle bin if that was a mistake.'
	),
	INVALID_TYPE_FOR_OPERATION: row(
		'config',
		'salesforce_object_unsupported',
		'Salesforce does not allow this with an object of this kind.',
		'Map another object.'
	),
	METHOD_NOT_ALLOWED: foreignCall,
	UNSUPPORTED_MEDIA_TYPE: foreignCall,
	JSON_PARSER_ERROR: foreignCall,
	EXCEEDED_MAX_SIZE_REQUEST: foreignCall,
	LIMIT_EXCEEDED: orgLimit,
	STORAGE_LIMIT_EXCEEDED: row(
		'config',
		'salesforce_storage_full',
		'The storage of the org is full.',
		'Ask your Salesforce administrator to free storage or to buy more.'
	),
	APEX_ERROR: row(
		'config',
		'salesforce_apex_failed',
		'Code of the org, or of a package in it, failed.',
		'Show the details below to your Salesforce administrator, or to the makers of the package.'
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
	UNKNOWN_EXCEPTION: away,
	SERVER_UNAVAILABLE: away,
};
