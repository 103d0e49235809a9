<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/** A change of a table that bears repetition: neither MySQL nor SQLite knows ADD … IF NOT EXISTS. */
final class SchemaChange {
	/** @param array<string, string> $definitions Table → what stands between the brackets. */
	public static function create_tables( Db $db, array $definitions ): void {
		$options = 'ENGINE=InnoDB ' . $db->wpdb()->get_charset_collate();
		foreach ( $definitions as $table => $columns ) {
			$db->query( "CREATE TABLE IF NOT EXISTS `{$db->table( $table )}` ( {$columns} ) {$options}" );
		}
	}

	/**
	 * @param array<string, string> $columns Definition by name.
	 */
	public static function add_columns( Db $db, string $table, array $columns ): void {
		foreach ( $columns as $name => $definition ) {
			self::once(
				$db,
				"SHOW COLUMNS FROM `{$db->table( $table )}` LIKE '{$name}'",
				"ALTER TABLE `{$db->table( $table )}` ADD COLUMN {$name} {$definition}"
			);
		}
	}

	/** @param string $columns As they stand between the brackets. */
	public static function add_key( Db $db, string $table, string $name, string $columns ): void {
		self::once(
			$db,
			"SHOW INDEX FROM `{$db->table( $table )}` WHERE Key_name = '{$name}'",
			"ALTER TABLE `{$db->table( $table )}` ADD KEY {$name} ({$columns})"
		);
	}

	/** @param string $columns As they stand between the brackets. */
	public static function add_unique_key( Db $db, string $table, string $name, string $columns ): void {
		self::once(
			$db,
			"SHOW INDEX FROM `{$db->table( $table )}` WHERE Key_name = '{$name}'",
			"ALTER TABLE `{$db->table( $table )}` ADD UNIQUE KEY {$name} ({$columns})"
		);
	}

	public static function drop_key( Db $db, string $table, string $name ): void {
		if ( array() === $db->rows( "SHOW INDEX FROM `{$db->table( $table )}` WHERE Key_name = '{$name}'" ) ) {
			return;
		}
		try {
			$db->query( "ALTER TABLE `{$db->table( $table )}` DROP KEY {$name}" );
		} catch ( DatabaseError $error ) {
			// 1091: there is no such key; SQLite has words only.
			if ( 1091 !== $error->errno && 1 !== preg_match( '/no such index|(does not|doesn.t) exist/i', $error->getMessage() ) ) {
				throw $error;
			}
		}
	}

	/** Another request may do the same between look and change. */
	public static function once( Db $db, string $look, string $change ): void {
		if ( array() !== $db->rows( $look ) ) {
			return;
		}
		try {
			$db->query( $change );
		} catch ( DatabaseError $error ) {
			if ( ! self::is_there_already( $error ) ) {
				throw $error;
			}
		}
	}

	private static function is_there_already( DatabaseError $error ): bool {
		// 1060 duplicate column, 1061 duplicate key; SQLite has words only.
		return in_array( $error->errno, array( 1060, 1061 ), true )
			|| 1 === preg_match( '/duplicate (column|key)|already exists/i', $error->getMessage() );
	}
}
