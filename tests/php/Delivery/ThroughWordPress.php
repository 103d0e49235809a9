<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Ownership\SyncContext;

/** The loop a plugin author would write: wp_insert_post() + update_post_meta() + wp_set_object_terms(), without a user. */
final class ThroughWordPress {
	public const ACF_KEYS = array( 'lead' => 'field_5f0c0ffee' );

	/** @var array<string, int> External id → post. */
	public array $ids = array();

	public function __construct( private readonly string $post_type, private readonly bool $with_slug ) {}

	/** @param list<Draft> $drafts */
	public function write( array $drafts ): void {
		SyncContext::run(
			function () use ( $drafts ): void {
				remove_action( 'post_updated', 'wp_save_post_revision', 10 );
				remove_action( 'wp_after_insert_post', 'wp_save_post_revision_on_insert', 9 );
				array_map( array( $this, 'one' ), $drafts );
			}
		);
	}

	/** @param list<string> $external_ids */
	public function trash( array $external_ids ): void {
		SyncContext::run( fn() => array_map( fn( string $id ) => wp_trash_post( $this->ids[ $id ] ), $external_ids ) );
	}

	private function one( Draft $draft ): void {
		$values = $draft->values;
		$id     = $this->ids[ $draft->external_id ] ?? null;
		$post   = array(
			'post_type'    => $this->post_type,
			'post_title'   => $values['title'],
			'post_content' => (string) $values['content'],
			'post_excerpt' => (string) $values['excerpt'],
			'post_status'  => $values['status'],
			'post_parent'  => null === $values['parent'] ? 0 : $this->ids[ $values['parent'] ],
		) + ( $this->with_slug ? array( 'post_name' => (string) $values['slug'] ) : array() );
		$id     = null === $id ? wp_insert_post( wp_slash( $post ), true ) : $this->update( $id, $post );
		if ( is_wp_error( $id ) ) {
			throw new \RuntimeException( $id->get_error_message() );
		}
		$this->ids[ $draft->external_id ] = $id;
		$this->meta( $id, 'plain', $values['meta:plain'] );
		$this->meta( $id, 'list', $values['meta:list'] );
		$this->meta( $id, 'lead', $values['acf:lead'] );
		$this->meta( $id, '_lead', null === $values['acf:lead'] ? null : self::ACF_KEYS['lead'] );
		foreach ( array( 'genre', 'season', 'bill' ) as $taxonomy ) {
			$names = array_filter( (array) $values[ "taxonomy:$taxonomy" ], 'is_string' );
			wp_set_object_terms( $id, array_map( 'wp_slash', $names ), $taxonomy );
		}
	}

	/**
	 * Core takes the slug of a pending post away when nobody with rights is there, and looks for a free slug at every
	 * update: a permalink moves though nothing of it changed. The sync does neither (Delivery/README, decisions).
	 *
	 * @param array<string, mixed> $post
	 */
	private function update( int $id, array $post ): int|\WP_Error {
		clean_post_cache( $id );
		$stored = get_post( $id );
		$stays  = sanitize_title( $post['post_name'] ?? $stored->post_name ) === $stored->post_name && '' !== $stored->post_name && ! in_array( $stored->post_status, array( 'draft', 'pending' ), true )
			&& ! ( is_post_type_hierarchical( $this->post_type ) && $stored->post_parent !== $post['post_parent'] );
		$keep   = static fn( $given ) => $stays ? $stored->post_name : $given;
		$grant  = static fn( array $caps, string $cap ) => 'publish_post' === $cap ? array() : $caps;
		add_filter( 'pre_wp_unique_post_slug', $keep );
		add_filter( 'map_meta_cap', $grant, 10, 2 );
		$updated = wp_update_post( wp_slash( $post + array( 'ID' => $id ) ), true );
		remove_filter( 'map_meta_cap', $grant, 10 );
		remove_filter( 'pre_wp_unique_post_slug', $keep );
		return $updated;
	}

	private function meta( int $id, string $key, mixed $value ): void {
		null === $value ? delete_post_meta( $id, $key ) : update_post_meta( $id, $key, wp_slash( $value ) );
	}
}
