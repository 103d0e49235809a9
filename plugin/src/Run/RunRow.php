<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** A row of table `run` read into a Run; shared by the repositories of that table. */
final class RunRow {
	/** @param array<string, string|null> $row */
	public static function to_run( array $row ): Run {
		$failure = self::json( $row['failure'] );
		return new Run(
			(int) $row['id'],
			(int) $row['tenant_id'],
			(string) $row['kind'],
			(string) $row['trigger_name'],
			(string) $row['state'],
			$row['phase'],
			(int) $row['done'],
			self::integer( $row['total'] ),
			self::counts( $row['counts'] ),
			(int) $row['api_calls'],
			null === $failure ? null : Failure::from_array( $failure ),
			self::integer( $row['requested_by'] ),
			(int) $row['fence'],
			(int) $row['takeovers'],
			(int) $row['token_generation'],
			$row['worker_id'],
			self::integer( $row['lease_expires_ms'] ),
			self::json( $row['resume'] ),
			(int) $row['created_ms'],
			self::integer( $row['started_ms'] ),
			self::integer( $row['heartbeat_ms'] ),
			self::integer( $row['finished_ms'] ),
			self::json( $row['options'] ) ?? array(),
			$row['outcome'],
			(int) ( $row['calls_before'] ?? 0 )
		);
	}

	/** @return array<string, int> */
	public static function counts( ?string $json ): array {
		return array_map( 'intval', self::json( $json ) ?? array() );
	}

	/** @return ?array<string, mixed> */
	private static function json( ?string $json ): ?array {
		return null === $json ? null : (array) json_decode( $json, true, 64, JSON_THROW_ON_ERROR );
	}

	private static function integer( ?string $value ): ?int {
		return null === $value ? null : (int) $value;
	}
}
