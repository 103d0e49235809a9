<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/** The run belongs to somebody else now, or to nobody: write nothing. */
final class LeaseLost extends \RuntimeException {
	public function __construct() {
		parent::__construct( 'The lease of this run has expired or passed to another worker.' );
	}
}
