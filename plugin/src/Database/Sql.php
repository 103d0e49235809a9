<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/** Values as they stand in the text of a statement, the same on MariaDB and on SQLite. */
final class Sql {
	/** Characters no text of a site holds, between the parts of a statement that is escaped as a whole. */
	private const ROW     = "\x02";
	private const VALUE   = "\x01";
	private const NOTHING = "\x03";

	public function __construct( private readonly \wpdb $wpdb, private readonly Connection $connection ) {}

	/**
	 * The statement with its arguments in it, nulls included.
	 *
	 * @param list<scalar|null> $args
	 */
	public function prepared( string $sql, array $args ): string {
		// phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- this is where statements get prepared.
		return array() === $args ? $sql : (string) $this->wpdb->prepare( ...$this->without_nulls( $sql, $args ) ); // @phpstan-ignore argument.type (repositories put table names into the text; values are always arguments)
	}

	/**
	 * $wpdb->prepare() writes null as '' or 0: each null argument's placeholder becomes the word NULL instead.
	 *
	 * @param list<scalar|null> $args
	 * @return list<scalar>
	 */
	private function without_nulls( string $sql, array $args ): array {
		if ( in_array( null, $args, true ) ) {
			$position = 0;
			$sql      = (string) preg_replace_callback(
				'/%(?:%|[dsFfi])/',
				static function ( array $found ) use ( $args, &$position ): string {
					if ( '%%' === $found[0] ) {
						return '%%';
					}
					return null === ( $args[ $position++ ] ?? null ) ? 'NULL' : $found[0];
				},
				$sql
			);
			$args     = array_values( array_filter( $args, static fn( $arg ) => null !== $arg ) );
		}
		$args = array_map( static fn( $arg ) => is_bool( $arg ) ? (int) $arg : $arg, $args );
		// prepare() refuses a statement without placeholders: one that matches everything keeps it content.
		return array() === $args ? array( $sql . ' /* %s */', 'no arguments' ) : array( $sql, ...$args );
	}

	/**
	 * The placeholders of an IN list.
	 *
	 * @param array<mixed> $values
	 */
	public static function places( array $values, string $placeholder = '%s' ): string {
		return implode( ',', array_fill( 0, count( $values ), $placeholder ) );
	}

	/** @param list<string> $columns */
	public function insert_into( string $full_table, array $columns ): string {
		return 'INSERT INTO `' . $full_table . '` (`' . implode( '`,`', $columns ) . '`) VALUES ';
	}

	/**
	 * What follows VALUES, in parts of about so many bytes.
	 *
	 * @param iterable<list<scalar|null>> $rows
	 * @param ?Meanwhile                  $meanwhile Kept going while the rows are written down.
	 * @return \Generator<string>
	 */
	public function values( iterable $rows, int $bytes, ?Meanwhile $meanwhile ): \Generator {
		$marked = '';
		$held   = array();
		$nulls  = 0;
		foreach ( $rows as $row ) {
			$held[] = $row;
			foreach ( $row as $position => $value ) {
				if ( null === $value ) {
					$row[ $position ] = self::NOTHING;
					++$nulls;
				} elseif ( is_bool( $value ) || is_float( $value ) ) {
					$row[ $position ] = $this->number( $value );
				}
			}
			$meanwhile?->keep_going();
			$marked .= self::ROW . self::VALUE . implode( self::VALUE, $row );
			if ( strlen( $marked ) > $bytes ) {
				yield $this->rows( $marked, $held, $nulls );
				$marked = '';
				$held   = array();
				$nulls  = 0;
			}
		}
		if ( '' !== $marked ) {
			yield $this->rows( $marked, $held, $nulls );
		}
	}

	/** @param list<list<scalar|null>> $rows */
	private function rows( string $marked, array $rows, int $nulls ): string {
		return $this->escaped( $marked, array( count( $rows ), array_sum( array_map( 'count', $rows ) ), $nulls ) )
			?? implode( ',', array_map( fn( array $row ) => '(' . implode( ',', array_map( $this->literal( ... ), $row ) ) . ')', $rows ) );
	}

	/**
	 * One escape for the text of a whole statement: one for each value costs more than everything else in a row.
	 *
	 * @param array{0: int, 1: int, 2: int} $marks How many rows, values and nulls were written.
	 * @return ?string Null where a value holds a mark itself, or the database is not MySQL: each value is escaped then.
	 */
	private function escaped( string $marked, array $marks ): ?string {
		$mysqli = $this->connection->mysqli();
		if ( null === $mysqli || array( substr_count( $marked, self::ROW ), substr_count( $marked, self::VALUE ), substr_count( $marked, self::NOTHING ) ) !== $marks ) {
			return null;
		}
		$text = $mysqli->real_escape_string( substr( $marked, strlen( self::ROW . self::VALUE ) ) );
		return str_replace( array( self::ROW . self::VALUE, self::VALUE, "'" . self::NOTHING . "'" ), array( "'),('", "','", 'NULL' ), "('" . $text . "')" );
	}

	/**
	 * The values of an IN list too long for prepare(), for a statement without other arguments.
	 *
	 * @param list<string> $values
	 */
	public function texts( array $values ): string {
		$whole = $this->escaped( self::ROW . self::VALUE . implode( self::VALUE, $values ), array( 1, count( $values ), 0 ) );
		return null === $whole ? implode( ',', array_map( $this->literal( ... ), $values ) ) : substr( $whole, 1, -1 );
	}

	/** A value as it stands in a statement, for statements too long for prepare(). */
	public function literal( string|int|float|bool|null $value ): string {
		return match ( true ) {
			null === $value     => 'NULL',
			is_string( $value ) => $this->text( $value ),
			default             => $this->number( $value ),
		};
	}

	private function number( int|float|bool $value ): string {
		return is_float( $value ) ? rtrim( rtrim( sprintf( '%.10F', $value ), '0' ), '.' ) : (string) (int) $value;
	}

	private function text( string $value ): string {
		$mysqli = $this->connection->mysqli();
		if ( null !== $mysqli ) {
			// Not _real_escape(): its marks for percent signs are for prepare(), and cost more than the escaping.
			return "'" . $mysqli->real_escape_string( $value ) . "'";
		}
		if ( $this->connection->is_sqlite() && 1 === preg_match( '/^\d{4}-\d\d-\d\dT[\d:]+Z$/', $value ) ) {
			// The SQLite driver rewrites any literal that looks like an ISO time, in text columns too; two halves pass.
			return "CONCAT('" . substr( $value, 0, 8 ) . "','" . substr( $value, 8 ) . "')";
		}
		return "'" . $this->wpdb->_real_escape( $value ) . "'";
	}
}
