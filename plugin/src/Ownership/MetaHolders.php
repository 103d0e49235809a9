<?php
declare(strict_types=1);

namespace Callboard\Ownership;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Which posts carry a meta key (with a value), as the database compares keys. */
final class MetaHolders {
	public function __construct( private readonly Db $db ) {}

	/** @return list<int> */
	public function post_ids( string $meta_key, mixed $value ): array {
		$table = $this->db->wpdb()->postmeta;
		// The same test core makes: an empty value stands for any.
		$ids = '' !== $value && null !== $value && false !== $value
			? $this->db->column( "SELECT DISTINCT post_id FROM {$table} WHERE meta_key = %s AND meta_value = %s", array( $meta_key, (string) maybe_serialize( $value ) ) )
			: $this->db->column( "SELECT DISTINCT post_id FROM {$table} WHERE meta_key = %s", array( $meta_key ) );
		return array_map( 'intval', $ids );
	}

	/** @return list<string> Keys of the post that the database takes for this one. */
	public function keys_like( int $post_id, string $meta_key ): array {
		if ( ! mb_check_encoding( $meta_key, 'UTF-8' ) ) {
			return array(); // Core's own statement would be refused too.
		}
		return array_map( 'strval', $this->db->column( "SELECT meta_key FROM {$this->db->wpdb()->postmeta} WHERE post_id = %d AND meta_key = %s", array( $post_id, $meta_key ) ) );
	}
}
