<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/**
 * Removes rows that nobody will ask for again, a page a statement and so many a call: after a first read of a large org
 * they become old all at once, and a statement for all of them would be rolled back, and begun again, with each request
 * that a host ends.
 */
final class OldRows {
	public const A_CALL = 20000;
	public const A_PAGE = 1000;

	public function __construct( private readonly Db $db ) {}

	/**
	 * @param string            $table Without its prefix; it has an id, and a key that begins with the column of age.
	 * @param string            $where With placeholders.
	 * @param list<scalar|null> $args
	 * @return int How many were removed; what is left is the next call's.
	 */
	public function remove( string $table, string $age, string $where, array $args, int $at_most = self::A_CALL ): int {
		$name    = $this->db->table( $table );
		$removed = 0;
		do {
			$page = min( self::A_PAGE, $at_most - $removed );
			$ids  = $this->db->column( "SELECT id FROM {$name} WHERE {$where} ORDER BY {$age} LIMIT %d", array( ...$args, $page ) );
			if ( array() !== $ids ) {
				$removed += $this->db->query( "DELETE FROM {$name} WHERE id IN (" . implode( ',', array_map( 'intval', $ids ) ) . ')' );
			}
		} while ( count( $ids ) === $page && $removed < $at_most );
		return $removed;
	}
}
