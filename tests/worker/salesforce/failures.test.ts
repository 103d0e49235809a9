import { byErrorCode, byStatus, networkFailure, salesforceFailure } from '../../../sync-worker/src/salesforce/failures';
import { readErrors } from '../../../sync-worker/src/salesforce/read-errors';
import table from '../../contract/salesforce-errors.json';

const expected: Record< string, [ string, string ] > = {
	INVALID_SESSION_ID: [ 'auth', 'salesforce_session_rejected' ],
	INVALID_AUTH_HEADER: [ 'auth', 'salesforce_session_rejected' ],
	INVALID_LOGIN: [ 'auth', 'salesforce_session_rejected' ],
	REQUEST_LIMIT_EXCEEDED: [ 'rate_limit', 'salesforce_limit_exceeded' ],
	API_DISABLED_FOR_ORG: [ 'config', 'salesforce_api_disabled' ],
	API_CURRENTLY_DISABLED: [ 'config', 'salesforce_api_disabled' ],
	INSUFFICIENT_ACCESS: [ 'config', 'salesforce_access_denied' ],
	INSUFFICIENT_ACCESS_OR_READONLY: [ 'config', 'salesforce_access_denied' ],
	INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: [ 'config', 'salesforce_access_denied' ],
	TXN_SECURITY_NO_ACCESS: [ 'config', 'salesforce_access_denied' ],
	FUNCTIONALITY_NOT_ENABLED: [ 'config', 'salesforce_feature_missing' ],
	INVALID_TYPE: [ 'config', 'salesforce_object_missing' ],
	INVALID_FIELD: [ 'config', 'salesforce_field_missing' ],
	MALFORMED_QUERY: [ 'config', 'salesforce_query_refused' ],
	QUERY_TOO_COMPLICATED: [ 'config', 'salesforce_query_refused' ],
	MALFORMED_ID: [ 'config', 'salesforce_id_refused' ],
	INVALID_QUERY_FILTER_OPERATOR: [ 'config', 'salesforce_id_refused' ],
	NOT_FOUND: [ 'config', 'salesforce_not_found' ],
	UNSUPPORTED_API_VERSION: [ 'config', 'salesforce_version_unsupported' ],
	GONE: [ 'config', 'salesforce_version_unsupported' ],
	INVALID_QUERY_LOCATOR: [ 'transient', 'salesforce_cursor_lost' ],
	INVALID_REPLICATION_DATE: [ 'config', 'salesforce_deletions_unknown' ],
	EXCEEDED_ID_LIMIT: [ 'config', 'salesforce_deletions_unknown' ],
	API_ERROR: [ 'config', 'salesforce_bulk_refused' ],
	INVALIDJOB: [ 'config', 'salesforce_bulk_refused' ],
	INVALIDENTITY: [ 'config', 'salesforce_bulk_refused' ],
	INVALIDOPERATION: [ 'config', 'salesforce_bulk_refused' ],
	FEATURENOTENABLED: [ 'config', 'salesforce_bulk_disabled' ],
	EXCEEDEDQUOTA: [ 'rate_limit', 'salesforce_bulk_limit' ],
	INVALIDJOBSTATE: [ 'transient', 'salesforce_bulk_lost' ],
	INVALIDVERSION: [ 'transient', 'salesforce_bulk_lost' ],
	QUERY_TIMEOUT: [ 'transient', 'salesforce_busy' ],
	UNABLE_TO_LOCK_ROW: [ 'transient', 'salesforce_busy' ],
	UNKNOWN_EXCEPTION: [ 'transient', 'salesforce_unavailable' ],
	SERVER_UNAVAILABLE: [ 'transient', 'salesforce_unavailable' ],
	ENTITY_IS_DELETED: [ 'record', 'salesforce_record_deleted' ],
	INVALID_TYPE_FOR_OPERATION: [ 'config', 'salesforce_object_unsupported' ],
	METHOD_NOT_ALLOWED: [ 'bug', 'salesforce_call_refused' ],
	UNSUPPORTED_MEDIA_TYPE: [ 'bug', 'salesforce_call_refused' ],
	JSON_PARSER_ERROR: [ 'bug', 'salesforce_call_refused' ],
	EXCEEDED_MAX_SIZE_REQUEST: [ 'bug', 'salesforce_call_refused' ],
	LIMIT_EXCEEDED: [ 'config', 'salesforce_org_limit' ],
	STORAGE_LIMIT_EXCEEDED: [ 'config', 'salesforce_storage_full' ],
	APEX_ERROR: [ 'config', 'salesforce_apex_failed' ],
	REQUIRED_FIELD_MISSING: [ 'record', 'salesforce_value_missing' ],
	FIELD_CUSTOM_VALIDATION_EXCEPTION: [ 'record', 'salesforce_validation_rule' ],
	FIELD_INTEGRITY_EXCEPTION: [ 'record', 'salesforce_value_refused' ],
	FIELD_FILTER_VALIDATION_EXCEPTION: [ 'record', 'salesforce_lookup_filtered' ],
	NUMBER_OUTSIDE_VALID_RANGE: [ 'record', 'salesforce_number_out_of_range' ],
	INVALID_EMAIL_ADDRESS: [ 'record', 'salesforce_email_invalid' ],
	STRING_TOO_LONG: [ 'record', 'salesforce_text_too_long' ],
	INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: [ 'record', 'salesforce_picklist_value_unknown' ],
	INVALID_CROSS_REFERENCE_KEY: [ 'record', 'salesforce_parent_missing' ],
	DUPLICATE_VALUE: [ 'record', 'salesforce_duplicate' ],
	DUPLICATES_DETECTED: [ 'record', 'salesforce_duplicate' ],
	DUPLICATE_EXTERNAL_ID: [ 'record', 'salesforce_record_ambiguous' ],
	MULTIPLE_CHOICES: [ 'record', 'salesforce_record_ambiguous' ],
	PRECONDITION_FAILED: [ 'transient', 'salesforce_record_changed' ],
	CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: [ 'record', 'salesforce_automation_failed' ],
	CANNOT_EXECUTE_FLOW_TRIGGER: [ 'record', 'salesforce_automation_failed' ],
	ALL_OR_NONE_OPERATION_ROLLED_BACK: [ 'transient', 'salesforce_not_reached' ],
	PROCESSING_HALTED: [ 'transient', 'salesforce_not_reached' ],
	BATCH_PROCESSING_HALTED: [ 'transient', 'salesforce_not_reached' ],
	INVALID_FIELD_FOR_INSERT_UPDATE: [ 'config', 'salesforce_field_read_only' ],
	CANNOT_MODIFY_MANAGED_OBJECT: [ 'config', 'salesforce_managed_object' ],
	DUPLICATE_DEVELOPER_NAME: [ 'config', 'salesforce_name_taken' ],
};

describe( 'what Salesforce refuses', () => {
	it( 'has a line here for every line of the table', () => {
		expect( Object.keys( expected ).sort() ).toEqual( Object.keys( byErrorCode ).sort() );
	} );

	it.each( Object.entries( expected ) )( '%s becomes %j, with words and something to do', ( errorCode, [ kind, code ] ) => {
		const failure = salesforceFailure( { errorCode, message: 'foreign words', status: 400 } ).toFailure();
		expect( failure ).toMatchObject( { kind, code, details: { error_code: errorCode, said: 'foreign words' } } );
		expect( failure.message ).not.toContain( 'foreign' );
		expect( failure.message ).toMatch( /^[A-Z].+\.$/ );
		expect( failure.code ).toMatch( /^[a-z0-9_]{1,64}$/ );
		expect( failure.actions.length ).toBeGreaterThan( 0 );
		failure.actions.forEach( ( action ) => expect( action ).toMatch( /^[A-Z].+\.$/ ) );
	} );

	// UNABLE_TO_LOCK_ROW is of writes, but a read may meet it too. plugin/src/Salesforce/Failures.php is held to the same file.
	it( 'is told in the same words where the site meets it', () => {
		expect( table.codes ).toEqual( { ...readErrors, UNABLE_TO_LOCK_ROW: byErrorCode.UNABLE_TO_LOCK_ROW } );
		expect( table.statuses ).toEqual( Object.fromEntries( Object.keys( table.statuses ).map( ( status ) => [ status, byStatus( Number( status ) ) ] ) ) );
	} );

	it.each( [
		[ 302, 'config' ],
		[ 401, 'auth' ],
		[ 403, 'config' ],
		[ 404, 'config' ],
		[ 418, 'bug' ],
		[ 420, 'transient' ],
		[ 429, 'rate_limit' ],
		[ 500, 'transient' ],
		[ 503, 'transient' ],
	] )( 'goes by the status %d when the body says nothing', ( status, kind ) => {
		expect( byStatus( status ).kind ).toBe( kind );
		expect( salesforceFailure( { errorCode: `ERROR_HTTP_${ status }`, message: '<html>', status } ).details ).toMatchObject( { said: 'a web page' } );
	} );

	it.each( [
		[ 'ECONNREFUSED', 'transient', 'salesforce_unreachable' ],
		[ 'ENOTFOUND', 'transient', 'salesforce_unreachable' ],
		[ 'CERT_HAS_EXPIRED', 'config', 'salesforce_certificate_untrusted' ],
		[ 'DEPTH_ZERO_SELF_SIGNED_CERT', 'config', 'salesforce_certificate_untrusted' ],
		[ 'ERR_TLS_CERT_ALTNAME_INVALID', 'config', 'salesforce_certificate_untrusted' ],
		[ 'CERT_NOT_YET_VALID', 'config', 'salesforce_certificate_untrusted' ],
		[ 'UNABLE_TO_GET_ISSUER_CERT', 'config', 'salesforce_certificate_untrusted' ],
		[ 'CERT_REVOKED', 'config', 'salesforce_certificate_untrusted' ],
	] )( 'tells %s of the network apart', ( code, kind, ours ) => {
		const error = new TypeError( 'fetch failed', { cause: Object.assign( new Error( 'x' ), { code } ) } );
		expect( networkFailure( error ) ).toMatchObject( { kind, code: ours } );
	} );
} );
