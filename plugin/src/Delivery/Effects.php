<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Listing\PageCaches;

defined( 'ABSPATH' ) || exit;

/** What follows a commit: caches, other people's hooks, purges, pictures. At least once, in the order of the commits. */
final class Effects {
	/** How often listeners are told of one listing or record that ends PHP each time. */
	private const TELL_TRIES = 3;

	private const SHORTEST_WAIT_MS = 60000;
	private const LONGEST_WAIT_MS  = 3600000;
	private const GIVE_UP_AFTER_MS = 86400000;

	private bool $draining = false;

	public function __construct(
		private readonly Clock $clock,
		private readonly EffectQueue $queue,
		private readonly PostCaches $caches,
		private readonly PostHooks $hooks,
		private readonly TermHooks $terms,
		private readonly TermCounts $counts,
		private readonly PageCaches $page_caches,
		private readonly PictureEffects $pictures,
		private readonly RecordHook $records,
		private readonly Listeners $listeners
	) {}

	/** What waits, the tenants in turn. @return int How many were done before the deadline. */
	public function drain( int $deadline_ms ): int {
		return $this->drain_by( fn( int $now_ms ) => $this->queue->claim_in_turn( $now_ms ), $deadline_ms );
	}

	/** What one tenant's commits left: its worker waits for nobody else's listeners and pictures. */
	public function drain_of( int $tenant_id, int $deadline_ms ): int {
		return $this->drain_by( fn( int $now_ms ) => $this->queue->claim_of( $tenant_id, $now_ms ), $deadline_ms );
	}

	/** @param \Closure( int ): ?Effect $claim */
	private function drain_by( \Closure $claim, int $deadline_ms ): int {
		if ( $this->draining ) {
			return 0; // A listener of a hook we fire asked for it.
		}
		$this->draining = true;
		$done           = 0;
		try {
			while ( $this->clock->now_ms() < $deadline_ms ) {
				$effect = $claim( $this->clock->now_ms() );
				if ( null === $effect ) {
					break;
				}
				$done += $this->run( $effect ) ? 1 : 0;
			}
		} finally {
			$this->draining = false;
		}
		return $done;
	}

	private function run( Effect $effect ): bool {
		try {
			if ( in_array( $effect->kind, array( EffectQueue::IMAGE, EffectQueue::IMAGE_IN_TEXT ), true ) ) {
				return $this->fetch( $effect );
			}
			if ( $effect->attempts > 1 && $this->in_parts( $effect ) ) {
				return true;
			}
			if ( $effect->attempts <= self::TELL_TRIES + 1 ) { // Else the purge alone ends PHP too.
				match ( $effect->kind ) {
					EffectQueue::TERMS => $this->tell_of_terms( $effect ),
					EffectQueue::NEWS  => $this->tell_of_records( $effect ),
					default            => $this->tell( $effect ),
				};
			}
			$this->queue->done( $effect );
			return true;
		} catch ( \Throwable $error ) {
			$this->put_off( $effect, $error );
			return false;
		}
	}

	/** Not of a listener, whose errors stay with it: the database is away, or busy. That spends no try. */
	private function put_off( Effect $effect, \Throwable $error ): void {
		$now_ms = $this->clock->now_ms();
		$age_ms = $now_ms - $effect->created_ms;
		if ( $age_ms < self::GIVE_UP_AFTER_MS ) {
			$this->queue->release( $effect, $now_ms + min( self::LONGEST_WAIT_MS, max( self::SHORTEST_WAIT_MS, $age_ms ) ) );
		} else {
			$this->queue->done( $effect );
		}
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- nobody waits for this work, so no screen tells of it.
		error_log( 'Callboard: work after a sync failed: ' . $error::class . ': ' . $error->getMessage() );
	}

	/** Who died with it may have died of one listing, or of time: smaller parts find the one, and get the others done. */
	private function in_parts( Effect $effect ): bool {
		$parts = $effect->parts();
		if ( 1 < count( $parts ) ) {
			$this->queue->replace( $effect, $parts );
		}
		return 1 < count( $parts );
	}

	private function is_given_up( Effect $effect, string $what ): bool {
		if ( $effect->attempts <= self::TELL_TRIES ) {
			return false;
		}
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- the site's own log is where a foreign listener's end belongs.
		error_log( "Callboard: a listener ended PHP each time it was told of {$what}, and is not told again." );
		return true;
	}

	private function fetch( Effect $effect ): bool {
		$again_ms = $this->pictures->run( $effect );
		null === $again_ms ? $this->queue->done( $effect ) : $this->queue->release( $effect, $again_ms );
		return null === $again_ms;
	}

	private function tell_of_terms( Effect $effect ): void {
		if ( ! $this->is_given_up( $effect, 'term ' . implode( ', ', array_column( (array) $effect->payload['terms'], 'term_id' ) ) ) ) {
			$this->terms->fire( $effect );
		}
	}

	private function tell_of_records( Effect $effect ): void {
		if ( ! $this->is_given_up( $effect, implode( ', ', array_column( (array) $effect->payload['records'], 'id' ) ) ) ) {
			$this->records->fire( $effect );
		}
	}

	/** Visitors come first: their pages are purged before anything foreign runs, and again for what listeners made of it. */
	private function tell( Effect $effect ): void {
		$posts = PostEffect::from_array( $effect->payload );
		$ids   = $posts->post_ids();
		$this->caches->clean( $posts );
		$this->purge( $posts );
		if ( $this->is_given_up( $effect, 'post ' . implode( ', ', $ids ) ) ) {
			return;
		}
		$counted = $this->counts->update( $posts->counted );
		if ( $this->hooks->fire( $posts ) || $counted ) {
			$this->purge( $posts );
		}
		$this->page_caches->reindex( $ids );
		/**
		 * Fires after listings changed and were committed.
		 *
		 * @param int[]                $post_ids
		 * @param array<string, mixed> $context  tenant_id, run_id, mapping_id, post_type.
		 */
		$this->listeners->tell(
			'callboard_listings_changed',
			$ids,
			array(
				'tenant_id'  => $effect->tenant_id,
				'run_id'     => $effect->run_id,
				'mapping_id' => $posts->mapping_id,
				'post_type'  => $posts->post_type,
			)
		);
	}

	private function purge( PostEffect $posts ): void {
		$this->page_caches->purge( array_values( array_unique( array( ...$posts->post_ids(), ...$posts->parents_before ) ) ), $posts->renamed() );
	}
}
