<?php
declare(strict_types=1);

namespace Callboard\Tests\Explain;

use Callboard\Brake\BrakeRow;
use Callboard\Delivery\Withdrawal;
use Callboard\Event\LocalTime;
use Callboard\Explain\ChainLink;
use Callboard\Front\Markup;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;
use Callboard\Tests\Cli\RecordedOutput;
use Callboard\Tests\Delivery\SeasonCase;
use Callboard\Tests\Rest\FakeOrg;
use Callboard\Tests\Rest\Keys;
use Callboard\Vault\ConnectionDetails;

/**
 * Each link of the chain broken once: the check names it, and says what to do.
 *
 * @group data
 */
final class WhyNotTest extends SeasonCase {
	private FakeOrg $org;

	/** @var array<string, list<array<string, mixed>>> A piece of SOQL → rows; the first that fits answers. */
	private array $rows = array();

	/** @var list<string> */
	private array $asked = array();

	/** @var array{visited: ?string, fresh: ?string} The page as visitors get it, and past the cache. */
	private array $page = array( 'visited' => null, 'fresh' => null );

	private int $page_id = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->org = new FakeOrg();
		$this->org->open();
		add_filter( 'pre_http_request', array( $this, 'answer' ), 20, 3 );
		$this->described( 'PatronTicket__TicketableEvent__c', 'Id', 'IsDeleted' );
		$this->described( 'PatronTicket__EventInstance__c', 'Id', 'IsDeleted' );
		$this->plugin->connections()->save( $this->tenant_id, new ConnectionDetails( FakeOrg::LOGIN_URL, 'consumer', 'sync@harbour.example', Keys::CERTIFICATE, Keys::PRIVATE_KEY, 1 ) );
		$this->page_id = self::page_with( '<!-- wp:group --><div><!-- wp:callboard/listing /--></div><!-- /wp:group -->' );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ) ) );
		$this->rows = array( 'IsDeleted' => array( array( 'IsDeleted' => false ) ), 'AND (' => array( array( 'Id' => 'x' ) ) );
		$this->page = array( 'visited' => '<main>… <a>Show 1</a> … ' . self::evening( 1 ) . '</main>', 'fresh' => '<main>Show 1 ' . self::evening( 1 ) . '</main>' );
	}

	protected function tearDown(): void {
		remove_filter( 'pre_http_request', array( $this, 'answer' ), 20 );
		remove_filter( 'pre_http_request', array( $this->org, 'answer' ), 10 );
		parent::tearDown();
	}

	/** @param mixed $answer @param array<string, mixed> $arguments @return mixed */
	public function answer( $answer, array $arguments, string $url ) {
		$response = static fn( string $body, int $status = 200 ) => array( 'headers' => array(), 'body' => $body, 'response' => array( 'code' => $status, 'message' => '' ), 'cookies' => array(), 'filename' => null );
		if ( str_starts_with( $url, FakeOrg::LOGIN_URL ) ) {
			parse_str( (string) wp_parse_url( $url, PHP_URL_QUERY ), $query );
			$soql          = (string) ( $query['q'] ?? '' );
			$this->asked[] = $soql;
			foreach ( $this->rows as $piece => $rows ) {
				if ( '' !== $soql && str_contains( $soql, (string) $piece ) ) {
					return $response( (string) wp_json_encode( array( 'totalSize' => count( $rows ), 'done' => true, 'records' => $rows ) ) );
				}
			}
			return $answer;
		}
		$which = str_contains( $url, 'callboard_fresh' ) ? 'fresh' : 'visited';
		return null === $this->page[ $which ] ? new \WP_Error( 'http_request_failed', 'no loopback' ) : $response( $this->page[ $which ] );
	}

	public function test_a_show_that_is_there_has_no_broken_link(): void {
		foreach ( array( self::id( 'a0P', 1 ), self::id( 'a0E', 1 ) ) as $id ) {
			$chain = $this->chain( $id );
			self::assertSame( array( 'ok' ), array_values( array_unique( array_column( $chain['links'], 'state' ) ) ), (string) wp_json_encode( $chain, JSON_PRETTY_PRINT ) );
			self::assertTrue( $chain['is_listed'] );
			self::assertNull( $chain['broken'] );
		}
	}

	public function test_not_visible_to_the_integration_user(): void {
		$this->rows['IsDeleted'] = array();
		$this->assert_broken( ChainLink::ORG, 'integration user' );
	}

	public function test_deleted(): void {
		$this->rows['IsDeleted'] = array( array( 'IsDeleted' => true ) );
		$this->assert_broken( ChainLink::ORG, 'deleted in Salesforce' );
	}

	public function test_merged_into_another(): void {
		$body            = array( 'sobject' => 'Account', 'filter' => null ) + $this->mapping( 'productions' )->to_array();
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( $body ) );
		$this->described( 'Account', 'Id', 'IsDeleted', 'MasterRecordId' );
		$this->rows      = array( 'MasterRecordId FROM Account' => array( array( 'IsDeleted' => true, 'MasterRecordId' => '0015g00000WINNERAA' ) ) );
		$this->assert_broken( ChainLink::ORG, '0015g00000WINNERAA', self::id( 'a0E', 1 ) );
	}

	public function test_an_object_that_tells_neither_deletions_nor_merges_is_asked_for_neither(): void {
		foreach ( array( array( 'Id' ), array( 'Id', 'IsDeleted' ) ) as $fields ) {
			$this->described( 'PatronTicket__TicketableEvent__c', ...$fields );
			$this->asked = array();
			$soql        = 'SELECT ' . implode( ', ', $fields ) . ' FROM PatronTicket__TicketableEvent__c WHERE Id =';
			$this->rows  = array( $soql => array( array( 'Id' => 'x' ) ), 'AND (' => array( array( 'Id' => 'x' ) ) );
			self::assertSame( array( 'ok', 'ok' ), array_column( array_slice( $this->chain( self::id( 'a0E', 1 ) )['links'], 0, 2 ), 'state' ), (string) wp_json_encode( $this->asked ) );
		}
	}

	/** @dataProvider hostile_filters */
	public function test_a_filter_that_is_more_than_a_condition_is_not_sent( string $filter ): void {
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'filter' => $filter ) + $this->mapping( 'productions' )->to_array() ) );
		$link = $this->chain( self::id( 'a0E', 1 ) )['links'][1];
		self::assertSame( array( ChainLink::FILTER, 'unknown' ), array( $link['key'], $link['state'] ) );
		self::assertStringContainsString( 'filter', $link['message'] );
		self::assertSame( array(), array_filter( $this->asked, static fn( string $soql ) => str_contains( $soql, 'AND (' ) ) );
	}

	public static function hostile_filters(): array {
		return array( array( 'A__c = 1) OR (Id != null' ), array( 'A__c = 1 LIMIT 1' ), array( "Name = 'x' /* ' */" ), array( 'Id IN (SELECT Id FROM User) ORDER BY Id' ) );
	}

	public function test_outside_the_filter_names_the_condition(): void {
		$body = array( 'filter' => "Active__c = true AND Type__c = 'Tickets' AND (A__c = 1 OR B__c = 2)" ) + $this->mapping( 'productions' )->to_array();
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( $body ) );
		$this->rows = array(
			'IsDeleted'                            => array( array( 'IsDeleted' => false ) ),
			'AND (Active__c = true) AND ('         => array(),
			"AND (Type__c = 'Tickets')"            => array(),
			'AND ('                                => array( array( 'Id' => 'x' ) ),
		);
		$chain = $this->assert_broken( ChainLink::FILTER, "Type__c = 'Tickets'", self::id( 'a0E', 1 ) );
		self::assertStringNotContainsString( 'Active__c', $chain['sentence'] );
	}

	/** Two mappings of one object, each with a filter of its own. */
	private function two_mappings(): void {
		foreach ( array( 'productions' => 'A__c = 1', 'others' => 'B__c = 1' ) as $id => $filter ) {
			$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'id' => $id, 'filter' => $filter ) + $this->mapping( 'productions' )->to_array() ) );
		}
		$this->org->answers['/services/data/v66.0/sobjects/PatronTicket__TicketableEvent__c'] = array( 200, array( 'objectDescribe' => array( 'keyPrefix' => 'a0E' ) ) );
		$this->rows = array( 'IsDeleted' => array( array( 'IsDeleted' => false ) ), 'AND (A__c = 1' => array(), 'AND (B__c = 1' => array( array( 'Id' => 'x' ) ) );
	}

	public function test_of_two_mappings_of_an_object_the_one_that_refused_it_is_asked(): void {
		$this->two_mappings();
		$this->deliver( 'others', array( $this->production( 3, array( 'title' => null ) ) ) );
		$this->assert_broken( ChainLink::LEDGER, 'title', self::id( 'a0E', 3 ) );
	}

	public function test_of_two_mappings_of_an_object_one_whose_filter_passes_is_enough(): void {
		$this->two_mappings();
		self::assertSame( 'ok', $this->chain( self::id( 'a0E', 4 ) )['links'][1]['state'] );
		$this->rows['AND (B__c = 1'] = array();
		$this->assert_broken( ChainLink::FILTER, 'B__c = 1', self::id( 'a0E', 4 ) );
	}

	public function test_its_questions_count_in_the_api_budget(): void {
		$this->chain( self::id( 'a0P', 1 ) );
		$made = count( array_filter( $this->org->asked, static fn( string $path ) => str_starts_with( $path, '/services/data' ) ) );
		self::assertGreaterThan( 0, $made );
		self::assertSame( $made, array_sum( $this->plugin->api_usage()->hours( $this->tenant_id, $this->clock->now_ms() ) ) );
	}

	public function test_salesforce_is_away_and_the_rest_is_still_checked(): void {
		$this->rows = array();
		$this->org->answers['/services/data/v66.0/queryAll'] = array( 503, array( array( 'errorCode' => 'SERVER_UNAVAILABLE', 'message' => 'x' ) ) );
		$chain = $this->chain( self::id( 'a0P', 1 ) );
		self::assertSame( array( array( '/services/data/v66.0/queryAll', 503 ) ), array_map( static fn( array $call ) => array( $call['endpoint'], $call['status'] ), $this->plugin->failed_calls()->page( $this->tenant_id ) ) );
		self::assertSame( array( 'unknown', 'unknown', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok' ), array_column( $chain['links'], 'state' ) );
	}

	public function test_it_waits_for_its_production(): void {
		$this->deliver( 'performances', array( $this->performance( 5, 9 ) ) );
		$this->assert_broken( ChainLink::LEDGER, self::id( 'a0E', 9 ), self::id( 'a0P', 5 ) );
	}

	public function test_it_is_a_held_twin(): void {
		$this->deliver( 'performances', array( self::draft( self::id( 'a0P', 2 ), $this->performance( 1, 1 )->values, 1000, 5000 ) ) );
		$this->assert_broken( ChainLink::LEDGER, self::id( 'a0P', 1 ), self::id( 'a0P', 2 ) );
	}

	public function test_it_was_rejected(): void {
		$this->deliver( 'productions', array( $this->production( 3, array( 'title' => null ) ) ) );
		$chain = $this->assert_broken( ChainLink::LEDGER, 'title', self::id( 'a0E', 3 ) );
		self::assertNotSame( array(), $chain['links'][2]['actions'] );
	}

	public function test_its_last_version_was_rejected(): void {
		$this->clock->advance( 10000 );
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => str_repeat( 'long ', 500 ) ), 2000, 6000 ) ) );
		$this->assert_broken( ChainLink::LEDGER, 'title', self::id( 'a0E', 1 ) );
	}

	public function test_the_sync_has_not_seen_it(): void {
		$this->org->answers['/services/data/v66.0/sobjects/PatronTicket__TicketableEvent__c'] = array( 200, array( 'objectDescribe' => array( 'keyPrefix' => 'a0E' ) ) );
		$this->assert_broken( ChainLink::LEDGER, 'not read it yet', self::id( 'a0E', 70 ) );
	}

	public function test_an_id_of_another_kind(): void {
		foreach ( array( 'PatronTicket__TicketableEvent__c' => 'a0E', 'PatronTicket__EventInstance__c' => 'a0P' ) as $object => $prefix ) {
			$this->org->answers[ "/services/data/v66.0/sobjects/{$object}" ] = array( 200, array( 'objectDescribe' => array( 'keyPrefix' => $prefix ) ) );
		}
		$this->assert_broken( ChainLink::ORG, 'No mapping', self::id( '003', 70 ) );
	}

	public function test_a_person_excluded_it(): void {
		$entry = $this->plugin->ledger()->by_external_ids( $this->tenant_id, array( self::id( 'a0P', 1 ) ) )[ self::id( 'a0P', 1 ) ];
		$this->plugin->ledger()->save( array( $entry->with( array( 'state' => LedgerState::EXCLUDED ) ) ) );
		$this->assert_broken( ChainLink::LEDGER, 'A person left it out' );
	}

	public function test_it_was_withdrawn_and_is_back(): void {
		$this->deliver( 'performances', array(), array( new Withdrawal( self::id( 'a0P', 1 ), 2000, 6000, 'outside_filter' ) ) );
		$this->assert_broken( ChainLink::LEDGER, 'left the filter' );
	}

	public function test_it_was_merged_and_its_address_leads_to_the_winner(): void {
		$this->deliver( 'performances', array(), array( new Withdrawal( self::id( 'a0P', 1 ), 2000, 6000, 'merged', self::id( 'a0P', 8 ) ) ) );
		$this->assert_broken( ChainLink::LEDGER, self::id( 'a0P', 8 ) );
		$this->deliver( 'productions', array( $this->production( 7 ) ) );
		$this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 7 ), 2000, 6000, 'deleted' ) ) );
		$this->assert_broken( ChainLink::LEDGER, 'deleted', self::id( 'a0E', 7 ) );
	}

	public function test_the_integration_user_saw_it_no_more_and_then_again(): void {
		$id = self::id( 'a0P', 1 );
		$this->plugin->presence()->mark( $this->tenant_id, array( $id ), self::NOW_MS );
		$this->assert_broken( ChainLink::LEDGER, (string) wp_date( (string) get_option( 'date_format' ), intdiv( self::NOW_MS, 1000 ) ) );
		$this->plugin->presence()->mark( $this->tenant_id, array( $id ), null );
		self::assertNull( $this->chain( $id )['broken'] );
	}

	public function test_its_withdrawal_waits_behind_the_brake(): void {
		$brakes = $this->plugin->brakes();
		$brake  = $brakes->add( new BrakeRow( 0, $this->tenant_id, 'performances', BrakeRow::OPEN, BrakeRow::LIMIT, 1, 30, 40, self::NOW_MS, null, null ) );
		$brakes->hold( $brake, array( new Withdrawal( self::id( 'a0P', 1 ), 2000, 6000, 'deleted' ) ), self::NOW_MS );
		$this->assert_broken( ChainLink::LEDGER, 'brake' );
		self::assertNull( $this->chain( self::id( 'a0E', 1 ) )['broken'], 'The brake holds one, not all.' );
	}

	/** @dataProvider statuses */
	public function test_its_post_is_not_public( string $status, string $word ): void {
		$this->raw( "UPDATE {$this->plugin->db()->wpdb()->posts} SET post_status = '{$status}' WHERE ID = %d", $this->post_of( $this->performance( 1, 1 ) ) );
		$this->assert_broken( ChainLink::POST, $word );
	}

	public static function statuses(): array {
		return array( array( 'draft', 'draft' ), array( 'private', 'private' ), array( 'trash', 'trash' ) );
	}

	public function test_its_production_is_not_public(): void {
		$this->raw( "UPDATE {$this->plugin->db()->wpdb()->posts} SET post_status = 'draft' WHERE ID = %d", $this->post_of( $this->production( 1 ) ) );
		$this->assert_broken( ChainLink::POST, 'Show 1' );
	}

	public function test_the_index_misses_it(): void {
		$this->raw( "DELETE FROM {$this->plugin->db()->table( 'listing' )} WHERE post_id = %d", $this->post_of( $this->performance( 1, 1 ) ) );
		$this->assert_broken( ChainLink::INDEX, 'not been rebuilt' );
	}

	public function test_it_has_no_date(): void {
		$this->deliver( 'performances', array( $this->performance( 1, 1, array( 'meta:callboard_start' => null ), 2000, 6000 ) ) );
		$this->assert_broken( ChainLink::INDEX, 'no date' );
	}

	public function test_a_production_without_performances(): void {
		$this->deliver( 'productions', array( $this->production( 4 ) ) );
		$this->assert_broken( ChainLink::INDEX, 'no performances', self::id( 'a0E', 4 ) );
	}

	public function test_it_is_over(): void {
		$this->deliver( 'performances', array( $this->performance( 1, 1, array( 'meta:callboard_start' => '2020-01-01T19:00:00Z' ), 2000, 6000 ) ) );
		$this->assert_broken( ChainLink::DATE, 'over' );
	}

	public function test_no_listing_chooses_it(): void {
		wp_update_post( array( 'ID' => $this->page_id, 'post_content' => '[callboard_listing genre="opera"]' ) );
		$this->assert_broken( ChainLink::PAGES, 'opera' );
		self::page_with( '<!-- wp:callboard/listing {"venue":"main-stage"} /-->' );
		self::assertNull( $this->chain( self::id( 'a0P', 1 ) )['broken'] );
	}

	public function test_a_show_that_plays_elsewhere_first_is_on_the_page_about_the_other_place(): void {
		$this->deliver( 'performances', array( $this->performance( 2, 1, array( 'taxonomy:venue' => 'Studio' ) ) ) );
		wp_update_post( array( 'ID' => $this->page_id, 'post_content' => '[callboard_listing venue="studio"]' ) );
		self::assertNull( $this->chain( self::id( 'a0E', 1 ) )['broken'] );
		self::assertNull( $this->chain( self::id( 'a0P', 2 ) )['broken'] );
		$this->assert_broken( ChainLink::PAGES, 'studio' );
	}

	public function test_no_page_carries_a_listing(): void {
		wp_delete_post( $this->page_id, true );
		$this->assert_broken( ChainLink::PAGES, 'No published page' );
	}

	/** @return string As the listing shows the start of a performance. */
	private static function evening( int $number ): string {
		return Markup::moment( LocalTime::at( intdiv( self::NOW_MS, 1000 ) + 86400 * $number, 'Europe/London' ) );
	}

	public function test_the_cached_page_has_another_evening_of_the_show_only(): void {
		$this->deliver( 'performances', array( $this->performance( 2, 1 ) ) );
		$this->page['fresh'] .= 'Show 1 ' . self::evening( 2 );
		self::assertSame( 'ok', $this->chain( self::id( 'a0P', 1 ) )['links'][7]['state'] );
		$this->assert_broken( ChainLink::CACHE, 'cached copy', self::id( 'a0P', 2 ) );
	}

	public function test_the_cached_page_is_older(): void {
		$this->page['visited'] = '<main>Yesterday</main>';
		$this->assert_broken( ChainLink::CACHE, 'cached copy' );
		$this->page['fresh'] = '<main>Yesterday</main>';
		self::assertSame( 'unknown', $this->chain( self::id( 'a0P', 1 ) )['links'][7]['state'], 'It may be on page two.' );
		$this->page = array( 'visited' => null, 'fresh' => null );
		self::assertSame( 'unknown', $this->chain( self::id( 'a0P', 1 ) )['links'][7]['state'] );
	}

	public function test_the_command_line_fails_where_a_link_is_broken(): void {
		$output = new RecordedOutput();
		$this->plugin->why_not_command( $output )( array( self::id( 'a0P', 1 ) ) );
		self::assertSame( array(), $output->failures );
		self::assertCount( 8, $output->rows );
		$this->rows['IsDeleted'] = array();
		$this->plugin->why_not_command( $output )( array( self::id( 'a0P', 1 ) ) );
		self::assertCount( 1, $output->failures );
	}

	/** @return array<string, mixed> */
	private function assert_broken( string $key, string $words, ?string $id = null ): array {
		$chain = $this->chain( $id ?? self::id( 'a0P', 1 ) );
		self::assertSame( $key, $chain['broken'], (string) wp_json_encode( $chain, JSON_PRETTY_PRINT ) );
		self::assertStringContainsString( $words, $chain['sentence'] );
		foreach ( $chain['links'] as $link ) {
			self::assertTrue( 'broken' !== $link['state'] || array() !== $link['actions'], "Every broken link has a cure: {$link['key']}" );
		}
		return $chain;
	}

	/** @return array<string, mixed> */
	private function chain( string $external_id ): array {
		$chain = $this->plugin->why_not()->of( $this->plugin->subjects()->of_record( $this->tenant_id, $external_id ) );
		self::assertNotInstanceOf( \WP_Error::class, $this->plugin->contract()->parse( 'why-not', $chain ) );
		return $chain;
	}

	private function described( string $sobject, string ...$fields ): void {
		$this->org->answers[ "/services/data/v66.0/sobjects/{$sobject}/describe" ] = array( 200, array( 'name' => $sobject, 'fields' => array_map( static fn( string $field ) => array( 'name' => $field ), $fields ) ) );
	}

	private function raw( string $sql, ?int $post_id ): void {
		$this->plugin->db()->query( $sql, array( $post_id ) );
		clean_post_cache( (int) $post_id );
	}

	private static function page_with( string $content ): int {
		return (int) wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Programme', 'post_content' => $content ) );
	}
}
