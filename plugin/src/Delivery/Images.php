<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** Makes a picture the featured image of a listing. */
final class Images {
	public function __construct( private readonly MediaLibrary $library ) {}

	/** @throws Failure When the picture cannot be had. */
	public function fetch( Effect $effect, \WP_Post $post ): void {
		if ( ! $effect->payload['replace'] && has_post_thumbnail( $post ) ) {
			return; // "Fill if empty": the picture a person chose stays.
		}
		$source = PictureSource::of_value( (string) $effect->payload['url'] );
		set_post_thumbnail( $post, $this->library->bring_in( $effect->tenant_id, $source, $post, '' ) );
	}
}
