<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Failure\Failure;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Retry\Attempt;
use Callboard\Run\Run;
use Callboard\Tenant\Tenant;

require_once __DIR__ . '/WorkerTestCase.php';

/**
 * What a reconciliation asks of WordPress, and what it tells.
 *
 * @group data
 */
final class PresenceTest extends WorkerTestCase {
	private Tenant $tenant;

	/** @var array<string, mixed> */
	private array $run;

	protected function setUp(): void {
		parent::setUp();
		$this->tenant = $this->connected_tenant();
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::RECONCILIATION, 'nightly' );
		$this->run = $this->claim()['run'];
		self::assertSame( Run::RECONCILIATION, $this->run['kind'] );
	}

	public function test_pages_go_on_where_the_last_one_ended_and_know_one_mapping_of_one_tenant(): void {
		$other = $this->connected_tenant( 'Other' );
		$this->remember( array( $this->id( 9999 ) ), $other->id );
		$this->remember( array( $this->id( 9998 ) ), $this->tenant->id, 'performances' );
		$ids = array_map( array( $this, 'id' ), range( 1, 5001 ) );
		$this->remember( $ids );
		$first = $this->presence( 0 );
		self::assertCount( 5000, $first['records'] );
		$second = $this->presence( $first['next'] );
		self::assertCount( 1, $second['records'] );
		self::assertNull( $second['next'] );
		$seen = array_column( array( ...$first['records'], ...$second['records'] ), 0 );
		sort( $seen );
		self::assertSame( $ids, $seen );
	}

	public function test_each_record_comes_with_its_state_and_version(): void {
		$this->remember( array( $this->id( 1 ) ), null, 'productions', LedgerState::OUTSIDE );
		self::assertSame( array( array( $this->id( 1 ), 'outside', false, self::NOW_MS - 9000 ) ), $this->presence( 0 )['records'] );
		self::assertNull( $this->presence( 0 )['next'] );
	}

	public function test_what_a_reading_by_new_rules_has_not_met_is_what_stands_there_by_earlier_ones(): void {
		$this->remember( array( $this->id( 1 ), $this->id( 2 ) ) );
		$this->remember( array( $this->id( 3 ) ), null, 'productions', LedgerState::OUTSIDE );
		$this->remember( array( $this->id( 4 ) ), null, 'productions', LedgerState::EXCLUDED );
		$this->remember( array( $this->id( 5 ) ), null, 'productions', LedgerState::WAITING );
		$this->remember( array( $this->id( 6 ) ), null, 'performances' );
		$ledger = $this->plugin->ledger();
		$ledger->save( array( $ledger->by_external_ids( $this->tenant->id, array( $this->id( 2 ) ) )[ $this->id( 2 ) ]->with( array( 'mapping_version' => 2 ) ) ) );
		$missed = fn( int $version ) => array_column( $this->presence( 0, array( 'missed_by_version' => $version ) )['records'], 0 );
		self::assertSame( array( $this->id( 1 ), $this->id( 5 ) ), $missed( 2 ) );
		self::assertSame( array(), $missed( 1 ) );
		self::assertSame( array( $this->id( 1 ), $this->id( 2 ), $this->id( 5 ) ), $missed( 3 ) );
	}

	public function test_what_these_rules_have_refused_is_named_with_the_version_that_was(): void {
		$attempt = static fn( string $id, string $mapping, int $version, int $stamp ) => new Attempt( $id, $mapping, $version, $stamp, null, new Failure( 'record', 'value_too_long', 'Too long.' ) );
		$other   = $this->connected_tenant( 'Other' );
		$refuse  = fn( int $tenant_id, Attempt ...$attempts ) => $this->plugin->retry_entries()->settle( $tenant_id, array(), $attempts, self::NOW_MS );
		$refuse( $other->id, $attempt( $this->id( 9 ), 'productions', 2, 1000 ) );
		$refuse( $this->tenant->id, $attempt( $this->id( 1 ), 'productions', 2, 1000 ), $attempt( $this->id( 2 ), 'productions', 1, 2000 ), $attempt( $this->id( 3 ), 'performances', 2, 3000 ) );
		$refused = fn( int $version ) => $this->presence( 0, array( 'refused_by_version' => $version ) );
		self::assertSame( array( 'records' => array( array( $this->id( 1 ), 'refused', false, 1000 ) ), 'next' => null ), $refused( 2 ) );
		self::assertSame( array( array( $this->id( 2 ), 'refused', false, 2000 ) ), $refused( 1 )['records'] );
		$refuse( $this->tenant->id, ...array_map( fn( int $n ) => $attempt( $this->id( 1000 + $n ), 'productions', 2, 4000 ), range( 1, 5000 ) ) );
		$first = $refused( 2 );
		self::assertSame( array( 4999, 2 ), array( count( $first['records'] ), count( $this->presence( $first['next'], array( 'refused_by_version' => 2 ) )['records'] ) ), 'A page is full by what is looked at.' );
	}

	public function test_what_is_not_visible_any_more_is_listed_once_and_stays_as_it_is(): void {
		$this->remember( array( $this->id( 1 ), $this->id( 2 ) ) );
		self::assertSame( array( 'unseen' => 1, 'seen' => 0 ), $this->tell( array( $this->id( 1 ) ) ) );
		self::assertSame( array( 'unseen' => 0, 'seen' => 0 ), $this->tell( array( $this->id( 1 ) ) ), 'Told once is enough for a week.' );
		$items = $this->plugin->run_items()->unsettled( $this->tenant->id );
		self::assertSame( array( array( $this->id( 1 ), 'record_not_visible' ) ), array_map( static fn( $item ) => array( $item->external_id, $item->failure['code'] ?? null ), $items ) );
		self::assertSame( LedgerState::LIVE, $this->plugin->ledger()->by_external_ids( $this->tenant->id, array( $this->id( 1 ) ) )[ $this->id( 1 ) ]->state );
		self::assertSame( array( 'rejected' => 1 ), $this->plugin->runs()->find( $this->run['id'] )?->counts );
		self::assertSame( array( true, false ), array_column( $this->presence( 0 )['records'], 2 ) );
		$this->clock->advance( 8 * 24 * 3600 * 1000 );
		$this->claim_again();
		self::assertSame( array( 'unseen' => 1, 'seen' => 0 ), $this->tell( array( $this->id( 1 ) ) ), 'After a week the word is given again.' );
	}

	public function test_what_is_seen_again_leaves_the_list(): void {
		$this->remember( array( $this->id( 1 ), $this->id( 2 ) ) );
		$this->tell( array( $this->id( 1 ) ) );
		self::assertSame( array( 'unseen' => 0, 'seen' => 1 ), $this->tell( array(), array( $this->id( 1 ), $this->id( 2 ) ) ) );
		self::assertSame( array(), $this->plugin->run_items()->unsettled( $this->tenant->id ) );
		self::assertSame( array( false, false ), array_column( $this->presence( 0 )['records'], 2 ) );
	}

	public function test_what_is_withdrawn_unknown_or_of_another_tenant_is_not_listed(): void {
		$other = $this->connected_tenant( 'Other' );
		$this->remember( array( $this->id( 1 ) ), null, 'productions', LedgerState::TOMBSTONE );
		$this->remember( array( $this->id( 2 ) ), $other->id );
		self::assertSame( array( 'unseen' => 0, 'seen' => 0 ), $this->tell( array( $this->id( 1 ), $this->id( 2 ), $this->id( 3 ) ) ) );
		self::assertSame( array(), $this->plugin->run_items()->unsettled( $this->tenant->id ) );
	}

	public function test_a_lost_lease_reads_and_tells_nothing(): void {
		$this->remember( array( $this->id( 1 ) ) );
		$body = array( 'run_id' => $this->run['id'], 'fence' => $this->run['fence'] + 1, 'mapping_id' => 'productions' );
		$this->refused( 'callboard_lease_lost', 409, $this->ask( 'presence', $body + array( 'after' => 0 ), $this->run['token'] ) );
		$this->refused( 'callboard_lease_lost', 409, $this->ask( 'visibility', $body + array( 'unseen' => array( $this->id( 1 ) ), 'seen' => array() ), $this->run['token'] ) );
		self::assertSame( array(), $this->plugin->run_items()->unsettled( $this->tenant->id ) );
	}

	public function test_a_past_record_is_brought_up_to_date_where_it_is_listed_and_never_added(): void {
		$this->remember( array( $this->id( 1 ) ) );
		$this->remember( array( $this->id( 2 ) ), null, 'productions', LedgerState::OUTSIDE );
		$this->plugin->inbox()->add( $this->tenant->id, 'productions', array( $this->id( 3 ) ), 'retry', self::NOW_MS );
		$body = array(
			'run_id'          => $this->run['id'],
			'fence'           => $this->run['fence'],
			'mapping_id'      => 'productions',
			'mapping_version' => 1,
			'read_ms'         => self::NOW_MS,
			'listed_only'     => true,
			'records'         => array_map( fn( int $n ) => array( $this->id( $n ), self::NOW_MS, str_repeat( 'b', 64 ) ), array( 1, 2, 3 ) ),
		);
		$answer = $this->ok( 'offer.answer', $this->ask( 'offer', $body, $this->run['token'] ) );
		self::assertSame( array( 'wanted' => array( $this->id( 1 ) ), 'unchanged' => 0, 'stale' => 0 ), $answer );
		self::assertSame( 0, $this->plugin->inbox()->count( $this->tenant->id ), 'Who asked for it has the answer, and does not ask for ever.' );
	}

	public function test_what_a_worker_found_out_about_a_mapping_is_kept_for_its_version(): void {
		$trait = array( 'mapping_id' => 'productions', 'version' => 1, 'filter_moves' => false, 'values_move' => true );
		$body  = array( 'run_id' => $this->run['id'], 'fence' => $this->run['fence'], 'outcome' => 'succeeded', 'api_calls' => 1, 'watermarks' => array(), 'traits' => array( $trait ) );
		$this->ok( 'complete.answer', $this->ask( 'complete', $body, $this->run['token'] ) );
		$moving = fn() => $this->plugin->traits()->moving( $this->tenant->id, $this->plugin->mappings()->current( $this->tenant->id ) );
		self::assertSame( array( 'filter_moves' => array(), 'values_move' => array( 'productions' ) ), $moving() );
		$this->plugin->mappings()->save( $this->tenant->id, $this->mapping( array( 'filter' => null ) ) );
		self::assertSame( array( 'filter_moves' => array( 'productions' ), 'values_move' => array( 'productions' ) ), $moving(), 'Of a new version nobody knows anything yet.' );
	}

	public function test_where_amounts_have_their_currency_from_comes_with_the_next_claim(): void {
		$told = fn( array $more, int $version = 1 ) => $this->ok(
			'complete.answer',
			$this->ask(
				'complete',
				array(
					'run_id'     => $this->run['id'],
					'fence'      => $this->run['fence'],
					'outcome'    => 'succeeded',
					'api_calls'  => 1,
					'watermarks' => array(),
					'traits'     => array( array( 'mapping_id' => 'productions', 'version' => $version, 'filter_moves' => false, 'values_move' => false ) + $more ),
				),
				$this->run['token']
			)
		);
		foreach (
			array(
				array( array( 'currencies' => array( 'fields' => array( 'CurrencyIsoCode', 'Event__r.CurrencyIsoCode' ), 'org' => 'EUR' ) ), 1, true ),
				array( array( 'currencies' => array( 'fields' => array(), 'org' => null ) ), 1, true ),
				array( array( 'currencies' => array( 'fields' => array(), 'org' => 'EUR' ) ), 7, false ),
				array( array(), 1, false ),
			) as list( $more, $version, $comes )
		) {
			$told( $more, $version );
			$this->clock->advance( 8 * 24 * 3600 * 1000 );
			$claim = $this->claim();
			self::assertSame( $comes ? array( array( 'mapping_id' => 'productions' ) + $more['currencies'] ) : array(), $claim['currencies'] );
			$this->run = $claim['run'];
		}
	}

	public function test_by_which_fields_an_object_tells_its_state_comes_with_the_next_claim(): void {
		$told = function ( array $fields, int $version = 1 ): array {
			$trait = array( 'mapping_id' => 'productions', 'version' => $version, 'filter_moves' => false, 'values_move' => false ) + $fields;
			$this->plugin->traits()->store( $this->tenant->id, $trait );
			return $this->plugin->traits()->columns( $this->tenant->id, $this->plugin->mappings()->current( $this->tenant->id ) );
		};
		self::assertSame( array(), $told( array() ) );
		$hidden_winner = array( array( 'mapping_id' => 'productions', 'state_fields' => array( 'SystemModstamp', 'IsDeleted' ) ) );
		self::assertSame( $hidden_winner, $told( array( 'state_fields' => array( 'SystemModstamp', 'IsDeleted' ) ) ), 'What is usual is the worker’s to know: it says nothing then.' );
		$history = array( array( 'mapping_id' => 'productions', 'state_fields' => array( 'CreatedDate', 'IsDeleted' ) ) );
		self::assertSame( $history, $told( array( 'state_fields' => array( 'CreatedDate', 'IsDeleted' ) ) ) );
		$this->clock->advance( 8 * 24 * 3600 * 1000 );
		self::assertSame( $history, $this->claim()['columns'] );
		self::assertSame( array(), $told( array() ), 'The field came back.' );
		self::assertSame( array(), $told( array( 'state_fields' => array( 'CreatedDate' ) ), 7 ), 'Another version may read another object.' );
	}

	private function claim_again(): void {
		$this->plugin->db()->query( "DELETE FROM {$this->plugin->db()->table( 'run' )} WHERE id <> %d", array( $this->run['id'] ) );
		$this->run = $this->claim()['run'];
		self::assertSame( Run::RECONCILIATION, $this->run['kind'] );
	}

	/** @param list<string> $ids */
	private function remember( array $ids, ?int $tenant_id = null, string $mapping_id = 'productions', string $state = LedgerState::LIVE ): void {
		$this->plugin->ledger()->save(
			array_map(
				fn( string $id ) => new LedgerEntry( 0, $tenant_id ?? $this->tenant->id, 'wordpress', $id, $mapping_id, 1, $state, null, null, self::NOW_MS - 9000, self::NOW_MS - 5000, str_repeat( 'a', 64 ), '', '', null, null, null, self::NOW_MS, self::NOW_MS ),
				$ids
			)
		);
	}

	private function id( int $number ): string {
		return sprintf( 'a01%012dAAA', $number );
	}

	/** @return array<string, mixed> */
	private function presence( int $after, array $which = array() ): array {
		$body = array( 'run_id' => $this->run['id'], 'fence' => $this->run['fence'], 'mapping_id' => 'productions', 'after' => $after ) + $which;
		return $this->ok( 'presence.answer', $this->ask( 'presence', $body, $this->run['token'] ) );
	}

	/**
	 * @param list<string> $unseen
	 * @param list<string> $seen
	 * @return array<string, mixed>
	 */
	private function tell( array $unseen, array $seen = array() ): array {
		$body = array( 'run_id' => $this->run['id'], 'fence' => $this->run['fence'], 'mapping_id' => 'productions', 'unseen' => $unseen, 'seen' => $seen );
		return $this->ok( 'visibility.answer', $this->ask( 'visibility', $body, $this->run['token'] ) );
	}
}
