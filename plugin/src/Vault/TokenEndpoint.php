<?php
declare(strict_types=1);

namespace Callboard\Vault;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** One call to Salesforce's token endpoint by the JWT bearer flow. */
final class TokenEndpoint {
	private const PATH            = '/services/oauth2/token';
	private const TIMEOUT_SECONDS = 10;
	private const ANSWER_BYTES    = 65536;

	public function __construct( private readonly Clock $clock ) {}

	/** @throws Failure In words, by TokenRefusals. */
	public function issue( Connection $connection, #[\SensitiveParameter] string $private_key ): IssuedToken {
		OutsideUrl::check( $connection->login_url );
		$response = wp_remote_post(
			untrailingslashit( $connection->login_url ) . self::PATH,
			array(
				'timeout'             => self::TIMEOUT_SECONDS,
				'redirection'         => 0,
				'limit_response_size' => self::ANSWER_BYTES,
				'headers'             => array( 'Accept' => 'application/json' ),
				'body'                => array(
					'grant_type' => 'urn:ietf:params:oauth:grant-type:jwt-bearer',
					'assertion'  => JwtAssertion::sign( $connection, $private_key, $this->clock->now_ms() ),
				),
			)
		);
		if ( is_wp_error( $response ) ) {
			throw TokenRefusals::unreachable( (string) $response->get_error_code() );
		}
		$status = (int) wp_remote_retrieve_response_code( $response );
		$answer = json_decode( wp_remote_retrieve_body( $response ), true );
		$text   = static fn( string $name ): ?string => is_array( $answer ) && is_string( $answer[ $name ] ?? null ) ? $answer[ $name ] : null;
		if ( 200 !== $status ) {
			throw TokenRefusals::to_failure( $status, $text( 'error' ), $text( 'error_description' ) );
		}
		return $this->token( $status, $text( 'access_token' ), $text( 'instance_url' ), $text( 'id' ) );
	}

	private function token( int $status, #[\SensitiveParameter] ?string $access_token, ?string $instance_url, ?string $id ): IssuedToken {
		// 200 with a page of HTML is a proxy or a maintenance notice, not Salesforce's token endpoint.
		if ( null === $access_token || null === $instance_url || null === $id || '' === $access_token ) {
			throw TokenRefusals::to_failure( $status, null, null );
		}
		$org_id = $this->org_id( $id );
		return new IssuedToken( $access_token, untrailingslashit( OutsideUrl::check( $instance_url ) ), $org_id );
	}

	/** The id URL ends in /id/{org}/{user}. */
	private function org_id( string $id ): string {
		if ( 1 === preg_match( '#/id/(00D[A-Za-z0-9]{15})/005[A-Za-z0-9]{12,15}/?$#', $id, $found ) ) {
			return $found[1];
		}
		throw new Failure(
			FailureKind::CONFIG,
			'salesforce_identity_unreadable',
			__( 'The answer to the sign-in does not say which org it comes from.', 'callboard' ),
			array( __( 'Check that the login address is Salesforce’s.', 'callboard' ) )
		);
	}
}
