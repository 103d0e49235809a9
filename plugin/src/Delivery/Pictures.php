<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** Pictures that are in the media library already, for one tenant: same source or same bytes, one attachment. */
final class Pictures {
	private const KEYS_A_QUERY = 500;
	private const LISTINGS     = 100;

	public function __construct( private readonly Db $db, private readonly Clock $clock ) {}

	/**
	 * @param list<string> $keys PictureSource::key().
	 * @return array<string, int> Key → attachment; what a person deleted is not there.
	 */
	public function known( int $tenant_id, array $keys ): array {
		$attachments = array_map( static fn( Picture $picture ) => $picture->attachment_id, $this->of( $tenant_id, $keys ) );
		return array_filter( $attachments, static fn( ?int $id ) => null !== $id );
	}

	/**
	 * @param list<string> $keys PictureSource::key().
	 * @return array<string, Picture> By key.
	 */
	public function of( int $tenant_id, array $keys ): array {
		$found = array();
		foreach ( array_chunk( $keys, self::KEYS_A_QUERY ) as $some ) {
			$list = Sql::places( $some );
			$rows = $this->db->rows(
				"SELECT k.source, p.ID AS found_id, k.version, k.asked, k.looked_ms, k.failure FROM {$this->table()} k
				LEFT JOIN {$this->db->wpdb()->posts} p ON p.ID = k.attachment_id AND p.post_type = 'attachment'
				WHERE k.tenant_id = %d AND k.source IN ({$list})",
				array( $tenant_id, ...$some )
			);
			foreach ( $rows as $row ) {
				$found[ (string) $row['source'] ] = Picture::from_row( $row );
			}
		}
		return $found;
	}

	public function find( int $tenant_id, PictureSource $source ): ?Picture {
		return $this->of( $tenant_id, array( $source->key() ) )[ $source->key() ] ?? null;
	}

	public function with_bytes( int $tenant_id, string $hash ): ?int {
		$id = $this->db->value(
			"SELECT k.attachment_id FROM {$this->table()} k INNER JOIN {$this->db->wpdb()->posts} p ON p.ID = k.attachment_id AND p.post_type = 'attachment'
			WHERE k.tenant_id = %d AND k.hash = %s ORDER BY k.attachment_id LIMIT 1",
			array( $tenant_id, $hash )
		);
		return null === $id ? null : (int) $id;
	}

	/** @param ?string $version Of these bytes; of a file of the org nothing newer has been asked for then. */
	public function remember( int $tenant_id, PictureSource $source, string $hash, int $attachment_id, ?string $version ): void {
		$now_ms = $this->clock->now_ms();
		$asked  = PictureSource::FILE === $source->kind ? ', asked = VALUES(asked)' : '';
		$this->db->insert_rows(
			$this->table(),
			array( 'tenant_id', 'source', 'hash', 'attachment_id', 'created_ms', 'version', 'asked', 'looked_ms' ),
			array( array( $tenant_id, $source->key(), $hash, $attachment_id, $now_ms, $version, PictureSource::FILE === $source->kind ? $version : (string) $now_ms, $now_ms ) ),
			"ON DUPLICATE KEY UPDATE hash = VALUES(hash), attachment_id = VALUES(attachment_id), created_ms = VALUES(created_ms), version = VALUES(version), looked_ms = VALUES(looked_ms), failure = NULL{$asked}"
		);
	}

	/** Its source brings what is stored. */
	public function looked_at( int $tenant_id, PictureSource $source ): void {
		$this->db->query( "UPDATE {$this->table()} SET looked_ms = %d, failure = NULL WHERE tenant_id = %d AND source = %s", array( $this->clock->now_ms(), $tenant_id, $source->key() ) );
	}

	/** @param array<string, string> $asked Key → version, or moment. */
	public function asked_for( int $tenant_id, array $asked ): void {
		$rows = array();
		foreach ( $asked as $key => $version ) {
			$rows[] = array( $tenant_id, $key, '', 0, $this->clock->now_ms(), $version );
		}
		$this->db->insert_rows( $this->table(), array( 'tenant_id', 'source', 'hash', 'attachment_id', 'created_ms', 'asked' ), $rows, 'ON DUPLICATE KEY UPDATE asked = VALUES(asked), failure = NULL' );
	}

	/**
	 * Why its source brings nothing newer.
	 *
	 * @param list<int> $post_ids Listings that show it.
	 */
	public function note( int $tenant_id, string $key, Failure $failure, array $post_ids ): void {
		$body = array( 'post_ids' => array_slice( $post_ids, 0, self::LISTINGS ) ) + $failure->to_array();
		$this->db->query( "UPDATE {$this->table()} SET failure = %s WHERE tenant_id = %d AND source = %s", array( (string) wp_json_encode( $body ), $tenant_id, $key ) );
	}

	/** @param list<string> $keys */
	public function forget_troubles( int $tenant_id, array $keys ): void {
		foreach ( array_chunk( $keys, self::KEYS_A_QUERY ) as $some ) {
			$list = Sql::places( $some );
			$this->db->query( "UPDATE {$this->table()} SET failure = NULL WHERE tenant_id = %d AND source IN ({$list})", array( $tenant_id, ...$some ) );
		}
	}

	/** @return list<string> Keys of those that something is wrong with. */
	public function troubled( int $tenant_id ): array {
		return array_map( 'strval', $this->db->column( "SELECT source FROM {$this->table()} WHERE tenant_id = %d AND failure IS NOT NULL", array( $tenant_id ) ) );
	}

	/** @return list<PictureTrouble> Those alike together. */
	public function troubles( int $tenant_id ): array {
		$alike = array();
		foreach ( $this->db->column( "SELECT failure FROM {$this->table()} WHERE tenant_id = %d AND failure IS NOT NULL ORDER BY source", array( $tenant_id ) ) as $body ) {
			$failure       = (array) json_decode( (string) $body, true );
			$key           = ( $failure['code'] ?? '' ) . ' ' . ( $failure['message'] ?? '' );
			$trouble       = $alike[ $key ] ?? new PictureTrouble( (string) ( $failure['code'] ?? '' ), (string) ( $failure['message'] ?? '' ), array() );
			$alike[ $key ] = $trouble->with( array_map( 'intval', array_values( (array) ( $failure['post_ids'] ?? array() ) ) ) );
		}
		return array_values( $alike );
	}

	private function table(): string {
		return $this->db->table( 'picture' );
	}
}
