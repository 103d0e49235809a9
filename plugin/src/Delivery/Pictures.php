<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** Pictures that are in the media library already, for one tenant: same source or same bytes, one attachment. */
final class Pictures {
	private const KEYS_A_QUERY = 500;

	public function __construct( private readonly Db $db, private readonly Clock $clock ) {}

	/**
	 * @param list<string> $keys PictureSource::key().
	 * @return array<string, int> Key → attachment; what a person deleted is not there.
	 */
	public function known( int $tenant_id, array $keys ): array {
		$found = array();
		foreach ( array_chunk( $keys, self::KEYS_A_QUERY ) as $some ) {
			$list = Sql::places( $some );
			$rows = $this->db->rows(
				"SELECT k.source, k.attachment_id FROM {$this->table()} k INNER JOIN {$this->db->wpdb()->posts} p ON p.ID = k.attachment_id AND p.post_type = 'attachment'
				WHERE k.tenant_id = %d AND k.source IN ({$list})",
				array( $tenant_id, ...$some )
			);
			foreach ( $rows as $row ) {
				$found[ (string) $row['source'] ] = (int) $row['attachment_id'];
			}
		}
		return $found;
	}

	public function with_bytes( int $tenant_id, string $hash ): ?int {
		$id = $this->db->value(
			"SELECT k.attachment_id FROM {$this->table()} k INNER JOIN {$this->db->wpdb()->posts} p ON p.ID = k.attachment_id AND p.post_type = 'attachment'
			WHERE k.tenant_id = %d AND k.hash = %s ORDER BY k.attachment_id LIMIT 1",
			array( $tenant_id, $hash )
		);
		return null === $id ? null : (int) $id;
	}

	public function remember( int $tenant_id, PictureSource $source, string $hash, int $attachment_id ): void {
		$this->db->insert_rows(
			$this->table(),
			array( 'tenant_id', 'source', 'hash', 'attachment_id', 'created_ms' ),
			array( array( $tenant_id, $source->key(), $hash, $attachment_id, $this->clock->now_ms() ) ),
			'ON DUPLICATE KEY UPDATE hash = VALUES(hash), attachment_id = VALUES(attachment_id), created_ms = VALUES(created_ms)'
		);
	}

	private function table(): string {
		return $this->db->table( 'picture' );
	}
}
