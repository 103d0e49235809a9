<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Delivery\Withdrawal;
use Callboard\Run\Run;
use Callboard\Tenant\Tenant;

require_once __DIR__ . '/WorkerTestCase.php';

/**
 * A rehearsal and its approval, and the brake, through the worker's own door.
 *
 * @group data
 */
final class RehearsalUnderLeaseTest extends WorkerTestCase {
	private const STAMP = 1795348700000;

	private Tenant $tenant;

	/** @var array<string, mixed> */
	private array $run;

	private int $version = 1;

	protected function setUp(): void {
		parent::setUp();
		$this->tenant = $this->connected_tenant();
	}

	public function test_a_rehearsed_run_leaves_everything_as_it_was_and_its_approval_does_it(): void {
		$this->whole_run( array(), array( $this->record( 1, 'Hamlet' ), $this->record( 2, 'Lear' ) ) );
		$this->plugin->inbox()->add( $this->tenant->id, 'productions', array( $this->id( 1 ) ), 'drift', $this->clock->now_ms() );
		$before = $this->state();

		$rehearsal = $this->whole_run( array( 'rehearsal' => true ), array( $this->record( 1, 'Hamlet', 1 ), $this->record( 2, 'King Lear', 1 ), $this->record( 3, 'Othello' ) ) );
		self::assertSame( $before, $this->state() );
		self::assertEquals( array( 'unchanged' => 1, 'updated' => 1, 'created' => 1 ), $rehearsal->counts );
		self::assertSame( array( 'Rehearsal, nothing was written. A sync would bring: 1 new, 1 changed, 1 as before.' ), array( $rehearsal->to_array()['sentence'] ) );

		$apply = $this->plugin->apply_rehearsal()->run( $rehearsal, 'test', null );
		$after = $this->whole_run( $apply->options, array( $this->record( 1, 'Hamlet', 1 ), $this->record( 2, 'King Lear', 1 ), $this->record( 3, 'Othello, the Moor', 2 ) ) );
		self::assertSame( $apply->id, $after->id );
		self::assertEquals( array( 'unchanged' => 1, 'updated' => 1, 'held' => 1 ), $after->counts );
		self::assertSame( array( 'Hamlet', 'King Lear' ), $this->titles() );
		self::assertSame( array( 'productions' => array( $this->id( 3 ) ) ), $this->plugin->inbox()->due( $this->tenant->id, $this->clock->now_ms() ) );
	}

	public function test_the_rehearsal_of_a_backfill_shows_what_was_written_past_wordpress_and_its_approval_repairs_it(): void {
		$records = array( $this->record( 1, 'Hamlet' ), $this->record( 2, 'Lear' ), $this->record( 3, 'Othello' ) );
		$this->whole_run( array(), $records );
		$posts = $this->plugin->db()->wpdb()->posts;
		$this->plugin->db()->query( "UPDATE {$posts} SET post_title = 'By raw SQL' WHERE post_title = 'Lear'" );
		$before = $this->state();

		$rehearsal = $this->whole_run( array( 'rehearsal' => true ), $records, Run::BACKFILL );
		self::assertSame( $before, $this->state() );
		self::assertEquals( array( 'unchanged' => 2, 'updated' => 1 ), $rehearsal->counts );
		$item = $this->plugin->run_items()->page( $rehearsal->id )[0];
		self::assertSame( array( $this->id( 2 ), 'By raw SQL', 'Lear' ), array( $item->external_id, $item->diff[0]['before'], $item->diff[0]['after'] ) );

		$apply = $this->plugin->apply_rehearsal()->run( $rehearsal, 'test', null );
		self::assertSame( Run::BACKFILL, $apply->kind );
		self::assertEquals( array( 'unchanged' => 2, 'updated' => 1 ), $this->whole_run( $apply->options, $records, Run::BACKFILL )->counts );
		self::assertSame( array( 'Hamlet', 'Lear', 'Othello' ), $this->titles() );
	}

	public function test_what_a_reading_by_new_rules_met_is_not_missed_by_it_rehearsed_or_not(): void {
		$this->whole_run( array(), array( $this->record( 1, 'Hamlet' ), $this->record( 2, 'Lear' ), $this->record( 3, 'Othello' ) ) );
		$mapping       = $this->plugin->mappings()->current( $this->tenant->id )[0];
		$this->version = $this->plugin->mappings()->save( $this->tenant->id, $mapping->with_owners( array( 'title' => 'fill_if_empty' ) ) )->version;
		$missed        = fn(): array => array_column( $this->ok( 'presence.answer', $this->under_lease( 'presence', array( 'mapping_id' => 'productions', 'missed_by_version' => $this->version, 'after' => 0 ) ) )['records'], 0 );
		// Equal values, by other rules: another fingerprint, and no write but the version.
		$met = array( array( 'fingerprint' => hash( 'sha256', 'Hamlet by new rules' ) ) + $this->record( 1, 'Hamlet' ), array( 'fingerprint' => hash( 'sha256', 'Lear by new rules' ) ) + $this->record( 2, 'Lear', 1 ) );
		foreach ( array( array( 'rehearsal' => true ), array() ) as $options ) {
			$this->begin_run( $options );
			self::assertSame( array( $this->id( 1 ), $this->id( 2 ), $this->id( 3 ) ), $missed() );
			$this->ok( 'outcomes', $this->send( $met ) );
			self::assertSame( array( $this->id( 3 ) ), $missed() );
			$this->complete();
		}
	}

	public function test_a_worker_that_dies_in_a_rehearsal_is_followed_by_one_that_says_nothing_twice(): void {
		$this->begin_run( array( 'rehearsal' => true ) );
		$this->ok( 'outcomes', $this->send( array( $this->record( 1, 'Hamlet' ) ) ) );
		$this->clock->advance( 16 * 60 * 1000 );
		$next = $this->claim();
		self::assertSame( array( $this->run['id'], true ), array( $next['run']['id'], $next['run']['options']['rehearsal'] ) );
		$this->run = $next['run'];
		$this->ok( 'outcomes', $this->send( array( $this->record( 1, 'Hamlet' ), $this->record( 2, 'Lear' ) ) ) );
		self::assertSame( array( 'created' => 2 ), $this->plugin->runs()->find( $this->run['id'] )->counts );
		self::assertSame( array(), $this->titles() );
	}

	public function test_the_brake_holds_over_killed_workers_and_deliveries_and_the_watermark_moves(): void {
		$this->whole_run( array(), array_map( fn( int $n ) => $this->record( $n, "Show {$n}" ), range( 1, 20 ) ) );
		$this->begin_run( array() );
		$gone  = array_map( fn( int $n ) => array( $this->id( $n ), self::STAMP + 1000, self::STAMP + 5000, 'deleted' ), array( ...range( 1, 12 ), 99 ) );
		$offer = $this->ok( 'offer.answer', $this->under_lease( 'offer', array( 'mapping_id' => 'productions', 'mapping_version' => $this->version, 'read_ms' => self::STAMP + 5000, 'records' => array(), 'withdrawals' => $gone ) ) );
		self::assertSame( array( 12, array() ), array( count( $offer['withdrawals']['listed'] ), $offer['withdrawals']['others'] ) );
		self::assertSame( array( 'held' => 3 ), $this->ok( 'outcomes', $this->send( array(), array_slice( $offer['withdrawals']['listed'], 0, 3 ), 12 ) )['counts'] );

		$this->clock->advance( 16 * 60 * 1000 );
		$this->run = $this->claim()['run'];
		$offer     = $this->ok( 'offer.answer', $this->under_lease( 'offer', array( 'mapping_id' => 'productions', 'mapping_version' => $this->version, 'read_ms' => self::STAMP + 5000, 'records' => array(), 'withdrawals' => $gone ) ) );
		self::assertCount( 9, $offer['withdrawals']['listed'], 'Three stand in the list already.' );
		self::assertSame( array( 'held' => 9 ), $this->ok( 'outcomes', $this->send( array(), $offer['withdrawals']['listed'], 9 ) )['counts'], '9 of 20 alone would pass; the brake is on.' );
		$run = $this->complete();
		self::assertCount( 20, $this->titles() );
		self::assertSame( array( 'succeeded', self::STAMP ), array( $run->state, $this->watermark() ) );
		self::assertStringContainsString( 'the brake is on: 12 withdrawals wait for a person', $run->to_array()['sentence'] );
		self::assertSame( 12, $this->plugin->brakes()->count( $this->plugin->brakes()->standing( $this->tenant->id )[0]->id ) );
	}

	/**
	 * @param array<string, mixed>       $options
	 * @param list<array<string, mixed>> $records
	 */
	private function whole_run( array $options, array $records, string $kind = Run::INCREMENTAL ): Run {
		$this->begin_run( $options, $kind );
		$offered = array_map( static fn( array $record ) => array( $record['external_id'], $record['version']['stamp_ms'], $record['fingerprint'] ), $records );
		$wanted  = $this->ok( 'offer.answer', $this->under_lease( 'offer', array( 'mapping_id' => 'productions', 'mapping_version' => $this->version, 'read_ms' => self::STAMP + 9000, 'records' => $offered ) ) )['wanted'];
		$this->ok( 'outcomes', $this->send( array_values( array_filter( $records, static fn( array $record ) => in_array( $record['external_id'], $wanted, true ) ) ) ) );
		return $this->complete();
	}

	/** @param array<string, mixed> $options */
	private function begin_run( array $options, string $kind = Run::INCREMENTAL ): void {
		$asked = $this->plugin->runs()->enqueue( $this->tenant->id, $kind, 'test', null, $options );
		// Rebuilds and the like stand aside.
		do {
			$this->run = $this->claim()['run'] ?? self::fail( 'Nothing to claim.' );
			if ( $this->run['id'] !== $asked->id ) {
				$this->plugin->runs()->cancel( $this->run['id'] );
			}
		} while ( $this->run['id'] !== $asked->id );
	}

	/**
	 * @param list<array<string, mixed>> $records
	 * @param list<string>               $gone
	 */
	private function send( array $records, array $gone = array(), ?int $total = null ): \WP_REST_Response {
		return $this->under_lease(
			'deliver',
			array(
				'delivery_id'     => wp_generate_uuid4(),
				'mapping_id'      => 'productions',
				'mapping_version' => $this->version,
				'records'         => $records,
				'withdrawals'     => array_map( static fn( string $id ) => ( new Withdrawal( $id, self::STAMP + 1000, self::STAMP + 5000, 'deleted' ) )->to_array(), $gone ),
				'rejections'      => array(),
			) + ( null === $total ? array() : array( 'withdrawals_total' => $total ) )
		);
	}

	private function complete(): Run {
		$this->ok(
			'complete.answer',
			$this->under_lease(
				'complete',
				array(
					'outcome'    => 'succeeded',
					'api_calls'  => 1,
					'watermarks' => array( array( 'mapping_id' => 'productions', 'stamp_ms' => self::STAMP, 'deleted_covered_ms' => null, 'swept_ms' => null ) ),
				)
			)
		);
		return $this->plugin->runs()->find( $this->run['id'] );
	}

	/** @param array<string, mixed> $body */
	private function under_lease( string $route, array $body ): \WP_REST_Response {
		return $this->ask( $route, array( 'run_id' => $this->run['id'], 'fence' => $this->run['fence'] ) + $body, $this->run['token'] );
	}

	/** @return array<string, mixed> */
	private function record( int $number, string $title, int $later = 0 ): array {
		return array(
			'external_id' => $this->id( $number ),
			'version'     => array( 'stamp_ms' => self::STAMP + 1000 * $later, 'read_ms' => self::STAMP + 9000 ),
			'fingerprint' => hash( 'sha256', $title ),
			'values'      => array( 'title' => $title ),
		);
	}

	private function id( int $number ): string {
		return sprintf( 'a01%012dAAA', $number );
	}

	private function watermark(): ?int {
		return $this->plugin->watermarks()->of( $this->tenant->id, array( 'productions' ) )[0]->stamp_ms;
	}

	/** @return list<string> */
	private function titles(): array {
		return $this->plugin->db()->column( "SELECT post_title FROM {$this->plugin->db()->wpdb()->posts} WHERE post_type = 'event' AND post_status = 'publish' ORDER BY ID" );
	}

	/** @return array<string, string> */
	private function state(): array {
		global $wpdb;
		$tables = array( $wpdb->posts, $wpdb->postmeta, ...array_map( array( $this->plugin->db(), 'table' ), array( 'ledger', 'inbox', 'watermark', 'effects', 'listing', 'provenance' ) ) );
		return array_combine( $tables, array_map( static fn( string $table ) => md5( serialize( $wpdb->get_results( "SELECT * FROM `{$table}` ORDER BY 1, 2", ARRAY_N ) ) ), $tables ) );
	}
}
