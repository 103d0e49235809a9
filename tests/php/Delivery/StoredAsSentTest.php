<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Fingerprints;
use Callboard\Delivery\StoredPosts;

/**
 * New posts are not read back where the database stored what it was sent. Where it did not, the ledger, the listing and
 * the drift check go by what is stored.
 *
 * @group mariadb
 */
final class StoredAsSentTest extends SeasonCase {
	protected function tearDown(): void {
		$this->sql( 'DROP TRIGGER IF EXISTS callboard_alters' );
		parent::tearDown();
	}

	public function test_new_posts_are_not_read_back(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$many = $this->queries_of( fn() => $this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ), $this->performance( 3, 1 ) ) ) );
		$read = preg_grep( '/^SELECT meta_id, post_id, meta_key.* IN \(\d+,\d+/', $many );
		self::assertSame( array(), array_values( $read ) );
		$this->assert_ledger_equals_posts();
	}

	public function test_a_database_that_warns_is_read_back(): void {
		$this->alter( "IF NEW.meta_key = 'callboard_city' AND NEW.meta_value = 'Loooondon' THEN SET NEW.meta_value = 'London'; SIGNAL SQLSTATE '01000' SET MYSQL_ERRNO = 1265, MESSAGE_TEXT = 'Data truncated'; END IF" );
		$this->three( 'Loooondon' );
		self::assertSame( array( 'London', 'London', 'London' ), $this->cities_listed() );
		$this->assert_ledger_equals_posts();
	}

	/** A site in three bytes a character loses what has four, with a warning. */
	public function test_a_table_that_knows_fewer_characters_is_read_back(): void {
		$meta = $GLOBALS['wpdb']->postmeta;
		$this->sql( "ALTER TABLE {$meta} MODIFY meta_value LONGTEXT CHARACTER SET utf8mb3" );
		try {
			$this->three( 'London 🎭' );
			self::assertStringNotContainsString( '🎭', implode( $this->cities_listed() ) );
			$this->assert_ledger_equals_posts();
		} finally {
			$this->sql( "ALTER TABLE {$meta} MODIFY meta_value LONGTEXT" );
		}
	}

	public function test_a_database_that_alters_without_a_word_is_found_out_by_the_first_post(): void {
		$this->alter( "IF NEW.meta_key = 'callboard_city' THEN SET NEW.meta_value = 'Elsewhere'; END IF" );
		$this->three( 'London' );
		self::assertSame( array( 'Elsewhere', 'Elsewhere', 'Elsewhere' ), $this->cities_listed() );
		$this->assert_ledger_equals_posts();
	}

	public function test_a_try_that_was_rolled_back_leaves_nothing_to_the_next(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$thrown   = false;
		$conflict = static function ( string $query ) use ( &$thrown ): string {
			if ( ! $thrown && str_starts_with( $query, "UPDATE {$GLOBALS['wpdb']->term_taxonomy} SET count" ) ) {
				$thrown = true;
				throw new \Callboard\Database\DatabaseError( 'Deadlock found', 1213, $query );
			}
			return $query;
		};
		add_filter( 'query', $conflict );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ) ) );
		remove_filter( 'query', $conflict );
		self::assertTrue( $thrown );
		$core = $GLOBALS['wpdb'];
		self::assertSame( '0', $this->plugin->db()->value( "SELECT COUNT(*) FROM {$core->postmeta} m LEFT JOIN {$core->posts} p ON p.ID = m.post_id WHERE p.ID IS NULL" ) );
		self::assertSame( '2', $this->plugin->db()->value( "SELECT tt.count FROM {$core->term_taxonomy} tt INNER JOIN {$core->terms} t ON t.term_id = tt.term_id WHERE t.name = 'Main Stage'" ) );
	}

	private function three( string $city ): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$counts = $this->deliver(
			'performances',
			array(
				$this->performance( 1, 1, array( 'meta:callboard_city' => $city ) ),
				$this->performance( 2, 1, array( 'meta:callboard_city' => $city ) ),
				$this->performance( 3, 1, array( 'meta:callboard_city' => $city ) ),
			)
		)->counts();
		self::assertSame( array( 'created' => 3 ), $counts );
	}

	private function alter( string $body ): void {
		$this->sql( "CREATE TRIGGER callboard_alters BEFORE INSERT ON {$GLOBALS['wpdb']->postmeta} FOR EACH ROW {$body}" );
	}

	private function sql( string $statement ): void {
		$this->plugin->db()->query( $statement );
	}

	/** @return list<?string> */
	private function cities_listed(): array {
		return $this->plugin->db()->column( "SELECT city FROM {$this->plugin->db()->table( 'listing' )} ORDER BY start_ms" );
	}

	private function assert_ledger_equals_posts(): void {
		$mapping = $this->mapping( 'performances' );
		$ids     = array( self::id( 'a0P', 1 ), self::id( 'a0P', 2 ), self::id( 'a0P', 3 ) );
		$entries = $this->plugin->ledger()->by_external_ids( $this->tenant_id, $ids );
		$posts   = ( new StoredPosts( $this->plugin->db() ) )->read( $mapping, array_values( array_map( static fn( $entry ) => (int) $entry->post_id, $entries ) ) );
		self::assertCount( 3, $posts );
		foreach ( $entries as $entry ) {
			self::assertSame( Fingerprints::of_stored( $mapping, $posts[ $entry->post_id ] ), $entry->stored_fingerprint );
		}
	}
}
