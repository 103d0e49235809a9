<?php
declare(strict_types=1);

namespace Callboard\Tests\Ownership;

use Callboard\Failure\Failure;
use Callboard\Ownership\Override;
use Callboard\Plugin;
use Callboard\Tests\TestCase;

final class OverrideTest extends TestCase {
	use SyncedPosts;

	protected function setUp(): void {
		parent::setUp();
		$this->set_up_ownership();
		$this->save_mapping( array( 'title' => 'salesforce', 'content' => 'salesforce' ) );
	}

	protected function tearDown(): void {
		$this->tear_down_ownership();
		parent::tearDown();
	}

	public function test_an_administrator_opens_one_field_and_it_is_logged(): void {
		$user    = $this->act_as( 'administrator' );
		$post_id = $this->synced();
		$work    = static fn() => wp_update_post( array( 'ID' => $post_id, 'post_title' => 'Omelette', 'post_content' => 'Eggs' ) );
		Plugin::instance()->override()->run( $post_id, array( 'title' ), 'Misprint, box office closed', $work );
		$post = get_post( $post_id );
		self::assertSame( array( 'Omelette', '<p>To be.</p>' ), array( $post->post_title, $post->post_content ), 'Only what was named is open.' );
		$log = Plugin::instance()->audit()->page( $this->tenant_id );
		$use = array_values( array_filter( $log, static fn( $entry ) => Override::EVENT === $entry->event ) )[0];
		self::assertSame( $user, $use->user_id );
		self::assertSame( 'Misprint, box office closed', $use->data['reason'] );
		wp_update_post( array( 'ID' => $post_id, 'post_title' => 'Again' ) );
		self::assertSame( 'Omelette', get_post( $post_id )->post_title, 'It is closed again.' );
	}

	/** @dataProvider refusals */
	public function test_it_is_refused( string $role, string $reason ): void {
		$this->act_as( $role );
		$post_id = $this->synced();
		$this->expectException( Failure::class );
		Plugin::instance()->override()->run( $post_id, array( 'title' ), $reason, static fn() => self::fail( 'Nothing is run.' ) );
	}

	public static function refusals(): array {
		return array(
			'an editor'      => array( 'editor', 'Because' ),
			'without reason' => array( 'administrator', ' ' ),
		);
	}
}
