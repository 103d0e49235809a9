<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

/** What Salesforce (or something in its place) answered, as a failure that says what to do. */
final class Failures {

	public static function unreachable( string $host, string $cause ): Failure {
		return new Failure(
			FailureKind::TRANSIENT,
			'salesforce_unreachable',
			/* translators: %s: host name */
			sprintf( __( 'This site cannot reach %s.', 'callboard' ), $host ),
			array(
				__( 'Check the login address for a typing error.', 'callboard' ),
				__( 'Ask the host of this site whether outgoing connections are allowed.', 'callboard' ),
			),
			array( 'cause' => $cause )
		);
	}

	/** A proxy, a maintenance page or a wrong address answers in HTML; maintenance does so with 200, too. */
	public static function not_json( string $host, int $status ): Failure {
		return new Failure(
			$status >= 500 || $status < 300 ? FailureKind::TRANSIENT : FailureKind::CONFIG,
			'salesforce_answer_not_json',
			/* translators: %s: host name */
			sprintf( __( '%s answered with a web page where Salesforce answers with data.', 'callboard' ), $host ),
			array(
				__( 'Check that the login address is the one of your org (My Domain), not that of a web page.', 'callboard' ),
				__( 'If it is, Salesforce may be under maintenance: try again in a few minutes.', 'callboard' ),
			),
			array( 'status' => $status )
		);
	}

	/** @param mixed $body Decoded JSON of an error answer: a list of { errorCode, message }. */
	public static function of_answer( int $status, mixed $body ): Failure {
		$first = is_array( $body ) && is_array( $body[0] ?? null ) ? $body[0] : array();
		$code  = is_string( $first['errorCode'] ?? null ) ? $first['errorCode'] : "ERROR_HTTP_{$status}";
		$said  = is_string( $first['message'] ?? null ) ? mb_substr( trim( $first['message'] ), 0, 500 ) : '';
		list( $kind, $name, $message, $actions ) = self::by_code()[ $code ] ?? self::by_status( $status );
		$details = array( 'status' => $status, 'error_code' => $code ) + ( '' === $said ? array() : array( 'said' => $said ) );
		return new Failure( $kind, $name, $message, $actions, $details );
	}

	/**
	 * What a read may meet, as the worker says it (sync-worker/src/salesforce/read-errors.ts): tests/contract/salesforce-errors.json holds both.
	 *
	 * @return array<string, array{0: string, 1: string, 2: string, 3: list<string>}> errorCode → kind, code, message, actions.
	 */
	public static function by_code(): array {
		$session      = self::session();
		$access       = self::access();
		$away         = self::away();
		$disabled     = array( FailureKind::CONFIG, 'salesforce_api_disabled', __( 'The REST API is switched off in this org.', 'callboard' ), array( __( 'Use an edition with API access, or give the integration user the permission “API Enabled”.', 'callboard' ) ) );
		$version      = array( FailureKind::CONFIG, 'salesforce_version_unsupported', __( 'The org does not speak the API version Callboard uses.', 'callboard' ), array( __( 'Update Callboard.', 'callboard' ) ) );
		$busy         = array( FailureKind::TRANSIENT, 'salesforce_busy', __( 'Salesforce could not finish in time.', 'callboard' ), array( __( 'Nothing to do: the next run tries again.', 'callboard' ) ) );
		$foreign_id   = array( FailureKind::CONFIG, 'salesforce_id_refused', __( 'Salesforce does not know an id as one of this object.', 'callboard' ), array( __( 'Check the filter of the mapping: an id in it may belong to another object or another org.', 'callboard' ) ) );
		$foreign_call = array( FailureKind::BUG, 'salesforce_call_refused', __( 'Salesforce cannot take the call as Callboard made it.', 'callboard' ), array( __( 'Report this to the makers of Callboard, with the details below.', 'callboard' ) ) );
		return array(
			'INVALID_SESSION_ID'              => $session,
			'INVALID_AUTH_HEADER'             => $session,
			'REQUEST_LIMIT_EXCEEDED'          => self::limit(),
			'API_DISABLED_FOR_ORG'            => $disabled,
			'API_CURRENTLY_DISABLED'          => $disabled,
			'INSUFFICIENT_ACCESS'             => $access,
			'INSUFFICIENT_ACCESS_OR_READONLY' => $access,
			'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY' => $access,
			'TXN_SECURITY_NO_ACCESS'          => $access,
			'FUNCTIONALITY_NOT_ENABLED'       => array( FailureKind::CONFIG, 'salesforce_feature_missing', __( 'The org lacks a feature this needs.', 'callboard' ), array( __( 'Ask your Salesforce administrator.', 'callboard' ) ) ),
			'INVALID_TYPE'                    => array( FailureKind::CONFIG, 'salesforce_object_missing', __( 'The org has no such object, or the integration user may not see it.', 'callboard' ), array( __( 'Install the package that brings the object, give the integration user access to it, or correct the mapping.', 'callboard' ) ) ),
			'INVALID_FIELD'                   => array( FailureKind::CONFIG, 'salesforce_field_missing', __( 'A mapped field does not exist in the org, or the integration user may not see it.', 'callboard' ), array( __( 'Give the integration user access to the field, or correct the mapping.', 'callboard' ) ) ),
			'MALFORMED_QUERY'                 => array( FailureKind::CONFIG, 'salesforce_query_refused', __( 'Salesforce cannot read the query of this mapping.', 'callboard' ), array( __( 'Correct the filter of the mapping.', 'callboard' ) ) ),
			'QUERY_TOO_COMPLICATED'           => array( FailureKind::CONFIG, 'salesforce_query_refused', __( 'The query of this mapping is too complicated for Salesforce.', 'callboard' ), array( __( 'Map fewer formula fields, or simplify the filter.', 'callboard' ) ) ),
			'MALFORMED_ID'                    => $foreign_id,
			'INVALID_QUERY_FILTER_OPERATOR'   => $foreign_id,
			'NOT_FOUND'                       => array( FailureKind::CONFIG, 'salesforce_not_found', __( 'Salesforce does not have what was asked for.', 'callboard' ), array( __( 'Check the mapped object and what the integration user may see.', 'callboard' ) ) ),
			'UNSUPPORTED_API_VERSION'         => $version,
			'GONE'                            => $version,
			'ENTITY_IS_DELETED'               => array( FailureKind::RECORD, 'salesforce_record_deleted', __( 'The record has been deleted in Salesforce.', 'callboard' ), array( __( 'Nothing to do: its listing follows with the next sync. Take the record out of the recycle bin if that was a mistake.', 'callboard' ) ) ),
			'INVALID_TYPE_FOR_OPERATION'      => array( FailureKind::CONFIG, 'salesforce_object_unsupported', __( 'Salesforce does not allow this with an object of this kind.', 'callboard' ), array( __( 'Map another object.', 'callboard' ) ) ),
			'METHOD_NOT_ALLOWED'              => $foreign_call,
			'UNSUPPORTED_MEDIA_TYPE'          => $foreign_call,
			'JSON_PARSER_ERROR'               => $foreign_call,
			'EXCEEDED_MAX_SIZE_REQUEST'       => $foreign_call,
			'LIMIT_EXCEEDED'                  => array( FailureKind::CONFIG, 'salesforce_org_limit', __( 'The org has reached one of its limits.', 'callboard' ), array( __( 'Show the details below to your Salesforce administrator, who can see which limit it is.', 'callboard' ) ) ),
			'STORAGE_LIMIT_EXCEEDED'          => array( FailureKind::CONFIG, 'salesforce_storage_full', __( 'The storage of the org is full.', 'callboard' ), array( __( 'Ask your Salesforce administrator to free storage or to buy more.', 'callboard' ) ) ),
			'APEX_ERROR'                      => array( FailureKind::CONFIG, 'salesforce_apex_failed', __( 'Code of the org, or of a package in it, failed.', 'callboard' ), array( __( 'Show the details below to your Salesforce administrator, or to the makers of the package.', 'callboard' ) ) ),
			'QUERY_TIMEOUT'                   => $busy,
			'UNABLE_TO_LOCK_ROW'              => $busy,
			'UNKNOWN_EXCEPTION'               => $away,
			'SERVER_UNAVAILABLE'              => $away,
		);
	}

	/** @return array{0: string, 1: string, 2: string, 3: list<string>} Where the body says nothing: a proxy's answer, an org that wakes. */
	private static function by_status( int $status ): array {
		return match ( true ) {
			401 === $status                   => self::session(),
			420 === $status || $status >= 500 => self::away(),
			429 === $status                   => self::limit(),
			$status >= 300 && $status < 400   => array( FailureKind::CONFIG, 'salesforce_moved', __( 'Salesforce points to another address.', 'callboard' ), array( __( 'Connect this tenant again, with the address of its My Domain.', 'callboard' ) ) ),
			404 === $status                   => array( FailureKind::CONFIG, 'salesforce_not_found', __( 'Salesforce does not have what was asked for.', 'callboard' ), array( __( 'Check that the address of the org is right.', 'callboard' ) ) ),
			403 === $status                   => self::access(),
			default                           => array( FailureKind::BUG, 'salesforce_unexpected', __( 'Salesforce refused a call in a way Callboard does not know.', 'callboard' ), array( __( 'Report this to the makers of Callboard, with the details below.', 'callboard' ) ) ),
		};
	}

	/** @return array{0: string, 1: string, 2: string, 3: list<string>} */
	private static function session(): array {
		return array(
			FailureKind::AUTH,
			'salesforce_session_rejected',
			__( 'Salesforce refused the sign-in.', 'callboard' ),
			array(
				__( 'Test the connection; connect this tenant again if the test fails.', 'callboard' ),
				__( 'When the test succeeds: the session may be locked to the address that signed in. Turn that off for the integration user, or run the worker on the same address.', 'callboard' ),
			),
		);
	}

	/** @return array{0: string, 1: string, 2: string, 3: list<string>} */
	private static function access(): array {
		return array( FailureKind::CONFIG, 'salesforce_access_denied', __( 'Salesforce does not let the integration user read this.', 'callboard' ), array( __( 'Give the integration user read access to the mapped objects and fields.', 'callboard' ) ) );
	}

	/** @return array{0: string, 1: string, 2: string, 3: list<string>} */
	private static function away(): array {
		return array( FailureKind::TRANSIENT, 'salesforce_unavailable', __( 'Salesforce is not available just now.', 'callboard' ), array( __( 'Nothing to do: the next run tries again.', 'callboard' ) ) );
	}

	/** @return array{0: string, 1: string, 2: string, 3: list<string>} */
	private static function limit(): array {
		return array(
			FailureKind::RATE_LIMIT,
			'salesforce_limit_exceeded',
			__( 'The org has used up its API calls of the last 24 hours.', 'callboard' ),
			array(
				__( 'Wait until calls are free again; the sync then goes on by itself.', 'callboard' ),
				__( 'Look in Salesforce under Company Information at what uses the calls.', 'callboard' ),
			),
		);
	}
}
