<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest\Locked;

use Callboard\Tests\Ownership\SyncedPosts;
use Callboard\Tests\TestCase;

final class RestLockTest extends TestCase {
	use SyncedPosts;

	protected function setUp(): void {
		parent::setUp();
		$this->set_up_ownership();
		$this->save_mapping(
			array(
				'title'                   => 'salesforce',
				'content'                 => 'salesforce',
				'meta:callboard_subtitle' => 'salesforce',
				'taxonomy:genre'          => 'salesforce',
				'excerpt'                 => 'wordpress',
				'image'                   => 'fill_if_empty',
			)
		);
		$this->act_as( 'editor' );
	}

	protected function tearDown(): void {
		$this->tear_down_ownership();
		parent::tearDown();
	}

	public function test_the_rest_of_the_request_is_saved_and_the_answer_says_what_was_not(): void {
		register_post_meta( 'event', 'seo_title', array( 'type' => 'string', 'single' => true, 'show_in_rest' => true ) );
		$post_id = $this->synced();
		$answer  = $this->rest(
			'POST',
			'/wp/v2/event/' . $post_id,
			array(
				'title'   => 'Omelette',
				'excerpt' => 'Ours',
				'status'  => 'draft',
				'season'  => array( (int) wp_insert_term( 'Winter', 'season' )['term_id'] ),
				'genre'   => array(),
				'meta'    => array(
					'callboard_subtitle' => 'A comedy',
					'seo_title'          => 'Best Hamlet in town',
				),
			)
		);
		unregister_post_meta( 'event', 'seo_title' );
		self::assertSame( 200, $answer->get_status() );
		$data = $answer->get_data();
		self::assertEqualsCanonicalizing( array( 'title', 'status', 'taxonomy:genre', 'meta:callboard_subtitle' ), array_column( $data['callboard_locked'], 'target' ) );
		self::assertNotContains( '', array_column( $data['callboard_locked'], 'reason' ) );
		$post = get_post( $post_id );
		self::assertSame( array( 'Hamlet', 'publish', 'Ours' ), array( $post->post_title, $post->post_status, $post->post_excerpt ) );
		self::assertSame( 'Best Hamlet in town', get_post_meta( $post_id, 'seo_title', true ) );
		self::assertSame( 'A tragedy', get_post_meta( $post_id, 'callboard_subtitle', true ) );
		self::assertSame( array( 'Winter' ), wp_get_object_terms( $post_id, 'season', array( 'fields' => 'names' ) ) );
		self::assertSame( array( 'Play' ), wp_get_object_terms( $post_id, 'genre', array( 'fields' => 'names' ) ) );
		self::assertEqualsCanonicalizing( array( 'title', 'status', 'taxonomy:genre', 'meta:callboard_subtitle' ), $this->refused_targets() );
	}

	/** The editor sends everything it shows, changed or not. */
	public function test_sending_back_what_is_stored_is_no_attempt(): void {
		$post_id = $this->synced( array( 'post_title' => 'Rock & Roll', 'post_content' => "<p>One</p>\n\n<p>Two</p>" ) );
		$answer  = $this->rest(
			'POST',
			'/wp/v2/event/' . $post_id,
			array(
				'title'   => 'Rock & Roll',
				'content' => "<p>One</p>\r\n\r\n<p>Two</p>",
				'status'  => 'publish',
				'genre'   => wp_get_object_terms( $post_id, 'genre', array( 'fields' => 'ids' ) ),
				'meta'    => array( 'callboard_subtitle' => 'A tragedy' ),
			)
		);
		self::assertSame( 200, $answer->get_status() );
		self::assertArrayNotHasKey( 'callboard_locked', $answer->get_data() );
		self::assertSame( array(), $this->refused() );
	}

	public function test_whoever_may_not_edit_is_turned_away_without_a_word_in_the_log(): void {
		$post_id = $this->synced();
		wp_set_current_user( 0 );
		self::assertSame( 401, $this->rest( 'POST', '/wp/v2/event/' . $post_id, array( 'title' => 'Omelette' ) )->get_status() );
		$this->act_as( 'subscriber' );
		self::assertSame( 403, $this->rest( 'POST', '/wp/v2/event/' . $post_id, array( 'title' => 'Omelette' ) )->get_status() );
		self::assertSame( array(), $this->refused() );
	}

	public function test_deleting_is_forbidden_not_broken(): void {
		$post_id = $this->synced();
		foreach ( array( array(), array( 'force' => true ) ) as $body ) {
			self::assertSame( 403, $this->rest( 'DELETE', '/wp/v2/event/' . $post_id, $body )->get_status() );
		}
		self::assertSame( 'publish', get_post_status( $post_id ) );
	}

	public function test_an_owned_term_is_neither_renamed_nor_deleted(): void {
		$post_id = $this->synced();
		$term    = wp_get_object_terms( $post_id, 'genre' )[0]->term_id;
		$this->act_as( 'administrator' );
		self::assertSame( 403, $this->rest( 'POST', '/wp/v2/genre/' . $term, array( 'name' => 'Romp' ) )->get_status() );
		self::assertSame( 403, $this->rest( 'DELETE', '/wp/v2/genre/' . $term, array( 'force' => true ) )->get_status() );
		$free = wp_get_object_terms( $post_id, 'season' )[0]->term_id;
		self::assertSame( 200, $this->rest( 'POST', '/wp/v2/season/' . $free, array( 'name' => 'Fall' ) )->get_status() );
		$unused = (int) wp_insert_term( 'Opera', 'genre' )['term_id'];
		self::assertSame( 200, $this->rest( 'POST', '/wp/v2/genre/' . $unused, array( 'name' => 'Operetta' ) )->get_status() );
	}

	public function test_an_autosave_of_a_stale_tab_changes_nothing(): void {
		$post_id = $this->synced();
		$this->rest( 'POST', '/wp/v2/event/' . $post_id . '/autosaves', array( 'title' => 'Omelette', 'content' => 'Eggs' ) );
		self::assertSame( 'Hamlet', get_post( $post_id )->post_title );
	}
}
