<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Something that keeps pictures from being as their sources are. */
final class PictureTrouble {
	/** @param list<int> $post_ids Listings that show these pictures. */
	public function __construct(
		public readonly string $code,
		public readonly string $message,
		public readonly array $post_ids
	) {}

	/** @param list<int> $post_ids */
	public function with( array $post_ids ): self {
		return new self( $this->code, $this->message, array_values( array_unique( array( ...$this->post_ids, ...$post_ids ) ) ) );
	}
}
