<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Delivery\Withdrawal;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;

/** A listing goes to the trash and comes back as it was: slug, comments, status. */
final class TrashTest extends SeasonCase {
	/** @param array<string, mixed> $values */
	private function show( array $values, int $stamp_ms ): Draft {
		return $this->production( 1, $values + array( 'title' => 'Hamlet' ), $stamp_ms );
	}

	/** @param array<string, string> $owners Target → owner, of targets that the preset does not map. */
	private function map( array $owners, string $withdrawal = 'trash' ): void {
		$body    = array( 'withdrawal' => $withdrawal ) + $this->mapping( 'productions' )->to_array();
		$targets = array_column( $body['fields'], null, 'to' );
		foreach ( $owners as $to => $owner ) {
			$targets[ $to ] = array( 'to' => $to, 'from' => 'Name', 'owner' => $owner, 'empty' => 'clear' );
		}
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'fields' => array_values( $targets ) ) + $body ) );
	}

	/**
	 * Beside another show that stays, since an empty source stops a run.
	 *
	 * @param array<string, mixed> $before
	 * @param array<string, mixed> $after
	 * @param ?callable(int): void $meanwhile
	 */
	private function goes_and_comes_back( array $before, array $after, ?callable $meanwhile = null ): \WP_Post {
		$this->deliver( 'productions', array( $this->production( 9 ), $this->show( $before, 1000 ) ) );
		$post_id = (int) $this->post_of( $this->show( $before, 1000 ) );
		if ( null !== $meanwhile ) {
			$meanwhile( $post_id );
		}
		$gone = $this->deliver( 'productions', array(), array( new Withdrawal( $this->show( $before, 1000 )->external_id, 2000, 6000, Withdrawal::OUTSIDE_FILTER ) ) );
		self::assertSame( array( 'withdrawn' ), self::words( $gone ) );
		self::assertNotSame( 'publish', $this->plugin->db()->value( "SELECT post_status FROM {$this->plugin->db()->wpdb()->posts} WHERE ID = %d", array( $post_id ) ) );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'productions', array( $this->show( $after, 3000 ) ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		return get_post( $post_id );
	}

	public function test_its_comments_go_with_it_and_come_back(): void {
		$this->map( array() );
		$comments = array();
		$post     = $this->goes_and_comes_back(
			array(),
			array(),
			static function ( int $post_id ) use ( &$comments ): void {
				foreach ( array( '1', '0', 'spam' ) as $approved ) {
					$comments[ $approved ] = wp_insert_comment( array( 'comment_post_ID' => $post_id, 'comment_content' => 'A good evening.', 'comment_approved' => $approved ) );
					get_comment( $comments[ $approved ] );
				}
			}
		);
		foreach ( $comments as $approved => $id ) {
			self::assertSame( (string) $approved, get_comment( $id )->comment_approved );
		}
		self::assertSame( array(), array_filter( array_keys( get_post_meta( $post->ID ) ), static fn( string $key ) => str_starts_with( $key, '_wp_' ) ) );
	}

	public function test_in_the_trash_its_comments_are_not_shown(): void {
		$this->map( array() );
		$this->deliver( 'productions', array( $this->production( 9 ), $this->show( array(), 1000 ) ) );
		$post_id = (int) $this->post_of( $this->show( array(), 1000 ) );
		$comment = wp_insert_comment( array( 'comment_post_ID' => $post_id, 'comment_content' => 'A good evening.', 'comment_approved' => 1 ) );
		self::assertSame( '1', get_comment( $comment )->comment_approved );
		$this->deliver( 'productions', array(), array( new Withdrawal( $this->show( array(), 1000 )->external_id, 2000, 6000, Withdrawal::DELETED ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( 'post-trashed', get_comment( $comment )->comment_approved );
		// By a person's hand, as WordPress does it.
		\Callboard\Ownership\SyncContext::run( static fn() => wp_untrash_post( $post_id ) );
		self::assertSame( '1', get_comment( $comment )->comment_approved );
	}

	/** A letter of Japanese takes nine of the 200 bytes that a slug has, and the trash cuts what is above 191. */
	public function test_a_long_slug_comes_back_whole(): void {
		$this->map( array() );
		$title = str_repeat( '夏の夜の夢', 4 ) . '夏夜';
		$post  = $this->goes_and_comes_back( array( 'title' => $title ), array( 'title' => $title, 'content' => 'Again.' ) );
		self::assertSame( sanitize_title( $title ), $post->post_name );
		self::assertGreaterThan( 191, strlen( $post->post_name ) );
	}

	public function test_an_address_it_had_before_leads_to_the_new_one(): void {
		$this->map( array( 'slug' => 'salesforce' ) );
		$post = $this->goes_and_comes_back( array( 'slug' => 'hamlet' ), array( 'slug' => 'prince-of-denmark' ) );
		self::assertSame( 'prince-of-denmark', $post->post_name );
		self::assertSame( array( 'hamlet' ), get_post_meta( $post->ID, '_wp_old_slug' ) );
	}

	/** @return array<string, array{0: string, 1: string}> */
	public function owners_and_policies(): array {
		return array(
			'filled, trash' => array( FieldMapping::OWNER_FILL, 'trash' ),
			'filled, draft' => array( FieldMapping::OWNER_FILL, 'draft' ),
			'newest, trash' => array( FieldMapping::OWNER_NEWEST, 'trash' ),
			'newest, draft' => array( FieldMapping::OWNER_NEWEST, 'draft' ),
			'WordPress’s'   => array( FieldMapping::OWNER_WORDPRESS, 'trash' ),
		);
	}

	/**
	 * Its status was taken by the sync, not by a person.
	 *
	 * @dataProvider owners_and_policies
	 */
	public function test_a_status_that_is_not_salesforces_alone_comes_back_too( string $owner, string $withdrawal ): void {
		$this->map( array( 'status' => $owner ), $withdrawal );
		self::assertSame( 'publish', $this->goes_and_comes_back( array( 'status' => 'publish' ), array( 'status' => 'publish' ) )->post_status );
	}

	/** After thirty days WordPress empties its trash by itself. */
	public function test_emptied_out_of_the_trash_it_leaves_no_row_and_nobody_is_said_to_have_tried_what_he_may_not(): void {
		$this->map( array() );
		$post_id = $this->withdrawn_and_deleted();
		$core    = $this->plugin->db()->wpdb();
		self::assertSame( '0', $this->plugin->db()->value( "SELECT COUNT(*) FROM {$core->postmeta} WHERE post_id = %d", array( $post_id ) ) );
		self::assertSame( '0', $this->plugin->db()->value( "SELECT COUNT(*) FROM {$core->term_relationships} WHERE object_id = %d", array( $post_id ) ) );
		self::assertSame( '0', $this->plugin->db()->value( "SELECT COUNT(*) FROM {$this->plugin->db()->table( 'audit' )} WHERE event = 'edit_refused'" ) );
	}

	public function test_emptied_out_of_the_trash_a_show_that_is_listed_again_has_its_performances_again(): void {
		$this->map( array() );
		$evening = $this->performance( 1, 1 );
		$this->deliver( 'productions', array( $this->show( array(), 1000 ) ) );
		$this->deliver( 'performances', array( $evening ) );
		self::assertCount( 1, $this->listing() );
		$this->withdrawn_and_deleted();
		self::assertCount( 0, $this->listing() );

		self::assertSame( array( 'created' ), self::words( $this->deliver( 'productions', array( $this->show( array(), 3000 ) ) ) ) );
		self::assertSame( array( 'performances' => array( $evening->external_id ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'performances', array( $evening ) ) ) );
		self::assertSame( array( (string) $this->post_of( $this->show( array(), 3000 ) ) ), array_column( $this->listing(), 'event_id' ) );
	}

	private function withdrawn_and_deleted(): int {
		$this->deliver( 'productions', array( $this->production( 9 ), $this->show( array(), 1000 ) ) );
		$this->deliver( 'productions', array(), array( new Withdrawal( $this->show( array(), 1000 )->external_id, 2000, 6000, Withdrawal::OUTSIDE_FILTER ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post_id = (int) $this->post_of( $this->show( array(), 1000 ) );
		self::assertSame( 'trash', get_post_status( $post_id ) );
		self::assertInstanceOf( \WP_Post::class, wp_delete_post( $post_id, true ) );
		self::assertNull( get_post( $post_id ) );
		return $post_id;
	}
}
