<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/** A run under lease, with the run token in the clear: it is stored hashed and given out once. */
final class Lease {
	public function __construct( public readonly Run $run, public readonly string $token ) {}
}
