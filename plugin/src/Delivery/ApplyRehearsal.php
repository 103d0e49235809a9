<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Audit\AuditLog;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Mapping\Mappings;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Run\RunState;

defined( 'ABSPATH' ) || exit;

/** "Apply exactly this": asks for a run like the rehearsed one that applies what was rehearsed and nothing else. */
final class ApplyRehearsal {
	public function __construct(
		private readonly Runs $runs,
		private readonly Mappings $mappings,
		private readonly Rehearsed $rehearsed,
		private readonly AuditLog $audit
	) {}

	/** @throws Failure When there is nothing that could be applied as rehearsed. */
	public function run( Run $rehearsal, string $trigger, ?int $user_id ): Run {
		if ( ! $rehearsal->is_rehearsal() ) {
			throw self::refused( 'run_is_no_rehearsal', __( 'This run was no rehearsal: what it did is done.', 'callboard' ), __( 'Rehearse first, then apply the rehearsal.', 'callboard' ) );
		}
		if ( RunState::SUCCEEDED !== $rehearsal->state ) {
			throw self::refused( 'rehearsal_unfinished', __( 'This rehearsal did not come to its end, so it does not tell everything that would change.', 'callboard' ), __( 'Wait for its end, or rehearse again.', 'callboard' ) );
		}
		$versions = $this->rehearsed->mapping_versions( $rehearsal->id );
		if ( array() === $versions ) {
			throw self::refused( 'rehearsal_empty', __( 'This rehearsal would change nothing.', 'callboard' ), __( 'Nothing to do.', 'callboard' ) );
		}
		$this->refuse_other_mappings( $rehearsal, $versions );
		$options = array_diff_key( $rehearsal->options, array( 'rehearsal' => true ) );
		$run     = $this->runs->enqueue( $rehearsal->tenant_id, $rehearsal->kind, $trigger, $user_id, $options + array( 'approves_run' => $rehearsal->id ) );
		$this->audit->add(
			$rehearsal->tenant_id,
			'rehearsal_applied',
			array(
				'rehearsal' => $rehearsal->id,
				'run'       => $run->id,
			),
			$user_id
		);
		return $run;
	}

	/** @param array<string, int> $versions Mapping id → version. */
	private function refuse_other_mappings( Run $rehearsal, array $versions ): void {
		foreach ( $versions as $mapping_id => $version ) {
			$mapping = $this->mappings->find( $rehearsal->tenant_id, $mapping_id );
			if ( null === $mapping || $mapping->version !== $version ) {
				throw self::refused(
					'mapping_changed_since_rehearsal',
					/* translators: %s: name of a mapping */
					sprintf( __( 'The mapping "%s" was changed after this rehearsal, so the rehearsal tells nothing of what would happen now.', 'callboard' ), $mapping->name ?? $mapping_id ),
					__( 'Rehearse again.', 'callboard' )
				);
			}
		}
	}

	private static function refused( string $code, string $message, string $action ): Failure {
		return new Failure( FailureKind::CONFIG, $code, $message, array( $action ) );
	}
}
