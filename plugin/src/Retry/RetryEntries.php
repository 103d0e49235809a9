<?php
declare(strict_types=1);

namespace Callboard\Retry;

use Callboard\Database\Db;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** The only reader and writer of the table `retry`, for records that are pulled. */
final class RetryEntries {
	public const A_CYCLE = 50;

	public function __construct( private readonly Db $db ) {}

	/**
	 * What a batch says of its records: those that found their place leave, those refused come back later.
	 * Three statements at most, and one while nothing has ever failed.
	 *
	 * @param array<string, int> $settled External id → stamp of the version that found its place.
	 * @param list<Attempt>      $refused
	 * @return list<RetryEntry> Those that left.
	 */
	public function settle( int $tenant_id, array $settled, array $refused, int $now_ms ): array {
		$subjects = array( ...array_map( 'strval', array_keys( $settled ) ), ...array_map( static fn( Attempt $attempt ) => $attempt->subject, $refused ) );
		$known    = $this->known( $tenant_id, array_values( array_unique( $subjects ) ) );
		$left     = $this->remove( $tenant_id, $known, $settled );
		$entries = array();
		foreach ( $refused as $attempt ) {
			$before = $entries[ $attempt->subject ] ?? $known[ $attempt->subject ] ?? null;
			$after  = RetryEntry::after( $before, $attempt, $now_ms );
			if ( $after !== $before ) {
				$entries[ $attempt->subject ] = $after;
			}
		}
		$this->save( $tenant_id, array_values( $entries ) );
		return $left;
	}

	/**
	 * What this mapping refused is not for it any more.
	 *
	 * @param array<string, int> $settled External id → stamp of the version that says so.
	 * @return list<RetryEntry> Those that left.
	 */
	public function leave( int $tenant_id, string $mapping_id, array $settled ): array {
		$known = $this->known( $tenant_id, array_map( 'strval', array_keys( $settled ) ) );
		return $this->remove( $tenant_id, array_filter( $known, static fn( RetryEntry $entry ) => $entry->mapping_id === $mapping_id ), $settled );
	}

	/**
	 * The oldest that are due; an entry whose mapping left the sync waits for it, and stands in no one's way.
	 *
	 * @param list<string> $mapping_ids
	 * @return array<string, list<string>> Mapping id → external ids.
	 */
	public function due( int $tenant_id, array $mapping_ids, int $now_ms, int $limit = self::A_CYCLE ): array {
		if ( array() === $mapping_ids ) {
			return array();
		}
		$rows = $this->db->rows(
			"SELECT subject, mapping_id FROM {$this->table()} WHERE tenant_id = %d AND operation = %s AND state = %s AND next_ms <= %d AND mapping_id IN (" . Sql::places( $mapping_ids ) . ") ORDER BY next_ms, id LIMIT %d",
			array( $tenant_id, RetryEntry::PULL, RetryState::DUE, $now_ms, ...$mapping_ids, $limit )
		);
		$due  = array();
		foreach ( $rows as $row ) {
			$due[ (string) $row['mapping_id'] ][] = (string) $row['subject'];
		}
		return $due;
	}

	/** @return list<RetryEntry> By their own number, whatever their state. */
	public function of_mapping( int $tenant_id, string $mapping_id, int $after, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND operation = %s AND mapping_id = %s AND id > %d ORDER BY id LIMIT %d",
			array( $tenant_id, RetryEntry::PULL, $mapping_id, $after, $limit )
		);
		return array_map( array( RetryEntry::class, 'from_row' ), $rows );
	}

	/** @return list<RetryEntry> Newest first. */
	public function page( int $tenant_id, ?string $state = null, int $page = 1, int $per_page = 20 ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND operation = %s" . ( null === $state ? '' : ' AND state = %s' ) . ' ORDER BY id DESC LIMIT %d OFFSET %d',
			array( $tenant_id, RetryEntry::PULL, ...( null === $state ? array() : array( $state ) ), $per_page, max( 0, $page - 1 ) * $per_page )
		);
		return array_map( array( RetryEntry::class, 'from_row' ), $rows );
	}

	public function count( int $tenant_id, ?string $state = null ): int {
		return (int) $this->db->value(
			"SELECT COUNT(*) FROM {$this->table()} WHERE tenant_id = %d AND operation = %s" . ( null === $state ? '' : ' AND state = %s' ),
			array( $tenant_id, RetryEntry::PULL, ...( null === $state ? array() : array( $state ) ) )
		);
	}

	/**
	 * A person wants them tried again: due at once, with one attempt at least.
	 *
	 * @param list<int> $ids
	 * @return int How many of them there are.
	 */
	public function retry_now( int $tenant_id, array $ids, int $now_ms ): int {
		return $this->change( $tenant_id, $ids, 'state = %s, next_ms = %d, updated_ms = %d, attempts_left = CASE WHEN attempts_left < 1 THEN 1 ELSE attempts_left END', array( RetryState::DUE, $now_ms, $now_ms ) );
	}

	/**
	 * A person has seen them: not tried again before the record or its mapping changes.
	 *
	 * @param list<int> $ids
	 * @return int How many of them there are.
	 */
	public function skip( int $tenant_id, array $ids, int $now_ms ): int {
		return $this->change( $tenant_id, $ids, 'state = %s, updated_ms = %d', array( RetryState::SKIPPED, $now_ms ) );
	}

	/** Its mapping left the sync: nothing tries them again, and comes it back, all is read anew. */
	public function forget_mapping( int $tenant_id, string $mapping_id ): void {
		$this->db->query( "DELETE FROM {$this->table()} WHERE tenant_id = %d AND operation = %s AND mapping_id = %s", array( $tenant_id, RetryEntry::PULL, $mapping_id ) );
	}

	/**
	 * @param list<int>    $ids
	 * @param list<scalar> $values
	 */
	private function change( int $tenant_id, array $ids, string $set, array $values ): int {
		if ( array() === $ids ) {
			return 0;
		}
		$in    = implode( ',', array_map( 'intval', $ids ) );
		$there = (int) $this->db->value( "SELECT COUNT(*) FROM {$this->table()} WHERE tenant_id = %d AND id IN ({$in})", array( $tenant_id ) );
		$this->db->query( "UPDATE {$this->table()} SET {$set} WHERE tenant_id = %d AND id IN ({$in})", array( ...$values, $tenant_id ) );
		return $there;
	}

	/**
	 * @param list<string> $subjects
	 * @return array<string, RetryEntry>
	 */
	private function known( int $tenant_id, array $subjects ): array {
		// Nearly always nothing has failed: 500 ids are not worth looking up one by one then.
		$any = array() === $subjects ? null : $this->db->value( "SELECT id FROM {$this->table()} WHERE tenant_id = %d LIMIT 1", array( $tenant_id ) );
		if ( null === $any ) {
			return array();
		}
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND operation = %s AND subject IN (" . Sql::places( $subjects ) . ')',
			array( $tenant_id, RetryEntry::PULL, ...$subjects )
		);
		return array_column( array_map( array( RetryEntry::class, 'from_row' ), $rows ), null, 'subject' );
	}

	/**
	 * An older version that found its place says nothing about the newer one that was refused.
	 *
	 * @param array<string, RetryEntry> $known
	 * @param array<string, int>        $settled
	 * @return list<RetryEntry>
	 */
	private function remove( int $tenant_id, array $known, array $settled ): array {
		$gone = array_filter( $known, static fn( RetryEntry $entry ) => ( $settled[ $entry->subject ] ?? -1 ) >= $entry->stamp_ms );
		if ( array() !== $gone ) {
			$ids = implode( ',', array_map( static fn( RetryEntry $entry ) => $entry->id, $gone ) );
			$this->db->query( "DELETE FROM {$this->table()} WHERE tenant_id = %d AND id IN ({$ids})", array( $tenant_id ) );
		}
		return array_values( $gone );
	}

	/** @param list<RetryEntry> $entries */
	private function save( int $tenant_id, array $entries ): void {
		if ( array() === $entries ) {
			return;
		}
		$rows    = array_map(
			static fn( RetryEntry $entry ) => array(
				$tenant_id,
				RetryEntry::RECORD,
				RetryEntry::PULL,
				$entry->subject,
				$entry->mapping_id,
				(string) wp_json_encode( $entry->payload() ),
				$entry->state,
				$entry->attempts_left,
				(string) wp_json_encode( $entry->failure ),
				$entry->next_ms,
				$entry->created_ms,
				$entry->updated_ms,
			),
			$entries
		);
		$columns = array( 'tenant_id', 'type', 'operation', 'subject', 'mapping_id', 'payload', 'state', 'attempts_left', 'failure', 'next_ms', 'created_ms', 'updated_ms' );
		$changed = array( 'mapping_id', 'payload', 'state', 'attempts_left', 'failure', 'next_ms', 'updated_ms' );
		$this->db->insert_rows( $this->table(), $columns, $rows, 'ON DUPLICATE KEY UPDATE ' . implode( ', ', array_map( static fn( string $column ) => "{$column} = VALUES({$column})", $changed ) ) );
	}

	private function table(): string {
		return $this->db->table( 'retry' );
	}
}
