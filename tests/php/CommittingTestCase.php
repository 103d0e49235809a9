<?php
/**
 * For code that commits by itself, or that another process writes beside: nothing to roll back, so the rows are removed.
 */

declare(strict_types=1);

namespace Callboard\Tests;

abstract class CommittingTestCase extends TestCase {
	/** Tables of WordPress whose new rows a test may leave behind: table → key. */
	private const WORDPRESS_TABLES = array(
		'posts'         => 'ID',
		'postmeta'      => 'meta_id',
		'terms'         => 'term_id',
		'termmeta'      => 'meta_id',
		'term_taxonomy' => 'term_taxonomy_id',
		'comments'      => 'comment_ID',
		'users'         => 'ID',
		'usermeta'      => 'umeta_id',
	);

	/** @var array<string, int> The highest key of each table before the test. */
	private array $highest = array();

	/** @var array<string, array{option_value: string, autoload: string}> */
	private array $options = array();

	protected function begin(): void {
		global $wpdb;
		foreach ( self::WORDPRESS_TABLES as $table => $key ) {
			$this->highest[ $table ] = (int) $wpdb->get_var( "SELECT MAX($key) FROM {$wpdb->prefix}$table" );
		}
		$this->options = $this->all_options();
		$this->empty_own_tables();
	}

	protected function undo(): void {
		global $wpdb;
		// A failed test may have left a transaction of the tested code open.
		$wpdb->query( 'ROLLBACK' );
		$wpdb->query( 'DELETE FROM ' . $wpdb->term_relationships . ' WHERE object_id > ' . $this->highest['posts'] );
		foreach ( self::WORDPRESS_TABLES as $table => $key ) {
			$wpdb->query( "DELETE FROM {$wpdb->prefix}$table WHERE $key > " . $this->highest[ $table ] );
		}
		$this->empty_own_tables();
		$this->restore_options();
	}

	private function empty_own_tables(): void {
		global $wpdb;
		$tables = $wpdb->get_col( "SHOW TABLES LIKE '" . $wpdb->esc_like( $wpdb->prefix . 'callboard_' ) . "%'" );
		foreach ( $tables as $table ) {
			// DELETE, not TRUNCATE: it works the same on SQLite, and these tables are small.
			$wpdb->query( 'DELETE FROM `' . $table . '`' );
		}
	}

	/** @return array<string, array{option_value: string, autoload: string}> */
	private function all_options(): array {
		global $wpdb;
		$options = array();
		foreach ( $wpdb->get_results( "SELECT option_name, option_value, autoload FROM {$wpdb->options}", ARRAY_A ) as $row ) {
			$options[ $row['option_name'] ] = array(
				'option_value' => $row['option_value'],
				'autoload'     => $row['autoload'],
			);
		}
		return $options;
	}

	private function restore_options(): void {
		global $wpdb;
		$now = $this->all_options();
		foreach ( array_diff_key( $now, $this->options ) as $name => $row ) {
			$wpdb->delete( $wpdb->options, array( 'option_name' => $name ) );
		}
		foreach ( $this->options as $name => $row ) {
			if ( ! isset( $now[ $name ] ) ) {
				$wpdb->insert( $wpdb->options, array( 'option_name' => $name ) + $row );
			} elseif ( $now[ $name ] !== $row ) {
				$wpdb->update( $wpdb->options, $row, array( 'option_name' => $name ) );
			}
		}
	}
}
