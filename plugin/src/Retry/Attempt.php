<?php
declare(strict_types=1);

namespace Callboard\Retry;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** One record that was just tried and refused, in one version, under one version of its mapping. */
final class Attempt {
	public function __construct(
		public readonly string $subject,
		public readonly string $mapping_id,
		public readonly int $mapping_version,
		public readonly int $stamp_ms,
		public readonly ?string $title,
		public readonly Failure $failure
	) {}

	/** An outage, a limit, a lock, a sign-in or a missing post type is not the record's fault. */
	public function counts(): bool {
		return in_array( $this->failure->kind, array( FailureKind::RECORD, FailureKind::BUG ), true );
	}
}
