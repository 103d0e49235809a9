<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/**
 * The connection that an open transaction began on: its statements go there and nowhere else.
 *
 * Where it is lost, $wpdb connects anew and sends the statement once more; all that follows would be stored for good
 * without what came before.
 */
final class HeldConnection {
	public function __construct( private readonly \wpdb $wpdb, public readonly \mysqli $mysqli ) {}

	/**
	 * @return int|list<array<string, string|null>> Rows of a question, else how many rows it touched.
	 * @throws DatabaseError
	 */
	public function rows( string $statement ): int|array {
		$result = $this->ask( $statement );
		return $result instanceof \mysqli_result ? $result->fetch_all( MYSQLI_ASSOC ) : max( 0, (int) $this->mysqli->affected_rows );
	}

	/**
	 * @return list<\stdClass>
	 * @throws DatabaseError
	 */
	public function objects( string $statement ): array {
		$result = $this->ask( $statement );
		$rows   = array();
		while ( $result instanceof \mysqli_result && is_object( $row = $result->fetch_object() ) ) {
			$rows[] = $row;
		}
		return $rows;
	}

	private function ask( string $statement ): \mysqli_result|bool {
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- core's filter, asked as $wpdb asks it.
		$sql   = (string) apply_filters( 'query', $statement );
		$begun = microtime( true );
		// phpcs:ignore WordPress.DB.RestrictedFunctions.mysql_mysqli_query -- $wpdb would connect anew; the caller has escaped every value.
		$result = '' === $sql ? false : mysqli_query( $this->mysqli, $sql );
		if ( false === $result ) {
			$errno = $this->mysqli->errno; // Escaping may read an option, and so forget it.
			throw new DatabaseError( esc_html( $this->mysqli->error ), $errno, substr( $sql, 0, 500 ) );
		}
		++$this->wpdb->num_queries;
		$this->wpdb->insert_id = (int) $this->mysqli->insert_id;
		if ( defined( 'SAVEQUERIES' ) && SAVEQUERIES ) {
			$this->wpdb->log_query( $sql, microtime( true ) - $begun, $this->wpdb->get_caller(), $begun, array() );
		}
		return $result;
	}
}
