<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Event\Moment;
use Callboard\Mapping\Mapping;
use Callboard\Run\Run;
use Callboard\Run\RunItem;

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

	public function test_a_reading_that_finds_it_still_held_says_nothing_new_and_it_is_held_since_the_first_time(): void {
		$since = $this->clock->now_ms();
		$twin  = $this->hold( 2 );
		$words = fn(): int => count( $this->plugin->run_items()->of_record( $this->tenant_id, $twin ) );
		$this->an_hour_later( Run::REFRESH );
		$this->hold( 2 );
		self::assertSame( 1, $words() );
		self::assertSame( 1, $this->plugin->runs()->find( $this->lease->run->id )?->counts['held'] ?? null, 'The run counts it all the same.' );
		self::assertSame( $since, $this->held()[0]['since_ms'] );

		$this->an_hour_later( Run::INCREMENTAL );
		$this->hold( 2 );
		self::assertSame( 2, $words(), 'Who edits it in Salesforce, or asks for it, gets an answer.' );
		self::assertSame( array( $since, $this->lease->run->id ), array( $this->held()[0]['since_ms'], $this->held()[0]['run_id'] ), 'One line of the same word.' );

		$this->plugin->run_items()->add_many( $this->tenant_id, $this->lease->run->id, array( new RunItem( 0, $this->lease->run->id, 'performances', $twin, 'stale', null, null, null, $this->clock->now_ms() ) ) );
		self::assertSame( array( $since, 'Tom & Jerry' ), array( $this->held()[0]['since_ms'], $this->held()[0]['title'] ), 'An older version of it says nothing.' );
		$this->an_hour_later( Run::REFRESH );
		$this->hold( 2 );
		self::assertSame( 3, $words() );

		$this->plugin->decide_twin()->decide( $this->tenant_id, $twin, 'exclude', null, null );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->table( 'ledger' )} SET state = 'held' WHERE sf_id = %s", array( $twin ) );
		$this->an_hour_later( Run::REFRESH );
		$this->hold( 2 );
		self::assertSame( $this->clock->now_ms(), $this->held()[0]['since_ms'], 'Held anew after a decision.' );
	}

	public function test_what_it_is_held_for_is_told_anew_when_that_is_another_record(): void {
		$since = $this->clock->now_ms();
		$this->hold( 3 );
		$this->an_hour_later( Run::REFRESH );
		$taker = $this->performance( 9, 1, array( 'title' => 'Tom & Jerry' ) );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->table( 'ledger' )} SET sf_id = %s WHERE sf_id = %s", array( $taker->external_id, $this->first->external_id ) );
		$this->hold( 3 );
		$row = $this->held()[0];
		self::assertSame( array( $since, array( $taker->external_id ) ), array( $row['since_ms'], array_column( $row['others'], 'external_id' ) ) );
	}

	public function test_what_is_still_held_keeps_its_words(): void {
		$this->hold( 2 );
		$this->clock->advance( 40 * 24 * 60 * 60 * 1000 );
		$this->plugin->run_items()->prune( $this->clock->now_ms() );
		self::assertSame( 'Tom & Jerry', $this->held()[0]['title'] );
	}

	private function an_hour_later( string $kind ): void {
		$this->plugin->end_run()->as_succeeded( $this->lease->run->id, $this->lease->run->fence, array() );
		$this->clock->advance( 60 * 60 * 1000 );
		$this->plugin->runs()->enqueue( $this->tenant_id, $kind, Run::INCREMENTAL === $kind ? 'schedule' : 'hourly' );
		$this->lease = $this->plugin->leases()->claim( 'w', array( $this->tenant_id ), array( $kind ) );
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
