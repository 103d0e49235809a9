<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** "Apply exactly this": what is not what was rehearsed is left to the next ordinary run, and said so. */
final class Approval {
	public const CODE = 'changed_since_rehearsal';

	public function __construct( private readonly Rehearsed $rehearsed ) {}

	/**
	 * Before anything is admitted.
	 *
	 * @return array<string, RehearsedRecord> External id → what was said of it.
	 */
	public function hold( Batch $batch, int $rehearsal ): array {
		$items = $batch->delivery->items();
		$said  = $this->rehearsed->of( $rehearsal, array_values( array_unique( array_map( static fn( Draft|Withdrawal|Rejection $item ) => $item->external_id, $items ) ) ) );
		foreach ( $items as $position => $item ) {
			$record = $said[ $item->external_id ] ?? null;
			if ( null !== $record && $record->is( $item ) && $record->mapping_version === $batch->delivery->mapping_version ) {
				continue;
			}
			self::leave( $batch, $position, $item, $rehearsal, __( 'This record changed in Salesforce after the rehearsal, so it was not applied.', 'callboard' ) );
		}
		return $said;
	}

	/**
	 * Before anything is written: a record that is as it was, but its twin has gone since, its production has come, or a
	 * post it would take over.
	 *
	 * @param array<string, RehearsedRecord> $said
	 */
	public function hold_unforeseen( Batch $batch, int $rehearsal, array $said ): void {
		foreach ( $batch->wanted as $position => $wanted ) {
			$record = $said[ $wanted->draft->external_id ] ?? null;
			if ( null !== $record && ! self::foresaw( $record, $wanted ) ) {
				self::leave( $batch, $position, $wanted->draft, $rehearsal, __( 'What was around this record changed after the rehearsal, which said something else of it, so it was not applied.', 'callboard' ) );
			}
		}
	}

	private static function foresaw( RehearsedRecord $record, Wanted $wanted ): bool {
		return $record->is_listed() && ( Outcome::CREATED === $record->outcome
			? $wanted->post_id === $wanted->entry?->post_id // Nothing is taken over.
			: $wanted->post_id === $record->post_id );
	}

	private static function leave( Batch $batch, int $position, Draft|Withdrawal|Rejection $item, int $rehearsal, string $message ): void {
		if ( $item instanceof Draft ) {
			$batch->postponed[ $item->external_id ] = true;
		}
		$post_id = $batch->entry( $item->external_id )?->post_id;
		$batch->settle( $position, new Outcome( $item->external_id, Outcome::HELD, $post_id, self::failure( $rehearsal, $message ), $item instanceof Draft ? $item->title() : null ) );
	}

	private static function failure( int $rehearsal, string $message ): Failure {
		return new Failure(
			FailureKind::RECORD,
			self::CODE,
			$message,
			array( __( 'Nothing to do: the next ordinary sync brings it. To see it first, rehearse again.', 'callboard' ) ),
			array( 'rehearsal' => $rehearsal )
		);
	}
}
