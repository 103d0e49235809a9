<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** The slug one post asks for. */
final class SlugWish {
	/**
	 * @param int  $own    The post that asks, which may keep its own slug; 0 for a new one.
	 * @param int  $parent Where the type is hierarchical, a slug is unique below its parent.
	 * @param bool $as_is  A draft gets what it asks for, and others must avoid it.
	 */
	public function __construct(
		public readonly string $slug,
		public readonly int $own = 0,
		public readonly int $parent = 0,
		public readonly bool $as_is = false
	) {}
}
