<?php
declare(strict_types=1);

namespace Callboard\Tests\Event;

use Callboard\Event\LocalTime;
use Callboard\Event\Meta;
use Callboard\Event\PostTypes;
use Callboard\Tests\TestCase;

final class MetaTest extends TestCase {
	public function test_rest_shows_the_fields_of_a_performance(): void {
		$this->act_as( 'editor' );
		$post_id = $this->performance();
		update_post_meta( $post_id, Meta::START, '2026-12-01T19:30:00Z' );
		$meta = $this->rest( 'GET', '/wp/v2/performance/' . $post_id )->get_data()['meta'];
		// The SQLite driver stores "2026-12-01 19:30:00" for a value that looks like an ISO moment: the same moment.
		self::assertSame( LocalTime::of( '2026-12-01T19:30:00Z', 'UTC' )->timestamp, LocalTime::of( $meta[ Meta::START ], 'UTC' )->timestamp );
		self::assertSame( '', $meta[ Meta::SALE_STATUS ] );
		self::assertArrayNotHasKey( Meta::SUBTITLE, $meta );
	}

	public function test_a_status_outside_the_list_is_refused_by_rest(): void {
		$this->act_as( 'editor' );
		$answer = $this->rest( 'POST', '/wp/v2/performance/' . $this->performance(), array( 'meta' => array( Meta::SALE_STATUS => 'nonsense' ) ) );
		self::assertSame( 400, $answer->get_status() );
	}

	public function test_whoever_may_not_edit_the_post_may_not_edit_its_fields(): void {
		$post_id = $this->performance();
		$this->act_as( 'contributor' );
		self::assertFalse( current_user_can( 'edit_post_meta', $post_id, Meta::START ) );
		$this->act_as( 'editor' );
		self::assertTrue( current_user_can( 'edit_post_meta', $post_id, Meta::START ) );
	}

	private function performance(): int {
		return (int) wp_insert_post(
			array(
				'post_type'   => PostTypes::performance(),
				'post_title'  => 'Evening',
				'post_status' => 'publish',
			)
		);
	}
}
