<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;
use Callboard\Retry\Attempt;
use Callboard\Retry\RetryEntries;

defined( 'ABSPATH' ) || exit;

/** What a delivery leaves to be tried again. */
final class Retries {
	public function __construct( private readonly RetryEntries $entries ) {}

	/** @param list<Outcome> $outcomes */
	public function settle( int $tenant_id, Delivery $delivery, array $outcomes, int $now_ms ): void {
		$stamps = array();
		foreach ( $delivery->items() as $item ) {
			$stamps[ $item->external_id ] = max( $item->stamp_ms, $stamps[ $item->external_id ] ?? 0 );
		}
		$settled = array();
		$refused = array();
		foreach ( $outcomes as $outcome ) {
			$stamp_ms = $stamps[ $outcome->external_id ] ?? 0;
			if ( Outcome::REJECTED === $outcome->outcome && $outcome->failure instanceof Failure ) {
				$refused[] = new Attempt( $outcome->external_id, $delivery->mapping_id, $delivery->mapping_version, $stamp_ms, $outcome->title, $outcome->failure );
			} elseif ( Outcome::STALE !== $outcome->outcome ) {
				$settled[ $outcome->external_id ] = $stamp_ms;
			}
		}
		$this->entries->settle( $tenant_id, $settled, $refused, $now_ms );
	}
}
