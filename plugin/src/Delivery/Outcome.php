<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** What became of one record. */
final class Outcome {
	public const CREATED   = 'created';
	public const UPDATED   = 'updated';
	public const UNCHANGED = 'unchanged';
	public const WITHDRAWN = 'withdrawn';
	public const HELD      = 'held';
	public const REJECTED  = 'rejected';
	public const WAITING   = 'waiting';
	public const STALE     = 'stale';
	public const IGNORED   = 'ignored';

	public function __construct(
		public readonly string $external_id,
		public readonly string $outcome,
		public readonly ?int $post_id = null,
		public readonly ?Failure $failure = null,
		public readonly ?string $title = null
	) {}

	/** @return array<string, mixed> */
	public function to_array(): array {
		$outcome = array(
			'external_id' => $this->external_id,
			'outcome'     => $this->outcome,
			'post_id'     => $this->post_id,
		);
		return null === $this->failure ? $outcome : $outcome + array( 'failure' => $this->failure->to_array() );
	}
}
