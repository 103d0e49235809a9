<?php
declare(strict_types=1);

namespace Callboard\Clock;

defined( 'ABSPATH' ) || exit;

interface Clock {
	public function now_ms(): int;
}
