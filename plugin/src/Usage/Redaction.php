<?php
declare(strict_types=1);

namespace Callboard\Usage;

defined( 'ABSPATH' ) || exit;

/** The second look at what a worker reports: an older or a broken one must not put a secret into the log. */
final class Redaction {
	private const PATTERNS = array(
		'/00D\w{12,15}!\S+/'                         => '[secret]',
		'/\b(Bearer|OAuth)\s+[\w.!~+\/=-]+/i'        => '$1 [secret]',
		'/\beyJ[\w-]+\.[\w-]+\.?[\w-]*/'             => '[secret]',
		'/("?(?:access_token|refresh_token|id_token|client_secret|assertion|password|secret|token|code|sid|authorization)"?\s*[=:]\s*"?)[^"&\s,}]+/i' => '$1[secret]',
		'/[^\s"<>@,;:()]*@[^\s\'"<>@,;:()]+\.[a-z]{2,}/i' => '[e-mail]',
	);

	public static function of( string $text ): string {
		return mb_substr( (string) preg_replace( array_keys( self::PATTERNS ), array_values( self::PATTERNS ), mb_scrub( $text, 'UTF-8' ) ), 0, 500 );
	}
}
