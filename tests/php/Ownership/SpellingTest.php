<?php
declare(strict_types=1);

namespace Callboard\Tests\Ownership;

use Callboard\Plugin;
use Callboard\Tests\TestCase;

/** Core finds the rows of a meta key as the database compares texts: another spelling of an owned key is that key. */
final class SpellingTest extends TestCase {
	use SyncedPosts;

	protected function setUp(): void {
		parent::setUp();
		$this->set_up_ownership();
		$this->save_mapping( array_fill_keys( array( 'image', 'meta:callboard_subtitle', 'acf:lead_artist' ), 'salesforce' ) );
		$this->act_as( 'administrator' );
	}

	protected function tearDown(): void {
		$this->tear_down_ownership();
		parent::tearDown();
	}

	/** @return iterable<string, array{string, string, string}> Target, key, another spelling of it. */
	public static function spellings(): iterable {
		yield 'capitals' => array( 'meta:callboard_subtitle', 'callboard_subtitle', 'Callboard_SUBTITLE' );
		yield 'a field of ACF' => array( 'acf:lead_artist', 'lead_artist', 'LEAD_artist' );
		yield 'its reference' => array( 'acf:lead_artist', '_lead_artist', '_Lead_Artist' );
		yield 'the featured picture' => array( 'image', '_thumbnail_id', '_THUMBNAIL_ID' );
		yield 'blanks at the end' => array( 'meta:callboard_subtitle', 'callboard_subtitle', 'callboard_subtitle  ' );
		yield 'accents' => array( 'meta:callboard_subtitle', 'callboard_subtitle', 'cällboard_subtitlé' );
		yield 'an invisible character' => array( 'meta:callboard_subtitle', 'callboard_subtitle', "callboard\u{00AD}_subtitle" );
		yield 'wide letters' => array( 'meta:callboard_subtitle', 'callboard_subtitle', 'ｃallboard_subtitle' );
	}

	/** @dataProvider spellings */
	public function test_another_spelling_of_an_owned_key_is_locked( string $target, string $key, string $spelling ): void {
		$post_id = $this->synced();
		if ( ! $this->is_one_key( $post_id, $key, $spelling ) ) {
			update_post_meta( $post_id, $spelling, 'Another field' );
			self::assertSame( array(), $this->refused(), 'To this database it is another key, and nobody owns it.' );
			return;
		}
		$before = $this->rows( $post_id, $key );
		foreach ( $this->ways( $post_id, $spelling ) as $way => $write ) {
			Plugin::instance()->lock()->forget_refusals();
			$refused = count( $this->refused() );
			$write();
			self::assertSame( $before, $this->rows( $post_id, $key ), $way );
			self::assertCount( $refused + 1, $this->refused(), "{$way} is told." );
		}
		self::assertSame( array( $target ), $this->refused_targets() );
	}

	/** @dataProvider spellings */
	public function test_a_sweep_by_another_spelling_leaves_only_what_is_owned( string $target, string $key, string $spelling ): void {
		$post_id = $this->synced();
		$free    = $this->unsynced( array( 'post_name' => 'ours' ) );
		$is_one  = $this->is_one_key( $post_id, $key, $spelling );
		$before  = $this->rows( $post_id, $key );
		delete_post_meta_by_key( $spelling );
		self::assertSame( $before, $this->rows( $post_id, $key ) );
		self::assertSame( $is_one ? array() : array( $key ), array_column( $this->rows( $free, $key ), 'meta_key' ) );
		self::assertSame( $is_one ? array( $target ) : array(), $this->refused_targets() );
	}

	public function test_an_owned_key_with_accents_is_locked_by_its_plain_spelling(): void {
		$this->save_mapping( array( 'meta:untertitel_für_gäste' => 'salesforce' ) );
		$post_id = $this->synced( array( 'meta_input' => array( 'untertitel_für_gäste' => 'Ein Spiel' ) ) );
		update_post_meta( $post_id, 'Untertitel_für_gäste', 'Changed' );
		update_post_meta( $post_id, 'untertitel_fur_gaste', 'Changed' );
		self::assertContains( array( 'meta_key' => 'untertitel_für_gäste', 'meta_value' => 'Ein Spiel' ), $this->rows( $post_id, 'untertitel_für_gäste' ) );
	}

	public function test_a_plain_key_asks_the_database_nothing_more(): void {
		$post_id = $this->synced();
		update_post_meta( $post_id, 'note', 'one' );
		$queries = $this->queries_of( static fn() => update_post_meta( $post_id, 'note', 'two' ) );
		self::assertSame( array(), array_values( preg_grep( '/callboard_/', $queries ) ) );
	}

	/** @return array<string, callable(): mixed> */
	private function ways( int $post_id, string $spelling ): array {
		return array(
			'update_post_meta' => static fn() => update_post_meta( $post_id, $spelling, 'HACKED' ),
			'emptied'          => static fn() => update_post_meta( $post_id, $spelling, '' ),
			'add_post_meta'    => static fn() => add_post_meta( $post_id, $spelling, 'HACKED' ),
			'delete_post_meta' => static fn() => delete_post_meta( $post_id, $spelling ),
			'renamed onto it'  => static fn() => update_metadata_by_mid( 'post', self::note( $post_id ), 'HACKED', $spelling ),
		);
	}

	private static function note( int $post_id ): int {
		global $wpdb;
		return (int) $wpdb->get_var( $wpdb->prepare( "SELECT meta_id FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key = 'note'", $post_id ) );
	}

	private function is_one_key( int $post_id, string $key, string $spelling ): bool {
		return $this->rows( $post_id, $key ) === $this->rows( $post_id, $spelling );
	}

	/** @return list<array{meta_key: string, meta_value: string}> Past every cache. */
	private function rows( int $post_id, string $key ): array {
		global $wpdb;
		return $wpdb->get_results( $wpdb->prepare( "SELECT meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key = %s ORDER BY meta_id", $post_id, $key ), 'ARRAY_A' );
	}
}
