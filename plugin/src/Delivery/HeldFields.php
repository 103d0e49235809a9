<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Audit\AuditLog;
use Callboard\Ownership\StandingOverride;
use Callboard\Ownership\StandingOverrides;

defined( 'ABSPATH' ) || exit;

/** Overrides that stand outlive a sync that says nothing new about their field, and end with one that does. */
final class HeldFields {
	public const EVENT = 'override_ended';

	/** @var list<StandingOverride> Of the batch at hand. */
	private array $holding = array();

	public function __construct(
		private readonly StandingOverrides $overrides,
		private readonly AuditLog $audit
	) {}

	/** Before the batch is written: one query, and none beside it where nothing is overridden. */
	public function hold( Batch $batch ): void {
		$drafts   = array_map( static fn( Wanted $wanted ) => $wanted->draft->external_id, $batch->wanted );
		$standing = $this->overrides->standing( $batch->tenant_id, array_values( array_unique( $drafts ) ) );
		$ended         = array();
		$this->holding = array();
		foreach ( array() === $standing ? array() : $batch->wanted as $wanted ) {
			foreach ( $standing[ $wanted->draft->external_id ] ?? array() as $override ) {
				if ( $this->is_said_again( $wanted, $override ) ) {
					$wanted->held[ $override->target ] = true;
					$this->holding[]                   = $override;
				} else {
					$ended[] = $override;
				}
			}
		}
		$this->end( $batch, $ended, StandingOverride::CHANGED );
	}

	/** After the batch is written: a listing that was gone and made anew shows what Salesforce says. */
	public function release_new( Batch $batch ): void {
		$new = static fn( StandingOverride $override ): bool => isset( $batch->changes->created[ (int) $batch->entry( $override->external_id )?->post_id ] );
		$this->end( $batch, array_values( array_filter( $this->holding, $new ) ), StandingOverride::POST_NEW );
	}

	/** A field that Salesforce does not send is not written either, so nothing ends. */
	private function is_said_again( Wanted $wanted, StandingOverride $override ): bool {
		if ( ! array_key_exists( $override->target, $wanted->draft->values ) ) {
			return true;
		}
		$says = $wanted->stored_value( $override->target );
		if ( is_array( $says ) ) {
			sort( $says );
		}
		// WordPress numbers a slug that is taken: "hamlet-2" is still what "hamlet" was stored as.
		return $says === $override->replaced
			|| ( 'slug' === $override->target && is_string( $override->replaced ) && preg_replace( '/-\d+$/', '', $override->replaced ) === $says );
	}

	/** @param list<StandingOverride> $ended */
	private function end( Batch $batch, array $ended, string $why ): void {
		$this->overrides->end( array_map( static fn( StandingOverride $override ) => $override->id, $ended ), $why, $batch->now_ms );
		$this->audit->add_many(
			$batch->tenant_id,
			self::EVENT,
			array_map(
				static fn( StandingOverride $override ) => array(
					'post_id'     => $override->post_id,
					'external_id' => $override->external_id,
					'target'      => $override->target,
					'why'         => $why,
					'run_id'      => $batch->delivery->run_id,
				),
				$ended
			)
		);
	}
}
