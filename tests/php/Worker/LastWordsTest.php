<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Run\Run;
use Callboard\Tenant\Tenant;

require_once __DIR__ . '/WorkerTestCase.php';

/**
 * What needed a person and was found well again leaves "Needs attention", whatever the clocks of site and org say.
 *
 * @group data
 */
final class LastWordsTest extends WorkerTestCase {
	private const ID    = 'a01000000000001AAA';
	private const OTHER = 'a01000000000002AAA';
	/** The org's clock is behind: each reading is, by its time, older than what this site noted of the one before. */
	private const READ_MS = self::NOW_MS - 60_000;

	private Tenant $tenant;

	/** @var array<string, mixed> */
	private array $run;

	protected function setUp(): void {
		parent::setUp();
		$this->tenant = $this->connected_tenant();
		$this->run    = $this->claim()['run'];
	}

	public function test_a_refused_record_that_is_as_it_was_again_needs_nobody(): void {
		$this->deliver( 1000 );
		$this->reject( self::ID, 2000 );
		self::assertSame( array( self::ID ), $this->unsettled() );
		$this->offer( array( array( self::ID, 3000, str_repeat( 'a', 64 ) ) ) );
		self::assertSame( array( array(), 0 ), array( $this->unsettled(), $this->plugin->retry_entries()->count( $this->tenant->id ) ) );
		self::assertSame( array( 'created', 'rejected', 'unchanged' ), $this->words( self::ID ) );
	}

	public function test_so_does_one_that_moved_no_stamp_or_that_nobody_could_see(): void {
		$this->deliver( 1000 );
		$this->reject( self::ID, 0 );
		self::assertSame( array( self::ID ), $this->unsettled() );
		$this->offer( array( array( self::ID, 1000, str_repeat( 'a', 64 ) ) ) );
		self::assertSame( array(), $this->unsettled() );
	}

	public function test_a_delivery_that_finds_it_as_it_was_says_so(): void {
		$this->deliver( 1000 );
		$this->reject( self::ID, 2000 );
		self::assertSame( 'unchanged', $this->deliver( 3000 ) );
		self::assertSame( array(), $this->unsettled() );
		self::assertSame( 'unchanged', $this->deliver( 4000 ) );
		self::assertSame( array( 'created', 'rejected', 'unchanged' ), $this->words( self::ID ), 'Said once.' );
	}

	public function test_an_older_version_that_is_well_takes_nothing_off_the_list(): void {
		$this->deliver( 1000 );
		$this->reject( self::ID, 2000 );
		$this->offer( array( array( self::ID, 1000, str_repeat( 'a', 64 ) ) ) );
		self::assertSame( array( self::ID ), $this->unsettled() );
	}

	public function test_a_refusal_stays_on_the_list_although_the_orgs_clock_is_ahead(): void {
		$this->deliver( 1000, self::NOW_MS + 60_000 );
		$this->reject( self::ID, 2000 );
		self::assertSame( array( self::ID ), $this->unsettled() );
	}

	public function test_a_refused_record_that_was_never_listed_and_is_gone_is_not_tried_for_ever(): void {
		$this->reject( self::OTHER, 2000 );
		$this->offer( array(), array( array( self::OTHER, 3000, self::READ_MS, 'deleted' ) ) );
		self::assertSame( array( array(), 0 ), array( $this->unsettled(), $this->plugin->retry_entries()->count( $this->tenant->id ) ) );
		self::assertSame( array( 'rejected', 'ignored' ), $this->words( self::OTHER ) );
	}

	public function test_a_deletion_older_than_what_was_refused_changes_nothing(): void {
		$this->reject( self::OTHER, 2000 );
		$this->offer( array(), array( array( self::OTHER, 1000, self::READ_MS, 'outside_filter' ) ) );
		self::assertSame( array( array( self::OTHER ), 1 ), array( $this->unsettled(), $this->plugin->retry_entries()->count( $this->tenant->id ) ) );
	}

	public function test_a_past_record_that_was_refused_is_not_for_this_site(): void {
		$this->reject( self::OTHER, 2000 );
		$this->offer( array( array( self::OTHER, 3000, str_repeat( 'b', 64 ) ) ), null, array( 'listed_only' => true ) );
		self::assertSame( array(), $this->unsettled() );
		self::assertSame( array( 'rejected', 'ignored' ), $this->words( self::OTHER ) );
	}

	public function test_what_a_poll_shows_is_visible_again(): void {
		$this->deliver( 1000 );
		$body = array( 'run_id' => $this->run['id'], 'fence' => $this->run['fence'], 'mapping_id' => 'productions', 'unseen' => array( self::ID ), 'seen' => array() );
		$this->ok( 'visibility.answer', $this->ask( 'visibility', $body, $this->run['token'] ) );
		self::assertSame( array( self::ID ), $this->unsettled() );
		$this->offer( array( array( self::ID, 1000, str_repeat( 'a', 64 ) ) ) );
		self::assertSame( array(), $this->unsettled() );
		self::assertNull( $this->plugin->presence()->unseen_since( $this->tenant->id, self::ID ) );
	}

	public function test_a_rehearsal_says_nothing(): void {
		$this->reject( self::OTHER, 2000 );
		$this->ok( 'complete.answer', $this->ask( 'complete', array( 'run_id' => $this->run['id'], 'fence' => 1, 'outcome' => 'succeeded', 'api_calls' => 1, 'watermarks' => array() ), $this->run['token'] ) );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual', null, array( 'rehearsal' => true ) );
		$this->run = $this->claim()['run'];
		$this->offer( array(), array( array( self::OTHER, 3000, self::READ_MS, 'deleted' ) ) );
		self::assertSame( array( self::OTHER ), $this->unsettled() );
	}

	/** @return list<string> */
	private function unsettled(): array {
		return array_map( static fn( $item ) => $item->external_id, $this->plugin->run_items()->unsettled( $this->tenant->id ) );
	}

	/** @return list<string> What runs said of the record, in their order. */
	private function words( string $external_id ): array {
		return array_reverse( array_map( static fn( $item ) => $item->outcome, $this->plugin->run_items()->of_record( $this->tenant->id, $external_id ) ) );
	}

	/**
	 * @param list<array{0: string, 1: int, 2: string}>                  $records
	 * @param ?list<array{0: string, 1: int, 2: int, 3: string}> $withdrawals
	 * @param array<string, mixed>                                       $more
	 */
	private function offer( array $records, ?array $withdrawals = null, array $more = array() ): void {
		$body = $more + $this->head() + array( 'read_ms' => self::READ_MS, 'records' => $records ) + ( null === $withdrawals ? array() : array( 'withdrawals' => $withdrawals ) );
		$this->ok( 'offer.answer', $this->ask( 'offer', $body, $this->run['token'] ) );
	}

	/** @return string What became of it. */
	private function deliver( int $stamp_ms, int $read_ms = self::READ_MS ): string {
		$record = array(
			'external_id' => self::ID,
			'version'     => array( 'stamp_ms' => $stamp_ms, 'read_ms' => $read_ms ),
			'fingerprint' => str_repeat( 'a', 64 ),
			'values'      => array( 'title' => 'Hamlet' ),
		);
		return $this->send( array( 'records' => array( $record ) ) );
	}

	private function reject( string $external_id, int $stamp_ms ): void {
		$failure = array( 'kind' => 'record', 'code' => 'value_too_long', 'message' => 'Too long.', 'actions' => array( 'Shorten it.' ) );
		self::assertSame( 'rejected', $this->send( array( 'rejections' => array( array( 'external_id' => $external_id, 'version' => array( 'stamp_ms' => $stamp_ms, 'read_ms' => self::READ_MS ), 'failure' => $failure ) ) ) ) );
	}

	/** @param array<string, mixed> $content */
	private function send( array $content ): string {
		$body = $content + $this->head() + array( 'delivery_id' => wp_generate_uuid4(), 'records' => array(), 'withdrawals' => array(), 'rejections' => array() );
		return $this->ok( 'outcomes', $this->ask( 'deliver', $body, $this->run['token'] ) )['outcomes'][0]['outcome'];
	}

	/** @return array<string, mixed> */
	private function head(): array {
		return array( 'run_id' => $this->run['id'], 'fence' => $this->run['fence'], 'mapping_id' => 'productions', 'mapping_version' => 1 );
	}
}
