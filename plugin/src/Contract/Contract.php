<?php
declare(strict_types=1);

namespace Callboard\Contract;

defined( 'ABSPATH' ) || exit;

/** The shapes that cross PHP ↔ TypeScript: plugin/contract/{name}.schema.json. */
final class Contract {
	/** @var array<string, array<string, mixed>> */
	private array $schemas = array();

	public function __construct( private readonly string $folder ) {}

	/**
	 * Validates the whole body: rest_get_endpoint_args_for_schema() would honour only a per-property `required`.
	 *
	 * @param string $name e.g. "claim.request".
	 * @return array<string, mixed>|\WP_Error
	 */
	public function parse( string $name, mixed $data ): array|\WP_Error {
		if ( ! is_array( $data ) ) {
			return $this->invalid( $name, __( 'The body is not a JSON object.', 'callboard' ) );
		}
		$verdict = rest_validate_value_from_schema( $data, $this->schema( $name ), $name );
		return is_wp_error( $verdict ) ? $this->invalid( $name, $verdict->get_error_message() ) : $data;
	}

	/** @return array<string, mixed> */
	public function schema( string $name ): array {
		if ( ! isset( $this->schemas[ $name ] ) ) {
			$file = "{$this->folder}/{$name}.schema.json";
			if ( 1 !== preg_match( '/^[a-z.-]+$/', $name ) || ! is_file( $file ) ) {
				throw new \LogicException( esc_html( "No contract shape is called {$name}." ) );
			}
			$this->schemas[ $name ] = (array) wp_json_file_decode( $file, array( 'associative' => true ) );
		}
		return $this->schemas[ $name ];
	}

	private function invalid( string $name, string $message ): \WP_Error {
		return new \WP_Error(
			'callboard_body_invalid',
			$message,
			array(
				'status' => 400,
				'shape'  => $name,
			)
		);
	}
}
