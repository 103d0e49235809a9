<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Audit\AuditLog;
use Callboard\Clock\Clock;
use Callboard\Delivery\StoredPosts;
use Callboard\Failure\Failure;
use Callboard\Mapping\Mappings;
use Callboard\Ownership\Override;
use Callboard\Ownership\StandingOverride;
use Callboard\Ownership\StandingOverrides;
use Callboard\Provenance\Provenance;
use Callboard\Provenance\Version;

defined( 'ABSPATH' ) || exit;

/**
 * Back to what a listing said in an earlier version: as an override that stands until Salesforce says something new
 * about the field, or until a person lifts it. Salesforce itself is not changed.
 */
final class RollBack {
	public const LIFTED = 'override_lifted';

	public function __construct(
		private readonly Clock $clock,
		private readonly Mappings $mappings,
		private readonly StoredPosts $posts,
		private readonly Provenance $provenance,
		private readonly StandingOverrides $overrides,
		private readonly Override $override,
		private readonly FieldWriter $writer,
		private readonly AuditLog $audit
	) {}

	/**
	 * @param list<string> $targets Empty: every field that said something else then.
	 * @return list<string> The fields that went back.
	 * @throws Failure When the user may not, gives no reason, or there is nothing to go back to.
	 */
	public function to_version( Subject $subject, int $version_id, array $targets, string $reason ): array {
		$listed   = Listed::of( $subject, $this->mappings, $this->posts );
		$versions = $this->provenance->of( $subject->tenant_id, $subject->external_id );
		$timeline = new Timeline( $versions, $this->overrides->of( $subject->tenant_id, $subject->external_id ) );
		$version  = $this->version( $versions, $version_id );
		$values   = array();
		foreach ( array() === $targets ? $this->rollable( $listed ) : $targets as $target ) {
			$now  = $listed->post->value_of( $target );
			$then = $timeline->value_at( $target, $version, $now );
			if ( $then !== $now ) {
				$this->writer->assert_writable( $listed, $target, $then );
				$values[ $target ] = $then;
			}
		}
		if ( array() === $values ) {
			throw Words::nothing_to_do();
		}
		$this->put( $subject, $listed->post->post_id, $values, $reason );
		return array_keys( $values );
	}

	/**
	 * @param list<string> $targets Empty: all that stand.
	 * @return list<string> The fields that say again what Salesforce says.
	 */
	public function lift( Subject $subject, array $targets, string $reason ): array {
		$listed   = Listed::of( $subject, $this->mappings, $this->posts );
		$standing = array_values(
			array_filter(
				$this->overrides->of( $subject->tenant_id, $subject->external_id ),
				static fn( StandingOverride $override ) => $override->is_standing() && ( array() === $targets || in_array( $override->target, $targets, true ) )
			)
		);
		if ( array() === $standing ) {
			return array();
		}
		$lifted = array_map( static fn( StandingOverride $override ) => $override->target, $standing );
		$this->override->run(
			$listed->post->post_id,
			$lifted,
			$reason,
			function () use ( $listed, $standing ): void {
				// What Salesforce has ended since shows already what it says.
				$ids    = array_map( static fn( StandingOverride $override ) => $override->id, $standing );
				$values = array_column( $this->overrides->with_ids( $listed->entry->tenant_id, $ids ), 'replaced', 'target' );
				if ( array() !== $values ) {
					$this->writer->write( $listed, $values );
				}
				$this->overrides->end( $ids, StandingOverride::LIFTED, $this->clock->now_ms() );
			}
		);
		$data = array(
			'post_id'     => $listed->post->post_id,
			'external_id' => $subject->external_id,
			'targets'     => $lifted,
			'reason'      => $reason,
		);
		$this->audit->add( $subject->tenant_id, self::LIFTED, $data, get_current_user_id() );
		return $lifted;
	}

	/**
	 * A kill between the writes and the override's row is found as drift and repaired: the roll back then did not happen.
	 *
	 * @param array<string, string|list<int>|null> $values
	 */
	private function put( Subject $subject, int $post_id, array $values, string $reason ): void {
		$this->override->run(
			$post_id,
			array_keys( $values ),
			$reason,
			function () use ( $subject, $values, $reason ): void {
				// Read once more: what a sync brought since is what lifting is to show again.
				$listed = Listed::of( $subject, $this->mappings, $this->posts );
				$all    = $this->overrides->of( $subject->tenant_id, $subject->external_id );
				$this->writer->write( $listed, $values );
				$now_ms = $this->clock->now_ms();
				foreach ( $values as $target => $value ) {
					$before = $this->standing( $all, $target );
					$this->overrides->end( null === $before ? array() : array( $before->id ), StandingOverride::REPLACED, $now_ms );
					// Over another override: what Salesforce says is what that one replaced.
					$replaced = null === $before ? $listed->post->value_of( $target ) : $before->replaced;
					if ( $replaced !== $value ) {
						$this->overrides->add(
							new StandingOverride( 0, $listed->entry->tenant_id, $listed->entry->external_id, $listed->post->post_id, $target, $value, $replaced, $reason, get_current_user_id(), $now_ms, null, null )
						);
					}
				}
			}
		);
	}

	/** @param list<Version> $versions */
	private function version( array $versions, int $version_id ): Version {
		foreach ( $versions as $version ) {
			if ( $version->id === $version_id ) {
				return $version;
			}
		}
		throw Words::version_gone();
	}

	/** @param list<StandingOverride> $all */
	private function standing( array $all, string $target ): ?StandingOverride {
		foreach ( $all as $override ) {
			if ( $override->is_standing() && $override->target === $target ) {
				return $override;
			}
		}
		return null;
	}

	/** @return list<string> */
	private function rollable( Listed $listed ): array {
		$targets = array_map( static fn( $field ) => $field->to, $listed->mapping->fields );
		return array_values( array_filter( $targets, static fn( string $target ) => FieldWriter::takes( $target ) ) );
	}
}
