<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Ownership\SyncContext;

/** The loop a plugin author would write: wp_insert_post() + update_post_meta() + wp_set_object_terms(), without a user. */
final class ThroughWordPress {
	public const ACF_KEYS = array( 'lead' => 'field_5f0c0ffee' );

	private const COLUMNS = array( 'title' => 'post_title', 'content' => 'post_content', 'excerpt' => 'post_excerpt', 'slug' => 'post_name', 'status' => 'post_status', 'parent' => 'post_parent' );

	/** @var array<string, int> External id → post. */
	public array $ids = array();

	/** @var array<string, int> Address → attachment. */
	private array $pictures = array();

	/** @var array{list<array{0: int, 1: string}>, list<array{0: int, 1: string}>} Post, address: fetched when all posts are there, those of new ones last. */
	private array $to_fetch = array( array(), array() );

	/** @param array<string, string> $owners Target → owner, of all mapped targets. */
	public function __construct( private readonly string $post_type, private readonly array $owners ) {}

	/** @param list<Draft> $drafts */
	public function write( array $drafts ): void {
		SyncContext::run(
			function () use ( $drafts ): void {
				remove_action( 'post_updated', 'wp_save_post_revision', 10 );
				remove_action( 'wp_after_insert_post', 'wp_save_post_revision_on_insert', 9 );
				array_map( array( $this, 'one' ), $drafts );
				$this->fetch();
			}
		);
	}

	/**
	 * What a person hid already stays as it is.
	 *
	 * @param list<string> $external_ids
	 */
	public function trash( array $external_ids ): void {
		$shown = array_filter( array_map( fn( string $id ) => $this->ids[ $id ], $external_ids ), static fn( int $id ) => 'draft' !== get_post_status( $id ) );
		SyncContext::run( static fn() => array_map( 'wp_trash_post', $shown ) );
	}

	private function one( Draft $draft ): void {
		$known = $this->ids[ $draft->external_id ] ?? null;
		$returns = null !== $known && 'trash' === get_post_status( $known );
		if ( $returns ) {
			$this->untrash( $known );
		}
		$columns = $this->columns( $draft, null === $known ? null : get_post( $known ) );
		$id      = null === $known ? wp_insert_post( wp_slash( array( 'post_type' => $this->post_type ) + $columns + array( 'post_status' => 'publish' ) ), true ) : $this->update( $known, $columns, $returns );
		if ( is_wp_error( $id ) ) {
			throw new \RuntimeException( $id->get_error_message() );
		}
		$this->ids[ $draft->external_id ] = $id;
		foreach ( $draft->values as $target => $value ) {
			list( $kind, $name ) = explode( ':', $target ) + array( '', '' );
			if ( 'taxonomy' === $kind && $this->may( $target, null === $known, fn() => array() === wp_get_object_terms( $id, $name, array( 'fields' => 'tt_ids' ) ) ) ) {
				wp_set_object_terms( $id, array_map( 'wp_slash', array_filter( (array) $value, 'is_string' ) ), $name );
			} elseif ( 'meta' === $kind || 'acf' === $kind ) {
				$this->meta( $id, $name, $value, $this->may( $target, null === $known, fn() => in_array( get_metadata_raw( 'post', $id, $name, true ), array( null, '' ), true ) ) );
			}
			if ( 'acf' === $kind && ( null !== $value || 'salesforce' === $this->owners[ $target ] ) ) {
				$this->meta( $id, "_$name", null === $value ? null : self::ACF_KEYS[ $name ], 'wordpress' !== $this->owners[ $target ] );
			}
		}
		$this->picture( $id, $draft, null === $known );
	}

	/**
	 * With its slug: whether that is free is asked once, when the post has all its values. Core asks here, too, and
	 * remembers the slug of the trash as an address that the post once had.
	 */
	private function untrash( int $id ): void {
		$in_trash = get_post( $id )->post_name;
		$slug     = (string) get_post_meta( $id, '_wp_desired_post_slug', true );
		add_filter( 'wp_untrash_post_status', 'wp_untrash_post_set_previous_status', 10, 3 );
		self::with_slug_kept( $slug, static fn() => wp_untrash_post( $id ) );
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_name' => $slug ), array( 'ID' => $id ) );
		delete_post_meta( $id, '_wp_old_slug', $in_trash );
		delete_post_meta( $id, '_wp_desired_post_slug' );
	}

	/** @return array<string, mixed> The columns that may be written. */
	private function columns( Draft $draft, ?\WP_Post $stored ): array {
		$columns = array();
		foreach ( self::COLUMNS as $target => $column ) {
			if ( isset( $this->owners[ $target ] ) && $this->may( $target, null === $stored, static fn() => in_array( (string) $stored->$column, array( '', '0' ), true ) ) ) {
				$value              = $draft->values[ $target ];
				$columns[ $column ] = 'parent' === $target ? ( null === $value ? 0 : $this->ids[ $value ] ) : (string) $value;
			}
		}
		return $columns;
	}

	/** @param callable(): bool $is_empty */
	private function may( string $target, bool $is_new, callable $is_empty ): bool {
		return match ( $this->owners[ $target ] ) {
			'wordpress'     => false,
			'fill_if_empty' => $is_new || $is_empty(),
			default         => true,
		};
	}

	/**
	 * Core takes the slug of a pending post away when nobody with rights is there, and looks for a free slug at every
	 * update: a permalink moves though nothing of it changed. The sync does neither (Delivery/README, decisions).
	 *
	 * @param array<string, mixed> $post
	 */
	private function update( int $id, array $post, bool $returns ): int|\WP_Error {
		clean_post_cache( $id );
		$stored = get_post( $id );
		$stays  = ! $returns && sanitize_title( $post['post_name'] ?? $stored->post_name ) === $stored->post_name && '' !== $stored->post_name && ! in_array( $stored->post_status, array( 'draft', 'pending' ), true )
			&& ! ( is_post_type_hierarchical( $this->post_type ) && $stored->post_parent !== ( $post['post_parent'] ?? $stored->post_parent ) );
		return self::with_slug_kept( $stays ? $stored->post_name : null, static fn() => wp_update_post( wp_slash( $post + array( 'ID' => $id ) ), true ) );
	}

	/**
	 * @template T
	 * @param callable(): T $update
	 * @return T
	 */
	public static function with_slug_kept( ?string $slug, callable $update ): mixed {
		$keep  = static fn( $given ) => $slug ?? $given;
		$grant = static fn( array $caps, string $cap ) => 'publish_post' === $cap ? array() : $caps;
		add_filter( 'pre_wp_unique_post_slug', $keep );
		add_filter( 'map_meta_cap', $grant, 10, 2 );
		$updated = $update();
		remove_filter( 'map_meta_cap', $grant, 10 );
		remove_filter( 'pre_wp_unique_post_slug', $keep );
		return $updated;
	}

	private function meta( int $id, string $key, mixed $value, bool $may ): void {
		if ( $may ) {
			null === $value ? delete_post_meta( $id, $key ) : update_post_meta( $id, $key, wp_slash( $value ) );
		}
	}

	/** The address is noted whoever owns the picture. */
	private function picture( int $id, Draft $draft, bool $is_new ): void {
		if ( 'wordpress' === ( $this->owners['image'] ?? 'wordpress' ) ) {
			return;
		}
		$address = $draft->values['image'];
		$ours    = 'salesforce' === $this->owners['image'];
		$moved   = $is_new ? null !== $address : get_post_meta( $id, '_callboard_image_url', true ) !== (string) $address;
		$this->meta( $id, '_callboard_image_url', $address, true );
		if ( null === $address ) {
			$this->meta( $id, '_thumbnail_id', null, $ours );
		} elseif ( $ours || ( $moved && ! has_post_thumbnail( $id ) ) ) {
			$this->to_fetch[ (int) $is_new ][] = array( $id, $address );
		}
	}

	private function fetch(): void {
		foreach ( array_merge( ...$this->to_fetch ) as list( $id, $address ) ) {
			$this->pictures[ $address ] ??= self::attachment( $id, $address );
			set_post_thumbnail( $id, $this->pictures[ $address ] );
		}
		$this->to_fetch = array( array(), array() );
	}

	private static function attachment( int $post_id, string $address ): int {
		require_once ABSPATH . 'wp-admin/includes/file.php';
		require_once ABSPATH . 'wp-admin/includes/media.php';
		require_once ABSPATH . 'wp-admin/includes/image.php';
		$title = get_post( $post_id )->post_title;
		$file  = download_url( $address );
		$id    = media_handle_sideload( array( 'name' => basename( $address ), 'tmp_name' => $file ), $post_id, $title );
		update_post_meta( $id, '_wp_attachment_image_alt', wp_slash( wp_strip_all_tags( html_entity_decode( $title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) ) ) );
		return $id;
	}
}
