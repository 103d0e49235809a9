import { byErrorCode, byStatus, networkFailure, salesforceFailure } from '../../../sync-worker/src/salesforce/failures';

const expected: Record< string, [ string, string ] > = {
	INVALID_SESSION_ID: [ 'auth', 'salesforce_session_rejected' ],
	INVALID_AUTH_HEADER: [ 'auth', 'salesforce_session_rejected' ],
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
};

describe( 'what Salesforce refuses', () => {
	it( 'has a line here for every line of the table', () => {
		expect( Object.keys( expected ).sort() ).toEqual( Object.keys( byErrorCode ).sort() );
	} );

	it.each( Object.entries( expected ) )( '%s becomes %j, with words and something to do', ( errorCode, [ kind, code ] ) => {
		const failure = salesforceFailure( { errorCode, message: 'foreign words', status: 400 } ).toFailure();
		expect( failure ).toMatchObject( { kind, code, details: { error_code: errorCode, said: 'foreign words' } } );
		expect( failure.message ).not.toContain( 'foreign' );
		expect( failure.actions.length ).toBeGreaterThan( 0 );
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
	] )( 'tells %s of the network apart', ( code, kind, ours ) => {
		const error = new TypeError( 'fetch failed', { cause: Object.assign( new Error( 'x' ), { code } ) } );
		expect( networkFailure( error ) ).toMatchObject( { kind, code: ours } );
	} );
} );
