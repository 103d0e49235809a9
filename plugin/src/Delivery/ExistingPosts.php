<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** What differs between the posts a batch finds and what is wanted of them: their columns are updated, their metas and terms collected. */
final class ExistingPosts {
	private const NO_DATE = '0000-00-00 00:00:00';

	private readonly Trash $trash;

	public function __construct(
		private readonly Db $db,
		private readonly RowUpdates $updates,
		private readonly Slugs $slugs,
		private readonly MetaRows $meta,
		private readonly TermRows $terms
	) {
		$this->trash = new Trash( $db );
	}

	/**
	 * @param array<int, StoredPost> $stored
	 * @param array<int, Wanted>     $existing
	 */
	public function change( Batch $batch, array $stored, array $existing ): void {
		$changed = array();
		$wishes  = array();
		$slugs   = $this->slugs_before_trash( $stored );
		foreach ( $existing as $wanted ) {
			$post    = $stored[ (int) $wanted->post_id ];
			$columns = $this->different_columns( $batch, $wanted, $post );
			if ( isset( $columns['post_status'], $slugs[ $post->post_id ] ) ) {
				$columns += array( 'post_name' => $slugs[ $post->post_id ] );
			}
			$status  = (string) ( $columns['post_status'] ?? $post->status() );
			$differs = $this->set_meta( $batch, $wanted, $post );
			$differs = $this->set_terms( $batch, $wanted, $post, $status ) || $differs;
			$wish    = $this->slug_wish( $post, $columns, $status );
			if ( null !== $wish ) {
				$wishes[ $post->post_id ] = $wish;
			}
			if ( array() !== $columns || $differs || null !== $wish ) {
				$changed[ $post->post_id ]               = $columns;
				$batch->changes->posts[ $post->post_id ] = $post->columns;
				$batch->changes->status[ $post->post_id ] = $status;
			}
		}
		foreach ( $this->slugs->unique( $batch->mapping->post_type, $wishes ) as $post_id => $slug ) {
			$changed[ $post_id ]['post_name'] = $slug;
		}
		$batch->changes->headings = array_map( static fn() => true, array_filter( $changed, static fn( array $columns ) => isset( $columns['post_title'] ) || isset( $columns['post_name'] ) ) );
		$this->update_posts( $batch, $changed, $stored, $slugs );
	}

	/**
	 * @param array<int, StoredPost> $stored
	 * @return array<int, string> Post in the trash → the slug it had.
	 */
	private function slugs_before_trash( array $stored ): array {
		$trashed = array_filter( $stored, static fn( StoredPost $post ) => 'trash' === $post->status() );
		return $this->trash->slugs( array_keys( $trashed ) )
			+ array_map( static fn( StoredPost $post ) => (string) preg_replace( '/__trashed(-\d+)?$/', '', (string) $post->columns['post_name'] ), $trashed );
	}

	/**
	 * Null where the slug need not be looked at: neither it nor what it depends on changes.
	 *
	 * @param array<string, scalar> $columns What changes.
	 */
	private function slug_wish( StoredPost $post, array $columns, string $status ): ?SlugWish {
		$now      = (string) $post->columns['post_name'];
		$slug     = (string) ( $columns['post_name'] ?? $now );
		$parent   = (int) ( $columns['post_parent'] ?? $post->columns['post_parent'] );
		$is_draft = in_array( $status, NewPosts::NO_SLUG, true );
		$moves    = isset( $columns['post_name'] ) || isset( $columns['post_type'] ) || ( isset( $columns['post_parent'] ) && is_post_type_hierarchical( (string) $post->columns['post_type'] ) )
			|| ( ! $is_draft && ( '' === $now || in_array( $post->status(), NewPosts::NO_SLUG, true ) ) );
		if ( ! $moves ) {
			return null;
		}
		if ( '' === $slug && ! $is_draft ) {
			$slug = sanitize_title( (string) ( $columns['post_title'] ?? $post->columns['post_title'] ), (string) $post->post_id );
		}
		return new SlugWish( $slug, $post->post_id, $parent, $is_draft );
	}

	/**
	 * @param array<int, array<string, scalar>> $changed
	 * @param array<int, StoredPost>            $stored
	 * @param array<int, string>                $slugs   Post in the trash → the slug it had.
	 */
	private function update_posts( Batch $batch, array $changed, array $stored, array $slugs ): void {
		$gmt = gmdate( 'Y-m-d H:i:s', intdiv( $batch->now_ms, 1000 ) );
		foreach ( $changed as $id => $columns ) {
			$date = (string) $stored[ $id ]->columns['post_date_gmt'];
			// A draft has no date of its own until it is published first; what was scheduled and is public now, was now.
			$is_floating = self::NO_DATE === $date && ! in_array( $batch->changes->status[ $id ], NewPosts::NO_SLUG, true );
			if ( $is_floating || ( 'publish' === ( $columns['post_status'] ?? '' ) && $date > $gmt ) ) {
				$changed[ $id ] += array(
					'post_date'     => get_date_from_gmt( $gmt ),
					'post_date_gmt' => $gmt,
				);
			}
			if ( 'private' === ( $columns['post_status'] ?? '' ) ) {
				$changed[ $id ]['post_password'] = ''; // Core's rule: one or the other.
			}
		}
		$this->updates->posts( $changed, $batch->now_ms );
		$this->old_slugs( $batch, $changed, $slugs + array_map( static fn( StoredPost $post ) => (string) $post->columns['post_name'], $stored ) );
		$from_trash = array_filter( array_keys( $changed ), static fn( int $id ) => isset( $changed[ $id ]['post_status'] ) && 'trash' === $stored[ $id ]->status() );
		$this->trash->take_out( array_values( $from_trash ) );
		$moved = array_filter( array_keys( $changed ), static fn( int $id ) => isset( $changed[ $id ]['post_status'] ) && $changed[ $id ]['post_status'] !== $stored[ $id ]->status() );
		$this->terms->recount_terms_of( array_values( $moved ) );
	}

	/**
	 * @param array<int, array<string, scalar>> $changed
	 * @param array<int, string>                $slugs   Post → the slug it had.
	 */
	private function old_slugs( Batch $batch, array $changed, array $slugs ): void {
		$moved = array();
		if ( ! is_post_type_hierarchical( $batch->mapping->post_type ) ) {
			foreach ( $changed as $id => $columns ) {
				if ( ( $columns['post_name'] ?? $slugs[ $id ] ) !== $slugs[ $id ] && 'publish' === $batch->changes->status[ $id ] ) {
					$moved[ $id ] = array( $slugs[ $id ], (string) $columns['post_name'] );
				}
			}
		}
		( new OldSlugs( $this->db ) )->remember( $moved );
	}

	/** @return array<string, scalar> */
	private function different_columns( Batch $batch, Wanted $wanted, StoredPost $post ): array {
		$different = array();
		foreach ( $wanted->columns as $column => $value ) {
			$now = (string) ( $post->columns[ $column ] ?? '' );
			if ( (string) $value !== $now && $wanted->may_write( Targets::of_column( $column ), $now, '' === $now || '0' === $now, $post ) ) {
				$different[ $column ] = $value;
			}
		}
		if ( $post->columns['post_type'] !== $batch->mapping->post_type ) {
			// The record came to another mapping. One record, one listing: the post goes along.
			$different['post_type'] = $batch->mapping->post_type;
		}
		$status = Standing::status( $batch->mapping, $wanted, $post );
		if ( null !== $status && $status !== $post->status() ) {
			$different['post_status'] = $status;
		}
		return $different;
	}

	private function set_meta( Batch $batch, Wanted $wanted, StoredPost $post ): bool {
		$keys = array();
		foreach ( $wanted->meta as $key => $value ) {
			$key    = (string) $key;
			$rows   = $post->meta[ $key ] ?? array();
			$target = Targets::IMAGE_META === $key ? 'image' : ( isset( $wanted->owners[ "meta:{$key}" ] ) ? "meta:{$key}" : "acf:{$key}" );
			$now    = $rows[0][1] ?? '';
			// The address a picture came from is our own note: it is kept whoever owns the picture.
			$may = 'image' === $target || $wanted->may_write( $target, $now, '' === $now, $post );
			if ( $may && $this->meta->set( $post->post_id, $key, $value, $rows ) ) {
				$keys[] = $key;
				$batch->changes->wrote_meta( $post->post_id, $key, $value, $rows );
			}
		}
		if ( in_array( Targets::IMAGE_META, $keys, true ) || $wanted->may_lack_picture( $post ) ) {
			$picture = $wanted->picture();
			if ( null !== $picture ) {
				$batch->changes->images[ $post->post_id ] = $picture;
			}
		}
		$thumbnail = $post->meta[ Targets::THUMBNAIL ] ?? array();
		if ( $wanted->loses_picture() && $this->meta->set( $post->post_id, Targets::THUMBNAIL, null, $thumbnail ) ) {
			$keys[] = Targets::THUMBNAIL;
			$batch->changes->wrote_meta( $post->post_id, Targets::THUMBNAIL, null, $thumbnail );
		}
		return array() !== $keys;
	}

	private function set_terms( Batch $batch, Wanted $wanted, StoredPost $post, string $status ): bool {
		$differs = false;
		// Where the status moves, every term of the post is counted anew.
		$counted = $status === $post->status() ? 'publish' === $status : null;
		foreach ( $wanted->term_ids as $taxonomy => $ids ) {
			$now = $post->terms[ $taxonomy ] ?? array();
			$may = $wanted->may_write( "taxonomy:{$taxonomy}", implode( ',', $now ), array() === $now, $post );
			if ( $may && $this->terms->set( $post->post_id, $taxonomy, $ids, $now, $counted ) ) {
				$batch->changes->terms_before[ $post->post_id ][ $taxonomy ] = $now;
				$differs = true;
			}
		}
		return $differs;
	}
}
