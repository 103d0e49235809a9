<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/** A post from Salesforce is trashed, restored and deleted by the sync alone. */
final class RemovalLock {
	public function __construct( private readonly Lock $lock ) {}

	public function register(): void {
		add_filter( 'map_meta_cap', array( $this, 'bar_by_capability' ), PHP_INT_MAX, 4 );
		add_filter( 'pre_trash_post', array( $this, 'on_trash' ), PHP_INT_MAX, 2 );
		add_filter( 'pre_untrash_post', array( $this, 'on_untrash' ), PHP_INT_MAX, 2 );
		add_filter( 'pre_delete_post', array( $this, 'on_delete' ), PHP_INT_MAX, 2 );
		add_action( 'deleted_post', array( $this->lock, 'is_gone' ), PHP_INT_MAX );
	}

	/**
	 * @param list<string> $caps
	 * @param list<mixed>  $args
	 * @return list<string>
	 */
	public function bar_by_capability( array $caps, string $cap, int $user_id, array $args ): array {
		if ( ! in_array( $cap, array( 'delete_post', 'delete_page' ), true ) || ! isset( $args[0] ) ) {
			return $caps;
		}
		$post = get_post( $args[0] );
		return $post instanceof \WP_Post && $this->lock->targets( $post->ID )->owns( OwnedTargets::REMOVAL )
			? array( 'do_not_allow' )
			: $caps;
	}

	public function on_trash( mixed $check, \WP_Post $post ): mixed {
		return $this->bar( $check, $post, 'wp_trash_post' );
	}

	public function on_untrash( mixed $check, \WP_Post $post ): mixed {
		return $this->bar( $check, $post, 'wp_untrash_post' );
	}

	/** What Salesforce withdrew and the sync put into the trash leaves it as any other page does. */
	public function on_delete( mixed $check, \WP_Post $post ): mixed {
		if ( 'trash' === $post->post_status && $this->lock->targets( $post->ID )->is_withdrawn ) {
			if ( null === $check ) {
				$this->lock->let_go( $post->ID ); // Its metas and terms go first, each on its own.
			}
			return $check;
		}
		return $this->bar( $check, $post, 'wp_delete_post' );
	}

	private function bar( mixed $check, \WP_Post $post, string $path ): mixed {
		$owned = $this->lock->targets( $post->ID );
		if ( ! $owned->owns( OwnedTargets::REMOVAL ) ) {
			return $check;
		}
		$this->lock->refuse( $owned, OwnedTargets::REMOVAL, $path );
		return false;
	}
}
