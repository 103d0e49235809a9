<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Failure\Failure;
use Callboard\Plugin;
use Callboard\Retry\Attempt;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Tenant\Tenant;

/** Each cause that holds the whole sync back is visible in one place, with its cure. */
final class StandingProblemsTest extends AdminRestCase {
	private Tenant $tenant;

	protected function setUp(): void {
		parent::setUp();
		$this->tenant = $this->tenant_with_shows();
	}

	public function test_nothing_stands_where_nothing_failed(): void {
		self::assertSame( array(), $this->problems() );
		$this->run_of( null );
		self::assertSame( array(), $this->problems() );
		self::assertSame( 404, $this->rest( 'GET', '/callboard/v1/tenants/999999/problems' )->get_status() );
	}

	/** @dataProvider causes */
	public function test_a_pause_is_named_with_its_cause_and_what_a_button_can_do( string $kind, int $times, string $title, string $sentence, string $cure ): void {
		Plugin::instance()->salesforce_tokens()->fresh( $this->tenant->id );
		for ( $time = 0; $time < $times; $time++ ) {
			$this->clock->advance( 1000 );
			$this->run_of( $kind );
		}
		$problems = $this->problems();
		self::assertCount( 1, $problems );
		self::assertStringContainsString( $title, $problems[0]['title'] );
		self::assertStringContainsString( 'Words.', $problems[0]['message'] );
		self::assertStringContainsString( $sentence, $problems[0]['message'] );
		self::assertSame( array( array( 'Do this.' ), $cure ), array( $problems[0]['actions'], $problems[0]['cure'] ) );
		$this->run_of( null );
		self::assertSame( array(), $this->problems(), 'One success ends it.' );
	}

	/** @return array<string, array{0: string, 1: int, 2: string, 3: string, 4: string}> */
	public static function causes(): array {
		return array(
			'an open breaker'  => array( 'transient', 5, 'failed 5 times in a row', 'The next attempt is in', 'sync_now' ),
			'a budget spent'   => array( 'rate_limit', 1, 'used up', 'The next attempt is in', 'sync_now' ),
			'a paused sign-in' => array( 'auth', 2, 'is paused', 'until the connection is tested', 'test_connection' ),
			'a wrong setting'  => array( 'config', 1, 'set right', '', 'test_connection' ),
		);
	}

	public function test_a_field_that_cannot_be_read_stands_until_its_mapping_was_read_again_without_it(): void {
		$this->notice( 'productions', 'Genre of “Productions” cannot be read.' );
		$this->notice( 'productions', 'Season of “Productions” cannot be read.', $this->run_of( null )->id );
		$problems = $this->problems();
		self::assertSame( array( array( 'Season of “Productions” cannot be read.', 'productions', 'read_again', array( 'Give access.' ) ) ), array_map( static fn( array $one ) => array( $one['message'], $one['mapping_id'], $one['cure'], $one['actions'] ), $problems ), 'What the newest reading of the mapping says.' );
		self::assertSame( 1, $this->rest( 'GET', "/callboard/v1/tenants/{$this->tenant->id}/overview" )->get_data()['unsettled'] );

		$this->run_of( null );
		self::assertCount( 1, $this->problems(), 'A poll that read nothing says nothing.' );
		$this->run_of( null, Run::INCREMENTAL, array( 'performances' ) );
		self::assertCount( 1, $this->problems(), 'Nor does a run that read another mapping.' );
		$this->run_of( null, Run::BACKFILL, array(), array( 'rehearsal' => true ) );
		$this->run_of( null, Run::BACKFILL, array(), array( 'objects' => array( 'performances' ) ) );
		$this->run_of( null, Run::BACKFILL, array(), array( 'objects' => array( 'productions' ), 'condition' => "Id = 'x'" ) );
		self::assertCount( 1, $this->problems() );
		$this->run_of( null, Run::BACKFILL, array(), array( 'objects' => array( 'productions' ) ) );
		self::assertSame( array(), $this->problems() );
	}

	public function test_a_run_that_wrote_a_record_of_the_mapping_or_another_version_of_it_settles_the_notice(): void {
		$this->notice( 'productions', 'Genre cannot be read.' );
		$this->run_of( null, Run::INCREMENTAL, array( 'productions' ) );
		self::assertSame( array(), $this->problems() );
		$this->notice( 'productions', 'Genre cannot be read.' );
		self::assertCount( 1, $this->problems() );
		$this->clock->advance( 1000 );
		$this->rest( 'PUT', "/callboard/v1/tenants/{$this->tenant->id}/mappings/productions/owners", array( 'owners' => array( 'content' => 'wordpress' ) ) );
		self::assertSame( array(), $this->problems() );
	}

	public function test_what_only_reading_all_proves_over_stands_until_then(): void {
		$this->notice( 'productions', 'Genre has no label.', null, 'label_unknown', 'Genre__c' );
		$this->notice( 'productions', 'Season has no label.', null, 'label_unknown', 'Season__c' );
		$this->notice( 'productions', 'Read page by page.', null, 'salesforce_read_by_page' );
		$this->run_of( null, Run::INCREMENTAL, array( 'productions' ) );
		$this->notice( 'productions', 'Genre has no label again.', null, 'label_unknown', 'Genre__c' );
		self::assertSame( array( 'Season has no label.', 'Read page by page.', 'Genre has no label again.' ), array_column( $this->problems(), 'message' ), 'Each once; another record proves nothing.' );
		self::assertSame( array( 'A value has no label in Salesforce', 'Records are read page by page', 'A value has no label in Salesforce' ), array_column( $this->problems(), 'title' ) );
		self::assertSame( array( 'read_again', 'read_again', 'read_again' ), array_column( $this->problems(), 'cure' ) );
		$this->run_of( null, Run::REFRESH, array(), array( 'objects' => array( 'performances' ) ) );
		$this->run_of( null, Run::RECONCILIATION );
		self::assertCount( 3, $this->problems() );
		$this->run_of( null, Run::REFRESH, array(), array( 'objects' => array( 'productions' ) ) );
		self::assertSame( array(), $this->problems() );
	}

	public function test_forgotten_deletions_stand_until_all_was_compared(): void {
		$this->notice( 'productions', 'Away for long.', null, 'salesforce_deletions_unknown' );
		self::assertSame( array( array( 'salesforce_deletions_unknown', null, 'productions' ) ), array_map( static fn( array $one ) => array( $one['code'], $one['cure'], $one['mapping_id'] ), $this->problems() ) );
		$this->run_of( null, Run::BACKFILL, array(), array( 'objects' => array( 'productions' ) ) );
		$this->run_of( null, Run::RECONCILIATION, array(), array( 'objects' => array( 'productions' ) ) );
		$this->run_of( 'config', Run::RECONCILIATION, array(), array(), 'productions' );
		self::assertContains( 'salesforce_deletions_unknown', array_column( $this->problems(), 'code' ) );
		$this->run_of( 'config', Run::RECONCILIATION, array(), array(), 'performances' );
		self::assertNotContains( 'salesforce_deletions_unknown', array_column( $this->problems(), 'code' ), 'Only the performances could not be compared.' );
	}

	public function test_every_failing_mapping_of_a_run_stands_until_one_of_the_kind_goes_well_for_it(): void {
		$run = $this->run_of( 'config', Run::RECONCILIATION, array(), array(), 'performances' );
		$this->notice( 'productions', 'Not one production.', $run->id, 'salesforce_source_empty' );
		$told = fn() => array_map( static fn( array $one ) => array( $one['message'], $one['mapping_id'], $one['cure'] ), $this->problems() );
		self::assertSame( array( array( 'Words.', 'performances', null ), array( 'Not one production.', 'productions', null ) ), $told() );
		$this->run_of( null );
		self::assertCount( 2, $told(), 'A poll does not compare.' );
		$this->run_of( 'transient', Run::RECONCILIATION );
		self::assertContains( array( 'Not one production.', 'productions', null ), $told(), 'Nor does a run that met an outage.' );
		$this->run_of( null );
		$this->run_of( null, Run::RECONCILIATION, array(), array( 'objects' => array( 'productions' ) ) );
		self::assertSame( array( array( 'Words.', 'performances', null ) ), $told() );
		$this->run_of( null, Run::RECONCILIATION );
		self::assertSame( array(), $told() );
		$this->run_of( 'config', Run::INCREMENTAL, array(), array(), 'performances', array( 'others_read' => true ) );
		self::assertSame( array( array( 'Words.', 'performances', 'sync_now' ) ), $told(), 'It slows down nobody, and is told all the same.' );
		$this->run_of( 'config', Run::INCREMENTAL, array(), array(), 'performances' );
		self::assertCount( 1, $told(), 'The pause says so already.' );
	}

	public function test_dead_letters_are_counted(): void {
		$failure = new Failure( 'record', 'value_too_long', 'Too long.', array( 'Shorten it.' ) );
		for ( $try = 0; $try < 5; $try++ ) {
			$this->clock->advance( 24 * 3600 * 1000 );
			Plugin::instance()->retry_entries()->settle( $this->tenant->id, array(), array( new Attempt( 'a0E000000000001AAA', 'm1', 1, 1, 'Show', $failure ) ), $this->clock->now_ms() );
		}
		$problems = $this->problems();
		self::assertSame( array( 'dead_letters', null ), array( $problems[0]['code'], $problems[0]['cure'] ) );
		self::assertStringStartsWith( '1 record ', $problems[0]['message'] );
	}

	public function test_one_tenants_problems_are_not_anothers(): void {
		$this->notice( 'productions', 'Genre cannot be read.' );
		$other = $this->connected_tenant( 'Hillside Opera' );
		self::assertSame( array(), $this->rest( 'GET', "/callboard/v1/tenants/{$other->id}/problems" )->get_data() );
	}

	/** @return list<array<string, mixed>> */
	private function problems(): array {
		$answer = $this->rest( 'GET', "/callboard/v1/tenants/{$this->tenant->id}/problems" );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		return $answer->get_data();
	}

	private function notice( string $mapping_id, string $message, ?int $run_id = null, string $code = 'field_unreadable', ?string $path = null ): void {
		$details = array_filter( array( 'mapping' => $mapping_id, 'path' => $path ) );
		$failure = array( 'kind' => 'config', 'code' => $code, 'message' => $message, 'actions' => array( 'Give access.' ), 'details' => $details );
		$run_id ??= $this->run_of( null )->id;
		Plugin::instance()->run_items()->add_many( $this->tenant->id, $run_id, array( new RunItem( 0, $run_id, $mapping_id, '', 'rejected', null, null, $failure, $this->clock->now_ms() ) ) );
	}

	/**
	 * @param list<string>         $written Mappings it wrote a record of.
	 * @param array<string, mixed> $options
	 * @param array<string, mixed> $details
	 */
	private function run_of( ?string $kind_of_failure, string $kind = Run::INCREMENTAL, array $written = array(), array $options = array(), ?string $failing = null, array $details = array() ): Run {
		$plugin = Plugin::instance();
		$run    = $plugin->runs()->enqueue( $this->tenant->id, $kind, 'manual', null, $options );
		do {
			$lease = $plugin->leases()->claim( 'w', array( $this->tenant->id ) );
			self::assertNotNull( $lease );
			if ( $lease->run->id !== $run->id ) {
				$plugin->runs()->cancel( $lease->run->id );
			}
		} while ( $lease->run->id !== $run->id );
		foreach ( $written as $mapping_id ) {
			$plugin->run_items()->add_many( $this->tenant->id, $run->id, array( new RunItem( 0, $run->id, $mapping_id, 'a0E000000000009AAA', 'updated', 1, 'Show', null, $this->clock->now_ms() ) ) );
			$plugin->runs()->add_counts( $run->id, array( 'updated' => 1 ) );
		}
		if ( null === $kind_of_failure ) {
			$plugin->end_run()->as_succeeded( $run->id, $lease->run->fence, array() );
		} else {
			$plugin->end_run()->as_failed( $run->id, $lease->run->fence, new Failure( $kind_of_failure, 'some_code', 'Words.', array( 'Do this.' ), null === $failing ? array() : array( 'mapping' => $failing ) + $details ) );
		}
		return $plugin->runs()->find( $run->id );
	}
}
