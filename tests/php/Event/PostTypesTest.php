<?php
declare(strict_types=1);

namespace Callboard\Tests\Event;

use Callboard\Event\Meta;
use Callboard\Event\Names;
use Callboard\Event\PostTypes;
use Callboard\Event\RewriteRules;
use Callboard\Event\Taxonomies;
use Callboard\Tests\TestCase;

final class PostTypesTest extends TestCase {
	public function test_shows_and_performances_are_there_for_everybody(): void {
		$event = get_post_type_object( PostTypes::event() );
		self::assertSame( 'event', PostTypes::event() );
		self::assertSame( 'performance', PostTypes::performance() );
		self::assertTrue( $event->public && $event->show_in_rest );
		self::assertFalse( $event->has_archive );
		foreach ( array( 'title', 'editor', 'excerpt', 'thumbnail', 'custom-fields' ) as $feature ) {
			self::assertTrue( post_type_supports( 'event', $feature ), $feature );
			self::assertTrue( post_type_supports( 'performance', $feature ), $feature );
		}
		self::assertFalse( post_type_supports( 'event', 'revisions' ), 'A sync piles up no revisions.' );
		foreach ( array( 'genre', 'venue', 'season' ) as $taxonomy ) {
			self::assertTrue( is_object_in_taxonomy( 'event', $taxonomy ), $taxonomy );
			self::assertTrue( is_object_in_taxonomy( 'performance', $taxonomy ), $taxonomy );
		}
	}

	public function test_another_plugins_event_is_left_alone(): void {
		$names = $this->choose_again(
			static function (): void {
				register_post_type( 'event', array( 'label' => 'Conferences' ) );
				register_taxonomy( 'venue', 'event', array( 'label' => 'Halls' ) );
			}
		);
		self::assertSame( 'Conferences', get_post_type_object( 'event' )->label );
		self::assertSame( 'Halls', get_taxonomy( 'venue' )->label );
		self::assertSame( array( 'callboard_event', 'performance', 'callboard_venue' ), $names );
		self::assertTrue( post_type_exists( 'callboard_event' ) );
		self::assertSame( 'callboard_event', PostTypes::resolve( 'event' ) );
		self::assertSame( 'callboard_venue', Taxonomies::resolve( 'venue' ) );
		self::assertSame( 'page', PostTypes::resolve( 'page' ) );
	}

	public function test_a_name_once_chosen_is_kept_when_the_other_plugin_goes(): void {
		update_option( Names::OPTION, array( 'event' => 'callboard_event' ) );
		$this->choose_again( static fn() => null, false );
		self::assertSame( 'callboard_event', PostTypes::event() );
		self::assertFalse( post_type_exists( 'event' ) );
	}

	/** @return array{string, string, string} */
	private function choose_again( callable $others, bool $forget = true ): array {
		foreach ( PostTypes::all() as $post_type ) {
			unregister_post_type( $post_type );
		}
		unregister_post_type( 'event' );
		array_map( 'unregister_taxonomy', Taxonomies::all() );
		if ( $forget ) {
			delete_option( Names::OPTION );
		}
		$others();
		( new PostTypes() )->register_types();
		( new Taxonomies() )->register_taxonomies();
		return array( PostTypes::event(), PostTypes::performance(), Taxonomies::venue() );
	}

	protected function tearDown(): void {
		parent::tearDown();
		foreach ( array( 'event', 'performance', 'callboard_event' ) as $post_type ) {
			unregister_post_type( $post_type );
		}
		foreach ( array( 'genre', 'venue', 'season', 'callboard_venue' ) as $taxonomy ) {
			unregister_taxonomy( $taxonomy );
		}
		( new PostTypes() )->register_types();
		( new Taxonomies() )->register_taxonomies();
		( new Meta() )->register_meta();
	}

	public function test_rewrite_rules_are_flushed_once_and_not_at_every_request(): void {
		update_option( RewriteRules::OPTION, 'something older' );
		$rules = new RewriteRules();
		self::assertNotEmpty( self::writes_to( 'options', $this->queries_of( array( $rules, 'flush_if_changed' ) ) ) );
		self::assertStringContainsString( 'event', implode( ' ', array_keys( (array) get_option( 'rewrite_rules' ) ) ) );
		self::assertSame( array(), self::writes_to( 'options', $this->queries_of( array( $rules, 'flush_if_changed' ) ) ) );
	}
}
