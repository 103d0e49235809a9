<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Delivery\Withdrawal;
use Callboard\Front\HiddenPerformances;
use Callboard\Ownership\SyncContext;

/**
 * Records are delivered, withdrawn, brought back and told of too late, people edit in between: a model says what must stand.
 *
 * CALLBOARD_COMING_CASES says how many cases (12), CALLBOARD_COMING_SEED where they begin (1).
 *
 * @group data
 */
final class ComingAndGoingTest extends SeasonCase {
	private const STEPS = 40;

	/** @return array<string, array{0: int}> */
	public function seeds(): array {
		$first = (int) ( getenv( 'CALLBOARD_COMING_SEED' ) ?: 1 );
		$cases = array();
		for ( $seed = $first; $seed < $first + (int) ( getenv( 'CALLBOARD_COMING_CASES' ) ?: 12 ); $seed++ ) {
			$cases[ "seed $seed" ] = array( $seed );
		}
		return $cases;
	}

	/** @dataProvider seeds */
	public function test_whatever_comes_and_goes_the_site_is_as_the_model_says( int $seed ): void {
		$this->act_as( 'administrator' );
		mt_srand( $seed );
		$policy  = array( 'draft', 'draft', 'trash', 'keep' )[ mt_rand( 0, 3 ) ];
		$mapping = $this->plugin->mappings()->save( $this->tenant_id, \Callboard\Mapping\Mapping::from_array( array( 'withdrawal' => $policy ) + $this->mapping( 'productions' )->to_array() ) );
		// One that never leaves: an empty source stops a run.
		$this->deliver( 'productions', array( $this->production( 9 ) ) );
		$model   = array();
		$said    = array();
		$story   = array( "policy $policy" );
		foreach ( range( 1, 3 ) as $number ) {
			$this->deliver( 'productions', array( $this->production( $number ) ) );
			$this->deliver( 'performances', array( $this->performance( $number, $number ) ) );
			$post_id          = (int) $this->post_of( $this->production( $number ) );
			$model[ $number ] = array(
				'post'    => $post_id,
				'link'    => get_permalink( $post_id ),
				'live'    => true,
				'status'  => 'publish',
				'before'  => null,
				'hidden'  => false,
				'excerpt' => '',
				'title'   => "Show $number",
				'stamp'   => 1000,
			);
			$said[ $number ]  = array( $this->production( $number ) );
		}
		for ( $step = 1; $step <= self::STEPS; $step++ ) {
			$number  = mt_rand( 1, 3 );
			$story[] = $this->step( array( 'deliver', 'withdraw', 'withdraw', 'late', 'late gone', 'excerpt', 'status', 'same' )[ mt_rand( 0, 7 ) ], $number, 1000 + 1000 * $step, $model, $said, $policy );
			$this->plugin->effects()->drain( PHP_INT_MAX );
			foreach ( $model as $which => $expected ) {
				self::assertSame( self::visible( $expected ), $this->seen( $which, $expected ), "seed $seed, show $which: " . implode( '; ', $story ) );
			}
			$shown = array_filter( $model, static fn( array $one ) => 'publish' === $one['status'] );
			self::assertCount( count( $shown ), $this->listing(), "seed $seed: " . implode( '; ', $story ) );
		}
		self::assertSame( 4, (int) $this->plugin->db()->value( "SELECT COUNT(*) FROM {$GLOBALS['wpdb']->posts} WHERE post_type = 'event'" ), 'One record, one listing.' );
		self::assertSame( $policy, $mapping->withdrawal );
	}

	/**
	 * @param array<int, array<string, mixed>>      $model
	 * @param array<int, list<Draft|Withdrawal>> $said
	 */
	private function step( string $what, int $number, int $stamp, array &$model, array &$said, string $policy ): string {
		$one = &$model[ $number ];
		switch ( $what ) {
			case 'deliver':
				$draft             = $this->production( $number, array( 'title' => "Show $number at $stamp" ), $stamp, 5000 + $stamp );
				$said[ $number ][] = $draft;
				$this->deliver( 'productions', array( $draft ) );
				$this->model_delivered( $one, $draft, $policy );
				break;
			case 'withdraw':
				// Each step a run of its own, as far as the brake can tell.
				$this->plugin->db()->query( "DELETE FROM {$this->plugin->db()->table( 'run_item' )}" );
				$gone              = new Withdrawal( self::id( 'a0E', $number ), $stamp, 5000 + $stamp, array( 'deleted', 'outside_filter' )[ mt_rand( 0, 1 ) ] );
				$said[ $number ][] = $gone;
				$this->deliver( 'productions', array(), array( $gone ) );
				$this->model_withdrawn( $one, $stamp, $policy );
				break;
			case 'late':
			case 'late gone':
				$old = $said[ $number ][ mt_rand( 0, count( $said[ $number ] ) - 1 ) ];
				if ( $old->stamp_ms < $one['stamp'] ) {
					$old instanceof Draft ? $this->deliver( 'productions', array( $old ) ) : $this->deliver( 'productions', array(), array( $old ) );
				}
				break;
			case 'same':
				$last = $said[ $number ][ count( $said[ $number ] ) - 1 ];
				$last instanceof Draft ? $this->deliver( 'productions', array( $last ) ) : $this->deliver( 'productions', array(), array( $last ) );
				break;
			case 'excerpt':
				$one['excerpt'] = "Words of ours, $stamp";
				wp_update_post( array( 'ID' => $one['post'], 'post_excerpt' => $one['excerpt'] ) );
				break;
			default:
				if ( $one['live'] ) {
					return "$what $number (live: left alone)";
				}
				$status = array( 'draft', 'pending', 'private', 'publish' )[ mt_rand( 0, 3 ) ];
				if ( 'trash' !== $one['status'] ) {
					// As an authorised override writes it: the status is locked otherwise.
					SyncContext::run( static fn() => wp_update_post( array( 'ID' => $one['post'], 'post_status' => $status ) ) );
					$this->plugin->listing_index()->refresh( 0, array( $one['post'] ) );
					$one['status'] = $status;
					$what          = "status $status";
				}
		}
		return "$what $number";
	}

	/** @param array<string, mixed> $one */
	private function model_delivered( array &$one, Draft $draft, string $policy ): void {
		$one['title'] = $draft->values['title'];
		$one['stamp'] = $draft->stamp_ms;
		if ( ! $one['live'] ) {
			$as_left       = 'draft' === $one['status'] || $one['status'] === $policy;
			$one['status'] = $as_left && null !== $one['before'] ? $one['before'] : $one['status'];
			$one['hidden'] = 'publish' !== $one['status'];
		} elseif ( ! $one['hidden'] ) {
			$one['status'] = 'publish';
		}
		$one['live']   = true;
		$one['before'] = null;
	}

	/** @param array<string, mixed> $one */
	private function model_withdrawn( array &$one, int $stamp, string $policy ): void {
		if ( ! $one['live'] ) {
			return; // The first word stands.
		}
		$one['live']  = false;
		$one['stamp'] = $stamp;
		if ( 'keep' !== $policy && in_array( $one['status'], array( 'publish', 'pending', 'private' ), true ) ) {
			$one['before'] = $one['status'];
			$one['status'] = $policy;
		}
	}

	/**
	 * @param array<string, mixed> $one
	 * @return array<string, mixed>
	 */
	private static function visible( array $one ): array {
		return array( 'post' => $one['post'], 'status' => $one['status'], 'excerpt' => $one['excerpt'], 'title' => $one['title'], 'link' => 'publish' === $one['status'] ? $one['link'] : null );
	}

	/**
	 * @param array<string, mixed> $one
	 * @return array<string, mixed>
	 */
	private function seen( int $number, array $one ): array {
		clean_post_cache( $one['post'] );
		$post = get_post( $one['post'] );
		return array( 'post' => $this->post_of( $this->production( $number ) ), 'status' => $post->post_status, 'excerpt' => $post->post_excerpt, 'title' => $post->post_title, 'link' => 'publish' === $post->post_status ? get_permalink( $post ) : null );
	}

	public function test_the_page_of_a_performance_goes_and_comes_with_its_show(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ) ) );
		$this->deliver( 'performances', array(), array( new Withdrawal( self::id( 'a0P', 2 ), 2000, 6000, 'deleted' ) ) );
		self::assertSame( array( true, 1 ), array( $this->has_page( 1 ), count( $this->listing() ) ) );
		$this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 2000, 6000, 'deleted' ) ) );
		self::assertSame( array( false, 0 ), array( $this->has_page( 1 ), count( $this->listing() ) ) );
		$this->deliver( 'productions', array( $this->production( 1, array(), 3000, 7000 ) ) );
		self::assertSame( array( true, 1 ), array( $this->has_page( 1 ), count( $this->listing() ) ) );
		self::assertSame( 'draft', get_post_status( $this->post_of( $this->performance( 2, 1 ) ) ), 'Withdrawn for a reason of its own.' );
	}

	private function has_page( int $number ): bool {
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$GLOBALS['wp_query'] = new \WP_Query( array( 'post_type' => 'performance', 'p' => (int) $this->post_of( $this->performance( $number, 1 ) ) ) );
		( new HiddenPerformances() )->hide();
		return ! is_404();
	}
}
