<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Brake\CameBack;
use Callboard\Brake\OfferedWithdrawals;
use Callboard\Database\Db;
use Callboard\Delivery\DriftCheck;
use Callboard\Delivery\Outcome;
use Callboard\Delivery\Withdrawal;
use Callboard\Ledger\Offer;
use Callboard\Ledger\OfferAnswer;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Run\LeaseLost;
use Callboard\Run\Leases;
use Callboard\Run\Run;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/** The worker offers what it read; the answer says what of it this site needs. What is unchanged is counted here. */
final class AnswerOffer implements LeasedFlow {
	public function __construct(
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly Runs $runs,
		private readonly Mappings $mappings,
		private readonly Offer $offer,
		private readonly OfferedWithdrawals $withdrawals,
		private readonly CameBack $came_back,
		private readonly DriftCheck $drift,
		private readonly LastWords $last_words
	) {}

	public function run( Run $run, array $body ): array {
		$records     = $this->records( $body['records'] );
		$withdrawals = isset( $body['withdrawals'] ) ? $this->withdrawals( $body['withdrawals'] ) : null;
		$answer      = $this->db->transaction(
			function () use ( $run, $body, $records, $withdrawals ): ?array {
				$this->leases->assert_held( $run->id, (int) $body['fence'] );
				$mapping = $this->mappings->find( $run->tenant_id, (string) $body['mapping_id'] );
				if ( null === $mapping || $mapping->version !== (int) $body['mapping_version'] ) {
					// A mapping that changed or left the sync while the run went on takes the lease with it: who claims next knows better.
					$this->leases->hand_back( $run->id, (int) $body['fence'] );
					return null;
				}
				$writes  = ! $run->is_rehearsal();
				$answer  = $this->offer->answer( $run->tenant_id, $mapping, $records, (int) $body['read_ms'], $writes, true === ( $body['listed_only'] ?? null ), $run->began_ms() );
				if ( $writes ) {
					$this->say( $run, $mapping, $answer );
				}
				$answer = $this->with_drifted( $run, $mapping, $records, $answer );
				$counts  = array_filter(
					array(
						'unchanged' => $answer->unchanged,
						'stale'     => $answer->stale,
					)
				);
				if ( array() !== $counts ) {
					$this->runs->add_counts( $run->id, $counts );
				}
				if ( $writes ) {
					$this->came_back->seen( $run->tenant_id, $run->id, $mapping->id, array_column( $records, 0 ), (int) $body['read_ms'] );
				}
				return $answer->to_array() + ( null === $withdrawals ? array() : array( 'withdrawals' => $this->leaving( $run, $mapping->id, $withdrawals, $writes ) ) );
			}
		);
		return $answer ?? throw new LeaseLost();
	}

	private function say( Run $run, Mapping $mapping, OfferAnswer $answer ): void {
		if ( array() !== $answer->seen_again ) {
			$this->last_words->of_seen( $run, $mapping->id, $answer->seen_again );
		}
		$this->last_words->of_retries( $run, $answer->recovered, Outcome::UNCHANGED );
		$this->last_words->of_retries( $run, $answer->not_ours, Outcome::IGNORED );
	}

	/**
	 * @param list<Withdrawal> $withdrawals
	 * @return array{listed: list<string>, others: list<string>}
	 */
	private function leaving( Run $run, string $mapping_id, array $withdrawals, bool $writes ): array {
		$answer = $this->withdrawals->answer( $run->tenant_id, $mapping_id, $withdrawals, $writes, $run->began_ms() );
		$this->last_words->of_retries( $run, $answer['left'], Outcome::IGNORED );
		unset( $answer['left'] );
		return $answer;
	}

	/**
	 * A backfill repairs what was changed behind WordPress's back, too; its rehearsal shows it and marks nothing.
	 *
	 * @param list<array{0: string, 1: int, 2: string}> $records
	 */
	private function with_drifted( Run $run, Mapping $mapping, array $records, OfferAnswer $answer ): OfferAnswer {
		if ( Run::BACKFILL !== $run->kind ) {
			return $answer;
		}
		$as_before = array_diff_key( array_column( $records, 2, 0 ), array_flip( $answer->wanted ) );
		$drifted   = $run->is_rehearsal()
			? $this->drift->seen_among( $run->tenant_id, $mapping, $as_before )
			: $this->drift->among( $run->tenant_id, $mapping, $as_before );
		return new OfferAnswer( array( ...$answer->wanted, ...$drifted ), $answer->unchanged - count( $drifted ), $answer->stale );
	}

	/**
	 * @param array<int, array<int, mixed>> $withdrawals
	 * @return list<Withdrawal>
	 */
	private function withdrawals( array $withdrawals ): array {
		$checked = array();
		foreach ( $withdrawals as list( $external_id, $stamp_ms, $read_ms, $reason ) ) {
			if ( 1 !== preg_match( '/^[A-Za-z0-9]{18}$/D', (string) $external_id ) || ! is_int( $stamp_ms ) || ! is_int( $read_ms ) || 1 !== preg_match( '/^[a-z_]{1,32}$/D', (string) $reason ) ) {
				throw new RequestRefused( 'callboard_body_invalid', 400, __( 'An offered withdrawal is not an id, two times and a reason.', 'callboard' ) );
			}
			$checked[] = new Withdrawal( (string) $external_id, $stamp_ms, $read_ms, (string) $reason );
		}
		return $checked;
	}

	/**
	 * The schema says three strings or integers; which is which only code can say.
	 *
	 * @param array<int, array<int, mixed>> $records
	 * @return list<array{0: string, 1: int, 2: string}>
	 */
	private function records( array $records ): array {
		$checked = array();
		foreach ( $records as list( $external_id, $stamp_ms, $fingerprint ) ) {
			if ( 1 !== preg_match( '/^[A-Za-z0-9]{18}$/D', (string) $external_id ) || 1 !== preg_match( '/^[0-9a-f]{64}$/D', (string) $fingerprint ) || ! is_int( $stamp_ms ) || $stamp_ms < 0 ) {
				throw new RequestRefused( 'callboard_body_invalid', 400, __( 'An offered record is not an id, a stamp and a fingerprint.', 'callboard' ) );
			}
			$checked[] = array( (string) $external_id, $stamp_ms, (string) $fingerprint );
		}
		return $checked;
	}
}
