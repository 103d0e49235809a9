<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Event\Moment;
use Callboard\Event\Taxonomies;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mappings;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Vault\Connection;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** Records held for a person, each beside what it may be the same as: contract/held-record. */
final class HeldRecords {
	private const MOST_OTHERS = 50;

	public function __construct(
		private readonly Ledger $ledger,
		private readonly RunItems $items,
		private readonly Mappings $mappings,
		private readonly Connections $connections
	) {}

	/** @return list<array<string, mixed>> Oldest first; a page costs a handful of queries, however many records are on it. */
	public function page( int $tenant_id, int $page, int $per_page ): array {
		$held = $this->ledger->in_state( $tenant_id, LedgerState::HELD, $per_page, max( 0, $page - 1 ) * $per_page );
		if ( array() === $held ) {
			return array();
		}
		$ids    = array_map( static fn( LedgerEntry $entry ) => $entry->external_id, $held );
		$words  = $this->items->newest( $tenant_id, $ids );
		$since  = $this->items->held_since( $tenant_id, $ids );
		$others = array_map( fn( LedgerEntry $entry ) => $this->others( $words[ $entry->external_id ] ?? null ), $held );
		$twins  = $this->ledger->by_external_ids( $tenant_id, array_values( array_unique( array_merge( ...array_column( $others, 'records' ) ) ) ) );
		$posts  = array_merge( ...array_column( $others, 'posts' ), ...array( array_values( array_filter( array_map( static fn( LedgerEntry $twin ) => $twin->post_id, $twins ) ) ) ) );
		_prime_post_caches( array_values( array_unique( $posts ) ) );
		$connection = $this->connections->find( $tenant_id );
		$names      = array();
		$rows       = array();
		foreach ( $held as $number => $entry ) {
			$names[ $entry->mapping_id ] ??= $this->mappings->find( $tenant_id, $entry->mapping_id )->name ?? $entry->mapping_id;
			$shown                         = $this->shown( $others[ $number ], $twins, $connection );
			$since_ms                      = $since[ $entry->external_id ] ?? $entry->updated_ms;
			$rows[]                        = $this->row( $entry, $words[ $entry->external_id ] ?? null, $since_ms, $names[ $entry->mapping_id ], $shown, $connection );
		}
		return $rows;
	}

	public function count( int $tenant_id ): int {
		return $this->ledger->count_in_state( $tenant_id, LedgerState::HELD );
	}

	/** @return array{records: list<string>, posts: list<int>} What the newest word about the record names. */
	private function others( ?RunItem $item ): array {
		$details = (array) ( $item?->failure['details'] ?? array() );
		$records = array( ...(array) ( $details['twin'] ?? array() ), ...(array) ( $details['records'] ?? array() ) );
		return array(
			'records' => array_slice( array_map( 'strval', array_values( $records ) ), 0, self::MOST_OTHERS ),
			'posts'   => array_slice( array_map( 'intval', array_values( (array) ( $details['posts'] ?? array() ) ) ), 0, self::MOST_OTHERS ),
		);
	}

	/**
	 * @param array{records: list<string>, posts: list<int>} $others
	 * @param array<string, LedgerEntry>                     $twins
	 * @return list<array<string, mixed>>
	 */
	private function shown( array $others, array $twins, ?Connection $connection ): array {
		$shown = array();
		foreach ( $others['posts'] as $post_id ) {
			$shown[] = $this->other( null, $post_id, null );
		}
		foreach ( $others['records'] as $id ) {
			$shown[] = $this->other( $id, ( $twins[ $id ] ?? null )?->post_id, $connection?->record_url( $id ) );
		}
		return array_slice( $shown, 0, self::MOST_OTHERS );
	}

	/** @return array<string, mixed> */
	private function other( ?string $external_id, ?int $post_id, ?string $record_url ): array {
		$found  = null === $post_id ? null : get_post( $post_id );
		$post   = $found instanceof \WP_Post ? $found : null;
		$venues = null === $post ? array() : get_the_terms( $post, Taxonomies::venue() );
		return array(
			'external_id' => $external_id,
			'post_id'     => $post?->ID,
			'title'       => null === $post ? null : mb_substr( html_entity_decode( $post->post_title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ), 0, 500 ),
			'start_ms'    => null === $post ? null : Moment::to_ms( (string) get_post_meta( $post->ID, Likeness::START, true ) ),
			'venue'       => is_array( $venues ) ? mb_substr( html_entity_decode( implode( ', ', wp_list_pluck( $venues, 'name' ) ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ), 0, 1000 ) : '',
			'status'      => $post?->post_status,
			'permalink'   => null !== $post && 'publish' === $post->post_status ? (string) get_permalink( $post ) : null,
			'record_url'  => $record_url,
		);
	}

	/**
	 * @param list<array<string, mixed>> $others
	 * @return array<string, mixed>
	 */
	private function row( LedgerEntry $entry, ?RunItem $item, int $since_ms, string $mapping, array $others, ?Connection $connection ): array {
		$show = (array) ( $item?->failure['details']['show'] ?? array() );
		return array(
			'external_id' => $entry->external_id,
			'mapping'     => mb_substr( $mapping, 0, 200 ),
			'title'       => $item?->title,
			'start_ms'    => isset( $show['start'] ) ? Moment::to_ms( (string) $show['start'] ) : null,
			'venue'       => mb_substr( (string) ( $show['venue'] ?? '' ), 0, 1000 ),
			'record_url'  => $connection?->record_url( $entry->external_id ),
			'sentence'    => mb_substr( (string) ( $item?->failure['message'] ?? '' ), 0, 2000 ),
			'since_ms'    => $since_ms,
			'run_id'      => $item?->run_id,
			'others'      => $others,
		);
	}
}
