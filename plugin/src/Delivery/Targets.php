<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Where a mapped value lives in WordPress. */
final class Targets {
	public const COLUMNS = array(
		'title'   => 'post_title',
		'content' => 'post_content',
		'excerpt' => 'post_excerpt',
		'slug'    => 'post_name',
		'status'  => 'post_status',
		'parent'  => 'post_parent',
	);

	/** Which source address the featured image came from. */
	public const IMAGE_META = '_callboard_image_url';

	/** Where WordPress keeps the featured image. */
	public const THUMBNAIL = '_thumbnail_id';

	public static function of_column( string $column ): string {
		return (string) array_search( $column, self::COLUMNS, true );
	}

	/** @return ?string The meta key of `meta:key` and `acf:name` targets. */
	public static function meta_key( string $target ): ?string {
		if ( str_starts_with( $target, 'meta:' ) ) {
			return substr( $target, 5 );
		}
		return str_starts_with( $target, 'acf:' ) ? substr( $target, 4 ) : null;
	}

	public static function taxonomy( string $target ): ?string {
		return str_starts_with( $target, 'taxonomy:' ) ? substr( $target, 9 ) : null;
	}
}
