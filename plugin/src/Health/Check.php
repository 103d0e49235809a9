<?php
declare(strict_types=1);

namespace Callboard\Health;

defined( 'ABSPATH' ) || exit;

interface Check {
	public function look(): HealthLink;
}
