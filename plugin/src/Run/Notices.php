<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Failure\FailureKind;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;

defined( 'ABSPATH' ) || exit;

/** What runs said of whole mappings and still holds, derived from the runs themselves: nothing can disagree with them. */
final class Notices {
	public const UNREADABLE        = 'field_unreadable';
	public const UNLABELLED        = 'label_unknown';
	public const DELETIONS_UNKNOWN = 'salesforce_deletions_unknown';
	public const READ_BY_PAGE      = 'salesforce_read_by_page';

	private const CODES      = array( self::UNREADABLE, self::UNLABELLED, self::DELETIONS_UNKNOWN, self::READ_BY_PAGE );
	private const OF_ITS_RUN = array( ...self::CODES, 'backfill_ids_foreign' );
	private const KINDS      = array( Run::INCREMENTAL, Run::RECONCILIATION, Run::REFRESH );
	private const LOOKED_AT  = 200;
	private const LATER_RUNS = 100;
	private const LAST_RUNS  = 20;

	public function __construct( private readonly Db $db, private readonly Mappings $mappings ) {}

	/**
	 * A notice holds until a later run looked at its mapping in the way that proves it over, or the mapping was changed.
	 *
	 * @return list<RunItem>
	 */
	public function standing( int $tenant_id ): array {
		$current = array();
		foreach ( $this->mappings->current( $tenant_id ) as $mapping ) {
			$current[ $mapping->id ] = $mapping;
		}
		return array() === $current ? array() : array( ...$this->failing( $tenant_id, $current ), ...$this->said( $tenant_id, $current ) );
	}

	/**
	 * Each thing that was said once, as the newest run said it.
	 *
	 * @param array<string, Mapping> $current
	 * @return list<RunItem>
	 */
	private function said( int $tenant_id, array $current ): array {
		$newest = array();
		foreach ( self::CODES as $code ) {
			$last = array();
			foreach ( $this->items( $tenant_id, $code ) as $item ) {
				$id           = $item->mapping_id;
				$last[ $id ] ??= $item->run_id;
				// A run that misses one field of a mapping has looked for all of them.
				$is_over = self::UNREADABLE === $code && $item->run_id !== $last[ $id ];
				if ( isset( $current[ $id ] ) && ! $is_over ) {
					$newest[ "{$id} {$code} " . ( $item->failure['details']['path'] ?? '' ) ] ??= $item;
				}
			}
		}
		usort( $newest, static fn( RunItem $a, RunItem $b ) => $a->id <=> $b->id );
		return array_values( array_filter( $newest, fn( RunItem $item ) => ! $this->is_settled( $tenant_id, $current[ $item->mapping_id ], $item ) ) );
	}

	/** @return list<RunItem> The newest first. */
	private function items( int $tenant_id, string $code ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->db->table( 'run_item' )} WHERE tenant_id = %d AND external_id = '' AND failure LIKE %s ORDER BY id DESC LIMIT %d",
			array( $tenant_id, '%"code":"' . $code . '"%', self::LOOKED_AT )
		);
		return array_map( array( RunItem::class, 'from_row' ), $rows );
	}

	/**
	 * What the last run of each kind that says something of a mapping failed of. The first of a run is its failure, every
	 * further one an item of it.
	 *
	 * @param array<string, Mapping> $current
	 * @return list<RunItem>
	 */
	private function failing( int $tenant_id, array $current ): array {
		$standing = array();
		foreach ( self::KINDS as $kind ) {
			$open = $current;
			$rows = $this->db->rows(
				"SELECT * FROM {$this->db->table( 'run' )} WHERE tenant_id = %d AND kind = %s AND finished_ms IS NOT NULL ORDER BY id DESC LIMIT %d",
				array( $tenant_id, $kind, self::LAST_RUNS )
			);
			foreach ( array_map( array( RunRow::class, 'to_run' ), $rows ) as $run ) {
				$seen   = self::says_of_mappings( $run ) ? array_filter( $open, static fn( Mapping $mapping ) => self::is_asked( $run, $mapping->id ) ) : array();
				$failed = array() === $seen ? array() : $this->failed_in( $run );
				foreach ( $failed as $item ) {
					if ( isset( $seen[ $item->mapping_id ] ) && (int) $this->mappings->changed_ms( $tenant_id, $item->mapping_id ) <= $item->at_ms ) {
						$standing[] = $item;
					}
				}
				$open = array_diff_key( $open, $seen );
			}
		}
		return $standing;
	}

	/** @return list<RunItem> */
	private function failed_in( Run $run ): array {
		if ( null === $run->failure ) {
			return array();
		}
		$first = new RunItem( 0, $run->id, (string) $run->failure->details['mapping'], '', 'rejected', null, null, $run->failure->to_array(), (int) $run->finished_ms );
		$rows  = $this->db->rows( "SELECT * FROM {$this->db->table( 'run_item' )} WHERE run_id = %d AND outcome = %s AND external_id = '' ORDER BY id LIMIT %d", array( $run->id, 'rejected', self::LOOKED_AT ) );
		$items = array_map( array( RunItem::class, 'from_row' ), $rows );
		return array( $first, ...array_filter( $items, static fn( RunItem $item ) => ! in_array( $item->failure['code'] ?? '', self::OF_ITS_RUN, true ) ) );
	}

	/** An outage says nothing of the mappings; a run that names one at fault went on with the others. */
	private static function says_of_mappings( Run $run ): bool {
		$names_one = FailureKind::CONFIG === $run->failure?->kind && isset( $run->failure->details['mapping'] );
		return ! $run->is_rehearsal() && ( RunState::SUCCEEDED === $run->state || $names_one );
	}

	private function is_settled( int $tenant_id, Mapping $mapping, RunItem $notice ): bool {
		if ( (int) $this->mappings->changed_ms( $tenant_id, $mapping->id ) > $notice->at_ms ) {
			return true;
		}
		return match ( $notice->failure['code'] ?? '' ) {
			self::DELETIONS_UNKNOWN => $this->was_compared( $tenant_id, $mapping, $notice ),
			self::UNREADABLE        => $this->was_read( $tenant_id, $mapping, $notice ),
			default                 => $this->was_read_whole( $tenant_id, $mapping, $notice ),
		};
	}

	private function was_compared( int $tenant_id, Mapping $mapping, RunItem $notice ): bool {
		foreach ( $this->later( $tenant_id, $notice, array( Run::RECONCILIATION ) ) as $run ) {
			$failed = array_map( static fn( RunItem $item ) => $item->mapping_id, self::says_of_mappings( $run ) ? $this->failed_in( $run ) : array( $notice ) );
			if ( array() === $run->options && ! in_array( $mapping->id, $failed, true ) ) {
				return true;
			}
		}
		return false;
	}

	private function was_read_whole( int $tenant_id, Mapping $mapping, RunItem $notice ): bool {
		foreach ( $this->later( $tenant_id, $notice, array( Run::BACKFILL, Run::REFRESH ) ) as $run ) {
			// A refresh reads of itself only what has formulas and parents; what it is asked for by name, it reads.
			$is_named = Run::BACKFILL === $run->kind || isset( $run->options['objects'] );
			if ( $is_named && RunState::SUCCEEDED === $run->state && ! $run->is_rehearsal() && self::covers( $run, $mapping->id ) ) {
				return true;
			}
		}
		return false;
	}

	private function was_read( int $tenant_id, Mapping $mapping, RunItem $notice ): bool {
		if ( $this->was_read_whole( $tenant_id, $mapping, $notice ) ) {
			return true;
		}
		$later = array_filter(
			$this->later( $tenant_id, $notice, array( Run::INCREMENTAL, Run::BACKFILL, Run::REFRESH, Run::RECONCILIATION ), 'AND changed > 0' ),
			static fn( Run $run ) => RunState::SUCCEEDED === $run->state && ! $run->is_rehearsal()
		);
		$ids   = array_map( static fn( Run $run ) => $run->id, array_values( $later ) );
		return array() !== $ids && null !== $this->db->value(
			"SELECT id FROM {$this->db->table( 'run_item' )} WHERE run_id IN (" . Sql::places( $ids, '%d' ) . ") AND mapping_id = %s AND external_id <> '' LIMIT 1",
			array( ...$ids, $mapping->id )
		);
	}

	/**
	 * @param list<string> $kinds
	 * @return list<Run> The newest first.
	 */
	private function later( int $tenant_id, RunItem $notice, array $kinds, string $condition = '' ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->db->table( 'run' )} WHERE tenant_id = %d AND id > %d AND finished_ms IS NOT NULL AND kind IN (" . Sql::places( $kinds ) . ") {$condition} ORDER BY id DESC LIMIT %d",
			array( $tenant_id, $notice->run_id, ...$kinds, self::LATER_RUNS )
		);
		return array_map( array( RunRow::class, 'to_run' ), $rows );
	}

	private static function is_asked( Run $run, string $mapping_id ): bool {
		return in_array( $mapping_id, (array) ( $run->options['objects'] ?? array( $mapping_id ) ), true );
	}

	private static function covers( Run $run, string $mapping_id ): bool {
		return self::is_asked( $run, $mapping_id ) && array() === array_diff( array_keys( $run->options ), array( 'objects' ) );
	}
}
