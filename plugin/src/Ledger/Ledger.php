<?php
declare(strict_types=1);

namespace Callboard\Ledger;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** The only reader and writer of the ledger table. */
final class Ledger {
	/** Where records go when nothing else is said; other destinations keep a remote key and no post. */
	public const WORDPRESS = 'wordpress';

	private const STAMP_OVER_MS = 2000;

	/** Column → property, in the order they are written. */
	private const COLUMNS = array(
		'tenant_id'          => 'tenant_id',
		'destination'        => 'destination',
		'sf_id'              => 'external_id',
		'mapping_id'         => 'mapping_id',
		'mapping_version'    => 'mapping_version',
		'state'              => 'state',
		'post_id'            => 'post_id',
		'parent_sf_id'       => 'parent_external_id',
		'stamp_ms'           => 'stamp_ms',
		'read_ms'            => 'read_ms',
		'source_fingerprint' => 'source_fingerprint',
		'values_fingerprint' => 'values_fingerprint',
		'stored_fingerprint' => 'stored_fingerprint',
		'twin_key'           => 'twin_key',
		'base_values'        => 'base_values',
		'withdrawn_status'   => 'withdrawn_status',
		'merged_into'        => 'merged_into',
		'decided'            => 'decided',
		'created_ms'         => 'created_ms',
		'updated_ms'         => 'updated_ms',
	);

	public function __construct( private readonly Db $db ) {}

	/** @param bool $lock Inside the caller's transaction: what is read stays so until it is written. */
	public function by_post( int $post_id, bool $lock = false ): ?LedgerEntry {
		$row = $this->db->row( "SELECT * FROM {$this->table()} WHERE post_id = %d" . ( $lock ? $this->db->for_update() : '' ), array( $post_id ) );
		return null === $row ? null : LedgerEntry::from_row( $row );
	}

	/**
	 * For list tables: one query for a page of posts.
	 *
	 * @param list<int> $post_ids
	 * @return array<int, LedgerEntry> By post; posts that are not from Salesforce are absent.
	 */
	public function by_posts( array $post_ids ): array {
		if ( array() === $post_ids ) {
			return array();
		}
		$entries = array();
		$rows    = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE post_id IN (" . Sql::places( $post_ids, '%d' ) . ')',
			array_values( $post_ids )
		);
		foreach ( $rows as $row ) {
			$entries[ (int) $row['post_id'] ] = LedgerEntry::from_row( $row );
		}
		return $entries;
	}

	/**
	 * @param list<string> $external_ids
	 * @return array<string, LedgerEntry> By external id.
	 */
	public function by_external_ids( int $tenant_id, array $external_ids, bool $lock = false ): array {
		$entries = array();
		foreach ( $lock ? $this->locked_rows( $tenant_id, $external_ids ) : $this->rows_of( '*', $tenant_id, $external_ids ) as $row ) {
			$entries[ (string) $row['sf_id'] ] = LedgerEntry::from_row( $row );
		}
		return $entries;
	}

	/**
	 * Only rows that are there are locked. A lock on the gap of each row that is not costs more than everything else, and
	 * save() notices who came in between.
	 *
	 * @param list<string> $external_ids
	 * @return list<array<string, string|null>>
	 */
	private function locked_rows( int $tenant_id, array $external_ids ): array {
		$ids = array_map( static fn( array $row ) => (int) $row['id'], $this->rows_of( 'id', $tenant_id, $external_ids ) );
		return array() === $ids ? array() : $this->db->rows( "SELECT * FROM {$this->table()} WHERE id IN (" . implode( ',', $ids ) . ')' . $this->db->for_update() );
	}

	/**
	 * What an offer compares; values and hashes it does not need stay in the database.
	 *
	 * @param list<string> $external_ids
	 * @return list<array<string, string|null>> id, sf_id, mapping_id, state, stamp_ms, read_ms, source_fingerprint, unseen_ms.
	 */
	public function versions( int $tenant_id, array $external_ids ): array {
		return $this->rows_of( 'id, sf_id, mapping_id, state, stamp_ms, read_ms, source_fingerprint, unseen_ms', $tenant_id, $external_ids );
	}

	/**
	 * Settled records whose stamp is no older: a poll that shows one of them in this version has nothing to read.
	 * A stamp tells seconds. Only what was read after its second was over, with some time for a slow answer, is known.
	 *
	 * @return list<array{0: string, 1: int, 2: bool}> External id, stamp, deleted; the newest first.
	 */
	public function known_since( int $tenant_id, Mapping $mapping, int $stamp_ms, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT sf_id, stamp_ms, state FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s AND stamp_ms >= %d AND read_ms >= stamp_ms + %d"
				. " AND destination = %s AND ( state IN (%s, %s, %s) OR ( state = %s AND mapping_version = %d AND source_fingerprint <> '' ) ) ORDER BY stamp_ms DESC LIMIT %d",
			array(
				$tenant_id,
				$mapping->id,
				$stamp_ms,
				self::STAMP_OVER_MS,
				self::WORDPRESS,
				LedgerState::TOMBSTONE,
				LedgerState::OUTSIDE,
				LedgerState::EXCLUDED,
				LedgerState::LIVE,
				$mapping->version,
				$limit,
			)
		);
		return array_map( static fn( array $row ) => array( (string) $row['sf_id'], (int) $row['stamp_ms'], LedgerState::TOMBSTONE === $row['state'] ), $rows );
	}

	/** The earliest moment, by Salesforce's clock, at which a record that is listed now was read; null where none is. */
	public function earliest_read( int $tenant_id, string $mapping_id ): ?int {
		$read = $this->db->value(
			"SELECT MIN(read_ms) FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s AND state = %s AND destination = %s",
			array( $tenant_id, $mapping_id, LedgerState::LIVE, self::WORDPRESS )
		);
		return null === $read ? null : (int) $read;
	}

	/**
	 * Records of the tenant that carry one of these twin keys.
	 *
	 * @param list<string> $twin_keys
	 * @return list<LedgerEntry>
	 */
	public function by_twin_keys( int $tenant_id, array $twin_keys ): array {
		if ( array() === $twin_keys ) {
			return array();
		}
		$rows = array();
		foreach ( array_chunk( $twin_keys, Db::LOOKED_UP ) as $chunk ) {
			array_push( $rows, ...$this->db->rows( "SELECT * FROM {$this->table()} WHERE tenant_id = {$tenant_id} AND twin_key IN ({$this->db->sql->texts( $chunk )})" ) );
		}
		return array_map( array( LedgerEntry::class, 'from_row' ), $rows );
	}

	/** @return list<LedgerEntry> The performances of a production, as many as a season may have. */
	public function children( int $tenant_id, string $external_id, int $limit = 2000 ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND parent_sf_id = %s ORDER BY id LIMIT %d",
			array( $tenant_id, $external_id, $limit )
		);
		return array_map( array( LedgerEntry::class, 'from_row' ), $rows );
	}

	/** The mapping whose records have ids that begin like this: three characters tell the object (Salesforce's key prefix). */
	public function mapping_of_prefix( int $tenant_id, string $prefix ): ?string {
		$rows = $this->db->rows(
			"SELECT sf_id, mapping_id FROM {$this->table()} WHERE tenant_id = %d AND destination = %s AND sf_id LIKE %s LIMIT 200",
			array( $tenant_id, self::WORDPRESS, $this->db->wpdb()->esc_like( $prefix ) . '%' )
		);
		foreach ( $rows as $row ) {
			// LIKE does not tell capitals apart, Salesforce does.
			if ( str_starts_with( (string) $row['sf_id'], $prefix ) ) {
				return (string) $row['mapping_id'];
			}
		}
		return null;
	}

	/** @return list<LedgerEntry> Records that wait for a person, oldest first. */
	public function in_state( int $tenant_id, string $state, int $limit = 500, int $offset = 0 ): array {
		$mappings = $this->mappings_of( $tenant_id );
		if ( array() === $mappings ) {
			return array();
		}
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND mapping_id IN (" . Sql::places( $mappings ) . ') AND state = %s ORDER BY id LIMIT %d OFFSET %d',
			array( $tenant_id, ...$mappings, $state, $limit, $offset )
		);
		return array_map( array( LedgerEntry::class, 'from_row' ), $rows );
	}

	public function count_in_state( int $tenant_id, string $state ): int {
		$mappings = $this->mappings_of( $tenant_id );
		return array() === $mappings ? 0 : (int) $this->db->value(
			"SELECT COUNT(*) FROM {$this->table()} WHERE tenant_id = %d AND mapping_id IN (" . Sql::places( $mappings ) . ') AND state = %s',
			array( $tenant_id, ...$mappings, $state )
		);
	}

	/** @return list<string> With them, a question about a state has a key: one more would cost every write. */
	private function mappings_of( int $tenant_id ): array {
		return array_map( 'strval', $this->db->column( "SELECT DISTINCT mapping_id FROM {$this->table()} WHERE tenant_id = %d", array( $tenant_id ) ) );
	}

	/** @return list<LedgerEntry> Live records with a post, by ledger id; a page at a time. */
	public function live_after( int $tenant_id, int $after_id, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND state = %s AND id > %d ORDER BY id LIMIT %d",
			array( $tenant_id, LedgerState::LIVE, $after_id, $limit )
		);
		return array_map( array( LedgerEntry::class, 'from_row' ), $rows );
	}

	/** @return array<string, int> Mapping id → records that are listed. */
	public function live_by_mapping( int $tenant_id ): array {
		$rows = $this->db->rows(
			"SELECT mapping_id, COUNT(*) AS number FROM {$this->db->table( 'ledger' )} WHERE tenant_id = %d AND state = %s GROUP BY mapping_id",
			array( $tenant_id, LedgerState::LIVE )
		);
		$counts = array();
		foreach ( $rows as $row ) {
			$counts[ (string) $row['mapping_id'] ] = (int) $row['number'];
		}
		return $counts;
	}

	/** @return array<string, int> State → records of a mapping. */
	public function count_of_mapping( int $tenant_id, string $mapping_id ): array {
		$rows = $this->db->rows(
			"SELECT state, COUNT(*) AS number FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s AND destination = %s GROUP BY state",
			array( $tenant_id, $mapping_id, self::WORDPRESS )
		);
		$counts = array();
		foreach ( $rows as $row ) {
			$counts[ (string) $row['state'] ] = (int) $row['number'];
		}
		return $counts;
	}

	/**
	 * By ledger id, a page at a time.
	 *
	 * @param list<string> $states
	 * @return list<LedgerEntry>
	 */
	public function of_mapping( int $tenant_id, string $mapping_id, array $states, int $after_id, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s AND destination = %s AND id > %d AND state IN (" . Sql::places( $states ) . ') ORDER BY id LIMIT %d',
			array( $tenant_id, $mapping_id, self::WORDPRESS, $after_id, ...$states, $limit )
		);
		return array_map( array( LedgerEntry::class, 'from_row' ), $rows );
	}

	/** @return array<string, int> State → number of records. */
	public function count_by_state( int $tenant_id ): array {
		$rows = $this->db->rows( "SELECT state, COUNT(*) AS number FROM {$this->table()} WHERE tenant_id = %d GROUP BY state", array( $tenant_id ) );
		$counts = array();
		foreach ( $rows as $row ) {
			$counts[ (string) $row['state'] ] = (int) $row['number'];
		}
		return $counts;
	}

	/**
	 * Writes entries: new ones have id 0. An entry never takes another's place: a record that was written meanwhile, or a
	 * post that is another record's, is an error of the database.
	 *
	 * @param list<LedgerEntry> $entries
	 */
	public function save( array $entries ): void {
		$new   = array();
		$known = array();
		foreach ( $entries as $entry ) {
			$row = array();
			foreach ( self::COLUMNS as $property ) {
				$value = $entry->$property;
				$row[] = is_array( $value ) ? (string) wp_json_encode( $value ) : $value;
			}
			if ( 0 === $entry->id ) {
				$new[] = $row;
			} else {
				$known[] = array( $entry->id, ...$row );
			}
		}
		$this->db->insert_rows_meanwhile( $this->table(), array_keys( self::COLUMNS ), $new );
		$changing = array_diff( array_keys( self::COLUMNS ), array( 'tenant_id', 'destination', 'sf_id', 'created_ms' ) );
		$write    = array_map( static fn( string $column ) => "{$column} = VALUES({$column})", array_values( $changing ) );
		// The id is the first key the database compares, and so the only one by which it finds the row to change.
		$this->db->insert_rows_meanwhile( $this->table(), array( 'id', ...array_keys( self::COLUMNS ) ), $known, 'ON DUPLICATE KEY UPDATE ' . implode( ', ', $write ) );
	}

	/**
	 * Same values, newer version: the ledger alone moves, in one statement.
	 *
	 * @param array<int, int> $stamps Ledger id → stamp.
	 */
	public function move_versions( array $stamps, int $read_ms, int $now_ms ): void {
		foreach ( array_chunk( $stamps, 2000, true ) as $chunk ) {
			$cases = '';
			foreach ( $chunk as $id => $stamp_ms ) {
				$cases .= sprintf( ' WHEN %d THEN %d', $id, $stamp_ms );
			}
			$this->db->query(
				"UPDATE {$this->table()} SET stamp_ms = CASE id{$cases} END, read_ms = %d, updated_ms = %d WHERE id IN (" . implode( ',', array_keys( $chunk ) ) . ')',
				array( $read_ms, $now_ms )
			);
		}
	}

	/**
	 * The next delivery of these records is applied whatever it says.
	 *
	 * @param list<int> $ids Ledger ids.
	 */
	public function forget_fingerprints( array $ids ): void {
		if ( array() !== $ids ) {
			$this->db->query( "UPDATE {$this->table()} SET source_fingerprint = '', values_fingerprint = '' WHERE id IN (" . implode( ',', array_map( 'intval', $ids ) ) . ')' );
		}
	}

	/**
	 * @param list<string> $external_ids
	 * @return list<array<string, string|null>>
	 */
	private function rows_of( string $columns, int $tenant_id, array $external_ids ): array {
		$rows        = array();
		$destination = $this->db->sql->literal( self::WORDPRESS );
		foreach ( array_chunk( $external_ids, Db::LOOKED_UP ) as $chunk ) {
			array_push( $rows, ...$this->db->rows( "SELECT {$columns} FROM {$this->table()} WHERE tenant_id = {$tenant_id} AND destination = {$destination} AND sf_id IN ({$this->db->sql->texts( $chunk )})" ) );
		}
		return $rows;
	}

	private function table(): string {
		return $this->db->table( 'ledger' );
	}
}
