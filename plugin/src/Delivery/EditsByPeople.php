<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Event\PostTypes;
use Callboard\Ledger\Inbox;
use Callboard\Ledger\Ledger;
use Callboard\Listing\Index;
use Callboard\Ownership\OwnedFields;
use Callboard\Ownership\SyncContext;

defined( 'ABSPATH' ) || exit;

/** Edits by people: what they publish, hide or delete shows in the index at once. Syncs refresh it themselves. */
final class EditsByPeople {
	/** @param callable(): int $now_ms */
	public function __construct(
		private readonly Db $db,
		private readonly Index $index,
		private readonly Ledger $ledger,
		private readonly Inbox $inbox,
		private readonly OwnedFields $owned_fields,
		private readonly mixed $now_ms
	) {}

	public function register(): void {
		add_action( 'wp_after_insert_post', array( $this, 'after_save' ), 20, 2 );
		add_action( 'before_delete_post', array( $this, 'before_delete' ), 20, 2 );
		add_action( 'delete_attachment', array( $this, 'before_delete_picture' ), 20 );
	}

	public function after_save( int $post_id, \WP_Post $post ): void {
		if ( ! SyncContext::is_open() && in_array( $post->post_type, PostTypes::all(), true ) ) {
			$this->db->transaction( fn() => $this->index->refresh( 0, array( $post_id ) ) );
		}
	}

	/** A deleted listing whose record still stands is read again: its post comes back with the next run. */
	public function before_delete( int $post_id, \WP_Post $post ): void {
		if ( ! in_array( $post->post_type, PostTypes::all(), true ) ) {
			return;
		}
		$this->db->transaction(
			function () use ( $post_id ): void {
				$this->index->remove( array( $post_id ) );
				$this->read_again( $post_id );
			}
		);
	}

	/** The same for a featured picture that Salesforce owns: its id stays on the listing, and shows nothing. */
	public function before_delete_picture( int $attachment_id ): void {
		$post_ids = $this->db->column(
			"SELECT post_id FROM {$this->db->wpdb()->postmeta} WHERE meta_key = %s AND meta_value = %s",
			array( Targets::THUMBNAIL, (string) $attachment_id )
		);
		foreach ( $post_ids as $post_id ) {
			if ( $this->owned_fields->of_post( (int) $post_id )->owns( 'image' ) ) {
				$this->db->transaction( fn() => $this->read_again( (int) $post_id ) );
			}
		}
	}

	private function read_again( int $post_id ): void {
		$entry = $this->ledger->by_post( $post_id );
		if ( null !== $entry && $entry->is_live() ) {
			$this->ledger->forget_fingerprints( array( $entry->id ) );
			$this->inbox->add( $entry->tenant_id, $entry->mapping_id, array( $entry->external_id ), Inbox::DRIFT, ( $this->now_ms )() );
		}
	}
}
