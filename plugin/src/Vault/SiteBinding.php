<?php
declare(strict_types=1);

namespace Callboard\Vault;

defined( 'ABSPATH' ) || exit;

/**
 * Ties a connection to this site. Stored as a keyed hash: a search-and-replace of the address through the
 * database, as every migration tool does, must not make a copy look like the original.
 */
final class SiteBinding {
	public const OPTION = 'callboard_installation_secret';

	public const BOUND  = 'bound';
	public const COPIED = 'copied';

	public static function hash(): string {
		return hash_hmac( 'sha256', self::address(), self::secret() );
	}

	public static function matches( string $hash ): bool {
		return hash_equals( $hash, self::hash() );
	}

	/** get_option() and not home_url(): multilingual plugins filter the latter by the language of the request. */
	private static function address(): string {
		$home = strtolower( untrailingslashit( (string) get_option( 'home' ) ) );
		return (string) preg_replace( '#^https?://#', '', $home );
	}

	private static function secret(): string {
		$secret = get_option( self::OPTION );
		if ( ! is_string( $secret ) || '' === $secret ) {
			$secret = bin2hex( random_bytes( 32 ) );
			// add_option() keeps the first of two that race; read back what won.
			add_option( self::OPTION, $secret, '', false );
			$secret = (string) get_option( self::OPTION );
		}
		return $secret;
	}
}
