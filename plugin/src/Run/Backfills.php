<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;

defined( 'ABSPATH' ) || exit;

/** Asks for a backfill, after saying what cannot be meant. Whether a condition is SOQL, the worker says. */
final class Backfills {
	public function __construct( private readonly Runs $runs, private readonly Mappings $mappings ) {}

	/**
	 * @param array<string, mixed> $options As RunOptions.
	 * @throws Failure Kind config.
	 */
	public function ask( int $tenant_id, array $options, string $trigger, ?int $user_id = null ): Run {
		$options = RunOptions::normal( $options );
		$this->refuse_unknown_objects( $tenant_id, (array) ( $options['objects'] ?? array() ) );
		$from = $options['created_from_ms'] ?? null;
		$to   = $options['created_to_ms'] ?? null;
		if ( null !== $from && null !== $to && $from >= $to ) {
			throw self::refused( 'backfill_range_empty', __( 'The range of creation dates ends before it begins.', 'callboard' ), __( 'Swap the two dates.', 'callboard' ) );
		}
		if ( isset( $options['ids'] ) && ( null !== $from || null !== $to || isset( $options['condition'] ) ) ) {
			throw self::refused( 'backfill_ids_and_range', __( 'Records were asked for by id and by a range or condition at once.', 'callboard' ), __( 'Ask for one of them.', 'callboard' ) );
		}
		return $this->runs->enqueue( $tenant_id, Run::BACKFILL, $trigger, $user_id, $options );
	}

	/** @param array<int, mixed> $objects Mapping ids. */
	private function refuse_unknown_objects( int $tenant_id, array $objects ): void {
		$known   = array_map( static fn( Mapping $mapping ) => $mapping->id, $this->mappings->current( $tenant_id ) );
		$unknown = array_values( array_diff( array_map( 'strval', $objects ), $known ) );
		if ( array() !== $unknown ) {
			throw self::refused(
				'backfill_object_unknown',
				/* translators: %s: what somebody typed. */
				sprintf( __( 'Nothing is mapped under the name “%s”.', 'callboard' ), $unknown[0] ),
				/* translators: %s: a list of names. */
				sprintf( __( 'Ask for one or more of: %s.', 'callboard' ), implode( ', ', $known ) )
			);
		}
	}

	private static function refused( string $code, string $message, string $action ): Failure {
		return new Failure( FailureKind::CONFIG, $code, $message, array( $action ) );
	}
}
