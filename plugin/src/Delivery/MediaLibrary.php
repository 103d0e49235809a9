<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Salesforce\Files;

defined( 'ABSPATH' ) || exit;

/** Brings pictures into the media library: each one once for a tenant, by its source and by its bytes. */
final class MediaLibrary {
	private const MAX_BYTES  = 10485760;
	private const MAX_PIXELS = 50000000;
	private const MIMES      = array( 'image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif' );

	public function __construct( private readonly Clock $clock, private readonly Pictures $pictures, private readonly Files $files, private readonly Download $download, private readonly Attachments $attachments ) {}

	/**
	 * @param list<string> $paths For a picture of a rich text: where it may be, below /sobjects/.
	 * @return int The attachment.
	 * @throws Failure When it cannot be had; of kind transient, rate_limit or auth when it may be later.
	 */
	public function bring_in( int $tenant_id, PictureSource $source, \WP_Post $post, string $alt, array $paths = array() ): int {
		$known = $this->pictures->find( $tenant_id, $source );
		return $known->attachment_id ?? $this->load( $tenant_id, $source, $post, $alt, $paths, null );
	}

	/**
	 * What its source brings by now.
	 *
	 * @param ?string $asked The version that is wanted, or for an address the moment; null where nobody looked yet.
	 * @return int The attachment.
	 * @throws Failure As above; what is there stays.
	 */
	public function renew( int $tenant_id, PictureSource $source, \WP_Post $post, ?string $asked = null ): int {
		$known = $this->pictures->find( $tenant_id, $source );
		if ( null !== $known?->attachment_id && ( ! $source->may_change() || $known->has( $source, $asked ) ) ) {
			return $known->attachment_id;
		}
		return $this->load( $tenant_id, $source, $post, '', array(), $known );
	}

	/** @param list<string> $paths */
	private function load( int $tenant_id, PictureSource $source, \WP_Post $post, string $alt, array $paths, ?Picture $known ): int {
		require_once ABSPATH . 'wp-admin/includes/file.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		require_once ABSPATH . 'wp-admin/includes/media.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		require_once ABSPATH . 'wp-admin/includes/image.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		$before = $known?->attachment_id;
		$unless = null === $before ? null : $known->version;
		$latest = null;
		if ( PictureSource::FILE === $source->kind ) {
			$latest = $this->files->versions( $tenant_id, array( $source->id ) )[ $source->id ] ?? throw self::not_there();
			if ( null !== $before && $latest->version === $unless ) {
				$this->pictures->looked_at( $tenant_id, $source );
				return $before;
			}
		}
		$file = wp_tempnam( 'callboard' );
		try {
			$version = $this->fetch( $tenant_id, $source, $paths, $file, $latest?->version, $unless );
			if ( null !== $before && null !== $unless && ! is_file( $file ) ) {
				$this->pictures->looked_at( $tenant_id, $source );
				return $before;
			}
			if ( false === $latest?->is( $file ) && filesize( $file ) <= self::MAX_BYTES ) {
				throw PictureFailures::unreachable( __( 'The file did not arrive whole.', 'callboard' ), FailureKind::TRANSIENT );
			}
			$mime       = $this->mime( $file );
			$hash       = (string) hash_file( 'sha256', $file );
			$attachment = $this->pictures->with_bytes( $tenant_id, $hash ) ?? $this->attachments->with_bytes( $tenant_id, $hash ) ?? $this->attachments->make( $tenant_id, $file, $mime, $hash, $source, $post, $alt, $before );
			$this->pictures->remember( $tenant_id, $source, $hash, $attachment, $version );
			if ( null !== $before && $before !== $attachment ) {
				SupersededPictures::mark( $before, $this->clock->now_ms() );
			}
			return $attachment;
		} finally {
			if ( is_file( $file ) ) {
				wp_delete_file( $file );
			}
		}
	}

	/**
	 * @param list<string> $paths
	 * @return ?string The version of what was fetched; no file is left where an address brings the same as before.
	 */
	private function fetch( int $tenant_id, PictureSource $source, array $paths, string $file, ?string $version, ?string $unless ): ?string {
		if ( PictureSource::URL === $source->kind ) {
			return $this->download->to( $file, $source->id, self::MAX_BYTES, $unless );
		}
		if ( PictureSource::FILE === $source->kind ) {
			$paths = array( (string) $source->path( $version ) );
		}
		foreach ( array_filter( $paths ) as $path ) {
			try {
				$this->files->fetch( $tenant_id, $path, $file, self::MAX_BYTES );
				return $version;
			} catch ( Failure $refused ) {
				if ( PictureFailures::may_pass( $refused ) ) {
					throw $refused;
				}
			}
		}
		throw self::not_there();
	}

	private static function not_there(): Failure {
		return PictureFailures::unreachable( __( 'Salesforce has no such file that the integration user may see.', 'callboard' ) );
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
		// A head without a picture behind it: browsers show it as broken, and its memory cannot be told beforehand.
		if ( ! is_array( $size ) || $size[0] < 1 || $size[1] < 1 ) {
			throw PictureFailures::unreachable( __( 'The file is not a picture this site accepts.', 'callboard' ) );
		}
		return $mime;
	}
}
