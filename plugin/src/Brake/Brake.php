<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Delivery\Batch;
use Callboard\Delivery\Outcome;
use Callboard\Delivery\Withdrawal;
use Callboard\Delivery\Withdrawals;
use Callboard\Run\RunItems;

defined( 'ABSPATH' ) || exit;

/** Promise 5: what a run takes off the site above the limit waits for a person, all of it. */
final class Brake {
	public function __construct(
		private readonly Brakes $brakes,
		private readonly Limits $limits,
		private readonly RunItems $items,
		private readonly RecentWithdrawals $recent
	) {}

	/** Inside the delivery's transaction, before anything is withdrawn. A delivery without withdrawals of live records costs nothing. */
	public function hold( Batch $batch ): void {
		$leaving = $this->undecided( $batch, $this->leaving( $batch ) );
		if ( array() === $leaving ) {
			return;
		}
		$brake = $this->brakes->open( $batch->tenant_id, $batch->mapping->id ) ?? $this->fire( $batch, count( $leaving ) );
		if ( null === $brake ) {
			return;
		}
		$this->brakes->hold( $brake, array_values( $leaving ), $batch->now_ms );
		$failure = BrakeFailures::held( $brake );
		$posts   = array_map( static fn( Withdrawal $one ) => (int) $batch->entry( $one->external_id )?->post_id, $leaving );
		$titles  = $this->brakes->titles( array_values( $posts ) );
		foreach ( $leaving as $position => $withdrawal ) {
			$post_id = $posts[ $position ];
			$batch->settle( $position, new Outcome( $withdrawal->external_id, Outcome::HELD, $post_id, $failure, $titles[ $post_id ] ?? null ) );
		}
	}

	/** @return array<int, Withdrawal> Position in the delivery → withdrawal of a listing that is on the site. */
	private function leaving( Batch $batch ): array {
		$offset  = count( $batch->delivery->records );
		$leaving = array();
		foreach ( $batch->delivery->withdrawals as $number => $withdrawal ) {
			$entry = $batch->entry( $withdrawal->external_id );
			if ( ! $batch->is_settled( $offset + $number ) && null !== $entry && $entry->is_live() && Outcome::WITHDRAWN === Withdrawals::outcome( $entry, $withdrawal, $batch->mapping->id ) ) {
				$leaving[ $offset + $number ] = $withdrawal;
			}
		}
		return $leaving;
	}

	/**
	 * What a person approved goes, what a person kept stays; the rest is to be judged.
	 *
	 * @param array<int, Withdrawal> $leaving
	 * @return array<int, Withdrawal>
	 */
	private function undecided( Batch $batch, array $leaving ): array {
		$held = $this->brakes->held( $batch->tenant_id, array_values( array_map( static fn( Withdrawal $one ) => $one->external_id, $leaving ) ) );
		foreach ( $leaving as $position => $withdrawal ) {
			$before = $held[ $withdrawal->external_id ] ?? null;
			if ( null === $before || BrakeRow::OPEN === $before->state || ! $before->says( $withdrawal ) ) {
				continue;
			}
			unset( $leaving[ $position ] );
			if ( BrakeRow::REFUSED === $before->state ) {
				$batch->settle( $position, new Outcome( $withdrawal->external_id, Outcome::IGNORED, $batch->entry( $withdrawal->external_id )?->post_id, BrakeFailures::kept() ) );
			}
		}
		return $leaving;
	}

	/** Judged by the whole run: what it announced, or what it withdrew before and withdraws now; and with what other runs withdrew within a day. */
	private function fire( Batch $batch, int $leaving ): ?BrakeRow {
		$run_id      = $batch->delivery->run_id;
		$before      = $this->items->count_of_mapping( $run_id, Outcome::WITHDRAWN, $batch->mapping->id );
		$withdrawals = max( $batch->delivery->withdrawals_total ?? 0, $before + $leaving );
		$limit       = $this->limits->of( $batch->tenant_id, $batch->mapping->id );
		$earlier     = $this->recent->of_other_runs( $batch->tenant_id, $batch->mapping->id, $run_id, $batch->now_ms );
		$listed      = $before + $this->brakes->listed( $batch->tenant_id, $batch->mapping->id, $limit->enough( $earlier + $withdrawals ) );
		$cause       = $limit->cause( $withdrawals, $listed );
		if ( null === $cause && $limit->is_exceeded( $earlier + $withdrawals, $earlier + $listed ) ) {
			$cause       = BrakeRow::WITHIN_A_DAY;
			$withdrawals = $earlier + $withdrawals;
			$listed      = $earlier + $listed;
		}
		return null === $cause ? null : $this->brakes->add(
			new BrakeRow( 0, $batch->tenant_id, $batch->mapping->id, BrakeRow::OPEN, $cause, $run_id, $withdrawals, $listed, $batch->now_ms, null, null )
		);
	}
}
