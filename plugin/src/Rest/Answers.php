<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Contract\Contract;
use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/**
 * Every answer of the admin door passes its contract: a field that is not in the schema (a secret, say)
 * makes the request fail instead of leaving the site.
 */
final class Answers {

	private const STATUS = array(
		'config'     => 422,
		'auth'       => 422,
		'record'     => 422,
		'rate_limit' => 503,
		'transient'  => 503,
		'bug'        => 500,
	);

	public function __construct( private readonly Contract $contract ) {}

	/** @param array<string, mixed> $data */
	public function one( string $shape, array $data, int $status = 200 ): \WP_REST_Response|\WP_Error {
		$wrong = $this->mismatch( $shape, $data );
		return $wrong ?? new \WP_REST_Response( self::with_json_objects( $data ), $status );
	}

	/** @param list<array<string, mixed>> $rows */
	public function many( string $shape, array $rows, ?int $total = null, int $per_page = 0 ): \WP_REST_Response|\WP_Error {
		foreach ( $rows as $row ) {
			$wrong = $this->mismatch( $shape, $row );
			if ( null !== $wrong ) {
				return $wrong;
			}
		}
		$response = new \WP_REST_Response( array_map( array( self::class, 'with_json_objects' ), $rows ) );
		if ( null !== $total ) {
			$response->header( 'X-WP-Total', (string) $total );
			$response->header( 'X-WP-TotalPages', (string) ( $per_page > 0 ? (int) ceil( $total / $per_page ) : 1 ) );
		}
		return $response;
	}

	public function failure( Failure $failure ): \WP_Error {
		return new \WP_Error(
			$failure->code_name,
			$failure->getMessage(),
			array(
				'status'  => 'key_generation_unavailable' === $failure->code_name ? 501 : ( self::STATUS[ $failure->kind ] ?? 500 ),
				'failure' => $failure->to_array(),
			)
		);
	}

	public static function not_found( string $message ): \WP_Error {
		return new \WP_Error( 'callboard_not_found', $message, array( 'status' => 404 ) );
	}

	/** @param array<string, mixed> $data */
	private function mismatch( string $shape, array $data ): ?\WP_Error {
		$checked = $this->contract->parse( $shape, $data );
		if ( ! is_wp_error( $checked ) ) {
			return null;
		}
		return new \WP_Error(
			'callboard_answer_invalid',
			__( 'Callboard refused to send an answer that breaks its own contract.', 'callboard' ),
			array(
				'status' => 500,
				'shape'  => $shape,
				'cause'  => $checked->get_error_message(),
			)
		);
	}

	/**
	 * PHP's empty array must become {} where the schema says object.
	 *
	 * @param array<string, mixed> $data
	 * @return array<string, mixed>
	 */
	private static function with_json_objects( array $data ): array {
		foreach ( $data as $key => $value ) {
			if ( is_array( $value ) ) {
				$is_object    = array() === $value && in_array( $key, array( 'counts', 'details', 'options', 'owners', 'values' ), true );
				$data[ $key ] = $is_object ? new \stdClass() : self::with_json_objects( $value );
			}
		}
		return $data;
	}
}
