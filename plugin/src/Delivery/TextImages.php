<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Salesforce\FieldPaths;
use Callboard\Salesforce\Files;

defined( 'ABSPATH' ) || exit;

/** Puts a picture of a rich text where its mark stands, and notes that the listing is meant to look so. */
final class TextImages {
	private const COLUMNS = array( 'content', 'excerpt' );

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Ledger $ledger,
		private readonly Mappings $mappings,
		private readonly StoredPosts $stored,
		private readonly EffectQueue $queue,
		private readonly MediaLibrary $library,
		private readonly Files $files
	) {}

	/** @throws Failure When the picture cannot be had. */
	public function fetch( Effect $effect, \WP_Post $post ): void {
		$mark    = (string) $effect->payload['mark'];
		$picture = TextPicture::of_mark( $mark );
		$entry   = $this->ledger->by_post( $post->ID );
		$mapping = null === $entry ? null : $this->mappings->find( $entry->tenant_id, $entry->mapping_id );
		if ( null === $picture || null === $entry || null === $mapping || $entry->tenant_id !== $effect->tenant_id || ! str_contains( $post->post_content . $post->post_excerpt, $mark ) ) {
			return; // The text has changed since, and brought marks of its own.
		}
		$attachment = $this->library->bring_in( $effect->tenant_id, $picture->source, $post, $picture->alt, $this->paths( $entry, $mapping, $picture ) );
		$this->db->transaction( fn() => $this->put_in( $effect, $post, $mark, $picture->tag( $attachment ) ) );
		clean_post_cache( $post->ID );
	}

	/** @return list<string> Where Salesforce keeps it: in one of the fields that the texts of this mapping are made of. */
	private function paths( LedgerEntry $entry, Mapping $mapping, TextPicture $picture ): array {
		if ( PictureSource::RICH_TEXT !== $picture->source->kind ) {
			return array();
		}
		$record = $picture->record_id ?? $entry->external_id;
		$object = $record === $entry->external_id ? $mapping->sobject : $this->files->object_of( $entry->tenant_id, $record );
		$paths  = array();
		foreach ( self::COLUMNS as $target ) {
			$field = $mapping->field( $target );
			foreach ( null === $field ? array() : FieldPaths::of_field( $field ) as $path ) {
				$names   = explode( '.', $path );
				$paths[] = "{$object}/{$record}/richTextImageFields/" . end( $names ) . "/{$picture->source->id}";
			}
		}
		return null === $object ? array() : array_values( array_unique( $paths ) );
	}

	/** In one transaction with the fingerprint: between the two, the drift check would take the picture out again. */
	private function put_in( Effect $effect, \WP_Post $post, string $mark, string $tag ): void {
		$found = $this->ledger->by_post( $post->ID );
		$entry = null === $found ? null : ( $this->ledger->by_external_ids( $found->tenant_id, array( $found->external_id ), true )[ $found->external_id ] ?? null );
		$row   = $this->db->row( "SELECT * FROM {$this->db->wpdb()->posts} WHERE ID = %d" . $this->db->for_update(), array( $post->ID ) );
		if ( null === $entry || null === $row || $entry->post_id !== $post->ID ) {
			return;
		}
		$mapping = $this->mappings->find( $entry->tenant_id, $entry->mapping_id );
		$changes = array();
		foreach ( self::COLUMNS as $target ) {
			$column = Targets::COLUMNS[ $target ];
			if ( str_contains( (string) $row[ $column ], $mark ) ) {
				$changes[ $column ] = str_replace( $mark, $tag, (string) $row[ $column ] );
			}
		}
		if ( null === $mapping || array() === $changes ) {
			return;
		}
		$in_step = $this->fingerprint( $mapping, $post->ID ) === $entry->stored_fingerprint;
		( new RowUpdates( $this->db ) )->posts( array( $post->ID => $changes ), $this->clock->now_ms() );
		$base = array_map( static fn( mixed $value ) => is_string( $value ) ? str_replace( $mark, $tag, $value ) : $value, $entry->base_values ?? array() );
		// Where somebody wrote past the locks before, the drift stays to be found.
		$settled = $in_step ? array( 'stored_fingerprint' => $this->fingerprint( $mapping, $post->ID ) ) : array();
		$this->ledger->save( array( $entry->with( $settled + array( 'base_values' => array() === $base ? $entry->base_values : $base ) ) ) );
		$this->queue->add_post( $effect, $mapping, $post->ID, $row, $this->clock->now_ms() );
	}

	private function fingerprint( Mapping $mapping, int $post_id ): ?string {
		$stored = $this->stored->read( $mapping, array( $post_id ) )[ $post_id ] ?? null;
		return null === $stored ? null : Fingerprints::of_stored( $mapping, $stored );
	}
}
