<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

/** Serves a request into the output buffer; PHPUnit has printed long ago, so no header can be sent. */
final class SilentServer extends \WP_REST_Server {
	/**
	 * @param string $key
	 * @param string $value
	 */
	public function send_header( $key, $value ) {}

	/** @param string $key */
	public function remove_header( $key ) {}

	/** @param int $code */
	protected function set_status( $code ) {}
}
