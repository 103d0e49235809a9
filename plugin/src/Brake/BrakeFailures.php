<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** What the brake says, in words for the person it asks. */
final class BrakeFailures {
	public const CODE = 'brake_on';

	public static function held( BrakeRow $brake ): Failure {
		$message = match ( $brake->cause ) {
			/* translators: %s: number of listings */
			BrakeRow::EMPTY_SOURCE => __( 'Salesforce would take all %1$s listings of this kind off the site at once. Nothing was withdrawn.', 'callboard' ),
			/* translators: 1: number of listings, 2: number of withdrawals */
			BrakeRow::WITHIN_A_DAY => __( 'Piece by piece, Salesforce would take %2$s of %1$s listings of this kind off the site within 24 hours. The last of them were not withdrawn.', 'callboard' ),
			/* translators: 1: number of listings, 2: number of withdrawals */
			default                => __( 'Salesforce would take %2$s of %1$s listings of this kind off the site at once. Nothing was withdrawn.', 'callboard' ),
		};
		return new Failure(
			FailureKind::RECORD,
			self::CODE,
			sprintf( $message, number_format_i18n( $brake->listed ), number_format_i18n( $brake->withdrawals ) ),
			array(
				__( 'Look in Salesforce whether these records were meant to go: a filter, a permission or an import may be at fault.', 'callboard' ),
				__( 'Then withdraw them or keep them under "Needs attention".', 'callboard' ),
			),
			array(
				'brake'       => $brake->id,
				'withdrawals' => $brake->withdrawals,
				'listed'      => $brake->listed,
			)
		);
	}

	public static function kept(): Failure {
		return new Failure(
			FailureKind::RECORD,
			'brake_kept',
			__( 'A person decided to keep this listing although Salesforce withdrew its record.', 'callboard' ),
			array( __( 'It follows Salesforce again when the record comes back. To withdraw it now, decide anew under "Needs attention".', 'callboard' ) )
		);
	}

	public static function not_open( BrakeRow $brake ): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'brake_decided',
			BrakeRow::REFUSED === $brake->state
				? __( 'Somebody has decided to keep these listings already.', 'callboard' )
				: __( 'Somebody has decided to withdraw these listings already.', 'callboard' ),
			array( __( 'Reload the page to see what stands now.', 'callboard' ) )
		);
	}
}
