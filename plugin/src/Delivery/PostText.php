<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** What wp_insert_post() run without a user stores for a text of a post. */
final class PostText {
	/** Callbacks that leave a plain title as it is, spaces at its ends aside. */
	private const PLAIN_SAFE = array( 'trim', 'wp_filter_kses' );

	private ?bool $titles_pass = null;

	/** @var array<string, array<string, bool>> Table → column → does it hold only three bytes a character? */
	private array $three_bytes = array();

	/** @var array<string, string> Titles repeat: a run of one show carries one title. */
	private array $titles = array();

	public function __construct( private readonly Db $db ) {}

	public function stored( string $column, string $value ): string {
		if ( 'post_title' === $column ) {
			return $this->titles[ $value ] ??= $this->title( $value );
		}
		return '' === $value ? '' : $this->sanitized( $column, $value );
	}

	private function title( string $value ): string {
		// kses costs more than the rest of a record; a title without markup passes it unchanged.
		if ( $this->plain_titles_pass() && 1 !== preg_match( '/[<>&\\\\\x00-\x1f]/', $value ) ) {
			return $this->encoded( 'post_title', trim( $value ) );
		}
		return $this->sanitized( 'post_title', $value );
	}

	private function sanitized( string $column, string $value ): string {
		$stored = (string) wp_unslash( sanitize_post_field( $column, wp_slash( $value ), 0, 'db' ) );
		return $this->encoded( $column, $stored );
	}

	/** A value of a meta field, as the table can hold it. */
	public function meta( string $value ): string {
		return $this->held( $this->db->wpdb()->postmeta, 'meta_value', $value );
	}

	private function encoded( string $column, string $value ): string {
		return $this->held( $this->db->wpdb()->posts, $column, $value );
	}

	/** Core writes emoji so that any table holds them; what else takes four bytes it refuses, and the database would store a question mark. */
	private function held( string $table, string $column, string $value ): string {
		$this->three_bytes[ $table ][ $column ] ??= in_array( $this->db->wpdb()->get_col_charset( $table, $column ), array( 'utf8', 'utf8mb3' ), true );
		return ! $this->three_bytes[ $table ][ $column ] ? $value : (string) preg_replace_callback(
			'/[\x{10000}-\x{10FFFF}]/u',
			static fn( array $found ): string => sprintf( '&#x%x;', mb_ord( $found[0], 'UTF-8' ) ),
			wp_encode_emoji( $value )
		);
	}

	private function plain_titles_pass(): bool {
		return $this->titles_pass ??= ! has_filter( 'pre_post_title' )
			&& array() === array_diff( $this->callbacks_of( 'title_save_pre' ), self::PLAIN_SAFE );
	}

	/** @return list<string> Names of the functions hooked; a closure or method counts as unknown. */
	private function callbacks_of( string $hook ): array {
		$names = array();
		foreach ( $GLOBALS['wp_filter'][ $hook ]->callbacks ?? array() as $callbacks ) {
			foreach ( $callbacks as $callback ) {
				$names[] = is_string( $callback['function'] ) ? $callback['function'] : 'unknown';
			}
		}
		return $names;
	}
}
