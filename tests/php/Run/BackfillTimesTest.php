<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Failure\Failure;
use Callboard\Run\BackfillTimes;
use Callboard\Run\Run;
use Callboard\Tenant\Tenant;
use Callboard\Tests\Worker\WorkerTestCase;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';

/** @group data */
final class BackfillTimesTest extends WorkerTestCase {
	private const HOUR = 60 * 60 * 1000;
	private const DAY  = 24 * self::HOUR;

	private Tenant $tenant;

	protected function setUp(): void {
		parent::setUp();
		$this->tenant = $this->connected_tenant();
		update_option( 'timezone_string', 'Europe/Vienna' );
	}

	/** @dataProvider slots */
	public function test_the_last_slot( string $every, string $now, ?string $slot ): void {
		$ms = static fn( string $text ): int => ( new \DateTimeImmutable( $text, new \DateTimeZone( 'Europe/Vienna' ) ) )->getTimestamp() * 1000;
		self::assertSame( null === $slot ? null : $ms( $slot ), BackfillTimes::last_slot_ms( $every, $ms( $now ) ) );
	}

	/** @return array<string, array{0: string, 1: string, 2: ?string}> */
	public static function slots(): array {
		return array(
			'tonight'                    => array( 'nightly', '2026-11-25 04:00', '2026-11-25 04:00' ),
			'last night'                 => array( 'nightly', '2026-11-25 03:59', '2026-11-24 04:00' ),
			'over the end of summer'     => array( 'nightly', '2026-10-25 04:30', '2026-10-25 04:00' ),
			'Monday itself'              => array( 'weekly', '2026-11-23 04:00', '2026-11-23 04:00' ),
			'early on Monday'            => array( 'weekly', '2026-11-23 03:59', '2026-11-16 04:00' ),
			'Sunday, after summer ended' => array( 'weekly', '2026-10-25 12:00', '2026-10-19 04:00' ),
			'never'                      => array( 'off', '2026-11-25 04:00', null ),
		);
	}

	public function test_once_a_night_also_when_nothing_had_changed_and_its_run_was_let_go_of(): void {
		$this->times()->choose( $this->tenant->id, 'nightly' );
		self::assertFalse( $this->due(), 'A tenant of today is read by its first read.' );
		$this->clock->advance( self::DAY );
		self::assertTrue( $this->due() );
		$this->plugin->schedule()->enqueue_due( $this->clock->now_ms() );
		self::assertNotNull( $this->plugin->runs()->open( $this->tenant->id, Run::BACKFILL ) );
		self::assertFalse( $this->due(), 'One is open.' );
		$this->end( null );
		self::assertFalse( $this->due() );
		$this->clock->advance( self::DAY );
		self::assertTrue( $this->due() );
	}

	public function test_a_week_is_not_forgotten_by_housekeeping(): void {
		$this->clock->advance( 7 * self::DAY );
		self::assertTrue( $this->due(), 'Weekly is the default.' );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::BACKFILL, 'schedule' );
		$this->end( null );
		$this->clock->advance( 3 * self::DAY );
		$this->plugin->schedule()->prune( $this->clock->now_ms() );
		$slot = (int) BackfillTimes::last_slot_ms( 'weekly', $this->clock->now_ms() );
		self::assertSame( $slot > $this->clock->now_ms() - 3 * self::DAY, $this->due() );
		self::assertNotNull( $this->plugin->runs()->latest_scheduled( $this->tenant->id, Run::BACKFILL ) );
	}

	public function test_one_that_failed_is_tried_again_the_same_night_and_one_by_hand_does_not_count(): void {
		$this->times()->choose( $this->tenant->id, 'nightly' );
		$this->clock->advance( self::DAY );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::BACKFILL, 'manual' );
		$this->end( null );
		self::assertTrue( $this->due() );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::BACKFILL, 'schedule' );
		$this->end( new Failure( 'transient', 'salesforce_unavailable', 'Away.' ) );
		self::assertFalse( $this->due() );
		$this->clock->advance( 6 * self::HOUR );
		self::assertTrue( $this->due() );
	}

	public function test_off_is_off_for_this_tenant_alone(): void {
		$other = $this->connected_tenant( 'Other' );
		$this->times()->choose( $this->tenant->id, 'off' );
		$this->clock->advance( 30 * self::DAY );
		self::assertFalse( $this->due() );
		self::assertTrue( $this->times()->due( $other, $this->clock->now_ms() ) );
		$this->expectException( \InvalidArgumentException::class );
		$this->times()->choose( $this->tenant->id, 'hourly' );
	}

	private function times(): BackfillTimes {
		return $this->plugin->schedule()->backfill_times();
	}

	private function due(): bool {
		return $this->times()->due( $this->tenant, $this->clock->now_ms() );
	}

	private function end( ?Failure $failure ): void {
		$lease = $this->plugin->leases()->claim( 'w', array( $this->tenant->id ), array( Run::BACKFILL ) );
		self::assertNotNull( $lease );
		null === $failure
			? $this->plugin->end_run()->as_succeeded( $lease->run->id, $lease->run->fence, array() )
			: $this->plugin->end_run()->as_failed( $lease->run->id, $lease->run->fence, $failure );
	}
}
