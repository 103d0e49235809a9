<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/**
 * Guards the columns of wp_posts: everything that goes through wp_insert_post, and the two writers that do not
 * (wp_publish_post and set_post_type), whose writes are taken back.
 */
final class PostLock {
	public function __construct(
		private readonly Lock $lock,
		private readonly PostRows $rows,
	) {}

	public function register(): void {
		add_filter( 'wp_insert_post_data', array( $this, 'keep_owned_columns' ), PHP_INT_MAX, 2 );
		// First in line: whoever listens after us finds the status that holds.
		add_action( 'transition_post_status', array( $this, 'take_back_status' ), PHP_INT_MIN, 3 );
		add_action( 'clean_post_cache', array( $this, 'take_back_type' ), PHP_INT_MIN );
	}

	/**
	 * @param array<string, mixed> $data    Slashed, as core is about to store it.
	 * @param array<string, mixed> $postarr
	 * @return array<string, mixed>
	 */
	public function keep_owned_columns( array $data, array $postarr ): array {
		$post_id = (int) ( $postarr['ID'] ?? 0 );
		$owned   = $this->lock->targets( $post_id );
		// Not get_post(): between the commit of a sync and the cleaning of caches, a cached post is yesterday's, and
		// saving an excerpt would carry its title back into the table.
		$stored = array() === $owned->columns() ? null : $this->rows->read( $post_id );
		if ( null === $stored ) {
			return $data;
		}
		foreach ( $owned->columns() as $target => $column ) {
			$attempt = (string) wp_unslash( (string) $data[ $column ] );
			$kept    = (string) $stored[ $column ];
			if ( ! Sameness::of_text( $attempt, $kept ) ) {
				$this->lock->refuse( $owned, $target, 'wp_insert_post_data' );
				$data = $this->keep_dates_with_status( $data, $stored, $target );
			}
			$data[ $column ] = wp_slash( $kept );
		}
		return $data;
	}

	/**
	 * A date in the future is how WordPress hides a post: it goes with the status it was meant to bring.
	 *
	 * @param array<string, mixed>       $data
	 * @param array<string, string|null> $stored
	 * @return array<string, mixed>
	 */
	private function keep_dates_with_status( array $data, array $stored, string $target ): array {
		if ( OwnedTargets::STATUS !== $target || 'future' !== $data['post_status'] ) {
			return $data;
		}
		$data['post_date']     = $stored['post_date'];
		$data['post_date_gmt'] = $stored['post_date_gmt'];
		return $data;
	}

	/** Saves through wp_insert_post arrive here with their status kept; what still differs was written past it. */
	public function take_back_status( string $new_status, string $old_status, \WP_Post $post ): void {
		if ( $new_status === $old_status || in_array( $old_status, array( '', 'new' ), true ) ) {
			return;
		}
		$owned = $this->lock->targets( $post->ID );
		if ( ! $owned->owns( OwnedTargets::STATUS ) ) {
			return;
		}
		$this->lock->refuse( $owned, OwnedTargets::STATUS, 'wp_publish_post' );
		$this->rows->put_back( $post->ID, 'post_status', $old_status );
		$post->post_status = $old_status;
	}

	/** The id alone: core hands out the post as it was cached before the write. */
	public function take_back_type( int $post_id ): void {
		$owned = $this->lock->targets( $post_id );
		if ( ! $owned->owns( OwnedTargets::TYPE ) ) {
			return;
		}
		$post = get_post( $post_id );
		if ( ! $post instanceof \WP_Post || $post->post_type === $owned->post_type ) {
			return;
		}
		$this->lock->refuse( $owned, OwnedTargets::TYPE, 'set_post_type' );
		$this->rows->put_back( $post_id, 'post_type', $owned->post_type );
	}
}
