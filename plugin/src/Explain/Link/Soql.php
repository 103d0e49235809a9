<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Explain\Words;
use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/**
 * Where SOQL about one record is put together: out of names and an id that have the shape of names and ids, and of
 * conditions that were read to their end.
 */
final class Soql {
	/**
	 * @param list<string>    $fields
	 * @param list<Condition> $conditions All of them must be true.
	 * @throws Failure Where a part is not what it should be: nothing is asked then.
	 */
	public static function of_record( string $sobject, array $fields, string $external_id, array $conditions = array() ): string {
		$where = array( "Id = '" . self::checked( '/^[A-Za-z0-9]{18}$/D', $external_id ) . "'" );
		foreach ( $conditions as $condition ) {
			$where[] = "({$condition->text})";
		}
		return 'SELECT ' . implode( ', ', array_map( self::name( ... ), $fields ) ) . ' FROM ' . self::name( $sobject ) . ' WHERE ' . implode( ' AND ', $where );
	}

	private static function name( string $name ): string {
		return self::checked( '/^[A-Za-z][A-Za-z0-9_]*$/D', $name );
	}

	private static function checked( string $pattern, string $part ): string {
		return 1 === preg_match( $pattern, $part ) ? $part : throw Words::not_askable( $part );
	}
}
