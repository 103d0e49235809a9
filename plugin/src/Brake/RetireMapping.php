<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Audit\AuditLog;
use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Delivery\Withdrawal;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Retry\RetryEntries;
use Callboard\Run\Run;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/**
 * A person takes a mapping out of the sync, and says what is to become of its listings: kept as they are, free for
 * everybody to edit, or hidden as drafts. The ledger remembers either way, so that a mapping that comes back, or another
 * that reads the same records, finds their listings instead of making them twice.
 */
final class RetireMapping {
	public const EVENT   = 'mapping_retired';
	public const KEEP    = 'keep';
	public const DRAFT   = 'draft';
	public const CHOICES = array( self::KEEP, self::DRAFT );

	private const PAGE = 2000;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Mappings $mappings,
		private readonly Ledger $ledger,
		private readonly Brakes $brakes,
		private readonly RetryEntries $retries,
		private readonly Runs $runs,
		private readonly AuditLog $audit,
		private readonly WithdrawApproved $withdraw
	) {}

	/** What hangs on a mapping, in the sync or not. */
	public function of( int $tenant_id, string $mapping_id ): ?Retirement {
		$mapping = $this->mappings->last( $tenant_id, $mapping_id );
		return null === $mapping ? null : $this->view( $tenant_id, $mapping );
	}

	/** @return list<Retirement> Mappings that left the sync and still have listings. */
	public function with_listings( int $tenant_id ): array {
		$views = array_map( fn( Mapping $mapping ) => $this->view( $tenant_id, $mapping ), $this->mappings->retired( $tenant_id ) );
		return array_values( array_filter( $views, static fn( Retirement $one ) => $one->listed > 0 ) );
	}

	/** @param string $listings KEEP or DRAFT; also of a mapping that left the sync before, to say so later. */
	public function run( int $tenant_id, string $mapping_id, string $listings, ?int $user_id, int $deadline_ms ): ?Retirement {
		$brake = $this->db->transaction( fn() => $this->retire( $tenant_id, $mapping_id, $listings, $user_id ) );
		if ( null !== $brake ) {
			$this->withdraw->carry_out( $brake->id, $deadline_ms );
		}
		return $this->of( $tenant_id, $mapping_id );
	}

	/** The choice is stored whole, then carried out, whoever does it: what a killed request leaves, the next minute finishes. */
	private function retire( int $tenant_id, string $mapping_id, string $listings, ?int $user_id ): ?BrakeRow {
		$mapping = $this->mappings->last( $tenant_id, $mapping_id );
		if ( null === $mapping ) {
			return null;
		}
		$now    = $this->clock->now_ms();
		$before = $this->view( $tenant_id, $mapping );
		// A run that reads by it would list again what is hidden here. Its worker hears of it at once, the next run begins without it.
		foreach ( $before->is_current ? $this->runs->held( $tenant_id ) : array() as $run ) {
			if ( Run::REBUILD !== $run->kind ) {
				$this->runs->cancel( $run->id );
			}
		}
		$this->mappings->retire( $tenant_id, $mapping_id );
		$this->retries->forget_mapping( $tenant_id, $mapping_id );
		$this->let_brakes_go( $tenant_id, $mapping_id, $now );
		$brake = $this->brakes->add( new BrakeRow( 0, $tenant_id, $mapping_id, BrakeRow::APPROVED, BrakeRow::RETIRED, 0, self::DRAFT === $listings ? $before->listed : 0, $before->listed, $now, $user_id, $now ) );
		// Without a listing there is nothing to keep: what was held or waited stands in nobody's list any more.
		$states = self::DRAFT === $listings ? array( LedgerState::LIVE, LedgerState::HELD, LedgerState::WAITING ) : array( LedgerState::HELD, LedgerState::WAITING );
		for ( $after = 0, $page = null; null === $page || count( $page ) === self::PAGE; ) {
			$page  = $this->ledger->of_mapping( $tenant_id, $mapping_id, $states, $after, self::PAGE );
			$after = array() === $page ? $after : $page[ count( $page ) - 1 ]->id;
			$this->brakes->hold( $brake, array_map( static fn( LedgerEntry $entry ) => new Withdrawal( $entry->external_id, $entry->stamp_ms, $entry->read_ms, Withdrawal::OUTSIDE_FILTER ), $page ), $now );
		}
		$this->brakes->move( $brake, BrakeRow::APPROVED, $user_id, $now );
		$this->audit->add( $tenant_id, self::EVENT, array( 'mapping_id' => $mapping_id, 'version' => $mapping->version, 'listings' => $listings, 'listed' => $before->listed, 'brake' => $brake->id ), $user_id );
		return $brake;
	}

	/** What waited for a person's word about this mapping has it now. */
	private function let_brakes_go( int $tenant_id, string $mapping_id, int $now ): void {
		foreach ( $this->brakes->of_mapping( $tenant_id, $mapping_id ) as $brake ) {
			for ( $held = null; null === $held || count( $held ) === self::PAGE; ) {
				$held = $this->brakes->page( $brake->id, 1, self::PAGE );
				$this->brakes->let_go( $tenant_id, array_map( static fn( HeldWithdrawal $one ) => $one->withdrawal->external_id, $held ) );
			}
			$this->brakes->move( $brake, BrakeRow::SETTLED, null, $now );
		}
	}

	private function view( int $tenant_id, Mapping $mapping ): Retirement {
		$counts = $this->ledger->count_of_mapping( $tenant_id, $mapping->id );
		return new Retirement(
			$mapping->id,
			$mapping->name,
			null !== $this->mappings->find( $tenant_id, $mapping->id ),
			$counts[ LedgerState::LIVE ] ?? 0,
			( $counts[ LedgerState::HELD ] ?? 0 ) + ( $counts[ LedgerState::WAITING ] ?? 0 )
		);
	}
}
