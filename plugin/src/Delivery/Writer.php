<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\DatabaseError;
use Callboard\Database\Db;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Makes the rows of posts, meta and terms equal to what is wanted, touching only those that differ. */
final class Writer {
	private const NO_DATE = '0000-00-00 00:00:00';

	private readonly RowUpdates $updates;
	private readonly NewPosts $new_posts;
	private MetaRows $meta;
	private TermRows $terms;

	/** @var array<int, string> New post of the batch at hand → stored fingerprint. */
	private array $fingerprints = array();

	/** @var array<int, StoredPost> New posts of the batch at hand, as they were sent. */
	private array $made = array();

	/** Until the database is met storing something else than it was sent. */
	private bool $trusts = true;

	public function __construct( private readonly Db $db, private readonly StoredPosts $stored_posts ) {
		$this->updates   = new RowUpdates( $db );
		$this->new_posts = new NewPosts( $db, new Slugs( $db ), $this->updates );
		$this->begin();
	}

	/** What a try that was rolled back had collected is of posts that never were. */
	private function begin(): void {
		$this->meta  = new MetaRows( $this->db, $this->updates );
		$this->terms = new TermRows( $this->db );
	}

	/**
	 * @param callable(): void $before_values Called when the new posts have their ids: the last chance to ask the database
	 *                                        anything before it is busy for long.
	 */
	public function write( Batch $batch, callable $before_values ): void {
		$this->begin();
		$stored  = $this->stored_posts->read( $batch->mapping, $this->known_post_ids( $batch ), true );
		$missing = array_filter( $batch->wanted, static fn( Wanted $one ) => ! isset( $stored[ (int) $one->post_id ] ) );
		$new     = $this->new_posts->insert( $batch->mapping->post_type, $missing, $batch->now_ms );
		$made    = array();
		foreach ( $new as $position => $post ) {
			$made[ $post->post_id ] = $post;
			$this->fill_new( $batch, $batch->wanted[ $position ], $post );
		}
		$this->change_existing( $batch, $stored, array_diff_key( $batch->wanted, $missing ) );
		$before_values();
		$batch->changes->counted_terms = $this->terms->count();
		$this->meta->write();
		$this->terms->write();
		$this->made = $made;
		$this->describe_new( $batch, $new );
		$this->settle( $batch, $stored, $made );
	}

	/**
	 * The last question of a batch: is what it took for stored what is stored?
	 *
	 * @throws DatabaseError A conflict where it is not: the transaction starts again, and everything is read back then.
	 */
	public function confirm( Batch $batch ): void {
		$made       = $this->made;
		$this->made = array();
		if ( array() !== $made && $this->trusts && ! $this->is_stored_as_sent( $batch->mapping, $made ) ) {
			$this->trusts = false;
			throw new DatabaseError( 'The database stored something else than it was sent.', 1213, 'INSERT' );
		}
	}

	/** @return list<int> */
	private function known_post_ids( Batch $batch ): array {
		return array_values( array_filter( array_map( static fn( Wanted $one ) => $one->post_id, $batch->wanted ) ) );
	}

	/** Only what has to be known before the metas are written; the rest waits until the database is busy with them. */
	private function fill_new( Batch $batch, Wanted $wanted, StoredPost $post ): void {
		$post_id         = $post->post_id;
		$wanted->post_id = $post_id;
		$meta            = in_array( null, $wanted->meta, true ) ? array_filter( $wanted->meta, 'is_string' ) : $wanted->meta;
		$post->terms     = $wanted->term_ids + $this->default_terms( $batch->mapping->post_type );
		$term_ids        = array();
		foreach ( $post->terms as $taxonomy => $ids ) {
			array_push( $term_ids, ...$ids );
			$this->terms->set_new( $post_id, $taxonomy, $ids, 'publish' === $wanted->status() );
		}
		$this->meta->set_new( $post_id, $meta );
		$batch->changes->fresh->columns[ $post_id ]  = $post->columns;
		$batch->changes->fresh->meta[ $post_id ]     = $meta;
		$batch->changes->fresh->term_ids[ $post_id ] = $term_ids;
	}

	/**
	 * @param array<int, StoredPost> $stored
	 * @param array<int, Wanted>     $existing
	 */
	private function change_existing( Batch $batch, array $stored, array $existing ): void {
		$changed = array();
		$wishes  = array();
		foreach ( $existing as $wanted ) {
			$post    = $stored[ (int) $wanted->post_id ];
			$columns = $this->different_columns( $batch, $wanted, $post );
			$status  = (string) ( $columns['post_status'] ?? $post->status() );
			$differs = $this->set_meta( $batch, $wanted, $post );
			$differs = $this->set_terms( $batch, $wanted, $post, $status ) || $differs;
			$wish    = $this->slug_wish( $post, $columns, $status );
			if ( null !== $wish ) {
				$wishes[ $post->post_id ] = $wish;
			}
			if ( array() !== $columns || $differs ) {
				$changed[ $post->post_id ]               = $columns;
				$batch->changes->posts[ $post->post_id ] = $post->columns;
				$batch->changes->status[ $post->post_id ] = $status;
			}
		}
		foreach ( ( new Slugs( $this->db ) )->unique( $batch->mapping->post_type, $wishes ) as $post_id => $slug ) {
			$changed[ $post_id ]['post_name'] = $slug;
		}
		$batch->changes->headings = array_map( static fn() => true, array_filter( $changed, static fn( array $columns ) => isset( $columns['post_title'] ) || isset( $columns['post_name'] ) ) );
		$this->update_posts( $batch, $changed, $stored );
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
	 */
	private function update_posts( Batch $batch, array $changed, array $stored ): void {
		$gmt = gmdate( 'Y-m-d H:i:s', intdiv( $batch->now_ms, 1000 ) );
		foreach ( $changed as $id => $columns ) {
			// A draft has no date of its own until it is published first.
			if ( self::NO_DATE === $stored[ $id ]->columns['post_date_gmt'] && isset( $columns['post_status'] ) && ! in_array( $columns['post_status'], NewPosts::NO_SLUG, true ) ) {
				$changed[ $id ] += array(
					'post_date'     => get_date_from_gmt( $gmt ),
					'post_date_gmt' => $gmt,
				);
			}
		}
		$this->updates->by_id(
			$this->db->wpdb()->posts,
			'ID',
			$changed,
			array(
				'post_modified'     => get_date_from_gmt( $gmt ),
				'post_modified_gmt' => $gmt,
			)
		);
		$this->old_slugs( $batch, $changed, $stored );
		$from_trash = array_filter( array_keys( $changed ), static fn( int $id ) => isset( $changed[ $id ]['post_status'] ) && 'trash' === $stored[ $id ]->status() );
		( new Withdrawals( $this->db ) )->remove_trash_marks( array_values( $from_trash ) );
		$moved = array_filter( array_keys( $changed ), static fn( int $id ) => isset( $changed[ $id ]['post_status'] ) && $changed[ $id ]['post_status'] !== $stored[ $id ]->status() );
		$this->terms->recount_terms_of( array_values( $moved ) );
	}

	/**
	 * @param array<int, array<string, scalar>> $changed
	 * @param array<int, StoredPost>            $stored
	 */
	private function old_slugs( Batch $batch, array $changed, array $stored ): void {
		$moved = array();
		if ( ! is_post_type_hierarchical( $batch->mapping->post_type ) ) {
			foreach ( $changed as $id => $columns ) {
				$before = (string) $stored[ $id ]->columns['post_name'];
				if ( ( $columns['post_name'] ?? $before ) !== $before && 'publish' === $batch->changes->status[ $id ] && 'trash' !== $stored[ $id ]->status() ) {
					$moved[ $id ] = array( $before, (string) $columns['post_name'] );
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
			if ( (string) $value !== $now && $this->may_write( $wanted, Targets::of_column( $column ), $now, '' === $now || '0' === $now, $post ) ) {
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
		if ( 'trash' === $post->status() && isset( $different['post_status'] ) ) {
			$different['post_name'] = $different['post_name'] ?? (string) preg_replace( '/__trashed(-\d+)?$/', '', (string) $post->columns['post_name'] );
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
			$may = 'image' === $target || $this->may_write( $wanted, $target, $now, '' === $now, $post );
			if ( $may && $this->meta->set( $post->post_id, $key, $value, $rows ) ) {
				$keys[] = $key;
				$batch->changes->wrote_meta( $post->post_id, $key, $value, $rows );
			}
		}
		if ( in_array( Targets::IMAGE_META, $keys, true ) || $this->may_lack_picture( $wanted, $post ) ) {
			$this->want_image( $batch, $wanted );
		}
		$picture = $post->meta[ Targets::THUMBNAIL ] ?? array();
		if ( $this->loses_picture( $wanted ) && $this->meta->set( $post->post_id, Targets::THUMBNAIL, null, $picture ) ) {
			$keys[] = Targets::THUMBNAIL;
			$batch->changes->wrote_meta( $post->post_id, Targets::THUMBNAIL, null, $picture );
		}
		return array() !== $keys;
	}

	private function set_terms( Batch $batch, Wanted $wanted, StoredPost $post, string $status ): bool {
		$differs = false;
		// Where the status moves, every term of the post is counted anew.
		$counted = $status === $post->status() ? 'publish' === $status : null;
		foreach ( $wanted->term_ids as $taxonomy => $ids ) {
			$now = $post->terms[ $taxonomy ] ?? array();
			$may = $this->may_write( $wanted, "taxonomy:{$taxonomy}", implode( ',', $now ), array() === $now, $post );
			if ( $may && $this->terms->set( $post->post_id, $taxonomy, $ids, $now, $counted ) ) {
				$batch->changes->terms_before[ $post->post_id ][ $taxonomy ] = $now;
				$differs = true;
			}
		}
		return $differs;
	}

	/** Promise 2: what WordPress owns the sync never touches. */
	private function may_write( Wanted $wanted, string $target, string $now, bool $is_empty, StoredPost $post ): bool {
		if ( isset( $wanted->held[ $target ] ) ) {
			return false;
		}
		return match ( $wanted->owners[ $target ] ?? FieldMapping::OWNER_SALESFORCE ) {
			FieldMapping::OWNER_WORDPRESS => false,
			FieldMapping::OWNER_FILL      => $is_empty,
			FieldMapping::OWNER_NEWEST    => $is_empty || $this->salesforce_is_newer( $wanted, $target, $now, $post ),
			default                       => true,
		};
	}

	/** Three ways: WordPress kept the value of the last sync, or its own change is older than Salesforce's. */
	private function salesforce_is_newer( Wanted $wanted, string $target, string $now, StoredPost $post ): bool {
		$base = $wanted->entry?->base_values[ $target ] ?? null;
		if ( null !== $base && $now === ( is_array( $base ) ? implode( ',', $base ) : (string) $base ) ) {
			return true;
		}
		return $wanted->draft->stamp_ms > 1000 * (int) strtotime( $post->columns['post_modified_gmt'] . ' UTC' );
	}

	/** It has none, or not the one it should have. */
	private function may_lack_picture( Wanted $wanted, StoredPost $post ): bool {
		return $this->owns_picture( $wanted ) && ( ! isset( $post->meta[ Targets::THUMBNAIL ] ) || $this->is_read_anew( $wanted ) );
	}

	/** The listing was not as the last sync left it, or a person asked for it. */
	private function is_read_anew( Wanted $wanted ): bool {
		return true === $wanted->entry?->is_live() && '' === $wanted->entry->source_fingerprint;
	}

	/** Its field is empty now, and the mapping says that this empties the picture. */
	private function loses_picture( Wanted $wanted ): bool {
		return $this->owns_picture( $wanted ) && null === ( $wanted->meta[ Targets::IMAGE_META ] ?? null );
	}

	private function owns_picture( Wanted $wanted ): bool {
		return FieldMapping::OWNER_SALESFORCE === ( $wanted->owners['image'] ?? '' ) && ! isset( $wanted->held['image'] );
	}

	private function want_image( Batch $batch, Wanted $wanted ): void {
		$url = $wanted->meta[ Targets::IMAGE_META ] ?? null;
		if ( null !== $url ) {
			$batch->changes->images[ (int) $wanted->post_id ] = array(
				'url'     => $url,
				'replace' => FieldMapping::OWNER_SALESFORCE === ( $wanted->owners['image'] ?? '' ),
				// Its bytes are asked for again, too: an address may bring others by now.
				'fresh'   => $this->is_read_anew( $wanted ),
			);
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
	private function describe_new( Batch $batch, array $new ): void {
		$changes            = $batch->changes;
		$this->fingerprints = array();
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
			$this->fingerprints[ $post_id ]    = Fingerprints::of_stored( $batch->mapping, $post );
			$this->want_image( $batch, $wanted );
			$this->db->keep_going();
		}
	}

	/**
	 * Puts down in the ledger what is stored now.
	 *
	 * @param array<int, StoredPost> $before
	 * @param array<int, StoredPost> $made
	 */
	private function settle( Batch $batch, array $before, array $made ): void {
		$after = $this->stored_now( $batch, $before, $made );
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
						'values_fingerprint' => $wanted->values_fingerprint(),
						'stored_fingerprint' => $this->fingerprints[ $post_id ] ?? Fingerprints::of_stored( $batch->mapping, $after[ $post_id ] ),
						'twin_key'           => $wanted->twin_key,
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
		if ( isset( $batch->changes->created[ $post_id ] ) ) {
			return Outcome::CREATED;
		}
		if ( isset( $batch->changes->posts[ $post_id ] ) ) {
			return Outcome::UPDATED;
		}
		if ( '' === $wanted->entry?->source_fingerprint ) {
			$batch->as_they_were[] = $wanted->draft->external_id;
		}
		return Outcome::UNCHANGED;
	}

	/**
	 * Posts that were there are read back; new ones are what was sent. confirm() sees to it that they are.
	 *
	 * @param array<int, StoredPost> $before
	 * @param array<int, StoredPost> $made
	 * @return array<int, StoredPost>
	 */
	private function stored_now( Batch $batch, array $before, array $made ): array {
		$after = $this->stored_posts->read( $batch->mapping, array_keys( array_diff_key( $batch->changes->posts, $made ) ) ) + $before;
		if ( array() === $made || ( $this->trusts && $this->db->tells_what_it_altered() ) ) {
			return $after + $made;
		}
		$read = $this->stored_posts->read( $batch->mapping, array_keys( $made ) );
		foreach ( $read as $post_id => $post ) {
			$batch->changes->fresh->columns[ $post_id ] = $post->columns;
			$batch->changes->fresh->meta[ $post_id ]    = array_map( static fn( array $rows ): string => $rows[0][1], $post->meta );
			$this->fingerprints[ $post_id ] = Fingerprints::of_stored( $batch->mapping, $post );
		}
		return $after + $read;
	}

	/** @param non-empty-array<int, StoredPost> $made */
	private function is_stored_as_sent( Mapping $mapping, array $made ): bool {
		$core = $this->db->wpdb();
		if ( $this->db->has_altered( array( $core->posts, $core->postmeta, $core->term_relationships ) ) ) {
			return false;
		}
		// A trigger, or a plugin that rewrites statements, alters one post as it does the others, and without a warning.
		$one  = array_key_first( $made );
		$read = $this->stored_posts->read( $mapping, array( $one ) )[ $one ] ?? null;
		return null !== $read && Fingerprints::of_stored( $mapping, $read ) === $this->fingerprints[ $one ]
			&& array_map( 'count', $read->meta ) == array_map( 'count', $made[ $one ]->meta ); // phpcs:ignore Universal.Operators.StrictComparisons.LooseEqual -- in any order.
	}
}
