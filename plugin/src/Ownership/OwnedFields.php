<?php
declare(strict_types=1);

namespace Callboard\Ownership;

use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** Who owns what, read from the ledger and the mapping that is current; remembered until the next sync in this request. */
final class OwnedFields {
	private const REMEMBERED_POSTS = 2000;

	/** @var array<string, OwnedTargets> */
	private array $posts = array();

	/** @var array<string, list<Mapping>> By blog and tenant. */
	private array $mappings = array();

	private int $generation = 0;

	public function __construct(
		private readonly Ledger $ledger,
		private readonly Mappings $mapping_store,
		private readonly Tenants $tenants,
	) {}

	public function of_post( int $post_id ): OwnedTargets {
		$this->drop_what_a_sync_changed();
		$key = get_current_blog_id() . ':' . $post_id;
		if ( ! isset( $this->posts[ $key ] ) ) {
			// An importer walks through any number of posts in one request.
			$this->posts         = count( $this->posts ) >= self::REMEMBERED_POSTS ? array() : $this->posts;
			$this->posts[ $key ] = $this->owned( $post_id, $this->ledger->by_post( $post_id ) );
		}
		return $this->posts[ $key ];
	}

	/**
	 * One query for a whole list of posts instead of one each.
	 *
	 * @param list<int> $post_ids
	 */
	public function prime( array $post_ids ): void {
		$this->drop_what_a_sync_changed();
		$entries = $this->ledger->by_posts( $post_ids );
		foreach ( $post_ids as $post_id ) {
			$this->posts[ get_current_blog_id() . ':' . $post_id ] = $this->owned( $post_id, $entries[ $post_id ] ?? null );
		}
	}

	/** Whether any mapping of any tenant owns the target. */
	public function owns_anywhere( string $target ): bool {
		foreach ( $this->all_mappings() as $mapping ) {
			if ( in_array( $target, $mapping->owned_targets(), true ) ) {
				return true;
			}
		}
		return false;
	}

	/** @return array<string, string> Target → label, over every mapping. */
	public function known_labels(): array {
		$labels = array();
		foreach ( $this->all_mappings() as $mapping ) {
			$labels += $this->labels_of( $mapping );
		}
		return $labels;
	}

	/** Whether any mapping of any tenant owns the meta key, or may: of some spellings only the posts that carry them tell. */
	public function may_own_meta_anywhere( string $meta_key ): bool {
		foreach ( $this->all_mappings() as $mapping ) {
			foreach ( MetaKeys::of_targets( $mapping->owned_targets() ) as $owned ) {
				if ( MetaKeys::folded( $owned ) === MetaKeys::folded( $meta_key ) || ! MetaKeys::is_plain( $meta_key, $owned ) ) {
					return true;
				}
			}
		}
		return false;
	}

	/** After a mapping was saved, or in tests: the next question reads anew. */
	public function forget(): void {
		$this->posts    = array();
		$this->mappings = array();
	}

	private function drop_what_a_sync_changed(): void {
		if ( SyncContext::generation() !== $this->generation ) {
			$this->generation = SyncContext::generation();
			$this->forget();
		}
	}

	private function owned( int $post_id, ?LedgerEntry $entry ): OwnedTargets {
		if ( null === $entry || LedgerState::EXCLUDED === $entry->state ) {
			return OwnedTargets::none( $post_id );
		}
		foreach ( $this->mappings_of( $entry->tenant_id ) as $mapping ) {
			if ( $mapping->id === $entry->mapping_id ) {
				return $this->targets( $post_id, $entry, $mapping );
			}
		}
		// Its mapping was retired: nothing keeps the post up to date any more, so nothing is locked.
		return OwnedTargets::none( $post_id );
	}

	private function targets( int $post_id, LedgerEntry $entry, Mapping $mapping ): OwnedTargets {
		return new OwnedTargets( $post_id, $entry->tenant_id, $entry->external_id, $mapping->post_type, $this->labels_of( $mapping ), $entry->is_withdrawn() );
	}

	/** @return array<string, string> Owned target → label. */
	private function labels_of( Mapping $mapping ): array {
		$labels = array();
		foreach ( $mapping->fields as $field ) {
			if ( FieldMapping::OWNER_SALESFORCE === $field->owner ) {
				$labels[ $field->to ] = $field->label ?? Words::label( $field->to );
			}
		}
		foreach ( array( OwnedTargets::STATUS, OwnedTargets::TYPE, OwnedTargets::REMOVAL ) as $always ) {
			if ( null === $mapping->field( $always ) ) {
				$labels[ $always ] = Words::label( $always );
			}
		}
		return $labels;
	}

	/** @return list<Mapping> */
	private function mappings_of( int $tenant_id ): array {
		$key = get_current_blog_id() . ':' . $tenant_id;
		return $this->mappings[ $key ] ??= $this->mapping_store->current( $tenant_id );
	}

	/** @return list<Mapping> */
	private function all_mappings(): array {
		$this->drop_what_a_sync_changed();
		$all = array();
		foreach ( $this->tenants->all() as $tenant ) {
			$all = array( ...$all, ...$this->mappings_of( $tenant->id ) );
		}
		return $all;
	}
}
