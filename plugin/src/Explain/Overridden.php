<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Audit\AuditEntry;
use Callboard\Audit\AuditLog;
use Callboard\Failure\Failure;
use Callboard\Ledger\Ledger;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Ownership\Lock;
use Callboard\Ownership\StandingOverride;
use Callboard\Ownership\StandingOverrides;
use Callboard\Ownership\Words as FieldWords;

defined( 'ABSPATH' ) || exit;

/** Of a whole tenant: which fields people took back from Salesforce, which edits were refused, and giving back many at once. */
final class Overridden {
	public function __construct(
		private readonly StandingOverrides $overrides,
		private readonly Subjects $subjects,
		private readonly RollBack $roll_back,
		private readonly Ledger $ledger,
		private readonly Mappings $mappings,
		private readonly AuditLog $audit
	) {}

	/** @return list<array<string, mixed>> contract/overridden-field.schema.json, newest first. */
	public function page( int $tenant_id, int $page, int $per_page ): array {
		$found  = $this->overrides->page( $tenant_id, $page, $per_page );
		$labels = $this->labels( $tenant_id, array_map( static fn( StandingOverride $one ) => $one->external_id, $found ) );
		return array_map(
			static fn( StandingOverride $one ) => array(
				'id'          => $one->id,
				'external_id' => $one->external_id,
				'post_id'     => $one->post_id,
				'title'       => self::title( $one->post_id ),
				'target'      => $one->target,
				'label'       => $labels( $one->external_id, $one->target ),
				'value'       => StoredValue::in_words( $one->target, $one->value ),
				'replaced'    => StoredValue::in_words( $one->target, $one->replaced ),
				'reason'      => $one->reason,
				'by'          => self::person( $one->user_id ),
				'created_ms'  => $one->created_ms,
			),
			$found
		);
	}

	public function count( int $tenant_id ): int {
		return $this->overrides->count( $tenant_id );
	}

	/** @return list<array<string, mixed>> contract/refused-edit.schema.json, newest first. */
	public function refused_edits( int $tenant_id, int $limit ): array {
		$found  = $this->audit->of_event( $tenant_id, Lock::EVENT, $limit );
		$text   = static fn( AuditEntry $entry, string $key ): string => is_string( $entry->data[ $key ] ?? null ) ? $entry->data[ $key ] : '';
		$labels = $this->labels( $tenant_id, array_map( static fn( AuditEntry $entry ) => $text( $entry, 'external_id' ), $found ) );
		return array_map(
			static fn( AuditEntry $entry ) => array(
				'id'          => $entry->id,
				'external_id' => $text( $entry, 'external_id' ),
				'post_id'     => (int) ( $entry->data['post_id'] ?? 0 ),
				'title'       => self::title( (int) ( $entry->data['post_id'] ?? 0 ) ),
				'target'      => $text( $entry, 'target' ),
				'label'       => $labels( $text( $entry, 'external_id' ), $text( $entry, 'target' ) ),
				'by'          => self::person( $entry->user_id ),
				'door'        => '' === $text( $entry, 'door' ) ? null : $text( $entry, 'door' ),
				'at_ms'       => $entry->at_ms,
			),
			$found
		);
	}

	/**
	 * Listing by listing: one that refuses does not keep the others.
	 *
	 * @param list<int> $ids Of overrides; those of another tenant, and those that ended meanwhile, are left out.
	 * @return array<string, mixed> contract/give-back.answer.schema.json
	 */
	public function give_back( int $tenant_id, array $ids, string $reason ): array {
		$targets = array();
		foreach ( $this->overrides->with_ids( $tenant_id, $ids ) as $one ) {
			$targets[ $one->external_id ][] = $one->target;
		}
		$given_back = 0;
		$refused    = array();
		foreach ( $targets as $external_id => $of_record ) {
			try {
				$given_back += count( $this->roll_back->lift( $this->subjects->of_record( $tenant_id, (string) $external_id ), $of_record, $reason ) );
			} catch ( Failure $failure ) {
				$refused[] = array(
					'external_id' => (string) $external_id,
					'message'     => $failure->getMessage(),
					'actions'     => $failure->actions,
				);
			}
		}
		return array(
			'given_back' => $given_back,
			'refused'    => $refused,
		);
	}

	/**
	 * @param list<string> $external_ids
	 * @return \Closure( string, string ): string What people call a target of a record.
	 */
	private function labels( int $tenant_id, array $external_ids ): \Closure {
		$entries  = $this->ledger->by_external_ids( $tenant_id, array_values( array_unique( $external_ids ) ) );
		$mappings = array_column( array_map( static fn( Mapping $mapping ) => array( $mapping->id, $mapping ), $this->mappings->current( $tenant_id ) ), 1, 0 );
		return static fn( string $external_id, string $target ): string => ( $mappings[ $entries[ $external_id ]->mapping_id ?? '' ] ?? null )?->field( $target )->label ?? FieldWords::label( $target );
	}

	private static function title( int $post_id ): ?string {
		$post = $post_id > 0 ? get_post( $post_id ) : null;
		return $post instanceof \WP_Post ? html_entity_decode( $post->post_title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) : null;
	}

	private static function person( ?int $user_id ): ?string {
		$user = null === $user_id || 0 === $user_id ? false : get_userdata( $user_id );
		return false === $user ? null : $user->display_name;
	}
}
