<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/**
 * Guards post meta on each way core writes it.
 *
 * A refused write answers true: false makes REST answer 500 after the other fields were saved.
 */
final class MetaLock {
	public function __construct(
		private readonly Lock $lock,
		private readonly OwnedFields $owned_fields,
		private readonly MetaHolders $holders,
	) {}

	public function register(): void {
		// Last in line: whatever another plugin decided before, an owned value is not written.
		add_filter( 'update_post_metadata', array( $this, 'on_update' ), PHP_INT_MAX, 4 );
		add_filter( 'add_post_metadata', array( $this, 'on_add' ), PHP_INT_MAX, 4 );
		add_filter( 'delete_post_metadata', array( $this, 'on_delete' ), PHP_INT_MAX, 5 );
		add_filter( 'update_post_metadata_by_mid', array( $this, 'on_update_by_mid' ), PHP_INT_MAX, 4 );
		add_filter( 'delete_post_metadata_by_mid', array( $this, 'on_delete_by_mid' ), PHP_INT_MAX, 2 );
	}

	public function on_update( mixed $check, int $post_id, string $meta_key, mixed $value ): mixed {
		return $this->bar_write( $check, $post_id, $meta_key, $value, 'update_post_meta' );
	}

	public function on_add( mixed $check, int $post_id, string $meta_key, mixed $value ): mixed {
		return $this->bar_write( $check, $post_id, $meta_key, $value, 'add_post_meta' );
	}

	public function on_delete( mixed $check, int $post_id, string $meta_key, mixed $value, bool $delete_all ): mixed {
		if ( $delete_all ) {
			return $this->sweep( $check, $meta_key, $value );
		}
		return $this->bar_removal( $check, $post_id, $meta_key, 'delete_post_meta' );
	}

	/** The Custom Fields box: it may also rename the key, away from an owned one or onto it. */
	public function on_update_by_mid( mixed $check, int $meta_id, mixed $value, string|false $new_key ): mixed {
		$meta = get_metadata_by_mid( 'post', $meta_id );
		if ( false === $meta ) {
			return $check;
		}
		$post_id = (int) $meta->post_id;
		$renamed = false !== $new_key && $new_key !== $meta->meta_key;
		$barred  = $renamed
			? $this->bar_removal( $check, $post_id, $meta->meta_key, 'update_meta' )
			: $this->bar_write( $check, $post_id, $meta->meta_key, $value, 'update_meta' );
		return $barred === $check && $renamed
			? $this->bar_write( $check, $post_id, (string) $new_key, $value, 'update_meta' )
			: $barred;
	}

	public function on_delete_by_mid( mixed $check, int $meta_id ): mixed {
		$meta = get_metadata_by_mid( 'post', $meta_id );
		return false === $meta ? $check : $this->bar_removal( $check, (int) $meta->post_id, $meta->meta_key, 'delete_meta' );
	}

	private function bar_write( mixed $check, int $post_id, string $meta_key, mixed $value, string $path ): mixed {
		$owned  = $this->lock->targets( $post_id );
		$key    = $this->owned_key( $owned, $meta_key );
		$target = null === $key ? null : $owned->target_of_meta( $key );
		if ( null === $key || null === $target ) {
			return $check;
		}
		if ( ! Sameness::of_values( $value, get_post_meta( $post_id, $key, true ) ) ) {
			$this->lock->refuse( $owned, $target, $path );
		}
		return true;
	}

	private function bar_removal( mixed $check, int $post_id, string $meta_key, string $path ): mixed {
		$owned  = $this->lock->targets( $post_id );
		$key    = $this->owned_key( $owned, $meta_key );
		$target = null === $key ? null : $owned->target_of_meta( $key );
		if ( null === $key || null === $target ) {
			return $check;
		}
		if ( metadata_exists( 'post', $post_id, $key ) ) {
			$this->lock->refuse( $owned, $target, $path );
		}
		return true;
	}

	/** Core finds rows by the collation of the database, which takes capitals, accents and blanks at the end for nothing. */
	private function owned_key( OwnedTargets $owned, string $meta_key ): ?string {
		$key = $owned->spelling( $meta_key );
		if ( null !== $key || ! $owned->may_own_otherwise( $meta_key ) ) {
			return $key;
		}
		foreach ( $this->holders->keys_like( $owned->post_id, $meta_key ) as $stored ) {
			$key ??= $owned->spelling( $stored );
		}
		return $key;
	}

	/**
	 * `delete_metadata( …, delete_all )` means every post of the site, whatever id comes with it: core does so when
	 * an attachment is deleted. The posts that are free lose the key, those that Salesforce owns keep it.
	 */
	private function sweep( mixed $check, string $meta_key, mixed $value ): mixed {
		if ( SyncContext::is_open() || ! $this->owned_fields->may_own_meta_anywhere( $meta_key ) ) {
			return $check;
		}
		$barred = false;
		$free   = array();
		foreach ( $this->holders->post_ids( $meta_key, $value ) as $post_id ) {
			$owned  = $this->lock->targets( $post_id );
			$key    = $this->owned_key( $owned, $meta_key );
			$target = null === $key ? null : $owned->target_of_meta( $key );
			if ( null === $target ) {
				$free[] = $post_id;
				continue;
			}
			$this->lock->refuse( $owned, $target, 'delete_metadata' );
			$barred = true;
		}
		if ( ! $barred ) {
			return $check;
		}
		foreach ( $free as $post_id ) {
			delete_metadata( 'post', $post_id, wp_slash( $meta_key ), $value );
		}
		return true;
	}
}
