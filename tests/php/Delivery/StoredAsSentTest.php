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

	/** A site that was never converted; a database that is not strict stores a question mark in the place of what it does not know. */
	public function test_a_site_in_three_bytes_a_character_keeps_what_has_four(): void {
		$core = $GLOBALS['wpdb'];
		$this->sql( "ALTER TABLE {$core->postmeta} MODIFY meta_value LONGTEXT CHARACTER SET utf8mb3" );
		$this->sql( "ALTER TABLE {$core->posts} MODIFY post_title TEXT CHARACTER SET utf8mb3 NOT NULL" );
		$this->forget_columns();
		try {
			$this->three( 'London 🎭 𠮷野', 'Evening 🎭 𠮷野' );
			self::assertSame( array_fill( 0, 3, 'London 🎭 𠮷野' ), $this->cities_listed() );
			self::assertSame( array_fill( 0, 3, 'Evening 🎭 𠮷野' ), $this->plugin->db()->column( "SELECT title FROM {$this->plugin->db()->table( 'listing' )}" ) );
			$this->assert_ledger_equals_posts();
		} finally {
			$this->sql( "ALTER TABLE {$core->postmeta} MODIFY meta_value LONGTEXT" );
			$this->sql( "ALTER TABLE {$core->posts} MODIFY post_title TEXT NOT NULL" );
			$this->forget_columns();
		}
	}

	/** What $wpdb remembers of the tables since an earlier test. */
	private function forget_columns(): void {
		foreach ( array( 'col_meta', 'table_charset' ) as $name ) {
			( new \ReflectionProperty( \wpdb::class, $name ) )->setValue( $GLOBALS['wpdb'], array() );
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

	private function three( string $city, string $title = 'Evening' ): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$counts = $this->deliver(
			'performances',
			array(
				$this->performance( 1, 1, array( 'meta:callboard_city' => $city, 'title' => $title ) ),
				$this->performance( 2, 1, array( 'meta:callboard_city' => $city, 'title' => $title ) ),
				$this->performance( 3, 1, array( 'meta:callboard_city' => $city, 'title' => $title ) ),
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
