<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Audit\AuditLog;
use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** A person approves or refuses what a brake holds; the decision is stored first, then carried out, whoever does it. */
final class Decide {
	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Brakes $brakes,
		private readonly AuditLog $audit,
		private readonly WithdrawApproved $approved,
		private readonly KeepRefused $refused
	) {}

	/** Refused listings may still be approved: a person may change their mind, the proof stands. @throws Failure */
	public function approve( int $brake_id, ?int $user_id, int $deadline_ms ): ?BrakeRow {
		$brake = $this->decide( $brake_id, BrakeRow::APPROVED, array( BrakeRow::OPEN, BrakeRow::REFUSED ), $user_id );
		if ( null !== $brake ) {
			$this->approved->carry_out( $brake->id, $deadline_ms );
		}
		return null === $brake ? null : $this->brakes->find( $brake->id );
	}

	/** @throws Failure */
	public function refuse( int $brake_id, ?int $user_id ): ?BrakeRow {
		$brake = $this->decide( $brake_id, BrakeRow::REFUSED, array( BrakeRow::OPEN ), $user_id );
		return null === $brake ? null : $this->brakes->find( $brake->id );
	}

	/** @param list<string> $from */
	private function decide( int $brake_id, string $state, array $from, ?int $user_id ): ?BrakeRow {
		return $this->db->transaction(
			function () use ( $brake_id, $state, $from, $user_id ): ?BrakeRow {
				$brake = $this->brakes->find( $brake_id, true );
				if ( null === $brake ) {
					return null;
				}
				if ( ! in_array( $brake->state, $from, true ) ) {
					throw BrakeFailures::not_open( $brake );
				}
				$this->brakes->move( $brake, $state, $user_id, $this->clock->now_ms() );
				$held = $this->brakes->count( $brake->id );
				if ( BrakeRow::REFUSED === $state ) {
					$this->refused->note( $brake );
				}
				$this->audit->add(
					$brake->tenant_id,
					BrakeRow::REFUSED === $state ? 'brake_refused' : 'brake_approved',
					array(
						'brake'      => $brake->id,
						'mapping_id' => $brake->mapping_id,
						'listings'   => $held,
					),
					$user_id
				);
				return $brake;
			}
		);
	}
}
