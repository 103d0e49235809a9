<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\DatabaseError;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Ownership\SyncContext;
use Callboard\Run\LeaseLost;
use Callboard\Run\Leases;
use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/** A delivery becomes listings: one transaction, repeatable by its id, answered per record. */
final class ApplyDelivery {
	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Leases $leases,
		private readonly Mappings $mappings,
		private readonly Deliveries $deliveries,
		private readonly BatchApply $batch,
		private readonly TermBook $terms,
		private readonly Rehearse $rehearse
	) {}

	/** @throws LeaseLost When the run belongs to another worker: nothing is written. */
	public function run( int $tenant_id, Delivery $delivery ): Outcomes {
		$user = get_current_user_id();
		// Stored rows are those of a visitor's rights, whoever started the run: kses depends on the user.
		wp_set_current_user( 0 );
		try {
			return SyncContext::run( fn() => $this->whole_or_split( $tenant_id, $delivery ) );
		} finally {
			wp_set_current_user( $user );
		}
	}

	private function whole_or_split( int $tenant_id, Delivery $delivery ): Outcomes {
		try {
			return $this->in_transaction(
				$tenant_id,
				$delivery,
				fn( int $now_ms, Run $run ): Outcomes => $this->answer( $tenant_id, $delivery, $this->apply( $run, $delivery, $now_ms ), $now_ms )
			);
		} catch ( \Throwable $cause ) {
			if ( ! $this->is_of_a_record( $cause ) ) {
				throw $cause;
			}
		}
		// Something in it breaks the whole batch: halves find the record, and only that one is refused.
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- where all of it passes in halves, no record tells of it.
		error_log( "Callboard: delivery {$delivery->delivery_id} could not be stored as a whole and is stored in parts: {$cause}" );
		$outcomes = $this->halves( $tenant_id, $delivery );
		return $this->in_transaction( $tenant_id, $delivery, fn( int $now_ms ): Outcomes => $this->answer( $tenant_id, $delivery, $outcomes, $now_ms ) );
	}

	/**
	 * @param callable( int, Run ): Outcomes $work
	 */
	private function in_transaction( int $tenant_id, Delivery $delivery, callable $work ): Outcomes {
		try {
			$outcomes = $this->db->transaction(
				function () use ( $tenant_id, $delivery, $work ): Outcomes {
					$this->terms->rolled_back(); // A second try starts with what is stored.
					$run = $this->leases->assert_held( $delivery->run_id, $delivery->fence );
					return $this->deliveries->answer( $tenant_id, $delivery->delivery_id ) ?? $work( $this->clock->now_ms(), $run );
				}
			);
			$this->terms->committed();
			return $outcomes;
		} catch ( \Throwable $error ) {
			$this->terms->rolled_back();
			throw $error;
		}
	}

	/** @param list<Outcome> $outcomes */
	private function answer( int $tenant_id, Delivery $delivery, array $outcomes, int $now_ms ): Outcomes {
		$answer = Outcomes::of( $delivery->delivery_id, $outcomes );
		$this->deliveries->store( $tenant_id, $delivery, $answer, $now_ms );
		return $answer;
	}

	/** @return list<Outcome> */
	private function apply( Run $run, Delivery $delivery, int $now_ms ): array {
		$tenant_id = $run->tenant_id;
		$mapping   = $this->mappings->find( $tenant_id, $delivery->mapping_id );
		$failure   = $this->unusable( $mapping, $delivery );
		if ( null === $mapping || null !== $failure ) {
			return $this->reject_all( $run, $delivery, $failure ?? RecordFailures::mapping_unknown( $delivery->mapping_id ), $now_ms );
		}
		return $run->is_rehearsal()
			? $this->rehearse->run( $tenant_id, $mapping, $delivery, $now_ms )
			: $this->batch->run( $tenant_id, $mapping, $delivery, $now_ms, $run );
	}

	private function unusable( ?Mapping $mapping, Delivery $delivery ): ?Failure {
		if ( null === $mapping ) {
			return RecordFailures::mapping_unknown( $delivery->mapping_id );
		}
		return post_type_exists( $mapping->post_type ) ? null : RecordFailures::post_type_unknown( $mapping->post_type );
	}

	/** @return list<Outcome> */
	private function reject_all( Run $run, Delivery $delivery, Failure $failure, int $now_ms ): array {
		$outcomes = array_map(
			static fn( Draft|Withdrawal|Rejection $item ) => new Outcome( $item->external_id, Outcome::REJECTED, null, $failure, $item instanceof Draft ? $item->title() : null ),
			$delivery->items()
		);
		$this->record( $run, $delivery, $outcomes, $now_ms );
		return $outcomes;
	}

	/** @param list<Outcome> $outcomes */
	private function record( Run $run, Delivery $delivery, array $outcomes, int $now_ms ): void {
		if ( $run->is_rehearsal() ) {
			$this->rehearse->record( $run->tenant_id, $delivery, $outcomes, $now_ms );
		} else {
			$this->batch->refuse( $run, $delivery, $outcomes, $now_ms );
		}
	}

	/** @return list<Outcome> */
	private function halves( int $tenant_id, Delivery $delivery ): array {
		$items    = $delivery->items();
		$outcomes = array();
		foreach ( array_chunk( $items, max( 1, intdiv( count( $items ) + 1, 2 ) ) ) as $half ) {
			$outcomes = array( ...$outcomes, ...$this->half( $tenant_id, $delivery->with_items( $half ) ) );
		}
		return $outcomes;
	}

	/** @return list<Outcome> */
	private function half( int $tenant_id, Delivery $half ): array {
		$outcomes = array();
		try {
			$this->in_transaction(
				$tenant_id,
				$half,
				function ( int $now_ms, Run $run ) use ( $half, &$outcomes ): Outcomes {
					$outcomes = $this->apply( $run, $half, $now_ms );
					return Outcomes::of( $half->delivery_id, $outcomes );
				}
			);
			return $outcomes;
		} catch ( \Throwable $cause ) {
			if ( ! $this->is_of_a_record( $cause ) ) {
				throw $cause;
			}
			return 1 < count( $half->items() ) ? $this->halves( $tenant_id, $half ) : array( $this->refuse( $tenant_id, $half, $cause ) );
		}
	}

	/** It gets a retry entry: what stopped it may be another plugin, and pass. */
	private function refuse( int $tenant_id, Delivery $single, \Throwable $cause ): Outcome {
		$item = $single->items()[0];
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- the failure tells the operator to look here.
		error_log( "Callboard: record {$item->external_id} could not be stored: {$cause}" );
		$outcome = new Outcome( $item->external_id, Outcome::REJECTED, null, RecordFailures::not_stored( $cause ), $item instanceof Draft ? $item->title() : null );
		$this->db->transaction(
			function () use ( $single, $outcome ): void {
				$run = $this->leases->assert_held( $single->run_id, $single->fence );
				$this->record( $run, $single, array( $outcome ), $this->clock->now_ms() );
			}
		);
		return $outcome;
	}

	/** A lost lease, a busy or absent database concern the delivery as a whole: the worker tries again. */
	private function is_of_a_record( \Throwable $cause ): bool {
		if ( $cause instanceof LeaseLost || ( $cause instanceof Failure && FailureKind::TRANSIENT === $cause->kind ) ) {
			return false;
		}
		// Whatever another plugin's callback throws is the record's; but where the database is away, nothing can be said of one.
		// One that ended the connection at each try is a record's too: the server takes no statement above its max_allowed_packet.
		return ! ( $cause instanceof DatabaseError && ( $cause->is_conflict() || $cause->is_in_doubt() ) ) && $this->database_answers();
	}

	private function database_answers(): bool {
		try {
			return '1' === $this->db->value( 'SELECT 1' );
		} catch ( DatabaseError ) {
			return false;
		}
	}
}
