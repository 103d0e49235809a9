<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Ownership\SyncContext;

defined( 'ABSPATH' ) || exit;

/** Files of pictures as attachments of WordPress: each carries whose bytes it is of, so that none is made twice. */
final class Attachments {
	/** Tenant and SHA-256, written with the attachment itself: PHP may die before anything else is. */
	public const META = '_callboard_picture';

	private const ALT = '_wp_attachment_image_alt';

	public function __construct( private readonly Db $db ) {}

	/** One with these bytes that no source names any more, or that PHP died over. */
	public function with_bytes( int $tenant_id, string $hash ): ?int {
		$id   = (int) $this->db->value( "SELECT post_id FROM {$this->db->wpdb()->postmeta} WHERE meta_key = %s AND meta_value = %s ORDER BY post_id LIMIT 1", array( self::META, "{$tenant_id}:{$hash}" ) );
		$file = 0 === $id || 'attachment' !== get_post_type( $id ) ? false : wp_get_original_image_path( $id );
		$file = is_string( $file ) ? $file : (string) get_attached_file( $id );
		// A person may have put another file in its place.
		if ( 0 === $id || ! is_file( $file ) || hash_file( 'sha256', $file ) !== $hash ) {
			return null;
		}
		if ( ! is_array( wp_get_attachment_metadata( $id ) ) || array() !== wp_get_missing_image_subsizes( $id ) ) {
			wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $file ) );
		}
		delete_post_meta( $id, SupersededPictures::META );
		return $id;
	}

	/**
	 * @param string $file   Moved into the library.
	 * @param ?int   $before The attachment this one follows: what people wrote about it is said of this one too.
	 * @throws Failure When WordPress does not take it.
	 */
	public function make( int $tenant_id, string $file, string $mime, string $hash, PictureSource $source, \WP_Post $post, string $alt, ?int $before ): int {
		$old   = null === $before ? null : \WP_Post::get_instance( $before );
		$words = '' === trim( $alt ) ? html_entity_decode( $post->post_title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) : $alt;
		// No words on purpose are words too: a picture that only adorns.
		$words = ! $old instanceof \WP_Post || ! metadata_exists( 'post', $old->ID, self::ALT ) ? $words : (string) get_post_meta( $old->ID, self::ALT, true );
		// Whoever listens to attachments finds our listings locked.
		$id = SyncContext::closed(
			static fn() => media_handle_sideload(
				array(
					'name'     => self::name( $mime, $source, $post ),
					'tmp_name' => $file,
				),
				$post->ID,
				wp_slash( $old instanceof \WP_Post ? $old->post_title : $post->post_title ),
				array(
					'meta_input' => array(
						self::META => "{$tenant_id}:{$hash}",
						self::ALT  => wp_slash( wp_strip_all_tags( $words ) ),
					),
				) + ( ! $old instanceof \WP_Post ? array() : array(
					'post_excerpt' => wp_slash( $old->post_excerpt ),
					'post_content' => wp_slash( $old->post_content ),
				) )
			)
		);
		return is_wp_error( $id ) ? throw PictureFailures::unreachable( $id->get_error_message() ) : $id;
	}

	private static function name( string $mime, PictureSource $source, \WP_Post $post ): string {
		$name = PictureSource::URL === $source->kind ? sanitize_file_name( (string) pathinfo( (string) wp_parse_url( $source->id, PHP_URL_PATH ), PATHINFO_FILENAME ) ) : sanitize_title( $post->post_title );
		return ( '' === $name ? 'listing-' . $post->ID : $name ) . '.' . str_replace( 'jpeg', 'jpg', substr( $mime, 6 ) );
	}
}
