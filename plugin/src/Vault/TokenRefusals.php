<?php
declare(strict_types=1);

namespace Callboard\Vault;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/**
 * What the token endpoint answers → what the operator reads. By error code; `invalid_grant` stands for a dozen
 * causes, so there, and only there, the description decides (salesforce-api §1.3).
 */
final class TokenRefusals {
	/** Description, lower case → row of the table. */
	private const GRANTS = array(
		"user hasn't approved this consumer" => 'not_approved',
		'audience is invalid'                => 'audience',
		'audience validation failed'         => 'audience',
		'invalid assertion'                  => 'assertion',
		'expired authorization code'         => 'clock',
		'login rate exceeded'                => 'login_rate',
		'user is locked'                     => 'user_blocked',
		'inactive user'                      => 'user_blocked',
		'ip restricted'                      => 'ip_restricted',
	);

	private const CODES = array(
		'invalid_client_id'      => 'unknown_app',
		'invalid_client'         => 'unknown_app',
		'invalid_app_access'     => 'not_approved',
		'inactive_org'           => 'inactive_org',
		'rate_limit_exceeded'    => 'login_rate',
		'unsupported_grant_type' => 'flow_off',
		'invalid_scope'          => 'flow_off',
		'invalid_request'        => 'flow_off',
	);

	public static function to_failure( int $status, ?string $error, ?string $description ): Failure {
		if ( null === $error ) {
			return self::without_code( $status );
		}
		$row = 'invalid_grant' === $error
			? self::GRANTS[ strtolower( trim( (string) $description ) ) ] ?? 'grant'
			: self::CODES[ $error ] ?? 'grant';
		list( $kind, $message, $action ) = self::table()[ $row ];
		return new Failure(
			$kind,
			"salesforce_{$row}",
			$message,
			array( $action ),
			array(
				'status'            => $status,
				'error'             => mb_substr( $error, 0, 64 ),
				'error_description' => mb_substr( (string) $description, 0, 200 ),
			)
		);
	}

	public static function unreachable( string $reason ): Failure {
		return new Failure(
			FailureKind::TRANSIENT,
			'salesforce_unreachable',
			__( 'Salesforce could not be reached.', 'callboard' ),
			array( __( 'Callboard tries again by itself. If it lasts, check the login address and the network of this server.', 'callboard' ) ),
			array( 'reason' => mb_substr( $reason, 0, 200 ) )
		);
	}

	private static function without_code( int $status ): Failure {
		if ( $status >= 300 && $status < 400 ) {
			return new Failure(
				FailureKind::CONFIG,
				'salesforce_login_redirects',
				__( 'The login address answers with a redirect.', 'callboard' ),
				array( __( 'Use the address of the org itself (https://….my.salesforce.com), or https://login.salesforce.com.', 'callboard' ) ),
				array( 'status' => $status )
			);
		}
		if ( 404 === $status ) {
			return new Failure(
				FailureKind::CONFIG,
				'salesforce_login_address_wrong',
				__( 'There is no Salesforce sign-in at the login address.', 'callboard' ),
				array( __( 'Check the login address: https://login.salesforce.com, https://test.salesforce.com or your own https://….my.salesforce.com.', 'callboard' ) ),
				array( 'status' => $status )
			);
		}
		return new Failure(
			429 === $status ? FailureKind::RATE_LIMIT : FailureKind::TRANSIENT,
			'salesforce_sign_in_unavailable',
			__( 'Salesforce’s sign-in is not available at the moment.', 'callboard' ),
			array( __( 'Callboard tries again by itself. If it lasts, look at status.salesforce.com.', 'callboard' ) ),
			array( 'status' => $status )
		);
	}

	/** @return array<string, array{0: string, 1: string, 2: string}> Kind, message, action. */
	private static function table(): array {
		return array(
			'not_approved'  => array(
				FailureKind::AUTH,
				__( 'The integration user is not approved for the Salesforce app.', 'callboard' ),
				__( 'In Salesforce, let admin-approved users be pre-authorized and give the user a permission set of the app; the app’s scopes must include “api” and “refresh_token”.', 'callboard' ),
			),
			'audience'      => array(
				FailureKind::CONFIG,
				__( 'Salesforce does not accept the login address as its own.', 'callboard' ),
				__( 'Use https://login.salesforce.com, https://test.salesforce.com for a sandbox, or the org’s own My Domain address.', 'callboard' ),
			),
			'assertion'     => array(
				FailureKind::CONFIG,
				__( 'Salesforce does not accept the signature: the private key here and the certificate there do not belong together.', 'callboard' ),
				__( 'Upload the certificate shown in Callboard’s settings to the Salesforce app, then test the connection again.', 'callboard' ),
			),
			'clock'         => array(
				FailureKind::CONFIG,
				__( 'Salesforce says the sign-in came too late: the clock of this server is probably wrong.', 'callboard' ),
				__( 'Ask your host to set the server’s clock (NTP).', 'callboard' ),
			),
			'login_rate'    => array(
				FailureKind::RATE_LIMIT,
				__( 'Salesforce has seen too many sign-ins of this user for now.', 'callboard' ),
				__( 'Wait an hour; look for other programs that sign in as the same user.', 'callboard' ),
			),
			'user_blocked'  => array(
				FailureKind::AUTH,
				__( 'The integration user is locked or inactive in Salesforce.', 'callboard' ),
				__( 'Unlock or activate the user in Salesforce’s Setup.', 'callboard' ),
			),
			'ip_restricted' => array(
				FailureKind::AUTH,
				__( 'Salesforce refuses this server’s address for the integration user.', 'callboard' ),
				__( 'Add the server’s IP address to the login IP ranges of the user’s profile.', 'callboard' ),
			),
			'unknown_app'   => array(
				FailureKind::CONFIG,
				__( 'Salesforce does not know this consumer key.', 'callboard' ),
				__( 'Copy the consumer key of the app again. A new app takes up to ten minutes to become known.', 'callboard' ),
			),
			'inactive_org'  => array(
				FailureKind::AUTH,
				__( 'The Salesforce org is not active.', 'callboard' ),
				__( 'Ask the owner of the org, or connect another one.', 'callboard' ),
			),
			'flow_off'      => array(
				FailureKind::CONFIG,
				__( 'The Salesforce app does not allow this kind of sign-in.', 'callboard' ),
				__( 'Switch on “JWT bearer flow” and “use digital signatures” in the app.', 'callboard' ),
			),
			'grant'         => array(
				FailureKind::AUTH,
				__( 'Salesforce refused the sign-in.', 'callboard' ),
				__( 'Check the user name, the consumer key and the login history of the user in Salesforce, then test the connection again.', 'callboard' ),
			),
		);
	}
}
