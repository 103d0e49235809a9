<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Tenant\Tenant;

require_once __DIR__ . '/WorkerTestCase.php';

/**
 * What a claim says about the window of the poll: where the last one ended, and what its overlap will show again.
 *
 * @group data
 */
final class WindowsTest extends WorkerTestCase {
	private const ID    = 'a01000000000001AAA';
	private const STAMP = 1795348600000;

	private Tenant $tenant;

	/** @var array<string, mixed> */
	private array $run;

	private int $deliveries = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->tenant = $this->connected_tenant();
		$this->run    = $this->claim()['run'];
	}

	public function test_a_sweep_counts_when_its_run_has_succeeded_and_never_backwards(): void {
		$this->complete( self::STAMP, self::STAMP );
		self::assertSame( self::STAMP, $this->next()['watermarks'][0]['swept_ms'] );
		$failure = array( 'kind' => 'transient', 'code' => 'salesforce_unavailable', 'message' => 'Away.', 'actions' => array() );
		$this->complete( self::STAMP + 900000, self::STAMP + 900000, array( 'outcome' => 'failed', 'failure' => $failure ) );
		self::assertSame( self::STAMP, $this->next()['watermarks'][0]['swept_ms'], 'A run that failed swept nothing.' );
		$this->complete( self::STAMP + 60000, self::STAMP - 60000 );
		$mark = $this->next()['watermarks'][0];
		self::assertSame( array( self::STAMP + 60000, self::STAMP ), array( $mark['stamp_ms'], $mark['swept_ms'] ) );
		$this->complete( self::STAMP + 120000, null );
		self::assertSame( self::STAMP, $this->next()['watermarks'][0]['swept_ms'], 'A worker that says nothing changes nothing.' );
	}

	public function test_rules_that_changed_have_all_read_again_and_keep_the_sweep(): void {
		$this->complete( self::STAMP, self::STAMP );
		$this->plugin->mappings()->save( $this->tenant->id, $this->mapping( array( 'filter' => null ) ) );
		self::assertSame(
			array( 'mapping_id' => 'productions', 'stamp_ms' => null, 'deleted_covered_ms' => null, 'swept_ms' => self::STAMP ),
			$this->next()['watermarks'][0],
			'What left before the rules changed is found by the next sweep.'
		);
	}

	public function test_a_first_read_that_failed_half_way_is_swept_from_its_first_record_on(): void {
		$this->deliver( self::STAMP - 9000, self::STAMP );
		$failure = array( 'kind' => 'transient', 'code' => 'salesforce_unavailable', 'message' => 'Away.', 'actions' => array() );
		$this->complete( self::STAMP + 5000, self::STAMP + 5000, array( 'outcome' => 'failed', 'failure' => $failure ) );
		self::assertSame(
			array( 'mapping_id' => 'productions', 'stamp_ms' => null, 'deleted_covered_ms' => self::STAMP - 1200000, 'swept_ms' => self::STAMP ),
			$this->next()['watermarks'][0]
		);
	}

	public function test_the_next_claim_names_what_was_read_in_the_overlap(): void {
		$this->deliver( self::STAMP, self::STAMP + 5000 );
		$this->complete( self::STAMP + 59000 );
		self::assertSame( array( array( 'mapping_id' => 'productions', 'records' => array( array( self::ID, self::STAMP, false ) ) ) ), $this->next()['known'] );
		$this->complete( self::STAMP + 61000 );
		self::assertSame( array(), $this->next()['known'], 'What lies before the overlap does not show again.' );
	}

	public function test_a_deleted_record_is_known_as_deleted(): void {
		$this->deliver( self::STAMP - 9000, self::STAMP );
		$this->deliver( self::STAMP, self::STAMP + 5000, 'deleted' );
		$this->complete( self::STAMP + 30000 );
		self::assertSame( array( array( self::ID, self::STAMP, true ) ), $this->next()['known'][0]['records'] );
	}

	public function test_what_left_the_filter_is_known(): void {
		$this->deliver( self::STAMP - 9000, self::STAMP );
		$this->deliver( self::STAMP, self::STAMP + 5000, 'outside_filter' );
		$this->complete( self::STAMP + 30000 );
		self::assertSame( array( array( self::ID, self::STAMP, false ) ), $this->next()['known'][0]['records'] );
	}

	public function test_what_was_read_in_the_second_of_its_stamp_is_not_known(): void {
		$this->deliver( self::STAMP, self::STAMP + 1000 );
		$this->complete( self::STAMP + 30000 );
		self::assertSame( array(), $this->next()['known'], 'A second edit may carry the same stamp.' );
	}

	public function test_drift_takes_the_knowledge_away(): void {
		$this->deliver( self::STAMP, self::STAMP + 5000 );
		$this->complete( self::STAMP + 30000 );
		$entry = $this->plugin->ledger()->by_external_ids( $this->tenant->id, array( self::ID ) )[ self::ID ];
		$this->plugin->ledger()->forget_fingerprints( array( $entry->id ) );
		self::assertSame( array(), $this->next()['known'] );
	}

	public function test_tenants_do_not_know_of_each_other(): void {
		$this->deliver( self::STAMP, self::STAMP + 5000 );
		$this->complete( self::STAMP + 30000 );
		$this->plugin->tenants()->set_state( $this->tenant->id, Tenant::PAUSED );
		$other     = $this->connected_tenant( 'Other' );
		$this->run = $this->claim()['run'];
		$this->complete( self::STAMP + 30000 );
		$next = $this->next();
		self::assertSame( array( $other->id, array() ), array( $next['run']['tenant_id'], $next['known'] ) );
	}

	/** @return array<string, mixed> The next incremental claim. */
	private function next(): array {
		$this->clock->advance( 6 * 60 * 1000 );
		do {
			$claim     = $this->claim();
			$this->run = $claim['run'];
			if ( 'rebuild' === $this->run['kind'] ) {
				$this->plugin->end_run()->as_succeeded( $this->run['id'], $this->run['fence'], array() );
			}
		} while ( 'rebuild' === $this->run['kind'] );
		return $claim;
	}

	/** @param array<string, mixed> $changes */
	private function complete( int $stamp_ms, ?int $swept_ms = null, array $changes = array() ): void {
		$mark = array( 'mapping_id' => 'productions', 'stamp_ms' => $stamp_ms, 'deleted_covered_ms' => null, 'swept_ms' => $swept_ms );
		$body = $changes + array( 'run_id' => $this->run['id'], 'fence' => $this->run['fence'], 'outcome' => 'succeeded', 'api_calls' => 1, 'watermarks' => array( $mark ) );
		$this->ok( 'complete.answer', $this->ask( 'complete', $body, $this->run['token'] ) );
	}

	private function deliver( int $stamp_ms, int $read_ms, ?string $withdrawn_as = null ): void {
		$version = array( 'stamp_ms' => $stamp_ms, 'read_ms' => $read_ms );
		$record  = array( 'external_id' => self::ID, 'version' => $version, 'fingerprint' => str_repeat( 'a', 64 ), 'values' => array( 'title' => 'Hamlet' ) );
		$body    = array(
			'delivery_id'     => sprintf( '0b8f9c1e-5d2a-4c3b-9f00-%012d', ++$this->deliveries ),
			'run_id'          => $this->run['id'],
			'fence'           => $this->run['fence'],
			'mapping_id'      => 'productions',
			'mapping_version' => 1,
			'records'         => null === $withdrawn_as ? array( $record ) : array(),
			'withdrawals'     => null === $withdrawn_as ? array() : array( array( 'external_id' => self::ID, 'version' => $version, 'reason' => $withdrawn_as ) ),
			'rejections'      => array(),
		);
		$this->ok( 'outcomes', $this->ask( 'deliver', $body, $this->run['token'] ) );
	}
}
