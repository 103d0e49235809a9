<?php
declare(strict_types=1);

namespace Callboard\Tests\Explain;

use Callboard\Delivery\HeldFields;
use Callboard\Explain\FieldWriter;
use Callboard\Explain\RollBack;
use Callboard\Explain\Subject;
use Callboard\Explain\Words;
use Callboard\Failure\Failure;
use Callboard\Ownership\Override;
use Callboard\Ownership\StandingOverride;
use Callboard\Tests\Delivery\SeasonCase;

/**
 * A roll back is an override that stands: until Salesforce says something new, or a person lifts it.
 *
 * @group data
 */
final class RollBackTest extends SeasonCase {
	protected function setUp(): void {
		parent::setUp();
		wp_set_current_user( (int) get_users( array( 'role' => 'administrator', 'number' => 1 ) )[0]->ID );
		// The hooked services belong to Plugin::instance(); the test speaks to the same.
		add_action( 'callboard_overridden', array( $this, 'accept' ) );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'productions', array( $this->production( 1, $this->changed(), 2000, 6000 ) ) );
	}

	protected function tearDown(): void {
		remove_action( 'callboard_overridden', array( $this, 'accept' ) );
		wp_set_current_user( 0 );
		parent::tearDown();
	}

	public function accept( int $post_id ): void {
		$this->plugin->drift_check()->accept( $post_id );
	}

	public function test_one_field_goes_back_and_the_lock_still_holds(): void {
		self::assertSame( array( 'title' ), $this->back( array( 'title' ) ) );
		self::assertSame( array( 'Show 1', 'New subtitle', array( 'Opera' ) ), $this->shown() );
		wp_update_post( array( 'ID' => $this->post_id(), 'post_title' => 'By hand' ) );
		self::assertSame( 'Show 1', $this->shown()[0] );
		$events = array_column( $this->plugin->audit()->of_record( $this->tenant_id, self::id( 'a0E', 1 ) ), 'event' );
		self::assertContains( Override::EVENT, $events );
	}

	public function test_the_whole_listing_goes_back_terms_and_missing_values_included(): void {
		$back = $this->back( array() );
		sort( $back );
		self::assertSame( array( 'meta:callboard_subtitle', 'taxonomy:genre', 'title' ), $back );
		self::assertSame( array( 'Show 1', 'A play', array( 'Comedy', 'Play' ) ), $this->shown() );
	}

	public function test_no_drift_check_and_no_sync_of_other_fields_undoes_it(): void {
		$this->back( array( 'title', 'taxonomy:genre' ) );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => 'Third' ) + $this->changed(), 3000, 7000 ) ) );
		self::assertSame( array( 'Show 1', 'Third', array( 'Comedy', 'Play' ) ), $this->shown() );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
		self::assertCount( 2, $this->standing() );
	}

	public function test_it_ends_when_salesforce_says_something_new_about_the_field_and_is_logged(): void {
		$this->back( array( 'title', 'taxonomy:genre' ) );
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Third title' ) + $this->changed(), 3000, 7000 ) ) );
		self::assertSame( array( 'Third title', 'New subtitle', array( 'Comedy', 'Play' ) ), $this->shown() );
		self::assertSame( array( 'taxonomy:genre' ), array_map( static fn( StandingOverride $one ) => $one->target, $this->standing() ) );
		$ended = array_values( array_filter( $this->plugin->audit()->of_record( $this->tenant_id, self::id( 'a0E', 1 ) ), static fn( $entry ) => HeldFields::EVENT === $entry->event ) );
		self::assertSame( array( 'title', StandingOverride::CHANGED ), array( $ended[0]->data['target'], $ended[0]->data['why'] ) );
		$this->deliver( 'productions', array( $this->production( 1, $this->changed(), 4000, 8000 ) ) );
		self::assertSame( 'Renamed', $this->shown()[0], 'What it had replaced is nothing special any more.' );
	}

	public function test_lifting_shows_again_what_salesforce_says(): void {
		$this->back( array() );
		$this->roll_back()->lift( $this->subject(), array( 'title' ), 'Misprint is corrected' );
		self::assertSame( array( 'Renamed', 'A play', array( 'Comedy', 'Play' ) ), $this->shown() );
		$this->roll_back()->lift( $this->subject(), array(), 'All of it' );
		self::assertSame( array( 'Renamed', 'New subtitle', array( 'Opera' ) ), $this->shown() );
		self::assertSame( array(), $this->standing() );
		self::assertSame( array(), $this->roll_back()->lift( $this->subject(), array(), 'Again' ) );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	public function test_what_a_sync_brings_while_a_field_goes_back_is_what_lifting_shows(): void {
		$this->in_the_audit( Override::EVENT, fn() => $this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Third' ) + $this->changed(), 3000, 7000 ) ) ) );
		$this->back( array( 'title' ) );
		self::assertSame( array( 'Show 1', 'Third' ), array( $this->shown()[0], $this->standing()[0]->replaced ) );

		$this->in_the_audit( Override::EVENT, fn() => $this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Fourth' ) + $this->changed(), 4000, 8000 ) ) ) );
		$this->roll_back()->lift( $this->subject(), array(), 'Corrected' );
		self::assertSame( 'Fourth', $this->shown()[0], 'The override had ended: Salesforce said something new.' );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	public function test_back_and_forth_knows_each_version_and_needs_no_override_for_what_salesforce_says(): void {
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Third' ) + $this->changed(), 3000, 7000 ) ) );
		list( $third, $second, $first ) = $this->plugin->provenance()->of( $this->tenant_id, self::id( 'a0E', 1 ) );
		foreach ( array( array( $second, 'Renamed' ), array( $first, 'Show 1' ), array( $third, 'Third' ) ) as list( $version, $title ) ) {
			$this->roll_back()->to_version( $this->subject(), $version->id, array( 'title' ), 'Try' );
			self::assertSame( $title, $this->shown()[0] );
		}
		self::assertSame( array(), $this->standing(), 'Back at what Salesforce says: nothing is overridden.' );
	}

	public function test_a_listing_that_was_deleted_and_made_anew_shows_what_salesforce_says(): void {
		$this->back( array( 'title' ) );
		$this->plugin->db()->query( "DELETE FROM {$this->plugin->db()->wpdb()->posts} WHERE ID = %d", array( $this->post_id() ) );
		$this->plugin->drift_check()->run( $this->tenant_id );
		$this->deliver( 'productions', array( $this->production( 1, $this->changed(), 2000, 9000 ) ) );
		self::assertSame( 'Renamed', $this->shown()[0] );
		self::assertSame( array(), $this->standing() );
	}

	public function test_where_many_overrides_stand_each_record_still_finds_its_own(): void {
		$this->back( array( 'title' ) );
		for ( $number = 1; $number <= 205; $number++ ) {
			$this->plugin->standing_overrides()->add( new StandingOverride( 0, $this->tenant_id, self::id( 'a0X', $number ), $number, 'title', 'a', 'b', 'why', null, 1, null, null ) );
		}
		$this->plugin->standing_overrides()->add( new StandingOverride( 0, $this->tenant_id + 1, self::id( 'a0E', 1 ), 1, 'excerpt', 'a', 'b', 'why', null, 1, null, null ) );
		self::assertSame( array( 'title' ), array_map( static fn( StandingOverride $one ) => $one->target, $this->standing() ) );
		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => 'Third' ) + $this->changed(), 3000, 7000 ) ) );
		self::assertSame( 'Show 1', $this->shown()[0] );
	}

	/** @dataProvider refusals */
	public function test_it_is_refused_in_words( string $code, callable $try ): void {
		try {
			$try( $this );
			self::fail( 'It went through.' );
		} catch ( Failure $failure ) {
			self::assertSame( $code, $failure->code_name );
			self::assertNotSame( array(), $failure->actions );
		}
		self::assertSame( array(), $this->standing() );
		self::assertSame( 'Renamed', $this->shown()[0] );
	}

	public static function refusals(): array {
		return array(
			'no reason'         => array( 'override_not_allowed', static fn( self $t ) => $t->back( array( 'title' ), ' ' ) ),
			'nobody'            => array( 'override_not_allowed', static function ( self $t ): void {
				wp_set_current_user( 0 );
				$t->back( array( 'title' ) );
			} ),
			'its status'        => array( 'nothing_to_roll_back', static fn( self $t ) => $t->back( array( 'status' ) ) ),
			'nothing to do'     => array( 'nothing_to_roll_back', static fn( self $t ) => $t->back( array( 'meta:callboard_purchase_url' ) ) ),
			'a version of old'  => array( 'version_gone', static fn( self $t ) => $t->roll_back()->to_version( $t->subject(), 999999, array(), 'x' ) ),
			'a foreign record'  => array( 'listing_missing', static fn( self $t ) => $t->roll_back()->to_version( new Subject( $t->tenant_id, self::id( 'a0E', 9 ), null, null ), 1, array(), 'x' ) ),
		);
	}

	public function test_what_cannot_go_back_says_why_and_what_to_do_instead_and_nothing_else_does(): void {
		foreach ( array( 'status' => 'withdrawn', 'parent' => 'production', 'image' => 'media library' ) as $target => $word ) {
			self::assertFalse( FieldWriter::takes( $target ) );
			self::assertStringContainsString( $word, (string) Words::why_fixed( $target ) );
		}
		self::assertStringContainsString( 'yours', (string) Words::why_fixed( 'image', 'fill_if_empty' ) );
		self::assertStringContainsString( 'yours', (string) Words::why_fixed( 'title', 'wordpress' ) );
		foreach ( array( 'title', 'content', 'slug', 'meta:callboard_subtitle', 'taxonomy:genre' ) as $target ) {
			self::assertNull( Words::why_fixed( $target ) );
		}
	}

	/** @return array<string, mixed> */
	private function changed(): array {
		return array( 'title' => 'Renamed', 'meta:callboard_subtitle' => 'New subtitle', 'taxonomy:genre' => array( 'Opera' ) );
	}

	/** @param list<string> $targets @return list<string> To how it was first. */
	public function back( array $targets, string $reason = 'Misprint' ): array {
		$versions = $this->plugin->provenance()->of( $this->tenant_id, self::id( 'a0E', 1 ) );
		return $this->roll_back()->to_version( $this->subject(), $versions[ count( $versions ) - 1 ]->id, $targets, $reason );
	}

	public function roll_back(): RollBack {
		return $this->plugin->roll_back();
	}

	public function subject(): Subject {
		return $this->plugin->subjects()->of_record( $this->tenant_id, self::id( 'a0E', 1 ) );
	}

	/** Another request comes in between, once this word is about to be put down. */
	private function in_the_audit( string $event, callable $work ): void {
		$meanwhile = static function ( string $query ) use ( &$meanwhile, $event, $work ): string {
			if ( str_starts_with( $query, 'INSERT' ) && str_contains( $query, "'{$event}'" ) ) {
				remove_filter( 'query', $meanwhile );
				$work();
			}
			return $query;
		};
		add_filter( 'query', $meanwhile );
	}

	/** @return list<StandingOverride> */
	private function standing(): array {
		return $this->plugin->standing_overrides()->standing( $this->tenant_id, array( self::id( 'a0E', 1 ) ) )[ self::id( 'a0E', 1 ) ] ?? array();
	}

	private function post_id(): int {
		return (int) $this->post_of( $this->production( 1 ) );
	}

	/** @return array{0: string, 1: string, 2: list<string>} */
	private function shown(): array {
		$post_id = $this->post_id();
		clean_post_cache( $post_id );
		return array(
			get_post( $post_id )->post_title,
			get_post_meta( $post_id, 'callboard_subtitle', true ),
			wp_get_object_terms( $post_id, 'genre', array( 'fields' => 'names' ) ),
		);
	}
}
