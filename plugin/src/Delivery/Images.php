<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Ledger\Ledger;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Vault\OutsideUrl;

defined( 'ABSPATH' ) || exit;

/** Brings a listing's picture into the media library and makes it the featured image. */
final class Images {
	private const SOURCE_META     = '_callboard_source';
	private const HASH_META       = '_callboard_hash';
	private const TIMEOUT_SECONDS = 10;
	private const MAX_BYTES       = 10485760;
	private const MAX_REDIRECTS   = 3;
	private const MIMES           = array( 'image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif' );

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Ledger $ledger,
		private readonly RunItems $items
	) {}

	public function fetch( Effect $effect ): void {
		$post = get_post( (int) $effect->payload['post_id'] );
		$url  = (string) $effect->payload['url'];
		if ( ! $post instanceof \WP_Post || ( ! $effect->payload['replace'] && has_post_thumbnail( $post ) ) ) {
			return; // "Fill if empty": the picture a person chose stays.
		}
		try {
			$attachment = $this->known( self::SOURCE_META, $url ) ?? $this->bring_in( $url, $post );
			set_post_thumbnail( $post, $attachment );
		} catch ( Failure $failure ) {
			$this->report( $effect, $post, $failure );
		}
	}

	private function bring_in( string $url, \WP_Post $post ): int {
		require_once ABSPATH . 'wp-admin/includes/file.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		require_once ABSPATH . 'wp-admin/includes/media.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		require_once ABSPATH . 'wp-admin/includes/image.php'; // @phpstan-ignore requireOnce.fileNotFound (core is not part of the analysis)
		$file = $this->download( $url );
		try {
			$mime = $this->mime( $file, $url );
			$hash = (string) hash_file( 'sha256', $file );
			return $this->known( self::HASH_META, $hash ) ?? $this->side_load( $file, $mime, $hash, $url, $post );
		} finally {
			if ( is_file( $file ) ) {
				wp_delete_file( $file );
			}
		}
	}

	/** Every hop is checked: a redirect is how a public address leads into a private network. */
	private function download( string $url ): string {
		$file = wp_tempnam( 'callboard' );
		$hop  = $url;
		for ( $redirects = 0; $redirects <= self::MAX_REDIRECTS; $redirects++ ) {
			$refusal = OutsideUrl::refusal( $hop );
			if ( null !== $refusal ) {
				throw $this->unreachable( $url, $refusal );
			}
			$answer = wp_remote_get(
				$hop,
				array(
					'timeout'             => self::TIMEOUT_SECONDS,
					'redirection'         => 0,
					'stream'              => true,
					'filename'            => $file,
					'limit_response_size' => self::MAX_BYTES + 1,
				)
			);
			if ( is_wp_error( $answer ) ) {
				wp_delete_file( $file );
				throw $this->unreachable( $url, __( 'The server did not answer.', 'callboard' ) );
			}
			$status = (int) wp_remote_retrieve_response_code( $answer );
			$next   = wp_remote_retrieve_header( $answer, 'location' );
			$next   = is_array( $next ) ? (string) end( $next ) : $next;
			if ( $status >= 300 && $status < 400 && '' !== $next ) {
				$hop = \WP_Http::make_absolute_url( $next, $hop );
				continue;
			}
			if ( 200 !== $status ) {
				wp_delete_file( $file );
				/* translators: %d: HTTP status */
				throw $this->unreachable( $url, sprintf( __( 'The server answered with status %d.', 'callboard' ), $status ) );
			}
			return $file;
		}
		wp_delete_file( $file );
		throw $this->unreachable( $url, __( 'The address redirects too often.', 'callboard' ) );
	}

	private function mime( string $file, string $url ): string {
		if ( (int) filesize( $file ) > self::MAX_BYTES ) {
			throw $this->unreachable( $url, __( 'The file is larger than 10 MB.', 'callboard' ) );
		}
		$mime = (string) wp_get_image_mime( $file );
		if ( ! in_array( $mime, self::MIMES, true ) || ! in_array( $mime, get_allowed_mime_types(), true ) ) {
			throw $this->unreachable( $url, __( 'The file is not a picture this site accepts.', 'callboard' ) );
		}
		return $mime;
	}

	private function side_load( string $file, string $mime, string $hash, string $url, \WP_Post $post ): int {
		$name = sanitize_file_name( (string) pathinfo( (string) wp_parse_url( $url, PHP_URL_PATH ), PATHINFO_FILENAME ) );
		$name = ( '' === $name ? 'listing-' . $post->ID : $name ) . '.' . str_replace( 'jpeg', 'jpg', substr( $mime, 6 ) );
		$id   = media_handle_sideload(
			array(
				'name'     => $name,
				'tmp_name' => $file,
			),
			$post->ID,
			$post->post_title,
			array( 'meta_input' => array( self::SOURCE_META => md5( $url ), self::HASH_META => $hash ) )
		);
		if ( is_wp_error( $id ) ) {
			throw $this->unreachable( $url, $id->get_error_message() );
		}
		update_post_meta( $id, '_wp_attachment_image_alt', wp_slash( wp_strip_all_tags( html_entity_decode( $post->post_title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) ) ) );
		return $id;
	}

	private function known( string $key, string $value ): ?int {
		$id = $this->db->value(
			"SELECT m.post_id FROM {$this->db->wpdb()->postmeta} m INNER JOIN {$this->db->wpdb()->posts} p ON p.ID = m.post_id
			WHERE m.meta_key = %s AND m.meta_value = %s AND p.post_type = 'attachment' ORDER BY m.post_id LIMIT 1",
			array( $key, self::SOURCE_META === $key ? md5( $value ) : $value )
		);
		return null === $id ? null : (int) $id;
	}

	private function unreachable( string $url, string $reason ): Failure {
		return new Failure(
			FailureKind::RECORD,
			'image_unreachable',
			/* translators: %s: reason */
			sprintf( __( 'The picture could not be fetched: %s The listing itself is up to date.', 'callboard' ), $reason ),
			array( __( 'Correct the address of the picture in Salesforce.', 'callboard' ) ),
			array( 'address' => mb_substr( $url, 0, 500 ) )
		);
	}

	private function report( Effect $effect, \WP_Post $post, Failure $failure ): void {
		$entry = $this->ledger->by_post( $post->ID );
		$item  = new RunItem(
			0,
			$effect->run_id,
			(string) $effect->payload['mapping_id'],
			$entry->external_id ?? '',
			Outcome::UPDATED,
			$post->ID,
			$post->post_title,
			$failure->to_array(),
			$this->clock->now_ms()
		);
		$this->items->add_many( $effect->tenant_id, $effect->run_id, array( $item ) );
	}
}
