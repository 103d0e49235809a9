<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Plugin;
use Callboard\Run\Run;
use Callboard\Run\RunOptions;
use Callboard\Run\Runs;
use Callboard\Run\RunState;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class RunOptionsTest extends CommittingTestCase {
	private Runs $runs;

	protected function setUp(): void {
		parent::setUp();
		$this->runs = Plugin::instance()->runs();
	}

	public function test_one_meaning_has_one_form(): void {
		$normal = RunOptions::normal( array( 'objects' => array( 'b', 'a', 'b' ), 'condition' => " Name LIKE 'H%' ", 'ids' => array(), 'rehearsal' => false, 'created_to_ms' => null ) );
		self::assertSame( array( 'condition' => "Name LIKE 'H%'", 'objects' => array( 'a', 'b' ) ), $normal );
		self::assertSame( $normal, RunOptions::normal( $normal ) );
		self::assertSame( array( 'created_from_ms' => 0 ), RunOptions::normal( array( 'created_from_ms' => 0 ) ), 'The first moment of 1970 is a bound.' );
	}

	public function test_another_wish_queues_and_the_same_wish_is_the_same_run(): void {
		$all    = $this->runs->enqueue( 1, Run::BACKFILL, 'manual' );
		$some   = $this->runs->enqueue( 1, Run::BACKFILL, 'manual', 5, array( 'objects' => array( 'b', 'a' ) ) );
		$others = $this->runs->enqueue( 1, Run::BACKFILL, 'manual', 5, array( 'objects' => array( 'c' ) ) );
		self::assertCount( 3, array_unique( array( $all->id, $some->id, $others->id ) ) );
		self::assertSame( $some->id, $this->runs->enqueue( 1, Run::BACKFILL, 'cli', null, array( 'ids' => array(), 'objects' => array( 'a', 'b' ) ) )->id );
		self::assertSame( $all->id, $this->runs->open( 1, Run::BACKFILL )?->id );
		self::assertSame( array( 'objects' => array( 'a', 'b' ) ), $this->runs->find( $some->id )?->options );
		self::assertSame( array(), $this->runs->find( $all->id )?->options );
	}

	public function test_a_run_with_options_does_not_stand_in_for_the_one_without(): void {
		$rehearsal = $this->runs->enqueue( 1, Run::INCREMENTAL, 'manual', null, array( 'rehearsal' => true ) );
		self::assertNull( $this->runs->open( 1, Run::INCREMENTAL ) );
		self::assertNotSame( $rehearsal->id, $this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' )->id );
	}

	public function test_what_ended_can_be_asked_for_again(): void {
		$options = array( 'condition' => "Name != 'Ä \\'quoted\\' %s'" );
		$first   = $this->runs->enqueue( 1, Run::BACKFILL, 'manual', null, $options );
		self::assertSame( $options, $first->options );
		$this->runs->cancel( $first->id );
		$second = $this->runs->enqueue( 1, Run::BACKFILL, 'manual', null, $options );
		self::assertNotSame( $first->id, $second->id );
		self::assertSame( RunState::QUEUED, $second->state );
	}

	public function test_screens_see_options_and_outcome_by_the_contract(): void {
		foreach ( array( array(), array( 'objects' => array( 'a' ), 'created_from_ms' => 1, 'ids' => array( 'a01000000000001AAA' ) ) ) as $options ) {
			$run = $this->runs->enqueue( 1, Run::BACKFILL, 'manual', null, $options );
			self::assertIsArray( Plugin::instance()->contract()->parse( 'run', json_decode( (string) wp_json_encode( $run->to_array() ), true ) ) );
			self::assertEquals( (object) RunOptions::normal( $options ), $run->to_array()['options'] );
		}
	}
}
