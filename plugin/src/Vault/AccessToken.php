<?php
declare(strict_types=1);

namespace Callboard\Vault;

defined( 'ABSPATH' ) || exit;

/** A Salesforce access token of one generation: what a lease carries. */
final class AccessToken {
	public function __construct(
		#[\SensitiveParameter]
		public readonly string $token,
		public readonly string $instance_url,
		public readonly int $generation,
		public readonly string $api_version,
		public readonly ?string $org_id,
		public readonly int $issued_ms
	) {}

	/** @return array<string, mixed> As contract/token.answer.schema.json. */
	public function to_array(): array {
		return array(
			'access_token' => $this->token,
			'instance_url' => $this->instance_url,
			'generation'   => $this->generation,
			'api_version'  => $this->api_version,
			'org_id'       => $this->org_id,
		);
	}
}
