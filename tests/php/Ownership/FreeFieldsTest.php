<?php
declare(strict_types=1);

namespace Callboard\Tests\Ownership;

use Callboard\Ledger\LedgerState;
use Callboard\Ownership\SyncContext;
use Callboard\Plugin;
use Callboard\Tests\TestCase;

/** Promise 2, the other half: what WordPress owns stays free, with the preset's owners. */
final class FreeFieldsTest extends TestCase {
	use SyncedPosts;

	protected function setUp(): void {
		parent::setUp();
		$this->set_up_ownership();
		$this->save_mapping( array( 'title' => 'salesforce', 'content' => 'salesforce', 'taxonomy:genre' => 'salesforce', 'excerpt' => 'wordpress', 'image' => 'fill_if_empty' ) );
		$this->act_as( 'editor' );
	}

	protected function tearDown(): void {
		$this->tear_down_ownership();
		parent::tearDown();
	}

	public function test_excerpt_picture_seo_meta_slug_and_tags_are_the_editors(): void {
		register_taxonomy_for_object_type( 'post_tag', 'event' );
		$post_id = $this->synced();
		wp_update_post( array( 'ID' => $post_id, 'post_excerpt' => 'Ours', 'post_name' => 'our-hamlet', 'menu_order' => 3 ) );
		update_post_meta( $post_id, '_thumbnail_id', '99' );
		update_post_meta( $post_id, '_yoast_wpseo_title', 'Hamlet, tickets here' );
		wp_set_post_terms( $post_id, array( 'drama', 'classics' ), 'post_tag' );
		$post = get_post( $post_id );
		self::assertSame( array( 'Ours', 'our-hamlet', 3 ), array( $post->post_excerpt, $post->post_name, $post->menu_order ) );
		self::assertSame( '99', get_post_meta( $post_id, '_thumbnail_id', true ) );
		self::assertSame( 'Hamlet, tickets here', get_post_meta( $post_id, '_yoast_wpseo_title', true ) );
		self::assertCount( 2, wp_get_object_terms( $post_id, 'post_tag' ) );
		self::assertSame( array(), $this->refused() );
		unregister_taxonomy_for_object_type( 'post_tag', 'event' );
	}

	/** Promise 3, seen from the editor: a save between a sync's commit and its cache cleaning. */
	public function test_saving_an_excerpt_does_not_carry_a_cached_title_back(): void {
		global $wpdb;
		$post_id = $this->synced();
		get_post( $post_id );
		$wpdb->update( $wpdb->posts, array( 'post_title' => 'Renamed by the sync' ), array( 'ID' => $post_id ) );
		wp_update_post( array( 'ID' => $post_id, 'post_excerpt' => 'Ours' ) );
		clean_post_cache( $post_id );
		self::assertSame( array( 'Renamed by the sync', 'Ours' ), array( get_post( $post_id )->post_title, get_post( $post_id )->post_excerpt ) );
	}

	public function test_a_withdrawn_show_is_not_put_back_by_hand(): void {
		$post_id = $this->synced( array( 'post_status' => 'draft' ), LedgerState::TOMBSTONE );
		wp_publish_post( $post_id );
		wp_update_post( array( 'ID' => $post_id, 'post_status' => 'publish' ) );
		clean_post_cache( $post_id );
		self::assertSame( 'draft', get_post_status( $post_id ) );
		self::assertSame( array( 'status' ), $this->refused_targets() );
	}

	public function test_listeners_of_a_refused_publish_see_the_status_that_holds(): void {
		$post_id = $this->synced( array( 'post_status' => 'draft' ) );
		$seen    = array();
		add_action( 'save_post', static function ( int $id, \WP_Post $post ) use ( &$seen ): void {
			$seen[] = $post->post_status;
		}, 10, 2 );
		wp_publish_post( $post_id );
		self::assertSame( array( 'draft' ), $seen );
	}

	public function test_the_trash_empties_itself_of_what_the_sync_withdrew(): void {
		$withdrawn = $this->synced( array( 'post_status' => 'trash' ), LedgerState::TOMBSTONE );
		$live      = $this->synced( array( 'post_status' => 'trash', 'post_name' => 'b' ) );
		wp_delete_post( $withdrawn, true );
		wp_delete_post( $live, true );
		self::assertNull( get_post( $withdrawn ) );
		self::assertNotNull( get_post( $live ) );
	}

	public function test_a_post_that_left_the_sync_is_free(): void {
		$excluded = $this->synced( array(), LedgerState::EXCLUDED );
		wp_update_post( array( 'ID' => $excluded, 'post_title' => 'Ours now' ) );
		self::assertSame( 'Ours now', get_post( $excluded )->post_title );
		$post_id = $this->synced( array( 'post_name' => 'b' ) );
		Plugin::instance()->mappings()->retire_except( $this->tenant_id );
		Plugin::instance()->owned_fields()->forget();
		wp_update_post( array( 'ID' => $post_id, 'post_title' => 'Ours now' ) );
		self::assertSame( 'Ours now', get_post( $post_id )->post_title );
	}

	/** A sync in the same request makes posts ours that were nobody's when first looked at. */
	public function test_what_was_remembered_before_a_sync_does_not_outlive_it(): void {
		$before = $this->unsynced( array( 'post_name' => 'not-yet' ) );
		self::assertFalse( Plugin::instance()->owned_fields()->of_post( $before )->is_synced() );
		$post_id = $this->synced( array( 'post_name' => 'b' ) );
		self::assertTrue( Plugin::instance()->owned_fields()->of_post( $post_id )->is_synced() );
	}

	public function test_an_exception_inside_a_sync_closes_the_context(): void {
		try {
			SyncContext::run( static fn() => throw new \RuntimeException( 'boom' ) );
		} catch ( \RuntimeException ) {
			self::assertFalse( SyncContext::is_open() );
		}
		self::assertFalse( SyncContext::is_open() );
	}

	public function test_a_thousand_equal_attempts_are_one_line_in_the_log(): void {
		$post_id = $this->synced();
		for ( $i = 0; $i < 50; $i++ ) {
			wp_update_post( array( 'ID' => $post_id, 'post_title' => 'Omelette ' . $i ) );
		}
		self::assertCount( 1, $this->refused() );
	}

	public function test_a_sweep_takes_the_key_off_free_posts_only(): void {
		$this->save_mapping( array( 'image' => 'salesforce' ) );
		$post_id = $this->synced();
		$free    = $this->unsynced( array( 'post_name' => 'free' ) );
		delete_metadata( 'post', 0, '_thumbnail_id', '77', true );
		self::assertSame( '77', get_post_meta( $post_id, '_thumbnail_id', true ) );
		self::assertSame( '', get_post_meta( $free, '_thumbnail_id', true ) );
	}

	public function test_looking_at_a_post_costs_one_query_a_request(): void {
		$post_id = $this->unsynced();
		Plugin::instance()->owned_fields()->forget();
		$queries = $this->queries_of(
			static function () use ( $post_id ): void {
				for ( $i = 0; $i < 20; $i++ ) {
					update_post_meta( $post_id, 'views', $i );
				}
			}
		);
		self::assertCount( 1, preg_grep( '/callboard_ledger/', $queries ) );
	}
}
