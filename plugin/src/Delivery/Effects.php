<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Listing\PageCaches;

defined( 'ABSPATH' ) || exit;

/** What follows a commit: caches, other people's hooks, purges, pictures. At least once, in the order of the commits. */
final class Effects {
	private const MAX_ATTEMPTS = 5;

	private bool $draining = false;

	public function __construct(
		private readonly Clock $clock,
		private readonly EffectQueue $queue,
		private readonly PostCaches $caches,
		private readonly PostHooks $hooks,
		private readonly PageCaches $page_caches,
		private readonly PictureEffects $pictures,
		private readonly RecordHook $records
	) {}

	/** @return int How many were done before the deadline. */
	public function drain( int $deadline_ms ): int {
		if ( $this->draining ) {
			return 0; // A listener of a hook we fire asked for it.
		}
		$this->draining = true;
		$done           = 0;
		try {
			while ( $this->clock->now_ms() < $deadline_ms ) {
				$effect = $this->queue->claim( $this->clock->now_ms() );
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
			EffectQueue::NEWS === $effect->kind ? $this->records->fire( $effect ) : $this->tell( $effect );
			$this->queue->done( $effect );
			return true;
		} catch ( \Throwable $error ) {
			if ( $effect->attempts >= self::MAX_ATTEMPTS ) {
				// A listener that fails every time must not stop every other one for ever.
				$this->queue->done( $effect );
			} else {
				$this->queue->put_off( $effect, $this->clock->now_ms() + 60000 * 2 ** $effect->attempts );
			}
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- the site's own log is where a foreign listener's error belongs.
			error_log( 'Callboard: work after a sync failed: ' . $error::class . ': ' . $error->getMessage() );
			return false;
		}
	}

	private function fetch( Effect $effect ): bool {
		$again_ms = $this->pictures->run( $effect );
		null === $again_ms ? $this->queue->done( $effect ) : $this->queue->release( $effect, $again_ms );
		return null === $again_ms;
	}

	private function tell( Effect $effect ): void {
		$posts = PostEffect::from_array( $effect->payload );
		$this->caches->clean( $posts );
		$this->hooks->fire( $posts );
		$this->page_caches->purge( $posts->post_ids() );
		/**
		 * Fires after listings changed and were committed.
		 *
		 * @param int[]                $post_ids
		 * @param array<string, mixed> $context  tenant_id, run_id, mapping_id, post_type.
		 */
		do_action(
			'callboard_listings_changed',
			$posts->post_ids(),
			array(
				'tenant_id'  => $effect->tenant_id,
				'run_id'     => $effect->run_id,
				'mapping_id' => $posts->mapping_id,
				'post_type'  => $posts->post_type,
			)
		);
	}
}
