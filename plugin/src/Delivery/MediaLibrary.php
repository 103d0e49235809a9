<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;
use Callboard\Salesforce\Files;

defined( 'ABSPATH' ) || exit;

/** Brings pictures into the media library: each one once for a tenant, by its source and by its bytes. */
final class MediaLibrary {
	private const MAX_BYTES  = 10485760;
	private const MAX_PIXELS = 50000000;
	private const MIMES      = array( 'image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif' );

	public function __construct( private readonly Pictures $pictures, private readonly Files $files, private readonly Download $download ) {}

	/**
	 * @param bool         $fresh Look whether the source brings other bytes by now.
	 * @param list<string> $paths For a picture of a rich text: where it may be, below /sobjects/.
	 * @return int The attachment.
	 * @throws Failure When it cannot be had; of kind transient, rate_limit or auth when it may be later.
	 */
	public function bring_in( int $tenant_id, PictureSource $source, \WP_Post $post, string $alt, array $paths = array(), bool $fresh = false ): int {
		$known = $this->pictures->known( $tenant_id, array( $source->key() ) )[ $source->key() ] ?? null;
		if ( null !== $known && ! ( $fresh && $source->may_change() ) ) {
			return $known;
		}
		require_once ABSPATH . 'wp-admin/includes/file.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		require_once ABSPATH . 'wp-admin/includes/media.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		require_once ABSPATH . 'wp-admin/includes/image.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		$file = wp_tempnam( 'callboard' );
		try {
			$this->fetch( $tenant_id, $source, $paths, $file );
			$mime       = $this->mime( $file );
			$hash       = (string) hash_file( 'sha256', $file );
			$attachment = $this->pictures->with_bytes( $tenant_id, $hash ) ?? $this->side_load( $file, $mime, $source, $post, $alt );
			$this->pictures->remember( $tenant_id, $source, $hash, $attachment );
			return $attachment;
		} finally {
			if ( is_file( $file ) ) {
				wp_delete_file( $file );
			}
		}
	}

	/** @param list<string> $paths */
	private function fetch( int $tenant_id, PictureSource $source, array $paths, string $file ): void {
		if ( PictureSource::URL === $source->kind ) {
			$this->download->to( $file, $source->id, self::MAX_BYTES );
			return;
		}
		if ( PictureSource::FILE === $source->kind ) {
			$version = $source->is_document() ? $this->files->latest_version( $tenant_id, $source->id ) : $source->id;
			$paths   = null === $version ? array() : array( PictureSource::of_file( $version )?->path() ?? '' );
		}
		$failure = PictureFailures::unreachable( __( 'Salesforce has no such file that the integration user may see.', 'callboard' ) );
		foreach ( array_filter( $paths ) as $path ) {
			try {
				$this->files->fetch( $tenant_id, $path, $file, self::MAX_BYTES );
				return;
			} catch ( Failure $refused ) {
				if ( PictureFailures::may_pass( $refused ) ) {
					throw $refused;
				}
			}
		}
		throw $failure;
	}

	/** By its first bytes, whatever its name and headers say. */
	private function mime( string $file ): string {
		clearstatcache( true, $file );
		if ( (int) filesize( $file ) > self::MAX_BYTES ) {
			throw PictureFailures::unreachable( __( 'The file is larger than 10 MB.', 'callboard' ) );
		}
		$mime = 0 === (int) filesize( $file ) ? '' : (string) wp_get_image_mime( $file );
		if ( ! in_array( $mime, self::MIMES, true ) || ! in_array( $mime, get_allowed_mime_types(), true ) ) {
			throw PictureFailures::unreachable( __( 'The file is not a picture this site accepts.', 'callboard' ) );
		}
		$size = wp_getimagesize( $file );
		// A few kilobytes can unpack to more memory than PHP has, and PHP would end with them.
		if ( is_array( $size ) && $size[0] * $size[1] > self::MAX_PIXELS ) {
			throw PictureFailures::unreachable( __( 'The picture has more than 50 million pixels.', 'callboard' ) );
		}
		return $mime;
	}

	private function side_load( string $file, string $mime, PictureSource $source, \WP_Post $post, string $alt ): int {
		$name = PictureSource::URL === $source->kind ? sanitize_file_name( (string) pathinfo( (string) wp_parse_url( $source->id, PHP_URL_PATH ), PATHINFO_FILENAME ) ) : sanitize_title( $post->post_title );
		$name = ( '' === $name ? 'listing-' . $post->ID : $name ) . '.' . str_replace( 'jpeg', 'jpg', substr( $mime, 6 ) );
		$id   = media_handle_sideload(
			array(
				'name'     => $name,
				'tmp_name' => $file,
			),
			$post->ID,
			$post->post_title
		);
		if ( is_wp_error( $id ) ) {
			throw PictureFailures::unreachable( $id->get_error_message() );
		}
		$words = '' === trim( $alt ) ? html_entity_decode( $post->post_title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) : $alt;
		update_post_meta( $id, '_wp_attachment_image_alt', wp_slash( wp_strip_all_tags( $words ) ) );
		return $id;
	}
}
