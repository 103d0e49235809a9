<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Withdrawal;

/** @group data */
final class RecordHookTest extends SeasonCase {
	/** @var list<array{0: int, 1: string, 2: ?array<string, mixed>, 3: ?array<string, mixed>}> */
	private array $told = array();

	private function listen(): void {
		add_action(
			'callboard_record_changed',
			function ( ...$arguments ): void {
				self::assertFalse( $this->plugin->db()->in_transaction() );
				$this->told[] = $arguments;
			},
			10,
			4
		);
	}

	/** @return list<array{0: int, 1: string, 2: ?array<string, mixed>, 3: ?array<string, mixed>}> */
	private function news(): array {
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$told       = $this->told;
		$this->told = array();
		return $told;
	}

	public function test_each_changed_record_is_told_once_with_its_values_before_and_after(): void {
		$this->listen();
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		self::assertSame( array(), $this->told, 'Nothing before the commit.' );
		$news = $this->news();
		self::assertCount( 2, $news );
		self::assertSame( array( $this->tenant_id, 'PatronTicket__TicketableEvent__c', null ), array_slice( $news[0], 0, 3 ) );
		self::assertSame( array( self::id( 'a0E', 1 ), $this->post_of( $this->production( 1 ) ), 'productions' ), array( $news[0][3]['id'], $news[0][3]['post_id'], $news[0][3]['mapping_id'] ) );
		self::assertSame( array( 'Show 1', 'publish', array( 'Play', 'Comedy' ) ), array( $news[0][3]['values']['title'], $news[0][3]['values']['status'], $news[0][3]['values']['taxonomy:genre'] ) );

		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => 'Closed', 'taxonomy:genre' => 'Opera' ), 2000, 6000 ), $this->production( 2 ) ) );
		$news = $this->news();
		self::assertCount( 1, $news, 'An unchanged record is no news.' );
		self::assertSame( array( 'A play', array( 'Play', 'Comedy' ) ), array( $news[0][2]['values']['meta:callboard_subtitle'], $news[0][2]['values']['taxonomy:genre'] ) );
		self::assertSame( array( 'Closed', array( 'Opera' ) ), array( $news[0][3]['values']['meta:callboard_subtitle'], $news[0][3]['values']['taxonomy:genre'] ) );

		$this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 3000, 7000, 'deleted' ) ) );
		$news = $this->news();
		self::assertCount( 1, $news );
		self::assertSame( array( 'Closed', null ), array( $news[0][2]['values']['meta:callboard_subtitle'], $news[0][3] ) );

		$this->deliver( 'productions', array( $this->production( 1, array(), 4000, 8000 ) ) );
		self::assertSame( array( null, 'Show 1' ), array( ( $news = $this->news() )[0][2], $news[0][3]['values']['title'] ) );
	}

	public function test_where_nobody_listens_no_row_is_written_and_no_query_made(): void {
		$deliver = fn( int $number ) => $this->deliver( 'productions', array( $this->production( $number ) ) );
		$deliver( 1 );
		$without = count( $this->queries_of( static fn() => $deliver( 2 ) ) );
		self::assertNotContains( 'news', $this->kinds() );
		$this->listen();
		self::assertSame( $without, count( $this->queries_of( static fn() => $deliver( 3 ) ) ), 'One statement for all effects.' );
		self::assertContains( 'news', $this->kinds() );
	}

	public function test_a_listener_that_throws_stops_neither_the_others_nor_the_drain(): void {
		ini_set( 'error_log', '/dev/null' );
		add_action( 'callboard_record_changed', static fn() => throw new \RuntimeException( 'a foreign listener' ), 1 );
		$this->listen();
		$this->deliver( 'productions', array_map( fn( int $number ) => $this->production( $number ), range( 1, 150 ) ) );
		$news = $this->news();
		ini_restore( 'error_log' );
		self::assertCount( 150, $news );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_after_a_crash_between_commit_and_hook_the_next_drain_tells(): void {
		$this->listen();
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->plugin = new \Callboard\Plugin();
		self::assertCount( 1, $this->news() );
	}

	/** @return list<string|null> */
	private function kinds(): array {
		return $this->plugin->db()->column( "SELECT kind FROM {$this->plugin->db()->table( 'effects' )} ORDER BY id" );
	}
}
