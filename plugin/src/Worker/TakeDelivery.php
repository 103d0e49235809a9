<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Delivery\ApplyDelivery;
use Callboard\Delivery\Delivery;
use Callboard\Delivery\Effects;
use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/** A delivery is applied; what it set off (hooks, caches, images) is done while the worker waits, or later. */
final class TakeDelivery implements LeasedFlow {
	private const EFFECTS_MS = 5 * 1000;

	public function __construct(
		private readonly Clock $clock,
		private readonly ApplyDelivery $apply_delivery,
		private readonly Effects $effects
	) {}

	public function run( Run $run, array $body ): array {
		$outcomes = $this->apply_delivery->run( $run->tenant_id, Delivery::from_array( array( 'run_id' => $run->id ) + $body ) );
		$this->effects->drain_of( $run->tenant_id, $this->clock->now_ms() + self::EFFECTS_MS );
		return $outcomes->to_array();
	}
}
