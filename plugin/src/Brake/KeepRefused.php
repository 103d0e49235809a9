<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Clock\Clock;
use Callboard\Delivery\Outcome;
use Callboard\Ledger\Ledger;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;

defined( 'ABSPATH' ) || exit;

/** Notes for each listing that a person kept it, so that it needs nobody any more. The list stays, and with it the decision. */
final class KeepRefused {
	private const PAGE = 500;

	public function __construct(
		private readonly Clock $clock,
		private readonly Brakes $brakes,
		private readonly Ledger $ledger,
		private readonly RunItems $items
	) {}

	public function note( BrakeRow $brake ): void {
		for ( $page = 1; ; $page++ ) {
			$held = $this->brakes->page( $brake->id, $page, self::PAGE );
			$this->items->add_many( $brake->tenant_id, $brake->run_id, $this->noted( $brake, $held ) );
			if ( count( $held ) < self::PAGE ) {
				return;
			}
		}
	}

	/**
	 * @param list<HeldWithdrawal> $held
	 * @return list<RunItem>
	 */
	private function noted( BrakeRow $brake, array $held ): array {
		$ids     = array_map( static fn( HeldWithdrawal $one ) => $one->withdrawal->external_id, $held );
		$entries = $this->ledger->by_external_ids( $brake->tenant_id, $ids );
		$posts   = array_map( static fn( string $id ) => (int) ( $entries[ $id ] ?? null )?->post_id, $ids );
		$titles  = $this->brakes->titles( array_values( array_filter( $posts ) ) );
		$failure = BrakeFailures::kept()->to_array();
		$now     = $this->clock->now_ms();
		return array_map(
			static fn( string $id, int $post_id ) => new RunItem( 0, $brake->run_id, $brake->mapping_id, $id, Outcome::IGNORED, 0 === $post_id ? null : $post_id, $titles[ $post_id ] ?? null, $failure, $now ),
			$ids,
			$posts
		);
	}
}
