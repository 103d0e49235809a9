<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;

defined( 'ABSPATH' ) || exit;

/** Takes listings off the site on proof; never deletes one. */
final class Withdrawals {
	private readonly RowUpdates $updates;
	private readonly Trash $trash;

	public function __construct( private readonly Db $db ) {
		$this->updates = new RowUpdates( $db );
		$this->trash   = new Trash( $db );
	}

	public function apply( Batch $batch ): void {
		$leaving = array();
		$offset  = count( $batch->delivery->records );
		foreach ( $batch->delivery->withdrawals as $number => $withdrawal ) {
			if ( $batch->is_settled( $offset + $number ) ) {
				continue; // The brake holds it, or a person kept the listing.
			}
			$entry   = $batch->entry( $withdrawal->external_id );
			$outcome = self::outcome( $entry, $withdrawal, $batch->mapping->id );
			if ( Outcome::WITHDRAWN === $outcome ) {
				$leaving[ $withdrawal->external_id ] = $withdrawal;
			}
			$batch->settle( $offset + $number, new Outcome( $withdrawal->external_id, $outcome, $entry?->post_id ) );
		}
		$posts = $this->posts_of( $batch, $leaving );
		$this->withdraw( $batch, $leaving, $posts );
		$this->name_outcomes( $batch, $offset, $posts );
	}

	/** Only the mapping that holds a record takes it off the site, by its own filter and within its own limit: another mapping of the object sees it change too. */
	public static function outcome( ?LedgerEntry $entry, Withdrawal $withdrawal, string $mapping_id ): string {
		return match ( true ) {
			null === $entry, $entry->mapping_id !== $mapping_id, LedgerState::EXCLUDED === $entry->state => Outcome::IGNORED,
			// Told as a deletion first: what a tombstone became part of is still news.
			$entry->is_withdrawn() && Withdrawal::MERGED === $withdrawal->reason && null === $entry->merged_into => Outcome::WITHDRAWN,
			$entry->is_newer_than( $withdrawal->stamp_ms, $withdrawal->read_ms )          => Outcome::STALE,
			$entry->is_withdrawn()                                                        => Outcome::UNCHANGED,
			default                                                                       => Outcome::WITHDRAWN,
		};
	}

	/**
	 * @param array<string, Withdrawal> $leaving
	 * @return array<int, array<string, string|null>> Post id → row.
	 */
	private function posts_of( Batch $batch, array $leaving ): array {
		$ids = array();
		foreach ( $leaving as $external_id => $withdrawal ) {
			$ids[] = $batch->entry( (string) $external_id )?->post_id;
		}
		$ids = array_filter( $ids );
		if ( array() === $ids ) {
			return array();
		}
		$posts = array();
		foreach ( $this->db->rows( "SELECT ID, post_title, post_name, post_status, post_type, post_parent, post_date, post_date_gmt FROM {$this->db->wpdb()->posts} WHERE ID IN (" . implode( ',', $ids ) . ')' . $this->db->for_update() ) as $row ) {
			$posts[ (int) $row['ID'] ] = $row;
		}
		return $posts;
	}

	/**
	 * @param array<string, Withdrawal>              $leaving
	 * @param array<int, array<string, string|null>> $posts
	 */
	private function withdraw( Batch $batch, array $leaving, array $posts ): void {
		$changed = array();
		$listed  = $batch->record_changes->is_listened_to() ? ( new StoredPosts( $this->db ) )->read( $batch->mapping, array_keys( $posts ) ) : array();
		foreach ( $leaving as $external_id => $withdrawal ) {
			$entry = $batch->entry( (string) $external_id );
			if ( null === $entry ) {
				continue;
			}
			if ( $entry->is_live() && isset( $listed[ (int) $entry->post_id ] ) ) {
				$batch->record_changes->add( $batch->mapping, (string) $external_id, (int) $entry->post_id, $listed[ (int) $entry->post_id ], null );
			}
			$row    = $posts[ (int) $entry->post_id ] ?? null;
			$status = null === $row ? null : $this->status_after( $batch->mapping->withdrawal, (string) $row['post_status'] );
			if ( null !== $row && null !== $status ) {
				$changed[ (int) $row['ID'] ]                = array( 'post_status' => $status );
				$batch->changes->posts[ (int) $row['ID'] ] ??= $row;
				$batch->changes->status[ (int) $row['ID'] ] = $status;
			}
			$batch->remember( $this->entry_after( $batch, $entry, $withdrawal, null === $status ? 'keep' : (string) $row['post_status'] ) );
		}
		if ( array() !== $changed && 'trash' === $batch->mapping->withdrawal ) {
			$changed = $this->with_trash_marks( $batch, $changed, $posts );
		}
		$this->updates->posts( $changed, $batch->now_ms );
		$terms = new TermRows( $this->db );
		$terms->recount_terms_of( array_keys( $changed ) );
		$batch->changes->counted_terms = array_values( array_unique( array( ...$batch->changes->counted_terms, ...$terms->count() ) ) );
	}

	/** A post that a person hid already stays as it is; so does every post when the mapping says "keep". */
	private function status_after( string $policy, string $now ): ?string {
		if ( 'keep' === $policy || ! in_array( $now, array( 'publish', 'future', 'private', 'pending' ), true ) ) {
			return null;
		}
		return 'trash' === $policy ? 'trash' : 'draft';
	}

	private function entry_after( Batch $batch, LedgerEntry $entry, Withdrawal $withdrawal, string $status_before ): LedgerEntry {
		return $entry->with(
			array(
				'state'              => Withdrawal::OUTSIDE_FILTER === $withdrawal->reason ? LedgerState::OUTSIDE : LedgerState::TOMBSTONE,
				'stamp_ms'           => max( $entry->stamp_ms, $withdrawal->stamp_ms ),
				'read_ms'            => max( $entry->is_withdrawn() ? $entry->read_ms : 0, $withdrawal->read_ms ),
				'source_fingerprint' => '',
				'values_fingerprint' => '',
				'withdrawn_status'   => $entry->is_withdrawn() ? $entry->withdrawn_status : $status_before,
				'merged_into'        => $withdrawal->into === $entry->external_id ? null : $withdrawal->into,
				'updated_ms'         => $batch->now_ms,
			)
		);
	}

	/**
	 * As wp_trash_post(): the slug becomes free, and both it and the status can be brought back by core too.
	 *
	 * @param array<int, array<string, string>>      $changed
	 * @param array<int, array<string, string|null>> $posts
	 * @return array<int, array<string, string>>
	 */
	private function with_trash_marks( Batch $batch, array $changed, array $posts ): array {
		$were  = array();
		$names = array();
		foreach ( array_keys( $changed ) as $id ) {
			$name         = (string) $posts[ $id ]['post_name'];
			$were[ $id ]  = array(
				'status' => (string) $posts[ $id ]['post_status'],
				'slug'   => $name,
			);
			$names[ $id ] = new SlugWish( _truncate_post_slug( $name, 191 ) . '__trashed', $id, (int) $posts[ $id ]['post_parent'] );
			if ( str_starts_with( (string) $posts[ $id ]['post_date_gmt'], '0000' ) ) {
				// The date of what waits for review floats; in the trash it does not.
				$changed[ $id ]['post_date_gmt'] = get_gmt_from_date( (string) $posts[ $id ]['post_date'] );
			}
		}
		foreach ( ( new Slugs( $this->db ) )->unique( $batch->mapping->post_type, $names ) as $id => $name ) {
			$changed[ $id ]['post_name'] = $name;
		}
		$this->trash->put( $were, $batch->now_ms );
		return $changed;
	}

	/** @param array<int, array<string, string|null>> $posts */
	private function name_outcomes( Batch $batch, int $offset, array $posts ): void {
		foreach ( $batch->delivery->withdrawals as $number => $withdrawal ) {
			$outcome = $batch->outcome( $offset + $number );
			$title   = $posts[ (int) $outcome->post_id ]['post_title'] ?? null;
			if ( null !== $title ) {
				$batch->settle( $offset + $number, new Outcome( $outcome->external_id, $outcome->outcome, $outcome->post_id, null, $title ) );
			}
		}
	}
}
