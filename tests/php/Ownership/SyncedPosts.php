<?php
declare(strict_types=1);

namespace Callboard\Tests\Ownership;

use Callboard\Event\PostTypes;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;
use Callboard\Ownership\Lock;
use Callboard\Ownership\SyncContext;
use Callboard\Plugin;

/** Builds posts as a sync leaves them: the post, its ledger entry and the mapping that owns its fields. */
trait SyncedPosts {
	private int $tenant_id = 0;

	protected function set_up_ownership(): void {
		$plugin = Plugin::instance();
		$plugin->lock()->forget_refusals();
		// Passwords of these users protect nothing; hashing them at full cost would be most of the run time.
		add_filter( 'wp_hash_password_options', static fn(): array => array( 'cost' => 4 ) );
		$plugin->owned_fields()->forget();
		$this->tenant_id = $plugin->tenants()->create( 'The Globe' )->id;
	}

	protected function tear_down_ownership(): void {
		Plugin::instance()->owned_fields()->forget();
	}

	/** @param array<string, string> $owners Target → owner. */
	protected function save_mapping( array $owners, string $post_type = 'event', string $id = 'productions' ): Mapping {
		$fields = array();
		foreach ( $owners as $to => $owner ) {
			$fields[] = array(
				'to'    => $to,
				'owner' => $owner,
				'empty' => 'clear',
			);
		}
		$mapping = Mapping::from_array(
			array(
				'id'           => $id,
				'version'      => 1,
				'name'         => 'Productions',
				'direction'    => 'in',
				'sobject'      => 'Show__c',
				'filter'       => null,
				'record_types' => array(),
				'post_type'    => PostTypes::resolve( $post_type ),
				'withdrawal'   => 'draft',
				'timezone'     => null,
				'natural_key'  => null,
				'order'        => 10,
				'fields'       => $fields,
			)
		);
		$saved   = Plugin::instance()->mappings()->save( $this->tenant_id, $mapping );
		Plugin::instance()->owned_fields()->forget();
		return $saved;
	}

	/** @param array<string, mixed> $post */
	protected function unsynced( array $post = array() ): int {
		$post_id = wp_insert_post(
			wp_slash(
				$post + array(
					'post_type'    => PostTypes::event(),
					'post_title'   => 'Hamlet',
					'post_content' => '<p>To be.</p>',
					'post_excerpt' => 'Prince of Denmark',
					'post_name'    => 'hamlet',
					'post_status'  => 'publish',
					'meta_input'   => array(
						'callboard_subtitle' => 'A tragedy',
						'lead_artist'        => 'A. Player',
						'_lead_artist'       => 'field_lead',
						'note'               => 'for us',
						'_thumbnail_id'      => '77',
					),
				)
			),
			true
		);
		self::assertIsInt( $post_id );
		wp_set_object_terms( $post_id, array( 'Play' ), 'genre' );
		wp_set_object_terms( $post_id, array( 'Spring' ), 'season' );
		return $post_id;
	}

	/** @param array<string, mixed> $post */
	protected function synced( array $post = array(), string $state = LedgerState::LIVE, string $mapping_id = 'productions' ): int {
		return SyncContext::run(
			function () use ( $post, $state, $mapping_id ): int {
				$post_id = $this->unsynced( $post );
				( new Ledger( Plugin::instance()->db() ) )->save( array( $this->entry( $post_id, $state, $mapping_id ) ) );
				return $post_id;
			}
		);
	}

	private function entry( int $post_id, string $state, string $mapping_id ): LedgerEntry {
		return LedgerEntry::from_row(
			array(
				'id'                 => '0',
				'tenant_id'          => (string) $this->tenant_id,
				'destination'        => Ledger::WORDPRESS,
				'sf_id'              => sprintf( 'a0B%015d', $post_id ),
				'mapping_id'         => $mapping_id,
				'mapping_version'    => '1',
				'state'              => $state,
				'post_id'            => (string) $post_id,
				'parent_sf_id'       => null,
				'stamp_ms'           => (string) self::NOW_MS,
				'read_ms'            => (string) self::NOW_MS,
				'source_fingerprint' => '',
				'values_fingerprint' => '',
				'stored_fingerprint' => '',
				'twin_key'           => null,
				'base_values'        => null,
				'withdrawn_status'   => null,
				'created_ms'         => (string) self::NOW_MS,
				'updated_ms'         => (string) self::NOW_MS,
			)
		);
	}

	/** @return list<array{target: string, path: string, post_id: int, user_id: ?int}> Oldest first. */
	protected function refused(): array {
		$refused = array();
		foreach ( Plugin::instance()->audit()->page( $this->tenant_id, 1, 200 ) as $entry ) {
			if ( Lock::EVENT === $entry->event ) {
				$refused[] = array(
					'target'  => $entry->data['target'],
					'path'    => $entry->data['path'],
					'post_id' => $entry->data['post_id'],
					'user_id' => $entry->user_id,
				);
			}
		}
		return array_reverse( $refused );
	}

	/** @return list<string> */
	protected function refused_targets(): array {
		return array_values( array_unique( array_column( $this->refused(), 'target' ) ) );
	}
}
