<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Delivery;
use Callboard\Delivery\Draft;
use Callboard\Delivery\Excerpt;
use Callboard\Delivery\StoredPosts;
use Callboard\Delivery\Withdrawal;
use Callboard\Event\Taxonomies;
use Callboard\Failure\Failure;
use Callboard\Mapping\Mapping;
use Callboard\Run\Lease;
use Callboard\Run\Run;

/**
 * A rehearsal says what the apply then does, and does nothing itself.
 *
 * @group data
 */
final class RehearseTest extends SeasonCase {
	public function test_it_says_field_by_field_what_would_change_and_changes_nothing(): void {
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		$run      = $this->rehearsal();
		$before   = $this->everything();
		$hooks    = $this->hooks_fired(
			fn() => $this->rehearse(
				$run,
				'productions',
				array(
					$this->production( 1, array( 'title' => 'Renamed', 'taxonomy:genre' => array( 'Play', 'Farce never seen' ), 'meta:callboard_subtitle' => null ), 2000, 6000 ),
					$this->production( 3 ),
					$this->production( 4, array( 'title' => '' ) ),
				),
				array( new Withdrawal( self::id( 'a0E', 2 ), 2000, 6000, 'deleted' ) )
			)
		);

		self::assertSame( $before, $this->everything() );
		self::assertSame( array(), $hooks );
		self::assertFalse( get_term_by( 'name', 'Farce never seen', 'genre' ) );
		$items = $this->plugin->run_items()->page( $run->run->id );
		self::assertSame( array( 'updated', 'created', 'rejected', 'withdrawn' ), array_map( static fn( $item ) => $item->outcome, $items ) );
		self::assertSame(
			array(
				'title'                   => array( 'Show 1', 'Renamed' ),
				'meta:callboard_subtitle' => array( 'A play', null ),
				'taxonomy:genre'          => array( 'Play, Comedy', 'Play, Farce never seen' ),
			),
			self::by_field( $items[0]->diff, array( 'title', 'meta:callboard_subtitle', 'taxonomy:genre' ) )
		);
		self::assertSame( array( null, 'Show 3' ), self::by_field( $items[1]->diff )['title'] );
		self::assertNull( $items[1]->post_id );
		self::assertSame( array( array(), 'title_missing' ), array( $items[2]->diff, $items[2]->failure['code'] ) );
		self::assertSame( array( 'status' => array( 'publish', 'draft' ) ), self::by_field( $items[3]->diff ) );
		$ended = $this->plugin->runs()->find( $run->run->id );
		self::assertSame( array( 'updated' => 1, 'created' => 1, 'rejected' => 1, 'withdrawn' => 1 ), $ended->counts );
		self::assertFalse( $this->plugin->schedule()->rebuild_due( $this->tenant_id, $this->clock->now_ms() + 3600000 ) && 0 < (int) $this->plugin->db()->value( "SELECT changed FROM {$this->plugin->db()->table( 'run' )} WHERE id = %d", array( $run->run->id ) ) );
		self::assertSame( 0, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ), 'A rehearsal needs nobody.' );
	}

	public function test_later_batches_build_on_what_earlier_ones_would_have_made(): void {
		$run    = $this->rehearsal();
		$before = $this->everything();
		$this->rehearse( $run, 'productions', array( $this->production( 1 ) ) );
		$first  = $this->performance( 1, 1 );
		$twin   = self::draft( self::id( 'a0P', 2 ), $first->values, 1000, 5000 );
		self::assertSame( array( 'created' ), $this->rehearse( $run, 'performances', array( $first ) ) );
		self::assertSame( array( 'held', 'waiting' ), $this->rehearse( $run, 'performances', array( $twin, $this->performance( 3, 9 ) ) ) );
		self::assertSame( $before, $this->everything() );
		$made = $this->plugin->run_items()->page( $run->run->id, 'created' );
		self::assertSame( array( null, self::id( 'a0E', 1 ) ), self::by_field( $made[1]->diff )['parent'] );
	}

	public function test_what_was_said_is_neither_tried_nor_counted_again(): void {
		$run = $this->rehearsal();
		$this->rehearse( $run, 'productions', array( $this->production( 1 ) ) );
		self::assertSame( array( 'created', 'created' ), $this->rehearse( $run, 'productions', array( $this->production( 1 ), $this->production( 2 ) ) ) );
		self::assertSame( array( 'created' => 2 ), $this->plugin->runs()->find( $run->run->id )->counts );
		self::assertSame( 2, $this->plugin->run_items()->count( $run->run->id ) );
		$same = $this->delivery( 'productions', array( $this->production( 3 ) ), array(), null, $run );
		$this->plugin->apply_delivery()->run( $this->tenant_id, $same );
		$this->plugin->apply_delivery()->run( $this->tenant_id, $same );
		self::assertSame( array( 'created' => 3 ), $this->plugin->runs()->find( $run->run->id )->counts );
	}

	public function test_a_mass_change_is_held_in_the_rehearsal_too_and_no_brake_is_on(): void {
		$this->deliver( 'productions', array_map( fn( int $one ) => $this->production( $one ), range( 1, 12 ) ) );
		$run = $this->rehearsal();
		self::assertSame( array( 'held' ), array_unique( $this->rehearse( $run, 'productions', array(), array_map( static fn( int $one ) => new Withdrawal( self::id( 'a0E', $one ), 2000, 6000, 'deleted' ), range( 1, 12 ) ) ) ) );
		self::assertSame( array(), $this->plugin->brakes()->standing( $this->tenant_id ) );
	}

	public function test_one_record_that_breaks_the_batch_is_found_and_leaves_nothing_in_the_inbox(): void {
		add_filter( 'sanitize_post_meta_callboard_subtitle', static fn( $value ) => 'bomb' === $value ? throw new \RuntimeException( 'a foreign callback' ) : $value );
		ini_set( 'error_log', '/dev/null' );
		$run   = $this->rehearsal();
		$words = $this->rehearse( $run, 'productions', array_map( fn( int $n ) => $this->production( $n, array( 'meta:callboard_subtitle' => 3 === $n ? 'bomb' : 'fine' ) ), range( 1, 5 ) ) );
		ini_restore( 'error_log' );
		self::assertSame( array( 2 => 'rejected' ), array_filter( $words, static fn( string $word ) => 'created' !== $word ) );
		self::assertSame( 0, $this->plugin->inbox()->count( $this->tenant_id ) );
		self::assertSame( array( 'created' => 4, 'rejected' => 1 ), array_intersect_key( $this->plugin->runs()->find( $run->run->id )->counts, array( 'created' => 1, 'rejected' => 1 ) ) );
	}

	/** @dataProvider seeds */
	public function test_whatever_comes_the_apply_does_what_the_rehearsal_said( int $seed ): void {
		$this->deliver( 'productions', array_map( fn( int $n ) => $this->production( $n ), range( 1, 12 ) ) );
		$this->deliver( 'performances', array_map( fn( int $n ) => $this->performance( $n, 1 + $n % 12 ), range( 1, 12 ) ) );
		for ( $round = 1; $round <= 3; $round++ ) {
			mt_srand( 100 * $seed + $round ); // WordPress draws from the same numbers, other versions of it other ones.
			$batches = array(
				array( 'productions', ...$this->random( 'production', 'a0E', $round ) ),
				array( 'performances', ...$this->random( 'performance', 'a0P', $round ) ),
				// A run brings each record once.
				array( 'performances', ...$this->random( 'performance', 'a0P', $round, 10 ) ),
			);
			$run    = $this->rehearsal();
			$before = $this->everything();
			$said   = array_map( fn( array $batch ) => $this->rehearse( $run, ...$batch ), $batches );
			self::assertSame( $before, $this->everything(), "seed {$seed}, round {$round}" );
			$this->end( $run );

			$this->lease = $this->claim_with( array() );
			foreach ( $batches as $number => $batch ) {
				$posts_before = $this->stored( $batch );
				$done         = self::words( $this->plugin->apply_delivery()->run( $this->tenant_id, $this->delivery( ...$batch ) ) );
				self::assertSame( $said[ $number ], $done, "seed {$seed}, round {$round}, batch {$number}" );
				$this->assert_fields_said( $run->run->id, $batch, $posts_before, $this->stored( $batch ), "seed {$seed}, round {$round}, batch {$number}" );
			}
			$this->end( $this->lease );
			$this->lease = null;
		}
	}

	/** Posts from before Callboard, records that may adopt them or are twins of one another, in several batches. */
	public function test_what_would_be_adopted_or_held_is_what_the_apply_adopts_and_holds(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		foreach ( array( 'productions', 'performances' ) as $id ) {
			$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'adopt' => 'natural_key' ) + $this->mapping( $id )->to_array() ) );
		}
		$seen = array();
		for ( $round = 1; $round <= 25; $round++ ) {
			mt_srand( 7000 + $round );
			$number = 100 * $round;
			for ( $posts = mt_rand( 1, 4 ); $posts > 0; $posts-- ) {
				$this->old_post( $round, mt_rand( 1, 3 ), 0 === mt_rand( 0, 2 ) ? 'CODE-' . mt_rand( 1, 2 ) : '' );
			}
			$batches = array();
			for ( $count = mt_rand( 2, 4 ); $count > 0; $count-- ) {
				$drafts = array();
				for ( $records = mt_rand( 1, 3 ); $records > 0; $records-- ) {
					$drafts[] = $this->performance(
						++$number,
						1,
						array(
							'title'                      => "Evening of {$round}",
							'meta:callboard_start'       => '2027-01-0' . mt_rand( 1, 3 ) . 'T19:00:00Z',
							'meta:callboard_natural_key' => 'CODE-' . mt_rand( 1, 2 ),
						)
					);
				}
				$batches[] = array( 'performances', $drafts );
			}
			$run    = $this->rehearsal();
			$before = $this->everything();
			$said   = array_map( fn( array $batch ) => $this->verdicts( $run, ...$batch ), $batches );
			self::assertSame( $before, $this->everything(), "round {$round}" );
			$this->end( $run );
			$lease = $this->claim_with( array( 'approves_run' => $run->run->id ) );
			foreach ( $batches as $place => $batch ) {
				self::assertSame( $said[ $place ], $this->verdicts( $lease, ...$batch ), "round {$round}, batch {$place}" );
			}
			$this->end( $lease );
			$seen = array( ...$seen, ...array_merge( ...array_map( static fn( array $some ) => array_column( $some, 0 ), $said ) ) );
		}
		foreach ( array( 'created', 'updated', 'held' ) as $outcome ) {
			self::assertContains( $outcome, $seen );
		}
	}

	/**
	 * @param list<Draft> $drafts
	 * @return array<string, array{0: string, 1: ?string, 2: ?int}> External id → outcome, cause, the post it had before.
	 */
	private function verdicts( Lease $run, string $mapping_id, array $drafts ): array {
		$last     = (int) $this->plugin->db()->value( "SELECT MAX(ID) FROM {$this->plugin->db()->wpdb()->posts}" );
		$verdicts = array();
		$delivery = new Delivery( wp_generate_uuid4(), $run->run->id, $run->run->fence, $mapping_id, $this->mapping( $mapping_id )->version, $drafts, array(), array() );
		foreach ( $this->plugin->apply_delivery()->run( $this->tenant_id, $delivery )->to_array()['outcomes'] as $outcome ) {
			$verdicts[ $outcome['external_id'] ] = array( $outcome['outcome'], $outcome['failure']['code'] ?? null, 'updated' === $outcome['outcome'] && $outcome['post_id'] <= $last ? $outcome['post_id'] : null );
		}
		return $verdicts;
	}

	private function old_post( int $round, int $day, string $code ): void {
		$post_id = (int) wp_insert_post( array( 'post_type' => $this->mapping( 'performances' )->post_type, 'post_status' => 'publish', 'post_title' => "Evening of {$round}" ) );
		add_post_meta( $post_id, 'callboard_start', "2027-01-0{$day}T19:00:00Z" );
		'' === $code || add_post_meta( $post_id, 'callboard_natural_key', $code );
		wp_set_object_terms( $post_id, 'Main Stage', Taxonomies::venue() );
	}

	/** @return array<string, array{0: int}> */
	public static function seeds(): array {
		return array_combine( array_map( static fn( int $seed ) => "seed {$seed}", range( 1, 20 ) ), array_map( static fn( int $seed ) => array( $seed ), range( 1, 20 ) ) );
	}

	public function test_applying_a_rehearsal_applies_exactly_that(): void {
		$this->deliver( 'productions', array_map( fn( int $n ) => $this->production( $n ), range( 1, 30 ) ) );
		$run = $this->rehearsal();
		$this->rehearse( $run, 'productions', array( $this->production( 1, array( 'title' => 'As rehearsed' ), 2000, 6000 ), $this->production( 2, array( 'title' => 'Rehearsed' ), 2000, 6000 ), $this->production( 31 ) ), array( new Withdrawal( self::id( 'a0E', 3 ), 2000, 6000, 'deleted' ) ) );
		$this->end( $run );

		$lease = $this->claim_with( array( 'approves_run' => $run->run->id ) );
		$this->plugin->inbox()->add( $this->tenant_id, 'productions', array( self::id( 'a0E', 2 ) ), 'retry', $this->clock->now_ms() );
		$words = $this->rehearse(
			$lease,
			'productions',
			array(
				$this->production( 1, array( 'title' => 'As rehearsed' ), 2000, 9000 ),
				$this->production( 2, array( 'title' => 'Changed once more' ), 3000, 9000 ),
				$this->production( 31 ),
				$this->production( 32 ),
			),
			array( new Withdrawal( self::id( 'a0E', 3 ), 2000, 9000, 'deleted' ), new Withdrawal( self::id( 'a0E', 4 ), 2000, 9000, 'deleted' ) )
		);
		self::assertSame( array( 'updated', 'held', 'created', 'held', 'withdrawn', 'held' ), $words );
		wp_cache_flush();
		self::assertSame( array( 'As rehearsed', 'Show 2', 'draft', 'publish' ), array( get_the_title( $this->post_of( $this->production( 1 ) ) ), get_the_title( $this->post_of( $this->production( 2 ) ) ), get_post_status( $this->post_of( $this->production( 3 ) ) ), get_post_status( $this->post_of( $this->production( 4 ) ) ) ) );
		self::assertSame( array( 'changed_since_rehearsal' ), array_unique( array_map( static fn( $item ) => $item->failure['code'], $this->plugin->run_items()->page( $lease->run->id, 'held' ) ) ) );
		self::assertEqualsCanonicalizing( array( self::id( 'a0E', 2 ), self::id( 'a0E', 32 ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() )['productions'] );

		$this->end( $lease, 9000 );
		self::assertNull( $this->plugin->watermarks()->of( $this->tenant_id, array( 'productions' ) )[0]->stamp_ms, 'The next ordinary run reads the window again.' );
		$this->lease = $this->claim_with( array() );
		self::assertSame( array( 'updated', 'created' ), self::words( $this->deliver( 'productions', array( $this->production( 2, array( 'title' => 'Changed once more' ), 3000, 9000 ), $this->production( 32 ) ) ) ) );
	}

	public function test_what_the_rehearsal_did_not_say_is_left_to_the_next_run_though_the_record_is_the_same(): void {
		$this->plugin->mappings()->save( $this->tenant_id, $this->mapping( 'performances' )->with_adopt( 'meta:sfid' ) );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$first = $this->performance( 1, 1 );
		$by    = fn( Lease $run, array $drafts, array $withdrawals = array() ): array => self::words( $this->plugin->apply_delivery()->run( $this->tenant_id, new Delivery( wp_generate_uuid4(), $run->run->id, $run->run->fence, 'performances', 2, $drafts, $withdrawals, array() ) ) );
		$by( $this->lease, array( $first, $this->performance( 5, 1 ) ) );
		$drafts = array(
			self::draft( self::id( 'a0P', 2 ), $first->values, 1000, 5000 ), // Its twin is listed.
			$this->performance( 3, 2 ), // Its production is missing.
			$this->performance( 4, 1 ), // Nothing like it is here.
			$this->performance( 5, 1, array( 'title' => 'Renamed' ), 2000, 6000 ),
			$this->performance( 6, 1 ),
			self::draft( self::id( 'a0P', 7 ), $this->performance( 5, 1, array( 'title' => 'Renamed' ) )->values, 2000, 6000 ), // A twin of what comes before it.
		);
		$run = $this->rehearsal();
		self::assertSame( array( 'held', 'waiting', 'created', 'updated', 'created', 'held' ), $by( $run, $drafts ) );
		$this->end( $run );

		$this->lease = $this->claim_with( array() );
		$by( $this->lease, array(), array( new Withdrawal( $first->external_id, 2000, 6000, 'deleted' ) ) );
		$this->deliver( 'productions', array( $this->production( 2 ) ) );
		$this->end( $this->lease );
		add_post_meta( (int) wp_insert_post( array( 'post_type' => $this->mapping( 'performances' )->post_type, 'post_status' => 'publish', 'post_title' => 'By hand' ) ), 'sfid', self::id( 'a0P', 4 ) );

		$lease = $this->claim_with( array( 'approves_run' => $run->run->id ) );
		self::assertSame( array( 'held', 'held', 'held', 'updated', 'created', 'held' ), $by( $lease, $drafts ) );
		self::assertSame( array( null, null, null ), array_map( fn( Draft $draft ) => $this->post_of( $draft ), array_slice( $drafts, 0, 3 ) ) );
		$causes = array_map( static fn( $item ) => $item->failure['code'], $this->plugin->run_items()->page( $lease->run->id, 'held' ) );
		self::assertEqualsCanonicalizing( array( 'changed_since_rehearsal', 'changed_since_rehearsal', 'changed_since_rehearsal', 'twin_found' ), $causes );
		$this->end( $lease );

		$this->lease = $this->claim_with( array() );
		self::assertEqualsCanonicalizing( array_map( static fn( Draft $draft ) => $draft->external_id, array_slice( $drafts, 0, 3 ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() )['performances'] );
		self::assertSame( array( 'created', 'created', 'updated' ), $by( $this->lease, array_slice( $drafts, 0, 3 ) ) );
	}

	public function test_by_another_version_of_the_mapping_nothing_is_as_rehearsed(): void {
		$run = $this->rehearsal();
		$this->rehearse( $run, 'productions', array( $this->production( 1 ) ) );
		$this->end( $run );
		$lease    = $this->claim_with( array( 'approves_run' => $run->run->id ) );
		$delivery = new Delivery( wp_generate_uuid4(), $lease->run->id, $lease->run->fence, 'productions', 2, array( $this->production( 1 ) ), array(), array() );
		self::assertSame( array( 'held' ), self::words( $this->plugin->apply_delivery()->run( $this->tenant_id, $delivery ) ) );
	}

	public function test_a_rehearsal_moves_no_watermark_and_is_no_success_of_the_sync(): void {
		$run = $this->rehearsal();
		$this->end( $run, 9000 );
		self::assertNull( $this->plugin->watermarks()->of( $this->tenant_id, array( 'productions' ) )[0]->stamp_ms );
		self::assertNotSame( $run->run->id, $this->plugin->runs()->latest_succeeded( $this->tenant_id, 'incremental' )?->id );
	}

	public function test_a_rehearsal_begins_anew_where_another_failed(): void {
		$failed = $this->rehearsal();
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->table( 'run' )} SET resume = %s WHERE id = %d", array( '{"first_read":{}}', $failed->run->id ) );
		$this->plugin->end_run()->as_failed( $failed->run->id, $failed->run->fence, new Failure( 'transient', 'salesforce_unavailable', 'Away.' ) );
		$next = $this->claim_with( array( 'rehearsal' => true ) );
		$this->plugin->runs()->inherit_position( $next->run, 0 );
		self::assertNull( $this->plugin->runs()->find( $next->run->id )->resume );
	}

	public function test_long_texts_are_cut_to_where_they_differ(): void {
		$long = str_repeat( 'Ä sentence. ', 200 );
		list( $before, $after ) = Excerpt::of( $long . 'old end', $long . 'new end' );
		self::assertStringEndsWith( 'old end', $before );
		self::assertStringEndsWith( 'new end', $after );
		self::assertLessThanOrEqual( Excerpt::LENGTH + 2, max( mb_strlen( $before ), mb_strlen( $after ) ) );
		self::assertTrue( mb_check_encoding( $before . $after, 'UTF-8' ) );
		self::assertSame( array( null, 'x' ), Excerpt::of( null, 'x' ) );
		foreach ( range( 1, 200 ) as $seed ) {
			mt_srand( $seed );
			$text  = implode( '', array_map( static fn() => array( 'a', 'é', '🎭', ' ' )[ mt_rand( 0, 3 ) ], range( 1, mt_rand( 1, 900 ) ) ) );
			$other = mb_substr( $text, 0, mt_rand( 0, mb_strlen( $text ) ) ) . array( 'X', 'ü', '🎪' )[ mt_rand( 0, 2 ) ] . mb_substr( $text, mt_rand( 0, mb_strlen( $text ) ) );
			list( $left, $right ) = Excerpt::of( $text, $other );
			self::assertTrue( mb_check_encoding( $left . $right, 'UTF-8' ) && $left !== $right && mb_strlen( $left ) <= Excerpt::LENGTH + 2, "seed {$seed}" );
		}
	}

	/** @return array{0: list<Draft>, 1: list<Withdrawal>} */
	private function random( string $kind, string $prefix, int $round, int $above = 0 ): array {
		$drafts      = array();
		$withdrawals = array();
		$numbers     = range( $above + 1, $above + 10 );
		shuffle( $numbers );
		foreach ( array_slice( $numbers, 0, 7 ) as $number ) {
			$stamp = 1000 * mt_rand( $round, $round + 2 );
			if ( 0 === mt_rand( 0, 6 ) ) {
				$withdrawals[] = new Withdrawal( self::id( $prefix, $number ), $stamp, $stamp + 5000, 0 === mt_rand( 0, 1 ) ? 'deleted' : 'outside_filter' );
				continue;
			}
			$values = array_intersect_key(
				array(
					'title'                   => array( 'Show', 'Other ' . mt_rand( 1, 3 ), '', str_repeat( 'long ', 400 ), '<b>Bold</b> & "quoted"' )[ mt_rand( 0, 4 ) ],
					'content'                 => '<p>' . mt_rand( 1, 3 ) . '</p><script>alert(1)</script>',
					'meta:callboard_subtitle' => array( null, '', 'Sub ' . mt_rand( 1, 2 ) )[ mt_rand( 0, 2 ) ],
					'taxonomy:genre'          => array( 'Play', 'Genre ' . $round . mt_rand( 1, 3 ), 'genre ' . $round . mt_rand( 1, 3 ) ),
				),
				array_flip( array_filter( array( 'title', 'content', 'meta:callboard_subtitle', 'taxonomy:genre' ), static fn() => 0 === mt_rand( 0, 2 ) ) )
			);
			if ( 'performance' === $kind ) {
				unset( $values['content'], $values['meta:callboard_subtitle'], $values['taxonomy:genre'] );
				$values += 0 === mt_rand( 0, 3 ) ? array( 'meta:callboard_natural_key' => 'SAME', 'title' => 'Same', 'meta:callboard_start' => '2027-01-01T19:00:00Z' ) : array();
				$drafts[] = $this->performance( $number, mt_rand( 1, 12 ), $values, $stamp, $stamp + 5000 );
			} else {
				$drafts[] = $this->production( $number, $values, $stamp, $stamp + 5000 );
			}
		}
		return array( $drafts, $withdrawals );
	}

	/**
	 * @param array{0: string, 1: list<Draft>, 2: list<Withdrawal>} $batch
	 * @return array<string, array<string, mixed>> External id → target → stored value.
	 */
	private function stored( array $batch ): array {
		list( $mapping_id, $drafts, $withdrawals ) = $batch;
		$mapping = $this->mapping( $mapping_id );
		$entries = $this->plugin->ledger()->by_external_ids( $this->tenant_id, array_map( static fn( $item ) => $item->external_id, array( ...$drafts, ...$withdrawals ) ) );
		$posts   = ( new StoredPosts( $this->plugin->db() ) )->read( $mapping, array_values( array_filter( array_map( static fn( $entry ) => $entry->post_id, array_values( $entries ) ) ) ) );
		$stored  = array();
		foreach ( $entries as $id => $entry ) {
			$post = $posts[ (int) $entry->post_id ] ?? null;
			foreach ( null === $post ? array() : array( ...array_map( static fn( $field ) => $field->to, $mapping->fields ), 'status' ) as $target ) {
				$stored[ $id ][ $target ] = $post->value_of( $target );
			}
		}
		return $stored;
	}

	/** The fields that differ now are those the rehearsal named. */
	private function assert_fields_said( int $run_id, array $batch, array $before, array $after, string $where ): void {
		foreach ( $this->plugin->run_items()->page( $run_id, null, 1, 100 ) as $item ) {
			$ids = array_map( static fn( $one ) => $one->external_id, array( ...$batch[1], ...$batch[2] ) );
			if ( $item->mapping_id !== $batch[0] || ! in_array( $item->external_id, $ids, true ) || ! in_array( $item->outcome, array( 'created', 'updated', 'withdrawn' ), true ) ) {
				continue;
			}
			$was     = $before[ $item->external_id ] ?? array();
			$changed = array_keys( array_filter( $after[ $item->external_id ] ?? array(), static fn( $value, $target ) => array_key_exists( $target, $was ) ? $value !== $was[ $target ] : ! in_array( $value, array( null, '', '0', array() ), true ), ARRAY_FILTER_USE_BOTH ) );
			if ( array() !== $changed || array() === $was ) {
				self::assertEqualsCanonicalizing( $changed, array_column( $item->diff, 'field' ), "{$where}: {$item->external_id} {$item->outcome}" );
			}
		}
	}

	private function rehearsal(): Lease {
		if ( null !== $this->lease ) {
			$this->end( $this->lease );
			$this->lease = null;
		}
		return $this->claim_with( array( 'rehearsal' => true ) );
	}

	private function claim_with( array $options ): Lease {
		$this->plugin->runs()->enqueue( $this->tenant_id, Run::INCREMENTAL, 'test', null, $options );
		return $this->plugin->leases()->claim( 'worker-1', array( $this->tenant_id ), array( Run::INCREMENTAL ) );
	}

	private function end( Lease $lease, ?int $stamp_ms = null ): void {
		$marks = null === $stamp_ms ? array() : array( new \Callboard\Run\Watermark( 'productions', $stamp_ms, $stamp_ms, $stamp_ms ) );
		$this->plugin->end_run()->as_succeeded( $lease->run->id, $lease->run->fence, $marks );
	}

	/**
	 * @param list<Draft>      $drafts
	 * @param list<Withdrawal> $withdrawals
	 * @return list<string>
	 */
	private function rehearse( Lease $run, string $mapping_id, array $drafts, array $withdrawals = array() ): array {
		return self::words( $this->plugin->apply_delivery()->run( $this->tenant_id, $this->delivery( $mapping_id, $drafts, $withdrawals, null, $run ) ) );
	}

	/** @return array<string, string> Table → hash of all its rows. */
	private function everything(): array {
		global $wpdb;
		$tables = array( $wpdb->posts, $wpdb->postmeta, $wpdb->terms, $wpdb->term_taxonomy, $wpdb->term_relationships, $wpdb->options );
		foreach ( array( 'ledger', 'inbox', 'watermark', 'effects', 'listing', 'listing_facet', 'provenance', 'audit', 'brake', 'brake_item' ) as $own ) {
			$tables[] = $this->plugin->db()->table( $own );
		}
		return array_combine( $tables, array_map( static fn( string $table ) => md5( serialize( $wpdb->get_results( "SELECT * FROM `{$table}` ORDER BY 1, 2", ARRAY_N ) ) ), $tables ) );
	}

	/** @return list<string> Hooks of WordPress that tell of a change. */
	private function hooks_fired( callable $work ): array {
		$fired = array();
		$watch = array( 'save_post', 'wp_insert_post', 'edit_post', 'transition_post_status', 'created_term', 'edited_term', 'set_object_terms', 'added_post_meta', 'updated_post_meta', 'clean_post_cache', 'clean_term_cache', 'callboard_listings_changed' );
		foreach ( $watch as $name ) {
			add_action( $name, static function () use ( $name, &$fired ): void {
				$fired[] = $name;
			} );
		}
		$work();
		return $fired;
	}

	/**
	 * @param list<array{field: string, label: string, before: ?string, after: ?string}> $diff
	 * @param ?list<string>                                                              $only
	 * @return array<string, array{0: ?string, 1: ?string}>
	 */
	private static function by_field( array $diff, ?array $only = null ): array {
		$fields = array();
		foreach ( $diff as $row ) {
			$fields[ $row['field'] ] = array( $row['before'], $row['after'] );
		}
		return null === $only ? $fields : array_intersect_key( array_merge( array_flip( $only ), $fields ), array_flip( $only ) );
	}
}
