<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/**
 * HMAC-SHA256 over method, REST route, body digest, timestamp, nonce and run token. The route and not the URL:
 * plain permalinks, subfolders and proxies change the latter. Vectors: tests/contract/signature-vectors.json.
 */
final class Signature {
	public static function of( SignedMessage $message, #[\SensitiveParameter] string $secret ): string {
		$text = implode(
			"\n",
			array( 'POST', $message->route, hash( 'sha256', $message->body ), $message->timestamp, $message->nonce, $message->run_token )
		);
		return hash_hmac( 'sha256', $text, $secret );
	}

	/** @return array<string, string> The headers of a signed request. */
	public static function headers( SignedMessage $message, string $key_id, #[\SensitiveParameter] string $secret ): array {
		return array(
			'X-Callboard-Key'       => $key_id,
			'X-Callboard-Timestamp' => $message->timestamp,
			'X-Callboard-Nonce'     => $message->nonce,
			'X-Callboard-Signature' => self::of( $message, $secret ),
		);
	}
}
