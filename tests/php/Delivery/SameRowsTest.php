<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;

/**
 * The same random drafts through our writer and through wp_insert_post() + update_post_meta() + wp_set_object_terms(),
 * without a user: identical rows, ids and times aside.
 *
 * @group data
 */
final class SameRowsTest extends SeasonCase {
	private const PIECES = array(
		'Hamlet', 'Rock & Roll', 'a < b > c', '"quoted" \'single\'', 'back\\slash \\0', "two\nlines", '🎭 mask 👩‍👩‍👧', 'مسرح', 'שלום', '&amp; &lt;b&gt; &nbsp; &bogus;',
		'<b>bold</b>', '<script>alert(1)</script>', '<a href="https://x.example" onclick="x()">link</a>', '<p style="color:red;position:fixed">p</p>', '100%', '%s %d', '  spaces  ',
		'İstanbul', "caf\u{0301}e", '𝕊how', '<!-- wp:paragraph {"a":"b"} --><p>x</p><!-- /wp:paragraph -->', '[gallery]', '日本語のタイトル', '...', '---', 'embed', 'feed', '2026', 'null', // Not '0': core gives a post with this slug a new one at each update.
		
		'<img src=x onerror=alert(1)>', "tab\there", '“smart”—dash…', 'javascript:alert(1)', 'unclosed <em>tag', "\u{200B}zero\u{FEFF}width",
	);

	/** @dataProvider seeds */
	public function test_new_posts_have_the_rows_wordpress_would_have_written( int $seed ): void {
		$this->compare( $seed, 25, 1 );
	}

	/** @dataProvider seeds */
	public function test_changed_posts_have_the_rows_wordpress_would_have_written( int $seed ): void {
		$this->compare( $seed, 12, 3 );
	}

	/** Names of terms: without those of which WordPress leaves nothing, which are refused here and dropped there. */
	private const NAMES = array(
		'Hamlet', 'hamlet', 'Rock & Roll', 'a < b > c', '"quoted" \'single\'', 'back\\slash', "two\nlines", '🎭 mask', 'مسرح', 'שלום', '&amp; &lt;b&gt;', '<b>bold</b>',
		'100%', '%s %d', '  spaces  ', 'İstanbul', "caf\u{0301}e", 'café', '𝕊how', '日本語', '2026', '0', 'null', '“smart”—dash…', 'javascript:alert(1)', 'unclosed <em>tag', 'x, y',
	);

	/** @return list<array{0: int}> */
	public function seeds(): array {
		return array( array( 1 ), array( 2 ), array( 3 ) );
	}

	/** One writer after the other on an empty site, so that slugs and terms can be compared to the letter. */
	private function compare( int $seed, int $number, int $rounds ): void {
		mt_srand( $seed );
		$ours   = array();
		$theirs = array();
		for ( $round = 1; $round <= $rounds; $round++ ) {
			$drafts[ $round ] = $this->drafts( $number, $round );
		}
		foreach ( $drafts as $round ) {
			$theirs = $this->through_wordpress( $round, $theirs );
		}
		$expected = array_map( array( $this, 'rows_of' ), $theirs );
		$this->clear();
		foreach ( $drafts as $round ) {
			$outcomes = $this->deliver( 'productions', $round )->to_array();
			self::assertArrayNotHasKey( 'rejected', (array) $outcomes['counts'], (string) wp_json_encode( $outcomes ) );
			$ours = array_column( $outcomes['outcomes'], 'post_id' );
		}
		foreach ( $expected as $position => $rows ) {
			self::assertNotNull( $ours[ $position ], "seed $seed, draft $position" );
			self::assertSame( $rows, $this->rows_of( $ours[ $position ] ), "seed $seed, draft $position: " . wp_json_encode( array_column( array_column( $drafts, $position ), 'values' ) ) );
		}
	}

	private function clear(): void {
		global $wpdb;
		$wpdb->query( "DELETE FROM {$wpdb->posts} WHERE post_type = 'event'" );
		foreach ( array( 'genre', 'season' ) as $taxonomy ) {
			$ids = implode( ',', array( 0, ...$wpdb->get_col( "SELECT term_id FROM {$wpdb->term_taxonomy} WHERE taxonomy = '$taxonomy'" ) ) );
			$wpdb->query( "DELETE FROM {$wpdb->terms} WHERE term_id IN ($ids)" );
			$wpdb->query( "DELETE FROM {$wpdb->term_taxonomy} WHERE term_id IN ($ids)" );
		}
		wp_cache_flush();
	}

	/** @return list<Draft> */
	private function drafts( int $number, int $stamp_ms ): array {
		$drafts = array();
		for ( $n = 0; $n < $number; $n++ ) {
			$drafts[] = $this->production(
				$n,
				array(
					// A title that sanitizes to nothing is refused here: its listing would have no name.
					'title'                       => $this->text( 0, 2 ) . ' ' . array( 'One', 'one', 'Two & Three', '!', '7' )[ mt_rand( 0, 4 ) ],
					'content'                     => 0 === mt_rand( 0, 5 ) ? null : $this->text( 0, 8 ),
					'meta:callboard_subtitle'     => 0 === mt_rand( 0, 3 ) ? null : $this->text( 0, 2 ),
					'meta:callboard_purchase_url' => 0 === mt_rand( 0, 3 ) ? '' : 'https://x.example/?a=1&b=' . rawurlencode( $this->text( 1, 1 ) ),
					'taxonomy:genre'              => array_values( array_unique( array( $this->name(), $this->name() ) ) ),
					'taxonomy:season'             => 0 === mt_rand( 0, 2 ) ? null : $this->name(),
				),
				$stamp_ms
			);
		}
		return $drafts;
	}

	private function name(): string {
		return self::NAMES[ mt_rand( 0, count( self::NAMES ) - 1 ) ];
	}

	private function text( int $least, int $most ): string {
		$pieces = array();
		for ( $n = mt_rand( $least, $most ); $n > 0; $n-- ) {
			$pieces[] = self::PIECES[ mt_rand( 0, count( self::PIECES ) - 1 ) ];
		}
		$text = implode( ' ', $pieces );
		return 0 === mt_rand( 0, 40 ) ? str_repeat( $text . ' ', 15 ) : $text;
	}

	/**
	 * @param list<Draft> $drafts
	 * @param list<int>   $ids
	 * @return list<int>
	 */
	private function through_wordpress( array $drafts, array $ids ): array {
		return \Callboard\Ownership\SyncContext::run(
			function () use ( $drafts, $ids ): array {
				remove_action( 'post_updated', 'wp_save_post_revision', 10 );
				remove_action( 'wp_after_insert_post', 'wp_save_post_revision_on_insert', 9 );
				foreach ( $drafts as $position => $draft ) {
					$ids[ $position ] = $this->one_through_wordpress( $draft, $ids[ $position ] ?? null );
				}
				return $ids;
			}
		);
	}

	private function one_through_wordpress( Draft $draft, ?int $id ): int {
		$post = array(
			'post_type'    => 'event',
			'post_title'   => $draft->values['title'],
			'post_content' => (string) $draft->values['content'],
		);
		$id   = null === $id
			? wp_insert_post( wp_slash( $post + array( 'post_status' => 'publish' ) ), true )
			: wp_update_post( wp_slash( $post + array( 'ID' => $id ) ), true );
		self::assertIsInt( $id, is_wp_error( $id ) ? $id->get_error_message() : '' );
		foreach ( array( 'callboard_subtitle', 'callboard_purchase_url' ) as $key ) {
			$value = $draft->values[ "meta:$key" ];
			null === $value ? delete_post_meta( $id, $key ) : update_post_meta( $id, $key, wp_slash( $value ) );
		}
		wp_set_object_terms( $id, array_map( 'wp_slash', $draft->values['taxonomy:genre'] ), 'genre' );
		wp_set_object_terms( $id, array_map( 'wp_slash', array_filter( array( $draft->values['taxonomy:season'] ), 'is_string' ) ), 'season' );
		return $id;
	}

	/** @return array<string, mixed> */
	private function rows_of( int $post_id ): array {
		global $wpdb;
		$post = $wpdb->get_row( "SELECT * FROM {$wpdb->posts} WHERE ID = $post_id", ARRAY_A );
		foreach ( array( 'ID', 'post_date', 'post_date_gmt', 'post_modified', 'post_modified_gmt' ) as $column ) {
			unset( $post[ $column ] );
		}
		// A title that gives no slug takes the id for one.
		$post['guid']      = 1 === preg_match( "/^$post_id(-|$)/", $post['post_name'] ) ? 'by id' : $post['guid'];
		$post['post_name'] = preg_replace( "/^$post_id(?=-|$)/", 'ID', $post['post_name'] );
		return array(
			'post' => $post,
			'meta' => $wpdb->get_results( "SELECT meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id = $post_id ORDER BY meta_key, meta_value", ARRAY_A ),
			'term' => $wpdb->get_results(
				"SELECT tt.taxonomy, tt.parent, tt.description, tt.count, t.name, t.slug, r.term_order FROM {$wpdb->term_relationships} r
				INNER JOIN {$wpdb->term_taxonomy} tt ON tt.term_taxonomy_id = r.term_taxonomy_id INNER JOIN {$wpdb->terms} t ON t.term_id = tt.term_id
				WHERE r.object_id = $post_id ORDER BY tt.taxonomy, t.slug",
				ARRAY_A
			),
		);
	}
}
