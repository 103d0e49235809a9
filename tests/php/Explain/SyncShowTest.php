<?php
declare(strict_types=1);

namespace Callboard\Tests\Explain;

use Callboard\Failure\Failure;
use Callboard\Ledger\Inbox;
use Callboard\Mapping\Mapping;
use Callboard\Run\Run;
use Callboard\Tests\Delivery\SeasonCase;
use Callboard\Tests\Rest\FakeOrg;
use Callboard\Tests\Rest\Keys;
use Callboard\Vault\ConnectionDetails;

/** @group data */
final class SyncShowTest extends SeasonCase {
	protected function setUp(): void {
		parent::setUp();
		$this->plugin->connections()->save( $this->tenant_id, new ConnectionDetails( FakeOrg::LOGIN_URL, 'consumer', 'sync@harbour.example', Keys::CERTIFICATE, Keys::PRIVATE_KEY, 1 ) );
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ), $this->performance( 3, 2 ) ) );
	}

	public function test_a_production_brings_its_performances_along_and_a_run(): void {
		$this->clock->advance( 1000 );
		$answer = $this->plugin->sync_show()->ask( $this->subject( self::id( 'a0E', 1 ) ), 7 );
		self::assertNotInstanceOf( \WP_Error::class, $this->plugin->contract()->parse( 'show-sync', $answer ) );
		self::assertSame( array( 3, 3, array() ), array( $answer['asked'], $answer['waiting'], $answer['outcomes'] ) );
		self::assertSame( $this->plugin->runs()->open( $this->tenant_id, Run::INCREMENTAL )?->id, $answer['run_id'] );
		self::assertSame(
			array( 'performances' => array( self::id( 'a0P', 1 ), self::id( 'a0P', 2 ) ), 'productions' => array( self::id( 'a0E', 1 ) ) ),
			$this->sorted( $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) )
		);
	}

	public function test_what_came_of_it_is_told_record_by_record(): void {
		$this->clock->advance( 1000 );
		$asked = $this->plugin->sync_show()->ask( $this->subject( self::id( 'a0P', 1 ) ), null );
		self::assertSame( 2, $asked['asked'], 'A performance and its production.' );
		$this->clock->advance( 1000 );
		$this->plugin->end_run()->as_succeeded( $this->lease->run->id, $this->lease->run->fence, array() );
		$this->lease = $this->claim( $this->tenant_id );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1, array( 'title' => '' ), 3000, 9000 ) ) );
		$told = $this->plugin->sync_show()->progress( $this->subject( self::id( 'a0P', 1 ) ), $asked['asked_ms'] );
		self::assertSame( 0, $told['waiting'] );
		self::assertSame( array( 'rejected' ), array_column( $told['outcomes'], 'outcome' ) );
		self::assertNotSame( array(), $told['outcomes'][0]['actions'] );
	}

	public function test_it_repairs_what_was_written_past_the_locks_though_salesforce_says_nothing_new(): void {
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->wpdb()->posts} SET post_title = 'Vandal' WHERE ID = %d", array( $post_id ) );
		$this->plugin->sync_show()->ask( $this->subject( self::id( 'a0E', 1 ) ), null );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		clean_post_cache( $post_id );
		self::assertSame( 'Show 1', get_post( $post_id )->post_title );
	}

	public function test_a_record_nobody_has_seen_is_asked_for_by_the_kind_of_its_id(): void {
		$this->plugin->sync_show()->ask( $this->subject( self::id( 'a0E', 50 ) ), null );
		self::assertSame( array( 'productions' => array( self::id( 'a0E', 50 ) ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
	}

	public function test_the_first_record_of_a_kind_goes_to_every_mapping_that_reads_its_object(): void {
		$id = self::id( 'a0V', 1 );
		foreach ( array( 'stages', 'halls', 'attics' ) as $mapping_id ) {
			$mapping = Mapping::from_array( array( 'id' => $mapping_id, 'sobject' => 'Venue__c' ) + $this->mapping( 'productions' )->to_array() );
			$this->plugin->mappings()->save( $this->tenant_id, $mapping );
			$this->describe( $mapping_id, 'attics' === $mapping_id ? 'a0v' : 'a0V' );
		}
		$this->describe( 'gone', 'a0V' );
		$answer = $this->plugin->sync_show()->ask( $this->subject( $id ), null );
		self::assertSame( array( 1, 1 ), array( $answer['asked'], $answer['waiting'] ) );
		self::assertSame( array( 'halls' => array( $id ), 'stages' => array( $id ) ), $this->sorted( $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) ) );
		$this->plugin->inbox()->settle( $this->tenant_id, array( $id ), 'halls' );
		self::assertSame( array( 'stages' => array( $id ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ), 'Whose filter left it out is done; the other still waits.' );
		$this->plugin->inbox()->put_off( $this->tenant_id, 'halls', array( $id => null ), Inbox::WAITS_FOR_PARENT, $this->clock->now_ms() );
		self::assertSame( 2, $this->plugin->inbox()->count( $this->tenant_id ) );
		$this->plugin->inbox()->settle( $this->tenant_id, array( $id ) );
		self::assertSame( 0, $this->plugin->inbox()->count( $this->tenant_id ), 'It has its listing: nobody else waits.' );
	}

	public function test_what_describe_says_comes_before_what_the_ledger_looks_like(): void {
		$this->describe( 'performances', 'a0E' );
		$this->plugin->sync_show()->ask( $this->subject( self::id( 'a0E', 50 ) ), null );
		self::assertSame( array( 'performances' => array( self::id( 'a0E', 50 ) ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
	}

	public function test_what_was_described_for_another_version_counts_no_more(): void {
		$this->describe( 'performances', '003', 99 );
		$this->expectExceptionMessage( self::id( '003', 1 ) );
		$this->plugin->sync_show()->ask( $this->subject( self::id( '003', 1 ) ), null );
	}

	/** @dataProvider refusals */
	public function test_it_is_refused_in_words( string $code, string $id, bool $paused ): void {
		if ( $paused ) {
			$this->plugin->tenants()->set_state( $this->tenant_id, 'paused' );
		}
		try {
			$this->plugin->sync_show()->ask( $this->subject( $id ), null );
			self::fail( 'It was asked.' );
		} catch ( Failure $failure ) {
			self::assertSame( $code, $failure->code_name );
		}
		self::assertSame( 0, $this->plugin->inbox()->count( $this->tenant_id ) );
	}

	public static function refusals(): array {
		return array(
			'an object nobody maps'   => array( 'object_unknown', self::id( '003', 1 ), false ),
			'capitals tell objects apart' => array( 'object_unknown', self::id( 'a0e', 60 ), false ),
			'an organisation that rests'  => array( 'sync_not_possible', self::id( 'a0E', 1 ), true ),
		);
	}

	private function describe( string $mapping_id, string $prefix, ?int $version = null ): void {
		$versions = array_column( array_map( static fn( Mapping $mapping ) => array( $mapping->id, $mapping->version ), $this->plugin->mappings()->current( $this->tenant_id ) ), 1, 0 );
		$traits   = array( 'mapping_id' => $mapping_id, 'version' => $version ?? $versions[ $mapping_id ] ?? 1, 'filter_moves' => false, 'values_move' => false, 'key_prefix' => $prefix );
		$this->plugin->traits()->store( $this->tenant_id, $traits );
	}

	private function subject( string $external_id ): \Callboard\Explain\Subject {
		return $this->plugin->subjects()->of_record( $this->tenant_id, $external_id );
	}

	/** @param array<string, list<string>> $due */
	private function sorted( array $due ): array {
		ksort( $due );
		array_walk( $due, static function ( array &$ids ): void {
			sort( $ids );
		} );
		return $due;
	}
}
