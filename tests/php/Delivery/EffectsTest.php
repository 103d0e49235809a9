<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Delivery;

final class EffectsTest extends SeasonCase {
	private const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

	public function test_hooks_fire_after_the_commit_in_wordpress_order_and_make_no_revision(): void {
		$fired = array();
		foreach ( array( 'set_object_terms' => 6, 'added_post_meta' => 4, 'updated_post_meta' => 4, 'clean_post_cache' => 2, 'transition_post_status' => 3, 'edit_post' => 2, 'post_updated' => 3, 'save_post_event' => 3, 'save_post' => 3, 'wp_insert_post' => 3, 'wp_after_insert_post' => 4 ) as $hook => $arguments ) {
			add_action(
				$hook,
				function ( ...$given ) use ( $hook, &$fired ): void {
					self::assertFalse( $this->plugin->db()->in_transaction() );
					$fired[] = $hook;
				},
				10,
				$arguments
			);
		}
		$this->deliver( 'productions', array( $this->production( 1, array( 'taxonomy:season' => null, 'taxonomy:genre' => 'Play', 'meta:callboard_purchase_url' => null ) ) ) );
		self::assertNotContains( 'save_post', $fired );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$listened = array_values( array_filter( $fired, static fn( string $hook ) => 'clean_post_cache' !== $hook ) );
		self::assertSame( array( 'set_object_terms', 'added_post_meta', 'transition_post_status', 'save_post_event', 'save_post', 'wp_insert_post', 'wp_after_insert_post' ), array_values( array_unique( $listened ) ) );

		$fired = array();
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'New', 'taxonomy:season' => null, 'taxonomy:genre' => 'Play', 'meta:callboard_purchase_url' => null ), 2000, 6000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'clean_post_cache', 'transition_post_status', 'edit_post', 'post_updated', 'save_post_event', 'save_post', 'wp_insert_post', 'wp_after_insert_post' ), $fired );
		self::assertSame( array(), wp_get_post_revisions( $this->post_of( $this->production( 1 ) ) ) );
	}

	public function test_readers_see_the_new_values_at_once_and_the_site_is_told(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		self::assertSame( 'Show 1', get_the_title( $post_id ) );
		$told = array();
		add_action(
			'callboard_listings_changed',
			static function ( array $ids, array $context ) use ( &$told ): void {
				$told[] = array( $ids, $context['tenant_id'] );
			},
			10,
			2
		);
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Renamed', 'meta:callboard_subtitle' => 'Other' ), 2000, 6000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'Renamed', 'Other' ), array( get_the_title( $post_id ), get_post_meta( $post_id, 'callboard_subtitle', true ) ) );
		self::assertSame( array( array( array( $post_id ), $this->tenant_id ) ), $told );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_a_listener_that_fails_is_tried_again_and_then_given_up(): void {
		ini_set( 'error_log', '/dev/null' );
		$tries = 0;
		add_action(
			'save_post_event',
			static function () use ( &$tries ): void {
				++$tries;
				throw new \RuntimeException( 'a foreign listener' );
			}
		);
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		for ( $n = 0; $n < 8; $n++ ) {
			$this->plugin->effects()->drain( PHP_INT_MAX );
			$this->clock->advance( 3600000 );
		}
		ini_restore( 'error_log' );
		self::assertSame( 5, $tries );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
		self::assertSame( 'publish', get_post_status( $this->post_of( $this->production( 1 ) ) ) );
	}

	public function test_a_picture_is_fetched_once_and_fills_only_what_is_empty(): void {
		$asked = $this->serve_pictures();
		$url   = 'http://127.0.0.1/posters/1.png';
		$this->deliver( 'productions', array( $this->production( 1, array( 'image' => $url ) ), $this->production( 2, array( 'image' => $url ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$first = get_post_thumbnail_id( $this->post_of( $this->production( 1 ) ) );

		self::assertGreaterThan( 0, $first );
		self::assertSame( $first, get_post_thumbnail_id( $this->post_of( $this->production( 2 ) ) ) );
		self::assertSame( 'Show 1', get_post_meta( $first, '_wp_attachment_image_alt', true ) );
		self::assertSame( array( $url ), $asked->getArrayCopy() );

		$this->deliver( 'productions', array( $this->production( 1, array( 'image' => 'http://127.0.0.1/posters/2.png' ), 2000, 6000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( $first, get_post_thumbnail_id( $this->post_of( $this->production( 1 ) ) ) );
	}

	public function test_a_broken_picture_address_is_told_in_words_and_the_listing_stays(): void {
		$this->serve_pictures();
		$this->deliver( 'productions', array( $this->production( 1, array( 'image' => 'http://127.0.0.1/missing.png' ) ), $this->production( 2, array( 'image' => 'http://10.0.0.1/inside.png' ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$items = array_values( array_filter( $this->plugin->run_items()->page( $this->lease->run->id ), static fn( $item ) => null !== $item->failure ) );

		self::assertSame( array( 'image_unreachable', 'image_unreachable' ), array_column( array_column( $items, 'failure' ), 'code' ) );
		self::assertStringContainsString( '404', $items[0]->failure['message'] );
		self::assertSame( 'publish', get_post_status( $this->post_of( $this->production( 1 ) ) ) );
	}

	private function serve_pictures(): \ArrayObject {
		$asked = new \ArrayObject();
		add_filter(
			'pre_http_request',
			static function ( $answer, array $arguments, string $url ) use ( $asked ) {
				$asked->append( $url );
				$found = str_contains( $url, '/posters/' );
				file_put_contents( $arguments['filename'], $found ? base64_decode( self::PNG ) . $url : '' );
				return array( 'response' => array( 'code' => $found ? 200 : 404, 'message' => '' ), 'headers' => array(), 'body' => '', 'cookies' => array() );
			},
			10,
			3
		);
		return $asked;
	}
}
