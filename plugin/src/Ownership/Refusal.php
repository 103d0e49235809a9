<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/** One edit that was not made, and why. */
final class Refusal {
	public function __construct(
		public readonly int $post_id,
		public readonly string $target,
		public readonly string $label,
		public readonly string $path,
	) {}

	/** @return array{post_id: int, target: string, label: string, reason: string} */
	public function to_array(): array {
		return array(
			'post_id' => $this->post_id,
			'target'  => $this->target,
			'label'   => $this->label,
			'reason'  => Words::reason( $this->target ),
		);
	}
}
