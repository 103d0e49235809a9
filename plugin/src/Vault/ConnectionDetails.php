<?php
declare(strict_types=1);

namespace Callboard\Vault;

defined( 'ABSPATH' ) || exit;

/** What an admin sets of a connection. */
final class ConnectionDetails {
	public function __construct(
		public readonly string $login_url,
		public readonly string $consumer_key,
		public readonly string $username,
		/** Null keeps the stored one. */
		public readonly ?string $certificate = null,
		/** Write-only; null keeps the stored one. */
		#[\SensitiveParameter]
		public readonly ?string $private_key = null,
		public readonly ?int $user_id = null
	) {}

	/** @param array<string, mixed> $body A body that passed connection.request. */
	public static function from_array( array $body, ?int $user_id ): self {
		$text = static fn( string $name ): ?string => isset( $body[ $name ] ) && '' !== trim( (string) $body[ $name ] ) ? trim( (string) $body[ $name ] ) : null;
		return new self(
			untrailingslashit( (string) $text( 'login_url' ) ),
			(string) $text( 'consumer_key' ),
			(string) $text( 'username' ),
			$text( 'certificate' ),
			$text( 'private_key' ),
			$user_id
		);
	}
}
