<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/**
 * Re-derives the whole index in short steps and compares it with what is there. Only where something differs is it
 * written: derived once more into the shadow, compared, swapped, purged.
 *
 * The index is one for the site, so a second tenant's run joins the rebuild that is going on instead of starting its own.
 */
final class Rebuild {
	private const CHUNK       = 500;
	private const PURGE_LIMIT = 1000;

	/** A rebuild nobody drove for this long is started again by whoever comes. */
	private const ABANDONED_MS = 3600000;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Tables $tables,
		private readonly Derivation $derivation,
		private readonly RebuildState $state,
		private readonly ListingPurge $purge
	) {}

	/** Works until the rebuild is finished or the deadline is near; at most one chunk longer. */
	public function step( int $tenant_id, int $run_id, int $deadline_ms ): RebuildProgress {
		$state = $this->join( $run_id );
		while ( ! $this->is_over( $state ) ) {
			$state = match ( $state['phase'] ) {
				RebuildProgress::VERIFYING => $this->verify(),
				RebuildProgress::DERIVING  => $this->derive(),
				RebuildProgress::COMPARING => $this->compare(),
				RebuildProgress::SWAPPING  => $this->swap(),
				default                    => $this->announce( $tenant_id, $run_id ),
			};
			if ( $this->clock->now_ms() >= $deadline_ms ) {
				break;
			}
		}
		return new RebuildProgress( (string) $state['phase'], (int) $state['done'], null === $state['total'] ? null : (int) $state['total'], (int) $state['differed'] );
	}

	/** @return array<string, mixed> */
	private function join( int $run_id ): array {
		return $this->advance(
			function ( array $state ) use ( $run_id ): array {
				$joined = in_array( $run_id, $state['run_ids'], true );
				if ( $joined || ( ! $this->is_over( $state ) && $this->clock->now_ms() - (int) $state['started_ms'] < self::ABANDONED_MS ) ) {
					return array( 'run_ids' => $joined ? $state['run_ids'] : array( ...$state['run_ids'], $run_id ) ) + $state;
				}
				return array(
					'mark'       => '',
					'phase'      => RebuildProgress::VERIFYING,
					'run_ids'    => array( $run_id ),
					'after_id'   => 0,
					'done'       => 0,
					'total'      => $this->count_performances(),
					'differed'   => 0,
					'purge'      => array(),
					'started_ms' => $this->clock->now_ms(),
				) + $state;
			}
		);
	}

	/**
	 * Under the state's lock no batch writes; what it writes later to the part that was compared, it writes right.
	 *
	 * @return array<string, mixed>
	 */
	private function verify(): array {
		return $this->advance(
			function ( array $state ): array {
				if ( RebuildProgress::VERIFYING !== $state['phase'] ) {
					return $state; // Another run's step was quicker.
				}
				$ids     = $this->next_performances( (int) $state['after_id'] );
				$is_last = count( $ids ) < self::CHUNK;
				if ( $this->tables->differ( (int) $state['after_id'], $is_last ? PHP_INT_MAX : max( $ids ), $this->derivation->of_performances( $ids ) ) ) {
					return $this->from_the_start( $state );
				}
				return array(
					'phase'    => $is_last ? RebuildProgress::PURGING : RebuildProgress::VERIFYING,
					'after_id' => array() === $ids ? $state['after_id'] : max( $ids ),
					'done'     => (int) $state['done'] + count( $ids ),
				) + $state;
			}
		);
	}

	/**
	 * @param array<string, mixed> $state
	 * @return array<string, mixed>
	 */
	private function from_the_start( array $state ): array {
		$mark = bin2hex( random_bytes( 8 ) );
		$this->tables->empty_shadow();
		$this->tables->mark_shadow( $mark );
		return array(
			'mark'     => $mark,
			'phase'    => RebuildProgress::DERIVING,
			'after_id' => 0,
			'done'     => 0,
			'total'    => $this->count_performances(),
		) + $state;
	}

	/** @return array<string, mixed> */
	private function derive(): array {
		return $this->advance(
			function ( array $state ): array {
				if ( RebuildProgress::DERIVING !== $state['phase'] ) {
					return $state; // Another run's step was quicker.
				}
				$ids = $this->next_performances( (int) $state['after_id'] );
				// Posts that a batch changed meanwhile have their row already: equal rows stay untouched.
				$this->tables->replace( $ids, $this->derivation->of_performances( $ids ), true );
				return array(
					'phase'    => count( $ids ) < self::CHUNK ? RebuildProgress::COMPARING : RebuildProgress::DERIVING,
					'after_id' => array() === $ids ? $state['after_id'] : max( $ids ),
					'done'     => (int) $state['done'] + count( $ids ),
				) + $state;
			}
		);
	}

	/** @return array<string, mixed> */
	private function compare(): array {
		return $this->advance(
			function ( array $state ): array {
				if ( RebuildProgress::COMPARING !== $state['phase'] ) {
					return $state;
				}
				$differences = $this->tables->differences( self::PURGE_LIMIT );
				return array(
					'phase'    => RebuildProgress::SWAPPING,
					'differed' => $differences['count'],
					'purge'    => $differences['posts'],
				) + $state;
			}
		);
	}

	/**
	 * An index that equals its re-derivation needs no swap. RENAME TABLE commits by itself, so it stands outside.
	 *
	 * @return array<string, mixed>
	 */
	private function swap(): array {
		$state = $this->state->read();
		if ( RebuildProgress::SWAPPING === $state['phase'] && $state['differed'] > 0 ) {
			$this->tables->swap( (string) $state['mark'] );
		}
		return $this->advance( static fn( array $state ): array => RebuildProgress::SWAPPING !== $state['phase'] ? $state : array( 'phase' => RebuildProgress::PURGING ) + $state );
	}

	/** @return array<string, mixed> */
	private function announce( int $tenant_id, int $run_id ): array {
		$this->purge->after_rebuild( $tenant_id, $run_id, array_map( 'intval', array_values( $this->state->read()['purge'] ) ) );
		return $this->advance(
			static fn( array $state ): array => RebuildProgress::PURGING !== $state['phase'] ? $state : array(
				'phase' => RebuildProgress::FINISHED,
				'purge' => array(),
			) + $state
		);
	}

	/**
	 * One step under the state's lock: batches wait for it, and it for them.
	 *
	 * @param callable( array<string, mixed> ): array<string, mixed> $work
	 * @return array<string, mixed>
	 */
	private function advance( callable $work ): array {
		return $this->db->transaction(
			function () use ( $work ): array {
				$before = $this->state->locked( $this->clock->now_ms() );
				$after  = $work( $before );
				ksort( $before );
				ksort( $after );
				if ( $after !== $before ) {
					$this->state->store( $after, $this->clock->now_ms() );
				}
				return $after;
			}
		);
	}

	/** @param array<string, mixed> $state */
	private function is_over( array $state ): bool {
		return RebuildProgress::FINISHED === $state['phase'];
	}

	/** @return list<int> */
	private function next_performances( int $after_id ): array {
		$ids = $this->db->column(
			"SELECT ID FROM {$this->db->wpdb()->posts} WHERE post_type = %s AND post_status = 'publish' AND ID > %d ORDER BY ID LIMIT %d",
			array( PostTypes::performance(), $after_id, self::CHUNK )
		);
		return array_map( 'intval', $ids );
	}

	private function count_performances(): int {
		return (int) $this->db->value(
			"SELECT COUNT(*) FROM {$this->db->wpdb()->posts} WHERE post_type = %s AND post_status = 'publish'",
			array( PostTypes::performance() )
		);
	}
}
