<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Health\Chain;

defined( 'ABSPATH' ) || exit;

final class HealthController {

	/** @param \Closure(): Chain $chain Looked at only when asked. */
	public function __construct( private readonly Door $door, private readonly \Closure $chain ) {}

	public function register(): void {
		Routes::add( '/health', array( 'GET' => array( $this, 'read' ) ) );
	}

	public function read(): \WP_REST_Response|\WP_Error {
		return $this->door->run( fn() => $this->door->answers()->one( 'health', ( $this->chain )()->report() ) );
	}
}
