<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

use Callboard\Failure\Failure;
use Callboard\Usage\CallsOfSite;
use Callboard\Vault\AccessToken;
use Callboard\Vault\OutsideUrl;
use Callboard\Vault\SalesforceTokens;

/** Reads a tenant's org from PHP: set-up checks, questions of people, and what pictures need. Shows and performances travel through the worker. */
final class ReadClient {

	private const TIME_OUT_SECONDS = 10;
	private const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

	public function __construct( private readonly SalesforceTokens $tokens, private readonly int $tenant_id, private readonly CallsOfSite $calls ) {}

	/**
	 * @param array<string, string> $query
	 * @return array<mixed>
	 * @throws Failure When there is no usable answer.
	 */
	public function get( string $path, array $query = array() ): array {
		$url = array() === $query ? $path : $path . '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 );
		return $this->call(
			$url,
			array(
				'timeout'             => self::TIME_OUT_SECONDS,
				'limit_response_size' => self::MAX_ANSWER_BYTES,
				'headers'             => array( 'Accept' => 'application/json' ),
			),
			self::decode( ... )
		);
	}

	/**
	 * Once more with the next token where the session was refused: a second refusal means the user, not the token.
	 *
	 * @template T
	 * @param string                                               $path      With its query.
	 * @param array<string, mixed>                                 $arguments As wp_remote_get() takes them.
	 * @param callable( int $status, string $body, string $host ): T $read    Throws a Failure where the answer is of no use.
	 * @return T
	 * @throws Failure When there is no usable answer.
	 */
	public function call( string $path, array $arguments, callable $read ): mixed {
		$token = $this->tokens->current( $this->tenant_id );
		$once  = function ( AccessToken $token, int $attempt ) use ( $path, $arguments, $read ): mixed {
			$url = rtrim( $token->instance_url, '/' ) . $path;
			OutsideUrl::check( $url );
			$this->calls->before( $this->tenant_id );
			try {
				return $this->answer( $token, $url, $arguments, $read );
			} catch ( Failure $failure ) {
				$this->calls->refused( $this->tenant_id, $path, $attempt, $failure );
				throw $failure;
			}
		};
		try {
			return $once( $token, 1 );
		} catch ( Failure $failure ) {
			if ( 'salesforce_session_rejected' !== $failure->code_name ) {
				throw $failure;
			}
			return $once( $this->tokens->next( $this->tenant_id, $token->generation ), 2 );
		}
	}

	/**
	 * Below `/services/data/vNN.0`.
	 *
	 * @param array<string, string> $query
	 * @return array<mixed>
	 */
	public function data( string $path, array $query = array() ): array {
		return $this->get( '/services/data/v' . $this->api_version() . $path, $query );
	}

	public function api_version(): string {
		return $this->tokens->current( $this->tenant_id )->api_version;
	}

	/**
	 * @template T
	 * @param array<string, mixed>                                 $arguments
	 * @param callable( int $status, string $body, string $host ): T $read
	 * @return T
	 */
	private function answer( AccessToken $token, string $url, array $arguments, callable $read ): mixed {
		$host   = (string) wp_parse_url( $url, PHP_URL_HOST );
		$answer = wp_remote_get(
			$url,
			array(
				'redirection' => 0,
				'headers'     => array( 'Authorization' => 'Bearer ' . $token->token ) + (array) ( $arguments['headers'] ?? array() ),
			) + $arguments
		);
		if ( is_wp_error( $answer ) ) {
			throw Failures::unreachable( $host, $answer->get_error_message() );
		}
		$this->calls->after( $this->tenant_id, wp_remote_retrieve_header( $answer, 'sforce-limit-info' ) );
		return $read( (int) wp_remote_retrieve_response_code( $answer ), wp_remote_retrieve_body( $answer ), $host );
	}

	/** @return array<mixed> */
	private static function decode( int $status, string $text, string $host ): array {
		$body = json_decode( $text, true );
		if ( $status >= 200 && $status < 300 && is_array( $body ) ) {
			return $body;
		}
		// A page in HTML comes with any status; these say more than the page.
		if ( ! is_array( $body ) && ! in_array( $status, array( 401, 420, 429 ), true ) && '' !== trim( $text ) ) {
			throw Failures::not_json( $host, $status );
		}
		throw Failures::of_answer( $status, $body );
	}
}
