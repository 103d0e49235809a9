<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Salesforce ids: 15 case-sensitive characters, or 18 of which the last three say which letters are capitals. */
final class ExternalId {
	private const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

	/** @return ?string The 18 characters, or null when it is no id. */
	public static function of_18( string $id ): ?string {
		if ( 1 === preg_match( '/^[A-Za-z0-9]{18}$/D', $id ) ) {
			return $id;
		}
		if ( 1 !== preg_match( '/^[A-Za-z0-9]{15}$/D', $id ) ) {
			return null;
		}
		foreach ( str_split( substr( $id, 0, 15 ), 5 ) as $part ) {
			$bits = 0;
			foreach ( str_split( $part ) as $position => $character ) {
				$bits |= ctype_upper( $character ) ? 1 << $position : 0;
			}
			$id .= self::CHECK[ $bits ];
		}
		return $id;
	}
}
