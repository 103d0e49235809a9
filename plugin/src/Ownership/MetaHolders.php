<?php
declare(strict_types=1);

namespace Callboard\Ownership;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Which posts carry a meta key (with a value). */
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
}
