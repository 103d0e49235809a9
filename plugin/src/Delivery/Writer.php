<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\DatabaseError;
use Callboard\Database\Db;
use Callboard\Ledger\LedgerState;

defined( 'ABSPATH' ) || exit;

/** Makes the rows of posts, meta and terms equal to what is wanted, touching only those that differ. */
final class Writer {
	private readonly RowUpdates $updates;
	private readonly Slugs $slugs;
	private readonly NewPosts $new_posts;
	private readonly SentPosts $sent;

	public function __construct( private readonly Db $db, private readonly StoredPosts $stored_posts ) {
		$this->updates   = new RowUpdates( $db );
		$this->slugs     = new Slugs( $db );
		$this->new_posts = new NewPosts( $db, $this->slugs, $this->updates );
		$this->sent      = new SentPosts( $db, $stored_posts );
	}

	/**
	 * @param callable(): void $before_values Called when the new posts have their ids: the last chance to ask the database
	 *                                        anything before it is busy for long.
	 */
	public function write( Batch $batch, callable $before_values ): void {
		$meta    = new MetaRows( $this->db, $this->updates );
		$terms   = new TermRows( $this->db );
		$stored  = $this->stored_posts->read( $batch->mapping, $this->known_post_ids( $batch ), true );
		$missing = array_filter( $batch->wanted, static fn( Wanted $one ) => ! isset( $stored[ (int) $one->post_id ] ) );
		$new     = $this->new_posts->insert( $batch->mapping->post_type, $missing, $batch->now_ms );
		$this->fill( $batch, $new, $meta, $terms );
		$existing = new ExistingPosts( $this->db, $this->updates, $this->slugs, $meta, $terms );
		$existing->change( $batch, $stored, array_diff_key( $batch->wanted, $missing ) );
		$before_values();
		$batch->changes->counted_terms = $terms->count();
		$meta->write();
		$terms->write();
		$this->describe( $batch, $new );
		$this->settle( $batch, $stored );
	}

	/**
	 * The last question of a batch: is what it took for stored what is stored?
	 *
	 * @throws DatabaseError A conflict where it is not.
	 */
	public function confirm( Batch $batch ): void {
		$this->sent->confirm( $batch->mapping );
	}

	/** @return list<int> */
	private function known_post_ids( Batch $batch ): array {
		return array_values( array_filter( array_map( static fn( Wanted $one ) => $one->post_id, $batch->wanted ) ) );
	}

	/**
	 * Only what has to be known before the metas are written; the rest waits until the database is busy with them.
	 *
	 * @param array<int, StoredPost> $new Position → post.
	 */
	private function fill( Batch $batch, array $new, MetaRows $meta, TermRows $terms ): void {
		$fresh   = $batch->changes->fresh;
		$default = array() === $new ? array() : $this->default_terms( $batch->mapping->post_type );
		foreach ( $new as $position => $post ) {
			$wanted          = $batch->wanted[ $position ];
			$post_id         = $post->post_id;
			$wanted->post_id = $post_id;
			$values          = in_array( null, $wanted->meta, true ) ? array_filter( $wanted->meta, 'is_string' ) : $wanted->meta;
			$post->terms     = $wanted->term_ids + $default;
			$term_ids        = array();
			foreach ( $post->terms as $taxonomy => $ids ) {
				array_push( $term_ids, ...$ids );
				$terms->set_new( $post_id, $taxonomy, $ids, 'publish' === $wanted->status() );
			}
			$meta->set_new( $post_id, $values );
			$fresh->columns[ $post_id ]  = $post->columns;
			$fresh->meta[ $post_id ]     = $values;
			$fresh->term_ids[ $post_id ] = $term_ids;
		}
	}

	/** @return array<string, list<int>> What core gives a new post without terms, and without a user: posts their category, others nothing. */
	private function default_terms( string $post_type ): array {
		$term = 'post' === $post_type ? get_term( (int) get_option( 'default_category' ), 'category' ) : null;
		return $term instanceof \WP_Term ? array( 'category' => array( (int) $term->term_taxonomy_id ) ) : array();
	}

	/**
	 * While the database stores their metas: what listeners and the ledger are to know of new posts.
	 *
	 * @param array<int, StoredPost> $new Position → post.
	 */
	private function describe( Batch $batch, array $new ): void {
		$changes      = $batch->changes;
		$made         = array();
		$fingerprints = array();
		foreach ( $new as $position => $post ) {
			$post_id    = $post->post_id;
			$wanted     = $batch->wanted[ $position ];
			$meta       = $changes->fresh->meta[ $post_id ];
			$post->meta = array_map( static fn( string $value ) => array( array( 0, $value ) ), $meta );

			$changes->created[ $post_id ]      = true;
			$changes->posts[ $post_id ]        = array();
			$changes->status[ $post_id ]       = $wanted->status();
			$changes->meta_keys[ $post_id ]    = array( 'added' => array_map( 'strval', array_keys( $meta ) ) );
			$changes->terms_before[ $post_id ] = array_fill_keys( array_keys( $wanted->term_ids ), array() );

			$made[ $post_id ]         = $post;
			$fingerprints[ $post_id ] = Fingerprints::of_stored( $batch->mapping, $post );
			$picture                  = $wanted->picture();
			if ( null !== $picture ) {
				$changes->images[ $post_id ] = $picture;
			}
			$this->db->keep_going();
		}
		$this->sent->hold( $made, $fingerprints );
	}

	/**
	 * Puts down in the ledger what is stored now.
	 *
	 * @param array<int, StoredPost> $before
	 */
	private function settle( Batch $batch, array $before ): void {
		$changed      = array_keys( array_diff_key( $batch->changes->posts, $batch->changes->created ) );
		$after        = $this->stored_posts->read( $batch->mapping, $changed ) + $before + $this->sent->stored( $batch );
		$fingerprints = $this->sent->fingerprints();
		foreach ( $batch->wanted as $position => $wanted ) {
			$this->db->keep_going();
			$draft   = $wanted->draft;
			$post_id = (int) $wanted->post_id;
			$base    = $wanted->base_values();
			$marks   = RichText::marks( ( $wanted->columns['post_content'] ?? '' ) . ( $wanted->columns['post_excerpt'] ?? '' ) );
			if ( array() !== $marks ) {
				$batch->changes->text_images[ $post_id ] = $marks;
			}
			$batch->remember(
				$batch->entry_of(
					$draft,
					array(
						'state'              => LedgerState::LIVE,
						'post_id'            => $post_id,
						'parent_external_id' => $wanted->parent_external_id,
						'source_fingerprint' => $draft->fingerprint,
						'values_fingerprint' => $wanted->values_fingerprint( $batch->mapping->post_type ),
						'stored_fingerprint' => $fingerprints[ $post_id ] ?? Fingerprints::of_stored( $batch->mapping, $after[ $post_id ] ),
						'twin_key'           => $wanted->twin_key,
						'decided'            => $wanted->decided(),
						'base_values'        => array() === $base ? null : $base,
						'withdrawn_status'   => Standing::after( $wanted, $after[ $post_id ] ),
						'merged_into'        => null,
					)
				)
			);
			$batch->applied->add( $position, $draft, $post_id, isset( $before[ $post_id ], $batch->changes->posts[ $post_id ] ) ? Applied::previous( $batch->mapping, $before[ $post_id ], $after[ $post_id ] ) : array() );
			if ( isset( $batch->changes->posts[ $post_id ] ) ) {
				$batch->record_changes->add( $batch->mapping, $draft->external_id, $post_id, true === $wanted->entry?->is_live() ? $before[ $post_id ] ?? null : null, $after[ $post_id ] );
			}
			$batch->settle( $position, new Outcome( $draft->external_id, $this->outcome( $batch, $wanted, $post_id ), $post_id, null, $draft->title() ) );
		}
	}

	private function outcome( Batch $batch, Wanted $wanted, int $post_id ): string {
		if ( null !== $wanted->entry && ( isset( $batch->changes->created[ $post_id ] ) || ! $wanted->entry->is_live() ) ) {
			$batch->came_anew[ $wanted->draft->external_id ] = $post_id;
		}
		if ( isset( $batch->changes->created[ $post_id ] ) ) {
			return Outcome::CREATED;
		}
		if ( isset( $batch->changes->posts[ $post_id ] ) ) {
			return Outcome::UPDATED;
		}
		if ( null === $wanted->entry?->post_id ) {
			$batch->taken_over[] = $wanted->draft->external_id;
		}
		if ( '' === $wanted->entry?->source_fingerprint ) {
			$batch->as_they_were[] = $wanted->draft->external_id;
		}
		return Outcome::UNCHANGED;
	}
}
