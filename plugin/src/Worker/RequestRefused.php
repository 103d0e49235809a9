<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/** A request at the worker's door that is not let in. */
final class RequestRefused extends \RuntimeException {
	/** @param array<string, mixed> $data */
	public function __construct(
		public readonly string $code_name,
		public readonly int $status,
		string $message,
		public readonly array $data = array()
	) {
		parent::__construct( $message );
	}

	public function to_error(): \WP_Error {
		return new \WP_Error( $this->code_name, $this->getMessage(), array( 'status' => $this->status ) + $this->data );
	}
}
