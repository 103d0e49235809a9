<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Ledger\Presence;
use Callboard\Run\Leases;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/** Absence is no deletion: what Salesforce does not show any more stays on the site, and is listed for a person. */
final class NoteVisibility implements LeasedFlow {
	/** Items are let go of after thirty days: whoever has not acted hears of it again before that. */
	private const AGAIN_MS = 7 * 24 * 60 * 60 * 1000;

	public function __construct(
		private readonly Clock $clock,
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly Presence $presence,
		private readonly RunItems $items,
		private readonly Runs $runs,
		private readonly LastWords $last_words
	) {}

	public function run( Run $run, array $body ): array {
		return $this->db->transaction(
			function () use ( $run, $body ): array {
				$this->leases->assert_held( $run->id, (int) $body['fence'] );
				$mapping_id = (string) $body['mapping_id'];
				$unseen     = $this->note_unseen( $run, $mapping_id, array_values( array_map( 'strval', $body['unseen'] ) ) );
				$seen       = $this->last_words->of_seen( $run, $mapping_id, array_values( array_map( 'strval', $body['seen'] ) ) );
				if ( $unseen > 0 ) {
					$this->runs->add_counts( $run->id, array( 'rejected' => $unseen ) );
				}
				return array(
					'unseen' => $unseen,
					'seen'   => $seen,
				);
			}
		);
	}

	/** @param list<string> $ids */
	private function note_unseen( Run $run, string $mapping_id, array $ids ): int {
		$now   = $this->clock->now_ms();
		$shown = $this->presence->shown( $run->tenant_id, $mapping_id, $ids );
		$told  = array_filter( $shown, static fn( array $one ) => null === $one['unseen_ms'] || $now - $one['unseen_ms'] >= self::AGAIN_MS );
		$items = array();
		foreach ( $told as $id => $one ) {
			$items[] = new RunItem( 0, $run->id, $mapping_id, (string) $id, 'rejected', $one['post_id'], null, self::not_visible( (string) $id )->to_array(), $now );
		}
		$this->presence->mark( $run->tenant_id, array_map( 'strval', array_keys( $told ) ), $now );
		$this->items->add_many( $run->tenant_id, $run->id, $items );
		return count( $items );
	}

	private static function not_visible( string $id ): Failure {
		return new Failure(
			FailureKind::RECORD,
			'record_not_visible',
			/* translators: %s: Salesforce id of a record. */
			sprintf( __( 'Salesforce does not show the record %s any more, and does not say that it was deleted. Its listing stays as it is.', 'callboard' ), $id ),
			array(
				__( 'If the integration user lost access to it, give the access back: the next comparison takes it off this list.', 'callboard' ),
				__( 'If the record is really gone, set its listing to draft or move it to the trash.', 'callboard' ),
			)
		);
	}
}
