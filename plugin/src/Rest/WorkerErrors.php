<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Database\DatabaseError;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Run\LeaseLost;
use Callboard\Worker\RequestRefused;

defined( 'ABSPATH' ) || exit;

/** What stopped a worker's request → the answer it gets. */
final class WorkerErrors {
	private const STATUS = array(
		FailureKind::RATE_LIMIT => 503,
		FailureKind::TRANSIENT  => 503,
		FailureKind::BUG        => 500,
	);

	public static function of( \Throwable $error ): \WP_Error {
		return match ( true ) {
			$error instanceof RequestRefused => $error->to_error(),
			$error instanceof LeaseLost      => new \WP_Error(
				'callboard_lease_lost',
				__( 'The lease of this run has expired or passed to another worker.', 'callboard' ),
				array( 'status' => 409 )
			),
			$error instanceof Failure        => self::of_failure( $error ),
			$error instanceof DatabaseError && ( $error->is_conflict() || $error->is_lost() ) => self::of_failure(
				new Failure(
					FailureKind::TRANSIENT,
					'database_busy',
					__( 'The database of the site was busy.', 'callboard' ),
					array( __( 'Nothing: the worker tries again by itself.', 'callboard' ) )
				)
			),
			default                          => self::of_bug( $error ),
		};
	}

	public static function of_failure( Failure $failure ): \WP_Error {
		return new \WP_Error(
			'callboard_' . preg_replace( '/^callboard_/', '', $failure->code_name ),
			$failure->getMessage(),
			array(
				'status'  => self::STATUS[ $failure->kind ] ?? 422,
				'failure' => $failure->to_array(),
			)
		);
	}

	private static function of_bug( \Throwable $error ): \WP_Error {
		// Where, and of which class; never the message, which may quote what was being written.
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- the operator's only trace of a bug.
		error_log( sprintf( 'Callboard: %s in %s:%d', $error::class, basename( $error->getFile() ), $error->getLine() ) );
		return self::of_failure( Failure::bug( 'wordpress_unexpected', $error ) );
	}
}
