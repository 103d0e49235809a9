<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;

/** @group data */
final class LeftOutTest extends SeasonCase {
	private Draft $first;

	protected function setUp(): void {
		parent::setUp();
		$this->act_as( 'administrator' );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->first = $this->performance( 1, 1, array( 'title' => 'Tom & Jerry' ) );
		$this->deliver( 'performances', array( $this->first ) );
	}

	private function twin( int $number ): string {
		$twin = self::draft( self::id( 'a0P', $number ), $this->first->values, 1000, 5000 );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $twin ) ) ) );
		return $twin->external_id;
	}

	private function decide( string $external_id, array $decision ): void {
		self::assertSame( 200, $this->rest( 'POST', "/callboard/v1/tenants/{$this->tenant_id}/twins/{$external_id}", $decision )->get_status() );
	}

	/** @return list<array<string, mixed>> */
	private function left_out(): array {
		$answer = $this->rest( 'GET', "/callboard/v1/tenants/{$this->tenant_id}/left-out" );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		return json_decode( (string) wp_json_encode( $answer->get_data() ), true );
	}

	public function test_it_is_told_who_left_what_out_and_when(): void {
		self::assertSame( array(), $this->left_out() );
		$twin = $this->twin( 2 );
		self::assertSame( array(), $this->left_out(), 'Held is not left out.' );
		wp_update_user( array( 'ID' => get_current_user_id(), 'display_name' => 'Ada' ) );
		$this->decide( $twin, array( 'decision' => 'exclude' ) );
		$expected = array( 'external_id' => $twin, 'mapping' => 'Performances', 'title' => 'Tom & Jerry', 'record_url' => null, 'since_ms' => $this->clock->now_ms(), 'by' => 'Ada' );
		self::assertSame( array( $expected ), $this->left_out() );

		$this->clock->advance( 60 * 1000 );
		$this->deliver( 'performances', array( self::draft( $twin, $this->first->values, 3000, 7000 ) ) );
		$this->clock->advance( 40 * 24 * 60 * 60 * 1000 );
		$this->plugin->run_items()->prune( $this->clock->now_ms() );
		self::assertSame( array( $expected ), $this->left_out(), 'It keeps its name and its day for as long as it is left out.' );
	}

	public function test_who_lost_its_listing_to_a_twin_is_left_out_too_and_included_again_by_the_same_door(): void {
		$twin = $this->twin( 2 );
		$this->decide( $twin, array( 'decision' => 'link', 'post_id' => (int) $this->post_of( $this->first ) ) );
		self::assertSame( array( array( $this->first->external_id, null ) ), array_map( static fn( array $row ) => array( $row['external_id'], $row['by'] ), $this->left_out() ) );
		$this->decide( $this->first->external_id, array( 'decision' => 'separate' ) );
		self::assertSame( array(), $this->left_out() );
	}

	public function test_a_page_costs_the_same_however_many_are_left_out(): void {
		$this->decide( $this->twin( 2 ), array( 'decision' => 'exclude' ) );
		$asked = function (): int {
			wp_cache_flush();
			wp_load_alloptions();
			return count( $this->queries_of( fn() => $this->left_out() ) );
		};
		$asked();
		$one = $asked();
		foreach ( range( 3, 12 ) as $number ) {
			$this->decide( $this->twin( $number ), array( 'decision' => 'exclude' ) );
		}
		self::assertSame( $one, $asked() );
		self::assertCount( 11, $this->left_out() );
	}

	public function test_nobody_but_an_administrator_of_the_site_looks_and_no_tenant_sees_another(): void {
		$this->decide( $this->twin( 2 ), array( 'decision' => 'exclude' ) );
		$other = $this->new_tenant( 'Other House' );
		self::assertSame( array(), $this->rest( 'GET', "/callboard/v1/tenants/{$other}/left-out" )->get_data() );
		$this->act_as( 'editor' );
		self::assertSame( 403, $this->rest( 'GET', "/callboard/v1/tenants/{$this->tenant_id}/left-out" )->get_status() );
	}
}
