<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Database\Db;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;

defined( 'ABSPATH' ) || exit;

/** What runs said of whole mappings and still holds: fields that the integration user may not read. */
final class Notices {
	public const UNREADABLE = 'field_unreadable';
	private const LOOKED_AT = 200;
	private const LATER_RUNS = 100;

	public function __construct( private readonly Db $db, private readonly Mappings $mappings ) {}

	/**
	 * A run that reads a mapping repeats what it misses. So a notice holds until the mapping was read again without it,
	 * or was changed.
	 *
	 * @return list<RunItem>
	 */
	public function standing( int $tenant_id ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->db->table( 'run_item' )} WHERE tenant_id = %d AND external_id = '' AND failure LIKE %s ORDER BY id DESC LIMIT %d",
			array( $tenant_id, '%"code":"' . self::UNREADABLE . '"%', self::LOOKED_AT )
		);
		if ( array() === $rows ) {
			return array();
		}
		$by_mapping = array();
		foreach ( array_map( array( RunItem::class, 'from_row' ), $rows ) as $item ) {
			$newest = $by_mapping[ $item->mapping_id ][0] ?? null;
			if ( null === $newest || $newest->run_id === $item->run_id ) {
				$by_mapping[ $item->mapping_id ][] = $item;
			}
		}
		$standing = array();
		foreach ( $this->mappings->current( $tenant_id ) as $mapping ) {
			$items = $by_mapping[ $mapping->id ] ?? array();
			if ( array() !== $items && ! $this->is_settled( $tenant_id, $mapping, $items[0] ) ) {
				$standing = array( ...$standing, ...array_reverse( $items ) );
			}
		}
		return $standing;
	}

	private function is_settled( int $tenant_id, Mapping $mapping, RunItem $notice ): bool {
		if ( (int) $this->mappings->changed_ms( $tenant_id, $mapping->id ) > $notice->at_ms ) {
			return true;
		}
		$rows  = $this->db->rows(
			"SELECT * FROM {$this->db->table( 'run' )} WHERE tenant_id = %d AND id > %d AND state = %s AND kind <> %s AND ( changed > 0 OR kind = %s ) ORDER BY id DESC LIMIT %d",
			array( $tenant_id, $notice->run_id, RunState::SUCCEEDED, Run::REBUILD, Run::BACKFILL, self::LATER_RUNS )
		);
		$later = array_filter( array_map( array( RunRow::class, 'to_run' ), $rows ), static fn( Run $run ) => ! $run->is_rehearsal() );
		foreach ( $later as $run ) {
			if ( Run::BACKFILL === $run->kind && self::covers( $run, $mapping->id ) ) {
				return true;
			}
		}
		$ids = array_map( static fn( Run $run ) => $run->id, array_values( $later ) );
		return array() !== $ids && null !== $this->db->value(
			"SELECT id FROM {$this->db->table( 'run_item' )} WHERE run_id IN (" . implode( ',', array_fill( 0, count( $ids ), '%d' ) ) . ') AND mapping_id = %s LIMIT 1',
			array( ...$ids, $mapping->id )
		);
	}

	private static function covers( Run $run, string $mapping_id ): bool {
		$objects = (array) ( $run->options['objects'] ?? array( $mapping_id ) );
		return in_array( $mapping_id, $objects, true ) && array() === array_diff( array_keys( $run->options ), array( 'objects' ) );
	}
}
