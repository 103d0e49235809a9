<?php
declare(strict_types=1);

namespace Callboard\Tests\Ownership;

use Callboard\Ownership\SyncContext;
use Callboard\Tests\TestCase;

/** The documented filters of ACF and SCF, on a WordPress without either: what they are answered. */
final class AcfLockTest extends TestCase {
	use SyncedPosts;

	private const FIELD = array(
		'key'  => 'field_lead',
		'name' => 'lead_artist',
		'type' => 'text',
	);

	protected function setUp(): void {
		parent::setUp();
		$this->set_up_ownership();
		$this->save_mapping( array( 'acf:lead_artist' => 'salesforce', 'title' => 'salesforce' ) );
		$this->act_as( 'editor' );
	}

	protected function tearDown(): void {
		$this->tear_down_ownership();
		parent::tearDown();
	}

	public function test_a_value_of_an_owned_field_is_not_stored(): void {
		$post_id = $this->synced();
		self::assertTrue( apply_filters( 'acf/pre_update_value', null, 'Somebody else', $post_id, self::FIELD ) );
		self::assertSame( array( 'acf:lead_artist' ), $this->refused_targets() );
		self::assertNull( apply_filters( 'acf/pre_update_value', null, 'x', $post_id, array( 'name' => 'note' ) + self::FIELD ) );
		self::assertNull( apply_filters( 'acf/pre_update_value', null, 'x', $this->unsynced( array( 'post_name' => 'b' ) ), self::FIELD ) );
		self::assertNull( apply_filters( 'acf/pre_update_value', null, 'x', 'user_' . $post_id, self::FIELD ) );
		self::assertNull( SyncContext::run( static fn() => apply_filters( 'acf/pre_update_value', null, 'x', $post_id, self::FIELD ) ) );
	}

	public function test_the_form_posts_back_what_it_shows(): void {
		self::assertTrue( apply_filters( 'acf/pre_update_value', null, 'A. Player', $this->synced(), self::FIELD ) );
		self::assertSame( array(), $this->refused() );
	}

	public function test_an_owned_field_is_explained_where_it_stands(): void {
		$GLOBALS['post'] = get_post( $this->synced() );
		$shown           = apply_filters( 'acf/prepare_field', array( '_name' => 'lead_artist', 'name' => 'acf[field_lead]' ) + self::FIELD );
		self::assertSame( 1, $shown['readonly'] );
		self::assertStringContainsString( 'callboard-locked-field', $shown['wrapper']['class'] );
		self::assertStringContainsString( 'Salesforce', $shown['instructions'] );
		self::assertArrayNotHasKey( 'disabled', $shown, 'A disabled select posts nothing, and wipes what is stored.' );
		$picture = apply_filters( 'acf/prepare_field', array( '_name' => 'lead_artist', 'type' => 'image' ) + self::FIELD );
		self::assertArrayNotHasKey( 'readonly', $picture );
		self::assertFalse( apply_filters( 'acf/prepare_field', false ) );
		$free = array( '_name' => 'note', 'name' => 'acf[field_note]', 'key' => 'field_note', 'type' => 'text' );
		self::assertSame( $free, apply_filters( 'acf/prepare_field', $free ) );
	}
}
