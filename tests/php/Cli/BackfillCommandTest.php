<?php
declare(strict_types=1);

namespace Callboard\Tests\Cli;

use Callboard\Failure\Failure;
use Callboard\Run\Progress;
use Callboard\Run\Run;
use Callboard\Run\RunState;
use Callboard\Tests\Worker\WorkerTestCase;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';
require_once __DIR__ . '/RecordedOutput.php';

/** @group data */
final class BackfillCommandTest extends WorkerTestCase {
	private RecordedOutput $output;
	private int $tenant_id;

	/** @var list<callable> What a worker does while the command sleeps. */
	private array $worker = array();

	protected function setUp(): void {
		parent::setUp();
		$this->output    = new RecordedOutput();
		$this->tenant_id = $this->connected_tenant()->id;
		update_option( 'timezone_string', 'Europe/Vienna' );
	}

	public function test_it_asks_for_what_was_said_and_days_are_those_of_the_site(): void {
		$this->command( array( 'object' => 'productions', 'created-from' => '2026-03-28', 'created-to' => '2026-03-29', 'where' => "Name LIKE 'H%'", 'wait' => false ) );
		self::assertSame( array(), $this->output->failures );
		$options = $this->run_now()->options;
		self::assertSame( array( 'productions' ), $options['objects'] );
		self::assertSame( "Name LIKE 'H%'", $options['condition'] );
		self::assertSame( '2026-03-27T23:00:00Z', gmdate( 'Y-m-d\TH:i:s\Z', intdiv( $options['created_from_ms'], 1000 ) ) );
		self::assertSame( '2026-03-29T22:00:00Z', gmdate( 'Y-m-d\TH:i:s\Z', intdiv( $options['created_to_ms'], 1000 ) ), 'The last day is one of 23 hours, and whole.' );
	}

	public function test_it_follows_the_run_and_says_how_far_it_is(): void {
		$this->worker = array(
			fn() => $this->plugin->leases()->claim( 'w', array( $this->tenant_id ) ),
			fn() => $this->progress( 10 ),
			fn() => $this->progress( 10 ),
			fn() => $this->end( null, array( 'updated' => 2, 'unchanged' => 18 ) ),
		);
		$this->command( array() );
		self::assertSame( array(), $this->output->failures );
		self::assertSame( array( 'Starting…', 'Reading from Salesforce: 10 of 20', '2 changed, 18 as before.' ), array_slice( $this->output->lines, 1 ) );
	}

	public function test_that_nothing_matches_is_said(): void {
		$this->worker = array(
			function (): void {
				$lease = $this->plugin->leases()->claim( 'w', array( $this->tenant_id ) );
				$this->plugin->runs()->note_outcome( (int) $lease?->run->id, Run::NO_MATCH );
				$this->end( null, array() );
			},
		);
		$this->command( array( 'ids' => 'a01000000000001AAA' ) );
		self::assertStringContainsString( 'No record in Salesforce matches', (string) end( $this->output->lines ) );
	}

	public function test_a_failed_run_ends_the_command_with_its_words_and_what_to_do(): void {
		$this->worker = array(
			fn() => $this->plugin->leases()->claim( 'w', array( $this->tenant_id ) ),
			fn() => $this->end( new Failure( 'config', 'condition_invalid', 'The condition “x” cannot be read.', array( 'Correct it.' ) ), array() ),
		);
		$this->command( array( 'where' => 'x' ) );
		self::assertSame( array( "The condition “x” cannot be read.\n→ Correct it." ), $this->output->failures );
	}

	public function test_without_a_worker_it_gives_up_waiting_and_says_so(): void {
		$this->command( array() );
		self::assertCount( 1, $this->output->failures );
		self::assertStringContainsString( 'No worker has taken run', $this->output->failures[0] );
		self::assertSame( RunState::QUEUED, $this->run_now()->state );
	}

	/** @dataProvider mistakes */
	public function test_what_cannot_be_meant_makes_no_run( array $options, string $words ): void {
		$this->command( $options );
		self::assertStringContainsString( $words, implode( '', $this->output->failures ) );
		self::assertSame( 0, $this->plugin->runs()->count( $this->tenant_id ) );
	}

	/** @return array<string, array{0: array<string, string>, 1: string}> */
	public static function mistakes(): array {
		return array(
			'an object nobody maps' => array( array( 'object' => 'gone' ), 'productions' ),
			'no date'               => array( array( 'created-from' => '2026-02-30' ), '“2026-02-30” is no date' ),
			'no id'                 => array( array( 'ids' => 'a01' ), '“a01” is no Salesforce id' ),
			'a backward range'      => array( array( 'created-from' => '2026-03-02', 'created-to' => '2026-03-01' ), 'ends before it begins' ),
			'an unknown tenant'     => array( array( 'tenant' => '999' ), 'No organisation is ready' ),
			'an unknown rhythm'     => array( array( 'every' => 'hourly' ), 'off, nightly or weekly' ),
		);
	}

	public function test_the_timetable_is_chosen_by_tenant(): void {
		$other = $this->connected_tenant( 'Other' )->id;
		$this->command( array( 'every' => 'off' ) );
		self::assertStringContainsString( '--tenant', $this->output->failures[0] );
		$this->command( array( 'every' => 'off', 'tenant' => (string) $other ) );
		$times = $this->plugin->schedule()->backfill_times();
		self::assertSame( array( 'weekly', 'off' ), array( $times->every( $this->tenant_id ), $times->every( $other ) ) );
	}

	/** @param array<string, mixed> $options */
	private function command( array $options ): void {
		$sleep = function ( int $seconds ): void {
			$this->clock->advance( $seconds * 1000 );
			$next = array_shift( $this->worker );
			if ( null !== $next ) {
				$next();
			}
		};
		( $this->plugin->backfill_command( $this->output, $sleep ) )( array(), $options );
	}

	private function run_now(): Run {
		$run = $this->plugin->runs()->latest( $this->tenant_id, Run::BACKFILL );
		self::assertNotNull( $run );
		return $run;
	}

	private function progress( int $done ): void {
		$run = $this->run_now();
		$this->plugin->leases()->renew( $run->id, $run->fence, Progress::from_array( array( 'phase' => 'reading', 'done' => $done, 'total' => 20, 'api_calls' => 1 ) ) );
	}

	/** @param array<string, int> $counts */
	private function end( ?Failure $failure, array $counts ): void {
		$run = $this->run_now();
		$this->plugin->db()->transaction( fn() => $this->plugin->runs()->add_counts( $run->id, $counts ) );
		null === $failure
			? $this->plugin->end_run()->as_succeeded( $run->id, $run->fence, array() )
			: $this->plugin->end_run()->as_failed( $run->id, $run->fence, $failure );
	}
}
