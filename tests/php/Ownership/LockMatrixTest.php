<?php
declare(strict_types=1);

namespace Callboard\Tests\Ownership;

use Callboard\Ownership\SyncContext;
use Callboard\Tests\TestCase;

/**
 * Every way into a field, against every kind of owned field: refused and logged for a post from Salesforce, open for
 * any other post, for a field WordPress owns, and for the sync itself.
 */
final class LockMatrixTest extends TestCase {
	use SyncedPosts;
	use WaysToWrite;

	private const ALL_TARGETS = array(
		'title',
		'content',
		'slug',
		'status',
		'parent',
		'type',
		'removal',
		'image',
		'meta:callboard_subtitle',
		'acf:lead_artist',
		'taxonomy:genre',
	);

	protected function setUp(): void {
		parent::setUp();
		$this->set_up_ownership();
		$this->act_as( 'administrator' );
	}

	protected function tearDown(): void {
		$this->tear_down_ownership();
		parent::tearDown();
	}

	/**
	 * @dataProvider ways
	 * @param array<string, mixed> $start How the post stands before.
	 */
	public function test_salesforce_owns_it( string $target, array $start, callable $write, callable $read ): void {
		$this->save_mapping( array_fill_keys( array_diff( self::ALL_TARGETS, array( 'type', 'removal' ) ), 'salesforce' ) );
		$post_id = $this->synced( $start );
		$before  = $read( $post_id );
		$write( $post_id );
		self::assertSame( $before, $read( $post_id ), 'The value is what it was.' );
		self::assertContains( $target, $this->refused_targets(), 'The refused edit is in the log.' );
		self::assertSame( array( get_current_user_id() ), array_values( array_unique( array_column( $this->refused(), 'user_id' ) ) ) );
	}

	/** @dataProvider ways */
	public function test_wordpress_owns_it( string $target, array $start, callable $write, callable $read ): void {
		$this->save_mapping( array_fill_keys( self::ALL_TARGETS, 'wordpress' ) );
		$post_id = $this->synced( $start );
		$before  = $read( $post_id );
		$write( $post_id );
		self::assertNotSame( $before, $read( $post_id ), 'The value changed.' );
		self::assertSame( array(), $this->refused() );
	}

	/** @dataProvider ways */
	public function test_the_post_is_not_from_salesforce( string $target, array $start, callable $write, callable $read ): void {
		$this->save_mapping( array_fill_keys( array_diff( self::ALL_TARGETS, array( 'type', 'removal' ) ), 'salesforce' ) );
		$this->synced( array( 'post_name' => 'another' ) );
		$post_id = $this->unsynced( $start );
		wp_set_object_terms( $post_id, array( 'Farce' ), 'genre' );
		$before = $read( $post_id );
		$write( $post_id );
		self::assertNotSame( $before, $read( $post_id ), 'The value changed.' );
		self::assertSame( array(), array_filter( $this->refused(), static fn( array $one ) => $one['post_id'] === $post_id ) );
	}

	/** @dataProvider ways */
	public function test_the_sync_itself_writes( string $target, array $start, callable $write, callable $read ): void {
		$this->save_mapping( array_fill_keys( array_diff( self::ALL_TARGETS, array( 'type', 'removal' ) ), 'salesforce' ) );
		$post_id = $this->synced( $start );
		$before  = $read( $post_id );
		SyncContext::run( static fn() => $write( $post_id ) );
		self::assertNotSame( $before, $read( $post_id ), 'The value changed.' );
		self::assertSame( array(), $this->refused() );
	}
}
