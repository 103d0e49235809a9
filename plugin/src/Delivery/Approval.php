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

	/** Before anything is admitted. */
	public function hold( Batch $batch, int $rehearsal ): void {
		$items = $batch->delivery->items();
		$said  = $this->rehearsed->of( $rehearsal, array_values( array_unique( array_map( static fn( Draft|Withdrawal|Rejection $item ) => $item->external_id, $items ) ) ) );
		foreach ( $items as $position => $item ) {
			$record = $said[ $item->external_id ] ?? null;
			if ( null !== $record && $record->is( $item ) && $record->mapping_version === $batch->delivery->mapping_version ) {
				continue;
			}
			if ( $item instanceof Draft ) {
				$batch->postponed[ $item->external_id ] = true;
			}
			$post_id = $batch->entry( $item->external_id )?->post_id;
			$batch->settle( $position, new Outcome( $item->external_id, Outcome::HELD, $post_id, self::failure( $rehearsal ), $item instanceof Draft ? $item->title() : null ) );
		}
	}

	private static function failure( int $rehearsal ): Failure {
		return new Failure(
			FailureKind::RECORD,
			self::CODE,
			__( 'This record changed in Salesforce after the rehearsal, so it was not applied.', 'callboard' ),
			array( __( 'Nothing to do: the next ordinary sync brings it. To see it first, rehearse again.', 'callboard' ) ),
			array( 'rehearsal' => $rehearsal )
		);
	}
}
