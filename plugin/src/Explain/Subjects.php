<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Delivery\ExternalId;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Run\RunItems;
use Callboard\Tenant\Tenant;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** From what people have at hand (a post, a Salesforce id, an address, a title) to the record they mean. */
final class Subjects {
	private const MOST = 20;

	public function __construct(
		private readonly Tenants $tenants,
		private readonly Ledger $ledger,
		private readonly Mappings $mappings,
		private readonly RunItems $items
	) {}

	/**
	 * The best first; several where a title or an id fits several.
	 *
	 * @return list<Subject>
	 */
	public function find( string $query ): array {
		$query = trim( $query );
		if ( '' === $query ) {
			return array();
		}
		if ( 1 === preg_match( '/^\d{1,12}$/', $query ) ) {
			return $this->of_posts( array( (int) $query ) );
		}
		$external_id = ExternalId::of_18( $query );
		// Eighteen letters may be a title, too; an id has a digit or the check of its capitals.
		if ( null !== $external_id && 1 === preg_match( '/\d/', $external_id ) ) {
			return $this->of_external_id( $external_id );
		}
		return 1 === preg_match( '#^https?://#i', $query ) ? $this->of_address( $query ) : $this->of_title( $query );
	}

	/** Of one tenant, known to this site or not. */
	public function of_record( int $tenant_id, string $external_id ): Subject {
		$external_id = ExternalId::of_18( $external_id ) ?? $external_id;
		$entry       = $this->ledger->by_external_ids( $tenant_id, array( $external_id ) )[ $external_id ] ?? null;
		return new Subject( $tenant_id, $external_id, $entry, $this->title( $tenant_id, $external_id, $entry ) );
	}

	public function of_post( int $post_id ): ?Subject {
		return $this->of_posts( array( $post_id ) )[0] ?? null;
	}

	/**
	 * @param list<int> $post_ids
	 * @return list<Subject>
	 */
	private function of_posts( array $post_ids ): array {
		$entries = $this->ledger->by_posts( $post_ids );
		$found   = array();
		foreach ( $post_ids as $post_id ) {
			if ( isset( $entries[ $post_id ] ) ) {
				$found[] = $this->of_entry( $entries[ $post_id ] );
			}
		}
		return $found;
	}

	/** @return list<Subject> Of the tenants that know it; of every tenant, when none does. */
	private function of_external_id( string $external_id ): array {
		$subjects = array_map( fn( Tenant $tenant ) => $this->of_record( $tenant->id, $external_id ), $this->tenants->all() );
		$known    = array_values( array_filter( $subjects, static fn( Subject $subject ) => null !== $subject->entry || null !== $subject->title ) );
		return array() === $known ? $subjects : $known;
	}

	/** @return list<Subject> */
	private function of_address( string $url ): array {
		$query = array();
		wp_parse_str( (string) wp_parse_url( $url, PHP_URL_QUERY ), $query );
		$post_id = url_to_postid( $url );
		$post_id = 0 === $post_id && is_scalar( $query['post'] ?? null ) ? (int) $query['post'] : $post_id;
		if ( $post_id > 0 ) {
			return $this->of_posts( array( $post_id ) );
		}
		// The address of a record in Salesforce holds its id.
		foreach ( preg_split( '#[^A-Za-z0-9]+#', (string) wp_parse_url( $url, PHP_URL_PATH ) ) ?: array() as $part ) {
			$external_id = ExternalId::of_18( $part );
			if ( null !== $external_id && 1 === preg_match( '/\d/', $external_id ) ) {
				return $this->of_external_id( $external_id );
			}
		}
		return array();
	}

	/** @return list<Subject> Listings with this in their title, then records that runs reported with it. */
	private function of_title( string $text ): array {
		$found = array();
		foreach ( $this->of_posts( $this->posts_with( $text ) ) as $subject ) {
			$found[ "{$subject->tenant_id}:{$subject->external_id}" ] = $subject;
		}
		foreach ( $this->tenants->all() as $tenant ) {
			foreach ( $this->items->with_title( $tenant->id, $text, self::MOST ) as $external_id ) {
				$found[ "{$tenant->id}:{$external_id}" ] ??= $this->of_record( $tenant->id, $external_id );
			}
		}
		return array_slice( array_values( $found ), 0, self::MOST );
	}

	/** @return list<int> */
	private function posts_with( string $text ): array {
		$types = array();
		foreach ( $this->tenants->all() as $tenant ) {
			$types = array( ...$types, ...array_map( static fn( Mapping $mapping ) => $mapping->post_type, $this->mappings->current( $tenant->id ) ) );
		}
		if ( array() === $types ) {
			return array();
		}
		return array_values(
			get_posts(
				array(
					'post_type'      => array_values( array_unique( $types ) ),
					'post_status'    => array( 'publish', 'draft', 'pending', 'private', 'future', 'trash' ),
					's'              => $text,
					'search_columns' => array( 'post_title' ),
					'posts_per_page' => self::MOST,
					'fields'         => 'ids',
				)
			)
		);
	}

	private function of_entry( LedgerEntry $entry ): Subject {
		return new Subject( $entry->tenant_id, $entry->external_id, $entry, $this->title( $entry->tenant_id, $entry->external_id, $entry ) );
	}

	private function title( int $tenant_id, string $external_id, ?LedgerEntry $entry ): ?string {
		$post = null === $entry?->post_id ? null : get_post( $entry->post_id );
		return $post instanceof \WP_Post
			? html_entity_decode( $post->post_title, ENT_QUOTES | ENT_HTML5, 'UTF-8' )
			: ( $this->items->of_record( $tenant_id, $external_id, 1 )[0] ?? null )?->title;
	}
}
