<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Work that follows a commit, written in the same transaction so that no crash forgets it. */
final class EffectQueue {
	public const POSTS = 'posts';
	public const IMAGE = 'image';
	/** A picture inside a text. Claimed after the posts, like the others: the order of the kinds is that of their names. */
	public const IMAGE_IN_TEXT = 'image_in_text';

	/** New ones: told first, as WordPress makes terms before it gives them to posts. */
	public const TERMS = 'terms';

	/** Of records: told after the caches of `posts` are clean, and before pictures. */
	public const NEWS = 'news';

	/** Nobody else takes a row for this long; after a crash it comes back. */
	private const CLAIM_MS = 120000;

	/** Whose turn it was. */
	private const TURN = 'effects';

	public function __construct( private readonly Db $db, private readonly Listeners $listeners ) {}

	public function add( Batch $batch ): void {
		$changes = $batch->changes;
		$rows    = array();
		if ( ! $changes->is_empty() ) {
			$payload = PostEffect::of( $batch, $this->listeners )->to_json();
			$rows[]  = array( $batch->tenant_id, $batch->delivery->run_id, self::POSTS, $payload, $batch->now_ms, $batch->now_ms );
		}
		if ( array() !== $changes->created_terms ) {
			$rows[] = array( $batch->tenant_id, $batch->delivery->run_id, self::TERMS, TermHooks::payload( $changes->created_terms ), $batch->now_ms, $batch->now_ms );
		}
		foreach ( RecordHook::payloads( $batch ) as $payload ) {
			$rows[] = array( $batch->tenant_id, $batch->delivery->run_id, self::NEWS, $payload, $batch->now_ms, $batch->now_ms );
		}
		foreach ( $changes->images as $post_id => $image ) {
			$payload = (string) wp_json_encode( array( 'post_id' => $post_id, 'mapping_id' => $batch->mapping->id ) + $image );
			$rows[]  = array( $batch->tenant_id, $batch->delivery->run_id, self::IMAGE, $payload, $batch->now_ms, $batch->now_ms );
		}
		foreach ( $changes->text_images as $post_id => $marks ) {
			foreach ( $marks as $mark ) {
				$payload = (string) wp_json_encode( array( 'post_id' => $post_id, 'mapping_id' => $batch->mapping->id, 'mark' => $mark ) );
				$rows[]  = array( $batch->tenant_id, $batch->delivery->run_id, self::IMAGE_IN_TEXT, $payload, $batch->now_ms, $batch->now_ms );
			}
		}
		$this->db->insert_rows_meanwhile( $this->table(), array( 'tenant_id', 'run_id', 'kind', 'payload', 'next_ms', 'created_ms' ), $rows );
	}

	/**
	 * One listing that changed after its batch; listeners, caches and pages are to be told.
	 *
	 * @param array<string, string|null> $before Columns before.
	 */
	public function add_post( Effect $cause, Mapping $mapping, int $post_id, array $before, int $now_ms ): void {
		$status  = (string) $before['post_status'];
		$payload = new PostEffect( $mapping->post_type, $mapping->id, array( $post_id => $status ), array( $post_id => $status ), array(), $this->listeners->any( 'post_updated', 'wp_after_insert_post' ) ? array( $post_id => $before ) : array(), array(), array() );
		$row     = array( $cause->tenant_id, $cause->run_id, self::POSTS, $payload->to_json(), $now_ms, $now_ms );
		$this->db->insert_rows( $this->table(), array( 'tenant_id', 'run_id', 'kind', 'payload', 'next_ms', 'created_ms' ), array( $row ) );
	}

	/**
	 * Pictures whose source brings something newer: of no run.
	 *
	 * @param list<array{0: PictureUse, 1: string}> $wanted With the version, or the moment, that is asked for.
	 */
	public function add_renewals( int $tenant_id, array $wanted, int $now_ms ): void {
		$rows = array();
		foreach ( $wanted as list( $use, $asked ) ) {
			$payload = array( 'post_id' => $use->post_id, 'mapping_id' => $use->mapping_id, 'url' => $use->value, 'replace' => true, 'asked' => $asked ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing.AssociativeArrayFound -- a row.
			$rows[]  = array( $tenant_id, 0, self::IMAGE, (string) wp_json_encode( $payload ), $now_ms, $now_ms );
		}
		$this->db->insert_rows( $this->table(), array( 'tenant_id', 'run_id', 'kind', 'payload', 'next_ms', 'created_ms' ), $rows );
	}

	/** Of one tenant: the oldest due row, claimed; terms before posts before pictures, whose servers may be slow. Null when nothing is due. */
	public function claim_of( int $tenant_id, int $now_ms ): ?Effect {
		return $this->claim( 'tenant_id = %d AND next_ms <= %d ORDER BY kind DESC, next_ms, id', array( $tenant_id, $now_ms ), $now_ms );
	}

	/** The same of the tenant whose turn it is. */
	public function claim_in_turn( int $now_ms ): ?Effect {
		$last   = (int) $this->db->value( "SELECT value FROM {$this->state()} WHERE name = %s", array( self::TURN ) );
		$effect = $this->claim( 'next_ms <= %d ORDER BY tenant_id > %d DESC, tenant_id, kind DESC, next_ms, id', array( $now_ms, $last ), $now_ms );
		if ( null !== $effect && $effect->tenant_id !== $last ) {
			// Before the work: where it ends PHP, the next one to have a turn is another.
			$this->db->insert_rows( $this->state(), array( 'name', 'value', 'updated_ms' ), array( array( self::TURN, (string) $effect->tenant_id, $now_ms ) ), 'ON DUPLICATE KEY UPDATE value = VALUES(value), updated_ms = VALUES(updated_ms)' );
		}
		return $effect;
	}

	/**
	 * Read without a lock, and taken only as it was read: a lock would wait for the rows of batches not committed yet,
	 * those of other tenants too.
	 *
	 * @param list<scalar> $arguments
	 */
	private function claim( string $where, array $arguments, int $now_ms ): ?Effect {
		do {
			$row   = $this->db->row( "SELECT * FROM {$this->table()} WHERE {$where} LIMIT 1", $arguments );
			$taken = null === $row ? 0 : $this->db->query( "UPDATE {$this->table()} SET attempts = attempts + 1, next_ms = %d WHERE id = %d AND attempts = %d AND next_ms = %d", array( $now_ms + self::CLAIM_MS, $row['id'], $row['attempts'], $row['next_ms'] ) );
		} while ( null !== $row && 0 === $taken );
		return null === $row ? null : Effect::from_row( $row );
	}

	public function done( Effect $effect ): void {
		$this->db->query( "DELETE FROM {$this->table()} WHERE id = %d", array( $effect->id ) );
	}

	/** @param list<array<string, mixed>> $payloads Of the same work, in parts. */
	public function replace( Effect $effect, array $payloads ): void {
		$rows = array_map( static fn( array $payload ) => array( $effect->tenant_id, $effect->run_id, $effect->kind, (string) wp_json_encode( $payload ), $effect->created_ms, $effect->created_ms ), $payloads );
		$this->db->transaction(
			function () use ( $effect, $rows ): void {
				$this->done( $effect );
				$this->db->insert_rows( $this->table(), array( 'tenant_id', 'run_id', 'kind', 'payload', 'next_ms', 'created_ms' ), $rows );
			}
		);
	}

	/** The try does not count: what stopped it was not the work itself. */
	public function release( Effect $effect, int $until_ms ): void {
		$this->db->query( "UPDATE {$this->table()} SET next_ms = %d, attempts = %d WHERE id = %d", array( $until_ms, max( 0, $effect->attempts - 1 ), $effect->id ) );
	}

	public function count(): int {
		return (int) $this->db->value( "SELECT COUNT(*) FROM {$this->table()}" );
	}

	private function table(): string {
		return $this->db->table( 'effects' );
	}

	private function state(): string {
		return $this->db->table( 'content_state' );
	}
}
