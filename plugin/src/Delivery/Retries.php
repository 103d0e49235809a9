<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;
use Callboard\Retry\Attempt;
use Callboard\Retry\RetryEntries;
use Callboard\Retry\RetryEntry;

defined( 'ABSPATH' ) || exit;

/** What a delivery leaves to be tried again. */
final class Retries {
	public function __construct( private readonly RetryEntries $entries ) {}

	/**
	 * @param list<Outcome> $outcomes
	 * @return list<string> External ids of those that were refused before, and are not tried again any more.
	 */
	public function settle( int $tenant_id, Delivery $delivery, array $outcomes, int $now_ms ): array {
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
		return array_map( static fn( RetryEntry $entry ) => $entry->subject, $this->entries->settle( $tenant_id, $settled, $refused, $now_ms ) );
	}
}
