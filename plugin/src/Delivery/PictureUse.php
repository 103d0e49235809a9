<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** A listing whose featured picture Salesforce decides. */
final class PictureUse {
	public function __construct(
		public readonly int $post_id,
		public readonly string $mapping_id,
		/** As Salesforce says it: an address, or the id of a file. */
		public readonly string $value,
		public readonly PictureSource $source,
		/** What the listing shows now; 0 where it shows none. */
		public readonly int $attachment_id
	) {}
}
