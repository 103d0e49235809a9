<?php
declare(strict_types=1);

namespace Callboard\Vault;

defined( 'ABSPATH' ) || exit;

/** What Salesforce's token endpoint gave. */
final class IssuedToken {
	public function __construct(
		#[\SensitiveParameter]
		public readonly string $access_token,
		public readonly string $instance_url,
		public readonly string $org_id
	) {}
}
