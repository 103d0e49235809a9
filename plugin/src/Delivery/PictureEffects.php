<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\DatabaseError;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Ledger\Ledger;
use Callboard\Ownership\SyncContext;
use Callboard\Run\Breaker;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Tenant\RunnableTenants;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** Pictures after the commit: tried until they are there, or until it is certain that they will not come. */
final class PictureEffects {
	private const LONGEST_WAIT_MS  = 3600000;
	private const SHORTEST_WAIT_MS = 60000;
	private const STANDING_MS      = 10 * 60000;
	private const LONGEST_BUDGET_MS = 26 * 3600000;
	private const GIVE_UP_AFTER_MS = 7 * 86400000;
	/** Each try that ended without a word ended PHP. */
	private const MOST_TRIES       = 3;

	/** @var array<int, int> Tenant → when a picture met a refused sign-in. */
	private array $refused_ms = array();

	public function __construct(
		private readonly Clock $clock,
		private readonly Ledger $ledger,
		private readonly RunItems $items,
		private readonly Images $images,
		private readonly TextImages $text_images,
		private readonly Pictures $pictures,
		private readonly Breaker $breaker,
		private readonly Tenants $tenants,
		private readonly RunnableTenants $runnable
	) {}

	/** @return ?int Null when it is done with; else when to try again, milliseconds. */
	public function run( Effect $effect ): ?int {
		$post = get_post( (int) $effect->payload['post_id'] );
		if ( ! $post instanceof \WP_Post ) {
			return null;
		}
		$wait_ms = $this->stands_still( $effect );
		if ( null !== $wait_ms ) {
			return $wait_ms;
		}
		try {
			if ( $effect->attempts > self::MOST_TRIES ) {
				throw PictureFailures::fatal();
			}
			$this->fetch( $effect, $post );
		} catch ( Failure $failure ) {
			if ( FailureKind::AUTH === $failure->kind ) {
				$this->refused_ms[ $effect->tenant_id ] = $this->clock->now_ms();
			}
			$again_ms = $this->again_ms( $effect, $failure );
			if ( null !== $effect->asked() ) {
				return $this->not_renewed( $effect, $post, $failure, $again_ms );
			}
			null === $again_ms ? $this->report( $effect, $post, $failure ) : $this->report_once( $effect, $post, $failure );
			return $again_ms;
		}
		return null;
	}

	/** @throws Failure Also where another plugin stops WordPress taking it in: an update of that plugin may be near. */
	private function fetch( Effect $effect, \WP_Post $post ): void {
		try {
			SyncContext::run( fn() => EffectQueue::IMAGE === $effect->kind ? $this->images->fetch( $effect, $post ) : $this->text_images->fetch( $effect, $post ) );
		} catch ( Failure | DatabaseError $error ) {
			throw $error;
		} catch ( \Throwable $error ) {
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- the site's own log is where a foreign error belongs.
			error_log( "Callboard: a picture of post {$post->ID} could not be taken in: {$error}" );
			throw PictureFailures::unreachable( __( 'WordPress or another plugin stopped while it was taken in; the PHP error log says where.', 'callboard' ), FailureKind::TRANSIENT );
		}
	}

	/**
	 * Until when a picture of the org waits untried, and is not lost: its tenant pauses, this site is a copy, or something
	 * about the connection waits for a person. Each try at a refused sign-in brings the account nearer to its lock; runs
	 * find out when it works again.
	 */
	private function stands_still( Effect $effect ): ?int {
		if ( EffectQueue::IMAGE === $effect->kind && PictureSource::URL === PictureSource::of_value( (string) $effect->payload['url'] )->kind ) {
			return null;
		}
		$now_ms  = $this->clock->now_ms();
		$just_ms = $this->refused_ms[ $effect->tenant_id ] ?? null;
		if ( null !== $just_ms && $now_ms - $just_ms < self::SHORTEST_WAIT_MS ) {
			return $just_ms + self::SHORTEST_WAIT_MS;
		}
		$tenant = $this->tenants->find( $effect->tenant_id );
		$stands = null !== $tenant && ( ! $this->runnable->may_run( $tenant ) || in_array( $this->breaker->of( $tenant->id )->kind, array( FailureKind::AUTH, FailureKind::CONFIG ), true ) );
		return $stands ? $now_ms + self::STANDING_MS : null;
	}

	private function again_ms( Effect $effect, Failure $failure ): ?int {
		$now_ms = $this->clock->now_ms();
		$age_ms = $now_ms - $effect->created_ms;
		if ( ! PictureFailures::may_pass( $failure ) || $age_ms >= self::GIVE_UP_AFTER_MS ) {
			return null;
		}
		// A budget that is spent says when it goes on.
		return max( $now_ms + min( self::LONGEST_WAIT_MS, max( self::SHORTEST_WAIT_MS, $age_ms ) ), min( $now_ms + self::LONGEST_BUDGET_MS, (int) ( $failure->details['resume_ms'] ?? 0 ) ) );
	}

	/** No run asked for it, so no run can tell: what is wrong stands beside the picture. A server that is away is asked again tomorrow. */
	private function not_renewed( Effect $effect, \WP_Post $post, Failure $failure, ?int $again_ms ): ?int {
		$source = PictureSource::of_value( (string) $effect->payload['url'] );
		if ( null !== $again_ms ) {
			return PictureSource::URL === $source->kind ? null : $again_ms;
		}
		$known = $this->pictures->find( $effect->tenant_id, $source )->failure['post_ids'] ?? array();
		$this->pictures->note( $effect->tenant_id, $source->key(), $failure, array_values( array_unique( array( ...array_map( 'intval', (array) $known ), $post->ID ) ) ) );
		return null;
	}

	/** Whoever looks at the sync sees at once that a picture is missing, not a week later. */
	private function report_once( Effect $effect, \WP_Post $post, Failure $failure ): void {
		$external_id = $this->ledger->by_post( $post->ID )->external_id ?? '';
		if ( ! $this->items->has_failure( $effect->tenant_id, $effect->run_id, $external_id ) ) {
			$this->report( $effect, $post, PictureFailures::tried_again( $failure ) );
		}
	}

	private function report( Effect $effect, \WP_Post $post, Failure $failure ): void {
		$entry = $this->ledger->by_post( $post->ID );
		$ref   = (string) ( $effect->payload['url'] ?? TextPicture::of_mark( (string) ( $effect->payload['mark'] ?? '' ) )?->source->ref() ?? '' );
		$item  = new RunItem(
			0,
			$effect->run_id,
			(string) $effect->payload['mapping_id'],
			$entry->external_id ?? '',
			Outcome::UPDATED,
			$post->ID,
			$post->post_title,
			PictureFailures::told( $failure, $ref )->to_array(),
			$this->clock->now_ms()
		);
		$this->items->add_many( $effect->tenant_id, $effect->run_id, array( $item ) );
	}
}
