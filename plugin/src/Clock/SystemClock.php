<?php
declare(strict_types=1);

namespace Callboard\Clock;

defined( 'ABSPATH' ) || exit;

final class SystemClock implements Clock {
	public function now_ms(): int {
		return (int) floor( microtime( true ) * 1000 );
	}
}
