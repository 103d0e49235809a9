<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/** Which tables cannot take part in a transaction: MyISAM ignores it silently, on WordPress's own tables too. */
final class Engines {
	public function __construct( private readonly Db $db, private readonly Migrations $migrations ) {}

	/** @return list<string> */
	public function without_transactions(): array {
		if ( $this->db->is_sqlite() ) {
			return array();
		}
		$wpdb   = $this->db->wpdb();
		$tables = array(
			$wpdb->posts,
			$wpdb->postmeta,
			$wpdb->terms,
			$wpdb->term_taxonomy,
			$wpdb->term_relationships,
			...array_map( array( $this->db, 'table' ), $this->migrations->tables() ),
		);
		$marks  = Sql::places( $tables );
		$found  = $this->db->column(
			"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ({$marks}) AND ENGINE <> 'InnoDB'",
			$tables
		);
		return array_map( 'strval', $found );
	}
}
