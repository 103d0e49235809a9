<?php
declare(strict_types=1);

namespace Callboard\Usage;

defined( 'ABSPATH' ) || exit;

/** Of calls that PHP made, and the second look at what a worker reports: an older or a broken one must not put a secret into the log. */
final class Redaction {
	private const PATTERNS = array(
		'/00D\w{12,15}!\S+/'                         => '[secret]',
		'/\b(Bearer|OAuth)\s+[\w.!~+\/=-]+/i'        => '$1 [secret]',
		'/\beyJ[\w-]+\.[\w-]+\.?[\w-]*/'             => '[secret]',
		'/("?(?:access_token|refresh_token|id_token|client_secret|assertion|password|secret|token|code|sid|authorization)"?\s*[=:]\s*"?)[^"&\s,}]+/i' => '$1[secret]',
	);

	private const MAIL = '/[^\s"<>@,;:()]*@[^\s\'"<>@,;:()]+\.[a-z]{2,}/i';

	/** Literals of a query name people; ids do not, and say which record it was. */
	private const LITERAL = "/'((?:[^'\\\\]|\\\\.)*+)'/";
	private const ID      = '/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/D';

	public static function of( string $text ): string {
		$bare = (string) preg_replace( array_keys( self::PATTERNS ), array_values( self::PATTERNS ), mb_scrub( $text, 'UTF-8' ) );
		$bare = (string) preg_replace_callback( self::LITERAL, static fn( array $found ) => 1 === preg_match( self::ID, $found[1] ) ? $found[0] : "'…'", $bare );
		return mb_substr( (string) preg_replace( self::MAIL, '[e-mail]', $bare ), 0, 500 );
	}
}
