<?php
declare(strict_types=1);

namespace Callboard\Front;

defined( 'ABSPATH' ) || exit;

/** Statuses as visitors read them. */
final class StatusWords {
	public static function sale( string $status ): string {
		return match ( $status ) {
			'on_sale'  => __( 'On sale', 'callboard' ),
			'not_yet'  => __( 'Not on sale yet', 'callboard' ),
			'few_left' => __( 'Few tickets left', 'callboard' ),
			'sold_out' => __( 'Sold out', 'callboard' ),
			'ended'    => __( 'No longer on sale', 'callboard' ),
			'free'     => __( 'Free', 'callboard' ),
			default    => '',
		};
	}

	public static function event( string $status ): string {
		return match ( $status ) {
			'cancelled'    => __( 'Cancelled', 'callboard' ),
			'postponed'    => __( 'Postponed', 'callboard' ),
			'rescheduled'  => __( 'Rescheduled', 'callboard' ),
			'moved_online' => __( 'Online', 'callboard' ),
			default        => '',
		};
	}

	/**
	 * What is true of a performance, the most important first: nobody buys tickets for a cancelled one.
	 *
	 * @return list<string>
	 */
	public static function of( string $event_status, string $sale_status ): array {
		$event = self::event( $event_status );
		$sale  = self::is_off( $event_status ) ? '' : self::sale( $sale_status );
		return array_values( array_filter( array( $event, $sale ), static fn( string $word ): bool => '' !== $word ) );
	}

	public static function is_off( string $event_status ): bool {
		return in_array( $event_status, array( 'cancelled', 'postponed' ), true );
	}

	public static function can_be_bought( string $event_status, string $sale_status ): bool {
		return ! self::is_off( $event_status ) && in_array( $sale_status, array( 'on_sale', 'few_left', 'free', '' ), true );
	}
}
