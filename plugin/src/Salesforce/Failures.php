<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

use Callboard\Failure\Failure;

/** What Salesforce (or something in its place) answered, as a failure that says what to do. */
final class Failures {

	public static function unreachable( string $host, string $cause ): Failure {
		return new Failure(
			'transient',
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

	/** A proxy, a maintenance page or a wrong address answers in HTML. */
	public static function not_json( string $host, int $status ): Failure {
		return new Failure(
			$status >= 500 ? 'transient' : 'config',
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
		$code  = is_string( $first['errorCode'] ?? null ) ? $first['errorCode'] : 'HTTP_' . $status;
		$row   = self::table()[ $code ] ?? null;
		if ( null === $row ) {
			$row = $status >= 500 || 420 === $status
				? array( 'transient', 'salesforce_unavailable', __( 'Salesforce is not available right now.', 'callboard' ), __( 'Nothing to do: the next check tries again.', 'callboard' ) )
				: array( 'config', 'salesforce_refused', __( 'Salesforce refused the request.', 'callboard' ), __( 'Show the code below to your Salesforce administrator.', 'callboard' ) );
		}
		return new Failure( $row[0], $row[1], $row[2], array( $row[3] ), array( 'status' => $status, 'salesforce_code' => $code ) );
	}

	/** @return array<string, array{0: string, 1: string, 2: string, 3: string}> errorCode → kind, code, message, action. */
	private static function table(): array {
		return array(
			'INVALID_SESSION_ID'       => array( 'auth', 'salesforce_session_rejected', __( 'Salesforce refused the sign-in.', 'callboard' ), __( 'Test the connection again; if it keeps failing, check that the user is not locked to other IP addresses.', 'callboard' ) ),
			'REQUEST_LIMIT_EXCEEDED'   => array( 'rate_limit', 'salesforce_limit_reached', __( 'The daily number of Salesforce API calls of your org is used up.', 'callboard' ), __( 'Wait: calls come back over the next 24 hours. Your Salesforce administrator can see who used them in Setup → Company Information.', 'callboard' ) ),
			'API_DISABLED_FOR_ORG'     => array( 'config', 'salesforce_api_disabled', __( 'This Salesforce user or org may not use the API.', 'callboard' ), __( 'Ask your Salesforce administrator for the permission "API Enabled".', 'callboard' ) ),
			'API_CURRENTLY_DISABLED'   => array( 'config', 'salesforce_api_disabled', __( 'This Salesforce user or org may not use the API.', 'callboard' ), __( 'Ask your Salesforce administrator for the permission "API Enabled".', 'callboard' ) ),
			'INSUFFICIENT_ACCESS'      => array( 'config', 'salesforce_access_missing', __( 'The Salesforce user may not read this.', 'callboard' ), __( 'Ask your Salesforce administrator to add it to the permission set of the integration user.', 'callboard' ) ),
			'INVALID_TYPE'             => array( 'config', 'salesforce_object_missing', __( 'Your org has no such object, or the Salesforce user may not see it.', 'callboard' ), __( 'Install the ticketing package in Salesforce, or give the user read access to the object.', 'callboard' ) ),
			'INVALID_FIELD'            => array( 'config', 'salesforce_field_missing', __( 'Your org has no such field, or the Salesforce user may not see it.', 'callboard' ), __( 'Choose the preset again: Callboard then leaves the field out.', 'callboard' ) ),
			'NOT_FOUND'                => array( 'config', 'salesforce_not_found', __( 'Salesforce does not know this address.', 'callboard' ), __( 'Check that the object exists and that the Salesforce user may see it.', 'callboard' ) ),
			'UNSUPPORTED_API_VERSION'  => array( 'config', 'salesforce_version_unsupported', __( 'Your org does not offer the API version Callboard uses.', 'callboard' ), __( 'Update Callboard.', 'callboard' ) ),
			'FUNCTIONALITY_NOT_ENABLED' => array( 'config', 'salesforce_access_missing', __( 'The Salesforce user may not use this function.', 'callboard' ), __( 'Ask your Salesforce administrator for the permission.', 'callboard' ) ),
			'TXN_SECURITY_NO_ACCESS'   => array( 'auth', 'salesforce_policy_blocked', __( 'A security policy of your org blocked the request.', 'callboard' ), __( 'Ask your Salesforce administrator to except the integration user from the policy.', 'callboard' ) ),
			'SERVER_UNAVAILABLE'       => array( 'transient', 'salesforce_unavailable', __( 'Salesforce is not available right now.', 'callboard' ), __( 'Nothing to do: the next check tries again.', 'callboard' ) ),
		);
	}
}
