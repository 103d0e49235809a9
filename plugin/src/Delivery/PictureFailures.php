<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** Why a picture is missing from a listing that is otherwise up to date. */
final class PictureFailures {
	/** Of a file that was there. */
	public const GONE = 'image_source_gone';

	public static function unreachable( string $reason, string $kind = FailureKind::RECORD ): Failure {
		return new Failure(
			$kind,
			'image_unreachable',
			/* translators: %s: reason */
			sprintf( __( 'The picture could not be fetched: %s The listing itself is up to date.', 'callboard' ), $reason ),
			array( __( 'Correct the picture in Salesforce; it is fetched when the record or its file changes.', 'callboard' ) )
		);
	}

	/** Its listings keep the picture they have. */
	public static function gone(): Failure {
		return new Failure(
			FailureKind::RECORD,
			self::GONE,
			__( 'Salesforce has no such file any more that the integration user may see.', 'callboard' ),
			array( __( 'Choose another picture in Salesforce, or share the file with the integration user again.', 'callboard' ) )
		);
	}

	/** Of a picture whose host or session was away just now. */
	public static function tried_again( Failure $failure ): Failure {
		$told = 'image_unreachable' === $failure->code_name ? $failure : self::unreachable( $failure->getMessage() );
		return new Failure(
			FailureKind::RECORD,
			$told->code_name,
			$told->getMessage(),
			array( __( 'Nothing to do: it is tried again by itself, for a week. If the address is wrong, correct it in Salesforce.', 'callboard' ) )
		);
	}

	/** Of a picture whose work ended PHP several times: memory or time of this site do not suffice for it. */
	public static function fatal(): Failure {
		return self::unreachable( __( 'PHP stopped while it worked on this picture.', 'callboard' ) );
	}

	/** An outage, a limit or a refused session passes; a file that is no picture stays what it is. */
	public static function may_pass( Failure $failure ): bool {
		return in_array( $failure->kind, array( FailureKind::TRANSIENT, FailureKind::RATE_LIMIT, FailureKind::AUTH ), true );
	}

	/** What an operator reads in the end, whatever stopped it. */
	public static function told( Failure $failure, string $address ): Failure {
		$told = 'image_unreachable' === $failure->code_name ? $failure : self::unreachable( $failure->getMessage() );
		return new Failure( FailureKind::RECORD, $told->code_name, $told->getMessage(), $told->actions, array( 'address' => mb_substr( $address, 0, 500 ) ) );
	}
}
