<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

use Callboard\Failure\Failure;
use Callboard\Usage\CallsOfSite;
use Callboard\Vault\AccessToken;
use Callboard\Vault\OutsideUrl;
use Callboard\Vault\SalesforceTokens;

/** Reads a tenant's org from PHP: set-up checks, and what pictures need. Shows and performances travel through the worker. */
final class ReadClient {

	private const TIME_OUT_SECONDS = 10;
	private const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

	/** @param ?CallsOfSite $calls Counts and bounds the calls; null: a person waits for the answer of a few. */
	public function __construct( private readonly SalesforceTokens $tokens, private readonly int $tenant_id, private readonly ?CallsOfSite $calls = null ) {}

	/**
	 * @param array<string, string> $query
	 * @return array<mixed>
	 * @throws Failure When there is no usable answer.
	 */
	public function get( string $path, array $query = array() ): array {
		$token = $this->tokens->current( $this->tenant_id );
		try {
			return $this->request( $token, $path, $query );
		} catch ( Failure $failure ) {
			if ( 'salesforce_session_rejected' !== $failure->code_name ) {
				throw $failure;
			}
			// Once: a second refusal means the user, not the token.
			return $this->request( $this->tokens->next( $this->tenant_id, $token->generation ), $path, $query );
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
	 * @param array<string, string> $query
	 * @return array<mixed>
	 */
	private function request( AccessToken $token, string $path, array $query ): array {
		$url = rtrim( $token->instance_url, '/' ) . $path;
		if ( array() !== $query ) {
			$url .= '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 );
		}
		OutsideUrl::check( $url );
		$this->calls?->before( $this->tenant_id );
		$host   = (string) wp_parse_url( $url, PHP_URL_HOST );
		$answer = wp_remote_get(
			$url,
			array(
				'timeout'             => self::TIME_OUT_SECONDS,
				'redirection'         => 0,
				'limit_response_size' => self::MAX_ANSWER_BYTES,
				'headers'             => array(
					'Authorization' => 'Bearer ' . $token->token,
					'Accept'        => 'application/json',
				),
			)
		);
		if ( is_wp_error( $answer ) ) {
			throw Failures::unreachable( $host, $answer->get_error_message() );
		}
		$this->calls?->after( $this->tenant_id, wp_remote_retrieve_header( $answer, 'sforce-limit-info' ) );
		return self::decode( $host, (int) wp_remote_retrieve_response_code( $answer ), wp_remote_retrieve_body( $answer ) );
	}

	/** @return array<mixed> */
	private static function decode( string $host, int $status, string $text ): array {
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
