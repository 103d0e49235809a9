<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Failure\Failure;
use Callboard\Run\Cadence;
use Callboard\Run\Run;
use Callboard\Tenant\Tenant;
use Callboard\Tests\Worker\WorkerTestCase;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';

/** @group data */
final class CadenceTest extends WorkerTestCase {
	private const HOUR = 60 * 60 * 1000;

	private Cadence $cadence;
	private Tenant $tenant;

	protected function setUp(): void {
		parent::setUp();
		update_option( 'timezone_string', 'Europe/Vienna' );
		$this->cadence = new Cadence( $this->plugin->db(), $this->plugin->traits() );
		$this->tenant  = $this->connected_tenant();
	}

	public function test_the_hour_in_which_a_mapping_was_chosen_is_left_to_its_first_read(): void {
		self::assertSame( array(), $this->due() );
		$this->clock->advance( self::HOUR - 1 );
		self::assertSame( array(), $this->due() );
	}

	public function test_what_nobody_looked_at_yet_is_looked_at_once_and_then_left_alone(): void {
		$this->clock->advance( self::HOUR );
		self::assertSame( array( 'reconciliation hourly productions', 'refresh hourly productions' ), $this->due() );
		$this->run_all();
		$this->moves( false, false );
		$this->clock->advance( 2 * self::HOUR );
		self::assertSame( array(), $this->due() );
	}

	public function test_what_moves_without_a_stamp_is_looked_at_each_hour(): void {
		$this->moves( false, true );
		$this->clock->advance( self::HOUR );
		self::assertSame( array( 'refresh hourly productions' ), $this->due() );
		$this->run_all();
		self::assertSame( array(), $this->due() );
		$this->clock->advance( self::HOUR - 1 );
		self::assertSame( array(), $this->due() );
		$this->clock->advance( 1 );
		self::assertSame( array( 'refresh hourly productions' ), $this->due() );
	}

	public function test_all_ids_are_compared_once_a_night_by_the_clock_of_the_site(): void {
		$this->moves( false, false );
		$nights = array();
		for ( $hour = 1; $hour <= 72; $hour++ ) {
			$this->clock->advance( self::HOUR );
			foreach ( $this->due() as $wish ) {
				self::assertSame( 'reconciliation nightly ', $wish );
				$nights[] = (int) wp_date( 'G', intdiv( $this->clock->now_ms(), 1000 ) );
				$this->run_all();
			}
		}
		self::assertCount( 3, $nights );
		foreach ( $nights as $hour ) {
			self::assertGreaterThanOrEqual( 1, $hour );
			self::assertLessThanOrEqual( 6, $hour );
		}
	}

	public function test_a_comparison_that_failed_is_tried_again_after_an_hour(): void {
		$this->moves( false, false );
		$this->clock->advance( 24 * self::HOUR );
		self::assertSame( array( 'reconciliation nightly ' ), $this->due() );
		$this->run_all( new Failure( 'transient', 'salesforce_unavailable', 'Away.' ) );
		self::assertSame( array(), $this->due() );
		$this->clock->advance( self::HOUR );
		self::assertSame( array( 'reconciliation nightly ' ), $this->due() );
	}

	public function test_one_that_is_open_is_not_asked_for_again(): void {
		$this->moves( true, true );
		$this->clock->advance( 24 * self::HOUR );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::RECONCILIATION, 'nightly' );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::REFRESH, 'hourly' );
		self::assertSame( array(), $this->due() );
	}

	public function test_tenants_do_not_all_begin_at_once(): void {
		$begin = new \ReflectionMethod( $this->cadence, 'night_before' );
		$begin->setAccessible( true );
		$begins = array_map( fn( int $tenant_id ) => $begin->invoke( $this->cadence, $tenant_id, self::NOW_MS ), range( 1, 6 ) );
		self::assertCount( 6, array_unique( $begins ) );
	}

	public function test_the_schedule_makes_the_runs(): void {
		$this->clock->advance( self::HOUR );
		$this->plugin->schedule()->enqueue_due( $this->clock->now_ms() );
		self::assertNotNull( $this->plugin->runs()->open( $this->tenant->id, Run::REFRESH, array( 'objects' => array( 'productions' ) ) ) );
		self::assertNotNull( $this->plugin->runs()->open( $this->tenant->id, Run::INCREMENTAL ) );
	}

	/** @return list<string> */
	private function due(): array {
		$wishes = $this->cadence->due( $this->tenant->id, $this->plugin->mappings()->current( $this->tenant->id ), $this->clock->now_ms() );
		return array_map( static fn( array $wish ) => "{$wish['kind']} {$wish['trigger']} " . implode( ',', $wish['options']['objects'] ?? array() ), $wishes );
	}

	/** What is due is made, claimed and ended. */
	private function run_all( ?Failure $failure = null ): void {
		foreach ( $this->cadence->due( $this->tenant->id, $this->plugin->mappings()->current( $this->tenant->id ), $this->clock->now_ms() ) as $wish ) {
			$this->plugin->runs()->enqueue( $this->tenant->id, $wish['kind'], $wish['trigger'], null, $wish['options'] );
		}
		while ( null !== ( $lease = $this->plugin->leases()->claim( 'w', array( $this->tenant->id ) ) ) ) {
			null === $failure
				? $this->plugin->end_run()->as_succeeded( $lease->run->id, $lease->run->fence, array() )
				: $this->plugin->end_run()->as_failed( $lease->run->id, $lease->run->fence, $failure );
		}
	}

	private function moves( bool $filter, bool $values ): void {
		$this->plugin->traits()->store( $this->tenant->id, array( 'mapping_id' => 'productions', 'version' => 1, 'filter_moves' => $filter, 'values_move' => $values ) );
	}
}
