<?php
declare(strict_types=1);

namespace Callboard;

defined( 'ABSPATH' ) || exit;

/** Loaded before anything else, so it must stay readable by old PHP versions. */
final class Requirements {
	const PHP       = '8.1';
	const WORDPRESS = '6.8';

	/** WordPress fills in for some of mbstring, not for all that titles in every script need. */
	const EXTENSIONS = array( 'mbstring', 'openssl', 'zlib' );

	/**
	 * @param string[] $extensions Those that PHP has loaded.
	 * @return string[]
	 */
	public static function unmet( string $php_version, string $wp_version, array $extensions = self::EXTENSIONS ): array {
		$unmet = array();
		if ( version_compare( $php_version, self::PHP, '<' ) ) {
			$unmet[] = 'PHP ' . self::PHP;
		}
		// A development version ("7.2-alpha") counts as the release it leads to.
		if ( version_compare( (string) preg_replace( '/-.*$/', '', $wp_version ), self::WORDPRESS, '<' ) ) {
			$unmet[] = 'WordPress ' . self::WORDPRESS;
		}
		foreach ( array_diff( self::EXTENSIONS, array_map( 'strtolower', $extensions ) ) as $missing ) {
			$unmet[] = "PHP's extension " . $missing;
		}
		return $unmet;
	}

	/** @param string[] $unmet */
	public static function print_notice( array $unmet ): void {
		printf(
			'<div class="notice notice-error"><p>%s</p></div>',
			esc_html(
				sprintf(
					/* translators: %s: a list such as "PHP 8.1, WordPress 6.8". */
					__( 'Callboard for Salesforce needs at least %s. It stays switched off until then.', 'callboard' ),
					implode( ', ', $unmet )
				)
			)
		);
	}
}
