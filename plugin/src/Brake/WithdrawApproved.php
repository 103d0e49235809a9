<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Delivery\BatchApply;
use Callboard\Delivery\Delivery;
use Callboard\Delivery\Effects;
use Callboard\Delivery\Withdrawal;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Ownership\SyncContext;
use Callboard\Run\Run;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/**
 * Withdraws what a person approved, a page a transaction, in the name of the run that found it. Versions count as ever:
 * a record that was read anew meanwhile keeps its listing. What a killed request leaves, the next minute finishes.
 */
final class WithdrawApproved {
	private const PAGE = 500;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Brakes $brakes,
		private readonly Mappings $mappings,
		private readonly Runs $runs,
		private readonly BatchApply $batch,
		private readonly Effects $effects
	) {}

	public function carry_out_all( int $deadline_ms ): void {
		foreach ( $this->brakes->approved() as $brake_id ) {
			$this->carry_out( $brake_id, $deadline_ms );
		}
	}

	public function carry_out( int $brake_id, int $deadline_ms ): void {
		do {
			$more = SyncContext::run( fn() => $this->db->transaction( fn() => $this->page( $brake_id ) ) );
		} while ( $more && $this->clock->now_ms() < $deadline_ms );
		$this->effects->drain( $deadline_ms );
	}

	/** @return bool Whether anything is left to do. */
	private function page( int $brake_id ): bool {
		$brake = $this->brakes->find( $brake_id, true );
		if ( null === $brake || BrakeRow::APPROVED !== $brake->state ) {
			return false;
		}
		$held    = $this->brakes->page( $brake->id, 1, self::PAGE );
		$mapping = $this->mappings->last( $brake->tenant_id, $brake->mapping_id ) ?? throw new \LogicException( 'A brake outlived every version of its mapping.' );
		if ( BrakeRow::RETIRED === $brake->cause ) {
			// "Hide them" was asked for, whatever the mapping does with what leaves it by itself.
			$mapping = $mapping->with_withdrawal( 'draft' );
		}
		if ( array() !== $held ) {
			$this->withdraw( $brake, $mapping, array_map( static fn( HeldWithdrawal $one ) => $one->withdrawal, $held ) );
		}
		$this->brakes->let_go( $brake->tenant_id, array_map( static fn( HeldWithdrawal $one ) => $one->withdrawal->external_id, $held ) );
		if ( count( $held ) === self::PAGE ) {
			return true;
		}
		$this->brakes->move( $brake, BrakeRow::SETTLED, null, $this->clock->now_ms() );
		$this->runs->enqueue( $brake->tenant_id, Run::REBUILD, 'after_changes' );
		return false;
	}

	/** @param list<Withdrawal> $withdrawals */
	private function withdraw( BrakeRow $brake, Mapping $mapping, array $withdrawals ): void {
		$delivery = new Delivery( wp_generate_uuid4(), $brake->run_id, 0, $mapping->id, $mapping->version, array(), $withdrawals, array() );
		$this->batch->run( $brake->tenant_id, $mapping, $delivery, $this->clock->now_ms() );
	}
}
