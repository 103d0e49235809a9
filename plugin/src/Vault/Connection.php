<?php
declare(strict_types=1);

namespace Callboard\Vault;

defined( 'ABSPATH' ) || exit;

/** A tenant's connection to its org, without its secrets. */
final class Connection {
	public const API_VERSION = '66.0';

	public const PRIVATE_KEY  = 'private_key';
	public const ACCESS_TOKEN = 'access_token';

	public function __construct(
		public readonly int $tenant_id,
		public readonly string $login_url,
		public readonly string $consumer_key,
		public readonly string $username,
		public readonly ?string $certificate,
		public readonly string $api_version,
		public readonly ?string $org_id,
		public readonly string $site_hash,
		public readonly ?int $connected_by,
		public readonly ?int $connected_ms,
		public readonly int $token_generation,
		public readonly ?string $token_instance_url,
		public readonly ?int $token_issued_ms
	) {}

	/** The key comes first: Salesforce wants its certificate before it gives a consumer key. */
	public function is_complete(): bool {
		return '' !== $this->login_url && '' !== $this->consumer_key && '' !== $this->username;
	}

	/** Where the record is in Salesforce; null before the first sign-in. */
	public function record_url( string $external_id ): ?string {
		return null === $this->token_instance_url || '' === $this->token_instance_url ? null : untrailingslashit( $this->token_instance_url ) . '/' . rawurlencode( $external_id );
	}

	public function site_state(): string {
		return SiteBinding::matches( $this->site_hash ) ? SiteBinding::BOUND : SiteBinding::COPIED;
	}

	public function is_bound(): bool {
		return SiteBinding::BOUND === $this->site_state();
	}
}
