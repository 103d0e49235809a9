<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Audit\AuditEntry;
use Callboard\Audit\AuditLog;
use Callboard\Delivery\StoredPosts;
use Callboard\Failure\Failure;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mappings;
use Callboard\Ownership\StandingOverride;
use Callboard\Ownership\StandingOverrides;
use Callboard\Provenance\Provenance;
use Callboard\Provenance\Version;

defined( 'ABSPATH' ) || exit;

/** Where each field of a listing comes from, what it said before, and who tried to change it. */
final class History {
	public function __construct(
		private readonly Mappings $mappings,
		private readonly StoredPosts $posts,
		private readonly Provenance $provenance,
		private readonly StandingOverrides $overrides,
		private readonly AuditLog $audit
	) {}

	/**
	 * @return array<string, mixed> contract/history.schema.json
	 * @throws Failure When the record has no listing.
	 */
	public function of( Subject $subject ): array {
		$listed    = Listed::of( $subject, $this->mappings, $this->posts );
		$versions  = $this->provenance->of( $subject->tenant_id, $subject->external_id );
		$overrides = $this->overrides->of( $subject->tenant_id, $subject->external_id );
		$timeline  = new Timeline( $versions, $overrides );
		$newest    = $this->newest_with_raw( $versions );
		return array(
			'subject'         => $subject->to_array(),
			'mapping_id'      => $listed->mapping->id,
			'mapping_version' => $newest?->mapping_version,
			'raw'             => $newest?->raw,
			'fields'          => array_map( fn( FieldMapping $field ) => $this->field( $field, $listed, $timeline, $overrides ), $listed->mapping->fields ),
			'versions'        => array_map( array( $this, 'version' ), $versions ),
			'events'          => array_map( array( $this, 'event' ), $this->audit->of_record( $subject->tenant_id, $subject->external_id ) ),
			'overrides'       => array_map( fn( StandingOverride $one ) => array( 'target' => $one->target ) + $this->override( $one ), $overrides ),
		);
	}

	/** @param list<Version> $versions */
	private function newest_with_raw( array $versions ): ?Version {
		foreach ( $versions as $version ) {
			if ( null !== $version->raw ) {
				return $version;
			}
		}
		return null;
	}

	/**
	 * @param list<StandingOverride> $overrides
	 * @return array<string, mixed>
	 */
	private function field( FieldMapping $field, Listed $listed, Timeline $timeline, array $overrides ): array {
		$standing = array_values( array_filter( $overrides, static fn( StandingOverride $one ) => $one->is_standing() && $one->target === $field->to ) )[0] ?? null;
		$now      = $listed->post->value_of( $field->to );
		$changes  = array();
		$after    = $now;
		foreach ( $timeline->of( $field->to ) as $change ) {
			$changes[] = array(
				'kind'   => $change->kind,
				'at_ms'  => $change->at_ms,
				'run_id' => $change->run_id,
				'by'     => self::person( $change->user_id ),
				'before' => StoredValue::in_words( $field->to, $change->before ),
				'after'  => StoredValue::in_words( $field->to, $after ),
			);
			$after     = $change->before;
		}
		return array(
			'target'        => $field->to,
			'label'         => $listed->label( $field->to ),
			'owner'         => $field->owner,
			'from'          => $field->from,
			'expression'    => $field->expression,
			'now'           => StoredValue::in_words( $field->to, $now ),
			'may_roll_back' => FieldWriter::takes( $field->to ) && FieldMapping::OWNER_WORDPRESS !== $field->owner,
			'why_fixed'     => Words::why_fixed( $field->to, $field->owner ),
			'override'      => null === $standing ? null : $this->override( $standing ),
			'changes'       => $changes,
		);
	}

	/** @return array<string, mixed> */
	private function override( StandingOverride $override ): array {
		return array(
			'value'      => StoredValue::in_words( $override->target, $override->value ),
			'replaced'   => StoredValue::in_words( $override->target, $override->replaced ),
			'reason'     => $override->reason,
			'by'         => self::person( $override->user_id ),
			'created_ms' => $override->created_ms,
			'ended_ms'   => $override->ended_ms,
			'ended_why'  => $override->ended_why,
		);
	}

	/** @return array<string, mixed> */
	private function version( Version $version ): array {
		return array(
			'id'              => $version->id,
			'run_id'          => $version->run_id,
			'at_ms'           => $version->at_ms,
			'stamp_ms'        => $version->stamp_ms,
			'read_ms'         => $version->read_ms,
			'mapping_version' => $version->mapping_version,
			'changed_by'      => $version->changed_by(),
			'targets'         => array_map( 'strval', array_keys( $version->previous ) ),
		);
	}

	/** @return array<string, mixed> Refused edits and overrides. */
	private function event( AuditEntry $entry ): array {
		$text = static fn( string $key ): ?string => is_string( $entry->data[ $key ] ?? null ) ? $entry->data[ $key ] : null;
		return array(
			'event'   => $entry->event,
			'targets' => array_values( array_map( 'strval', (array) ( $entry->data['targets'] ?? $entry->data['target'] ?? array() ) ) ),
			'by'      => self::person( $entry->user_id ),
			'door'    => $text( 'door' ),
			'reason'  => $text( 'reason' ) ?? $text( 'why' ),
			'at_ms'   => $entry->at_ms,
		);
	}

	private static function person( ?int $user_id ): ?string {
		$user = null === $user_id || 0 === $user_id ? false : get_userdata( $user_id );
		return false === $user ? null : $user->display_name;
	}
}
