<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

/**
 * What people and other plugins do to listings between two syncs: through WordPress's functions where WordPress owns the
 * field or nobody does, by raw SQL where Salesforce owns it and the locks would refuse.
 */
final class RandomEdits {
	private const TEXTS = array( '', 'By a person', 'It\'s "ours" & <em>theirs</em>', '🎭 edited', 'back\\slash', '<script>x</script>late' );

	/** As kses leaves them: a save through WordPress that follows a raw one cleans the whole post. */
	private const RAW_TEXTS = array( '', 'By a query', 'It\'s "raw" &amp; <em>clean</em>', '🎭 raw', 'back\\slash' );

	private const FREE = array( 'menu_order' => 7, 'post_author' => 1, 'comment_status' => 'open', 'post_password' => 'sesame', 'post_date' => '2020-02-29 10:00:00' );

	/** @param array<string, string> $owners Target → owner. */
	public function __construct( private readonly RandomDrafts $random, private readonly array $owners, private readonly string $post_type ) {}

	/**
	 * @param list<string> $external_ids Whose listings are there.
	 * @return list<array{0: string, 1: string, 2: string, 3: mixed}> External id, kind of edit, field, value.
	 */
	public function draw( array $external_ids ): array {
		$edits = array();
		foreach ( $external_ids as $id ) {
			while ( $this->random->chance( 2 ) ) {
				$edits[] = array( $id, ...$this->one() );
			}
		}
		return $edits;
	}

	/** @return array{0: string, 1: string, 2: mixed} */
	private function one(): array {
		return match ( $this->random->below( 8 ) ) {
			0, 1    => $this->of_column(),
			2, 3    => $this->of_meta(),
			4       => $this->of_terms(),
			5       => array( 'free', $field = $this->random->one( array_keys( self::FREE ) ), self::FREE[ $field ] ),
			6       => array( 'comment', '', 'A good evening.' ),
			default => $this->of_status(),
		};
	}

	private function is_owned( string $target ): bool {
		return 'salesforce' === ( $this->owners[ $target ] ?? '' );
	}

	/** @return array{0: string, 1: string, 2: mixed} */
	private function of_column(): array {
		$target = $this->random->one( array( 'content', 'excerpt', 'title' ) );
		$text   = $this->random->one( $this->is_owned( $target ) ? self::RAW_TEXTS : self::TEXTS );
		return array( $this->is_owned( $target ) ? 'raw column' : 'column', "post_$target", 'title' === $target && '' === $text ? 'A title' : $text );
	}

	/** @return array{0: string, 1: string, 2: mixed} */
	private function of_meta(): array {
		$target = $this->random->one( array( 'meta:plain', 'meta:list', 'meta:number', 'acf:lead', 'image' ) );
		$key    = 'image' === $target ? '_thumbnail_id' : explode( ':', $target )[1];
		$value  = 'image' === $target ? '1' : $this->random->one( array( ...self::TEXTS, null ) );
		return array( $this->is_owned( $target ) ? $this->random->one( array( 'raw meta', 'raw second meta' ) ) : 'meta', $key, 'image' === $target && $this->random->chance( 2 ) ? null : $value );
	}

	/** @return array{0: string, 1: string, 2: mixed} */
	private function of_terms(): array {
		$taxonomy = $this->random->one( array( 'genre', 'season', 'bill', 'free' ) );
		return array( $this->is_owned( "taxonomy:$taxonomy" ) ? 'raw terms' : 'terms', $taxonomy, $this->random->one( array( array(), array( 'By a person' ), array( 'Comedy', 'By a person' ) ) ) );
	}

	/** @return array{0: string, 1: string, 2: mixed} */
	private function of_status(): array {
		return array( 'wordpress' === ( $this->owners['status'] ?? '' ) ? 'column' : 'raw column', 'post_status', $this->random->one( array( 'publish', 'draft', 'private' ) ) );
	}

	/**
	 * @param list<array{0: string, 1: string, 2: string, 3: mixed}> $edits
	 * @param array<string, int>                                     $posts External id → post.
	 */
	public static function make( array $edits, array $posts ): void {
		foreach ( $edits as list( $external_id, $kind, $field, $value ) ) {
			self::edit( $posts[ $external_id ], $kind, $field, $value );
			wp_cache_flush();
		}
	}

	private static function edit( int $id, string $kind, string $field, mixed $value ): void {
		global $wpdb;
		match ( $kind ) {
			'column', 'free'  => ThroughWordPress::with_slug_kept( (string) get_post( $id )->post_name, static fn() => wp_update_post( wp_slash( array( 'ID' => $id, $field => $value ) + ( 'post_date' === $field ? array( 'edit_date' => true ) : array() ) ) ) ),
			'meta'            => null === $value ? delete_post_meta( $id, $field ) : update_post_meta( $id, $field, wp_slash( $value ) ),
			'terms'           => wp_set_object_terms( $id, $value, $field ),
			'comment'         => wp_insert_comment( array( 'comment_post_ID' => $id, 'comment_content' => $value, 'comment_approved' => 1 ) ),
			'raw column'      => $wpdb->update( $wpdb->posts, array( $field => $value ), array( 'ID' => $id ) ) && self::count_terms_of( $id ),
			'raw meta'        => self::delete_rows( $id, $field ) && null !== $value && $wpdb->insert( $wpdb->postmeta, array( 'post_id' => $id, 'meta_key' => $field, 'meta_value' => $value ) ),
			'raw second meta' => $wpdb->insert( $wpdb->postmeta, array( 'post_id' => $id, 'meta_key' => $field, 'meta_value' => (string) $value ) ),
			'raw terms'       => self::set_rows( $id, $field, $value ),
		};
	}

	/** What queries do to counts is nobody's concern here. */
	private static function count_terms_of( int $id ): void {
		foreach ( array( 'genre', 'season', 'bill', 'free', 'category' ) as $taxonomy ) {
			$terms = wp_get_object_terms( $id, $taxonomy, array( 'fields' => 'tt_ids' ) );
			array() === $terms || wp_update_term_count_now( $terms, $taxonomy );
		}
	}

	private static function delete_rows( int $id, string $key ): bool {
		global $wpdb;
		return false !== $wpdb->delete( $wpdb->postmeta, array( 'post_id' => $id, 'meta_key' => $key ) );
	}

	/** @param list<string> $names */
	private static function set_rows( int $id, string $taxonomy, array $names ): void {
		global $wpdb;
		$before = wp_get_object_terms( $id, $taxonomy, array( 'fields' => 'tt_ids' ) );
		$wpdb->query( "DELETE r FROM {$wpdb->term_relationships} r INNER JOIN {$wpdb->term_taxonomy} t ON t.term_taxonomy_id = r.term_taxonomy_id WHERE r.object_id = $id AND t.taxonomy = '$taxonomy'" );
		$now = array();
		foreach ( $names as $name ) {
			$term  = term_exists( $name, $taxonomy );
			$now[] = (int) ( is_array( $term ) ? $term : wp_insert_term( $name, $taxonomy ) )['term_taxonomy_id'];
			$wpdb->insert( $wpdb->term_relationships, array( 'object_id' => $id, 'term_taxonomy_id' => end( $now ), 'term_order' => 0 ) );
		}
		$counted = array_unique( array( ...$before, ...$now ) );
		array() === $counted || wp_update_term_count_now( $counted, $taxonomy );
	}
}
