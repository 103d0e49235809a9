<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Ledger\Presence;
use Callboard\Retry\RetryEntry;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;

defined( 'ABSPATH' ) || exit;

/**
 * A record that was found well without a write leaves the list of what needs a person by a newer word about it.
 * No comparison of times would do: the ledger's are Salesforce's, to the second, the run's are this site's.
 */
final class LastWords {
	public function __construct(
		private readonly Clock $clock,
		private readonly Presence $presence,
		private readonly RunItems $items
	) {}

	/** @param list<RetryEntry> $entries Refused earlier, and not tried again any more. */
	public function of_retries( Run $run, array $entries, string $outcome ): void {
		if ( array() === $entries ) {
			return;
		}
		$now = $this->clock->now_ms();
		$this->items->add_many(
			$run->tenant_id,
			$run->id,
			array_map( static fn( RetryEntry $entry ) => new RunItem( 0, $run->id, $entry->mapping_id, $entry->subject, $outcome, null, $entry->title, null, $now ), $entries )
		);
	}

	/**
	 * @param list<string> $external_ids Of records that Salesforce shows.
	 * @return int How many of them were told as not visible.
	 */
	public function of_seen( Run $run, string $mapping_id, array $external_ids ): int {
		$again = array_filter( $this->presence->shown( $run->tenant_id, $mapping_id, $external_ids ), static fn( array $one ) => null !== $one['unseen_ms'] );
		$items = array();
		foreach ( $again as $id => $one ) {
			$items[] = new RunItem( 0, $run->id, $mapping_id, (string) $id, 'unchanged', $one['post_id'], null, null, $this->clock->now_ms() );
		}
		$this->presence->mark( $run->tenant_id, array_map( 'strval', array_keys( $again ) ), null );
		$this->items->add_many( $run->tenant_id, $run->id, $items );
		return count( $items );
	}
}
