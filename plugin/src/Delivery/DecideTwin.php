<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Audit\AuditLog;
use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Ledger\Inbox;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mappings;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;

defined( 'ABSPATH' ) || exit;

/** A person settles a record that is held: list it beside its twin (also after it was left out), let it take a listing over, or leave it out. */
final class DecideTwin {
	public const EVENT     = 'twin_decided';
	public const DECISIONS = array( 'separate', 'link', 'exclude' );

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Ledger $ledger,
		private readonly Inbox $inbox,
		private readonly Mappings $mappings,
		private readonly RunItems $items,
		private readonly AuditLog $audit
	) {}

	/**
	 * The next run reads a record that is to be listed, within a minute.
	 *
	 * @param ?int $post_id With "link": the listing to take over.
	 * @throws Failure When the record is not held, or the post cannot be taken.
	 */
	public function decide( int $tenant_id, string $external_id, string $decision, ?int $post_id, ?int $user_id ): LedgerEntry {
		return $this->db->transaction(
			function () use ( $tenant_id, $external_id, $decision, $post_id, $user_id ): LedgerEntry {
				$entry = $this->ledger->by_external_ids( $tenant_id, array( $external_id ), true )[ $external_id ] ?? null;
				$may   = LedgerState::HELD === $entry?->state || ( LedgerState::EXCLUDED === $entry?->state && 'separate' === $decision );
				if ( null === $entry || ! $may ) {
					throw self::refused( 'twin_not_held', __( 'This record is not held any more.', 'callboard' ), __( 'Look at the list again: it was decided meanwhile, or Salesforce settled it.', 'callboard' ) );
				}
				$decided = match ( $decision ) {
					'exclude' => $this->exclude( $entry ),
					'link'    => $this->link( $entry, (int) $post_id ),
					default   => $this->list_it( $entry, $entry->post_id ),
				};
				$this->audit->add( $tenant_id, self::EVENT, array( 'external_id' => $external_id, 'decision' => $decision, 'post_id' => $decided->post_id ), $user_id );
				return $decided;
			}
		);
	}

	private function exclude( LedgerEntry $entry ): LedgerEntry {
		$excluded = $this->put_down( $entry, array( 'state' => LedgerState::EXCLUDED ) );
		$this->inbox->settle( $entry->tenant_id, array( $entry->external_id ) );
		$this->say( $entry, Outcome::IGNORED );
		return $excluded;
	}

	private function list_it( LedgerEntry $entry, ?int $post_id ): LedgerEntry {
		$now    = $this->clock->now_ms();
		$listed = $this->put_down( $entry, array( 'state' => LedgerState::WAITING, 'post_id' => $post_id, 'decided' => LedgerEntry::SEPARATE ) );
		$this->inbox->add( $entry->tenant_id, $entry->mapping_id, array( $entry->external_id ), Inbox::TWIN_GONE, $now );
		$this->say( $entry, Outcome::WAITING );
		return $listed;
	}

	/** The post keeps its address and what WordPress owns; who had it before is left out. */
	private function link( LedgerEntry $entry, int $post_id ): LedgerEntry {
		$mapping = $this->mappings->find( $entry->tenant_id, $entry->mapping_id );
		$holder  = $this->ledger->by_post( $post_id, true ); // Before its post, as a delivery does.
		$post    = $this->db->row( "SELECT post_type FROM {$this->db->wpdb()->posts} WHERE ID = %d" . $this->db->for_update(), array( $post_id ) );
		if ( null === $mapping || null === $post || $mapping->post_type !== $post['post_type'] ) {
			throw self::refused( 'twin_post_unfit', __( 'There is no such post, or it is of another type than this record becomes.', 'callboard' ), __( 'Name a post of the same type.', 'callboard' ) );
		}
		if ( null !== $holder && $holder->external_id !== $entry->external_id ) {
			if ( $holder->tenant_id !== $entry->tenant_id || $holder->twin_key !== $entry->twin_key ) {
				throw self::refused( 'twin_post_taken', __( 'This post belongs to another record that is no twin of this one.', 'callboard' ), __( 'Name the post of its twin, or one that is not from Salesforce.', 'callboard' ) );
			}
			// First, so that no post ever has two records.
			$this->put_down( $holder, array( 'state' => LedgerState::EXCLUDED, 'post_id' => null ) );
			$this->say( $holder, Outcome::IGNORED );
		}
		return $this->list_it( $entry, $post_id );
	}

	/** @param array<string, mixed> $changes */
	private function put_down( LedgerEntry $entry, array $changes ): LedgerEntry {
		$changed = $entry->with(
			$changes + array(
				'source_fingerprint' => '',
				'values_fingerprint' => '',
				'updated_ms'         => $this->clock->now_ms(),
			)
		);
		$this->ledger->save( array( $changed ) );
		return $changed;
	}

	/** The newest word about the record is not any more that a person must decide. */
	private function say( LedgerEntry $entry, string $outcome ): void {
		$last = $this->items->of_record( $entry->tenant_id, $entry->external_id, 1 )[0] ?? null;
		if ( null !== $last ) {
			$this->items->add_many( $entry->tenant_id, $last->run_id, array( new RunItem( 0, $last->run_id, $entry->mapping_id, $entry->external_id, $outcome, $entry->post_id, $last->title, null, $this->clock->now_ms() ) ) );
		}
	}

	private static function refused( string $code, string $message, string $action ): Failure {
		return new Failure( FailureKind::RECORD, $code, $message, array( $action ) );
	}
}
