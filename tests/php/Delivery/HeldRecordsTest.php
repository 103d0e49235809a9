<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Event\Moment;
use Callboard\Mapping\Mapping;

/** @group data */
final class HeldRecordsTest extends SeasonCase {
	private Draft $first;

	protected function setUp(): void {
		parent::setUp();
		$this->act_as( 'administrator' );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->first = $this->performance( 1, 1, array( 'title' => 'Tom & Jerry' ) );
		$this->deliver( 'performances', array( $this->first ) );
	}

	private function hold( int $number ): string {
		$twin = self::draft( self::id( 'a0P', $number ), $this->first->values, 1000, 5000 );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $twin ) ) ) );
		return $twin->external_id;
	}

	/** @return list<array<string, mixed>> */
	private function held(): array {
		$answer = $this->rest( 'GET', "/callboard/v1/tenants/{$this->tenant_id}/twins" );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		return json_decode( (string) wp_json_encode( $answer->get_data() ), true );
	}

	public function test_a_twin_stands_beside_the_show_it_may_be(): void {
		self::assertSame( array(), $this->held() );
		$twin  = $this->hold( 2 );
		$post  = (int) $this->post_of( $this->first );
		$start = Moment::to_ms( $this->first->values['meta:callboard_start'] );
		$row   = $this->held()[0];
		self::assertSame( array( $twin, 'Performances', 'Tom & Jerry', $start, 'Main Stage', null, $this->lease->run->id ), array( $row['external_id'], $row['mapping'], $row['title'], $row['start_ms'], $row['venue'], $row['record_url'], $row['run_id'] ) );
		self::assertSame(
			array( array( 'external_id' => $this->first->external_id, 'post_id' => $post, 'title' => 'Tom & Jerry', 'start_ms' => $start, 'venue' => 'Main Stage', 'status' => 'publish', 'permalink' => get_permalink( $post ), 'record_url' => null ) ),
			$row['others']
		);
		$this->plugin->decide_twin()->decide( $this->tenant_id, $twin, 'exclude', null, null );
		self::assertSame( array(), $this->held() );
	}

	public function test_posts_from_before_stand_beside_the_record_that_may_adopt_them(): void {
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'adopt' => 'meta:sf_id' ) + $this->mapping( 'productions' )->to_array() ) );
		$posts = array();
		foreach ( array( 'publish', 'draft' ) as $status ) {
			$posts[] = (int) wp_insert_post( array( 'post_type' => 'event', 'post_status' => $status, 'post_title' => 'By hand' ) );
			add_post_meta( end( $posts ), 'sf_id', self::id( 'a0E', 7 ) );
		}
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'productions', array( $this->production( 7 ) ) ) ) );
		$row = $this->held()[0];
		self::assertSame( array( 'Show 7', null, $posts ), array( $row['title'], $row['start_ms'], array_column( $row['others'], 'post_id' ) ) );
		self::assertSame( array( array( null, null ), array( get_permalink( $posts[0] ), null ) ), array( array_column( $row['others'], 'external_id' ), array_column( $row['others'], 'permalink' ) ) );
	}

	public function test_a_page_costs_the_same_however_many_are_held(): void {
		$this->hold( 2 );
		$asked = function (): int {
			wp_cache_flush();
			wp_load_alloptions();
			return count( $this->queries_of( fn() => $this->held() ) );
		};
		$asked();
		$one = $asked();
		foreach ( range( 3, 12 ) as $number ) {
			$this->hold( $number );
		}
		self::assertSame( $one, $asked() );
		self::assertCount( 11, $this->held() );
	}

	public function test_nobody_but_an_administrator_of_the_site_looks_and_no_tenant_sees_another(): void {
		$this->hold( 2 );
		$other = $this->new_tenant( 'Other House' );
		self::assertSame( array(), $this->rest( 'GET', "/callboard/v1/tenants/{$other}/twins" )->get_data() );
		self::assertSame( 404, $this->rest( 'GET', '/callboard/v1/tenants/99999/twins' )->get_status() );
		$this->act_as( 'editor' );
		self::assertSame( 403, $this->rest( 'GET', "/callboard/v1/tenants/{$this->tenant_id}/twins" )->get_status() );
	}
}
