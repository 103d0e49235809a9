<?php
declare(strict_types=1);

namespace Callboard\Admin\Editor;

use Callboard\Event\LocalTime;
use Callboard\Event\Meta;
use Callboard\Event\PostTypes;
use Callboard\Ownership\OwnedFields;

defined( 'ABSPATH' ) || exit;

/** Columns "Source" and "Starts", and what quick edit needs to know about each row. */
final class ListTable {
	public function __construct( private readonly OwnedFields $owned_fields ) {}

	public function register(): void {
		add_filter( 'the_posts', array( $this, 'prime' ), 10, 2 );
		add_filter( 'manage_posts_columns', array( $this, 'add_columns' ), 10, 2 );
		add_action( 'manage_posts_custom_column', array( $this, 'print_column' ), 10, 2 );
		add_action( 'add_inline_data', array( $this, 'print_locked_targets' ) );
	}

	/**
	 * @param list<\WP_Post> $posts
	 * @return list<\WP_Post>
	 */
	public function prime( array $posts, \WP_Query $query ): array {
		if ( is_admin() && $query->is_main_query() && array() !== $posts ) {
			$this->owned_fields->prime( array_values( array_map( static fn( $post ): int => (int) ( is_object( $post ) ? $post->ID : $post ), $posts ) ) );
		}
		return $posts;
	}

	/**
	 * @param array<string, string> $columns
	 * @return array<string, string>
	 */
	public function add_columns( array $columns, string $post_type ): array {
		if ( ! in_array( $post_type, PostTypes::all(), true ) ) {
			return $columns;
		}
		$added = array( 'callboard_source' => __( 'Source', 'callboard' ) );
		if ( PostTypes::performance() === $post_type ) {
			$added = array( 'callboard_start' => __( 'Starts', 'callboard' ) ) + $added;
		}
		$date = array_intersect_key( $columns, array( 'date' => true ) );
		return array_diff_key( $columns, $date ) + $added + $date;
	}

	public function print_column( string $column, int $post_id ): void {
		if ( 'callboard_source' === $column ) {
			$is_synced = $this->owned_fields->of_post( $post_id )->is_synced();
			echo esc_html( $is_synced ? __( 'From Salesforce', 'callboard' ) : __( 'Made here', 'callboard' ) );
		}
		if ( 'callboard_start' === $column ) {
			$start = LocalTime::of( (string) get_post_meta( $post_id, Meta::START, true ), (string) get_post_meta( $post_id, Meta::TIMEZONE, true ) );
			echo esc_html( null === $start ? '—' : $start->in_words() );
		}
	}

	public function print_locked_targets( \WP_Post $post ): void {
		$owned = $this->owned_fields->of_post( $post->ID );
		if ( $owned->is_synced() ) {
			printf( '<div class="callboard_locked">%s</div>', esc_html( (string) wp_json_encode( $owned->labels() ) ) );
		}
	}
}
