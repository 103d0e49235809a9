<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Database\Db;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Traits;

defined( 'ABSPATH' ) || exit;

/** What is due less often than each minute: the comparison of all ids at night, and hourly what moves without a stamp. */
final class Cadence {
	private const MINUTE_MS = 60 * 1000;
	private const HOUR_MS   = 60 * self::MINUTE_MS;
	private const DAY_MS    = 24 * self::HOUR_MS;

	// Between one and five at night, site time; tenants a few minutes apart, so that they do not all ask at once.
	private const NIGHT_BEGINS_MINUTES = 60;
	private const NIGHT_MINUTES        = 240;
	private const APART_MINUTES        = 37;

	public function __construct( private readonly Db $db, private readonly Traits $traits ) {}

	/**
	 * Nothing is compared within the hour in which the mappings were chosen or changed: they are being read.
	 *
	 * @param list<Mapping> $mappings Current ones.
	 * @return list<array{kind: string, trigger: string, options: array<string, mixed>}>
	 */
	public function due( int $tenant_id, array $mappings, int $now_ms ): array {
		$since = array() === $mappings ? $now_ms : $this->traits->since_ms( $tenant_id );
		if ( $now_ms - $since < self::HOUR_MS ) {
			return array();
		}
		$last = $this->last( $tenant_id );
		if ( $this->night_is_over_due( $last, $since, $this->night_before( $tenant_id, $now_ms ), $now_ms ) ) {
			return array( $this->wish( Run::RECONCILIATION, 'nightly', array() ) );
		}
		$kinds = array_filter( array( Run::RECONCILIATION, Run::REFRESH ), static fn( string $kind ) => $now_ms - $last[ $kind ]['tried'] >= self::HOUR_MS );
		if ( array() === $kinds ) {
			return array();
		}
		$moving = $this->traits->moving( $tenant_id, $mappings );
		$wishes = array();
		foreach ( $kinds as $kind ) {
			$ids = $moving[ Run::REFRESH === $kind ? 'values_move' : 'filter_moves' ];
			if ( array() !== $ids ) {
				$wishes[] = $this->wish( $kind, 'hourly', array( 'objects' => $ids ) );
			}
		}
		return $wishes;
	}

	/**
	 * @param array<string, mixed> $options
	 * @return array{kind: string, trigger: string, options: array<string, mixed>}
	 */
	private function wish( string $kind, string $trigger, array $options ): array {
		return array(
			'kind'    => $kind,
			'trigger' => $trigger,
			'options' => $options,
		);
	}

	/** @param array<string, array{tried: int, whole_tried: int, whole_succeeded: int}> $last */
	private function night_is_over_due( array $last, int $since_ms, int $night_ms, int $now_ms ): bool {
		$reconciled = $last[ Run::RECONCILIATION ];
		return max( $reconciled['whole_succeeded'], $since_ms ) < $night_ms && $now_ms - $reconciled['whole_tried'] >= self::HOUR_MS;
	}

	/**
	 * When the last one of each kind was asked for; one that is open was asked for just now.
	 *
	 * @return array<string, array{tried: int, whole_tried: int, whole_succeeded: int}>
	 */
	private function last( int $tenant_id ): array {
		$none = array(
			'tried'           => 0,
			'whole_tried'     => 0,
			'whole_succeeded' => 0,
		);
		$last = array(
			Run::RECONCILIATION => $none,
			Run::REFRESH        => $none,
		);
		$rows = $this->db->rows(
			"SELECT kind, state, CASE WHEN options IS NULL THEN 1 ELSE 0 END AS whole, MAX(created_ms) AS created_ms FROM {$this->db->table( 'run' )} WHERE tenant_id = %d AND kind IN (%s, %s) GROUP BY kind, state, CASE WHEN options IS NULL THEN 1 ELSE 0 END",
			array( $tenant_id, Run::RECONCILIATION, Run::REFRESH )
		);
		foreach ( $rows as $row ) {
			$kind    = Run::REFRESH === $row['kind'] ? Run::REFRESH : Run::RECONCILIATION;
			$created = RunState::is_open( (string) $row['state'] ) ? PHP_INT_MAX : (int) $row['created_ms'];
			$whole   = 1 === (int) $row['whole'];
			$done    = $whole && RunState::SUCCEEDED === $row['state'];

			$last[ $kind ] = array(
				'tried'           => max( $last[ $kind ]['tried'], $created ),
				'whole_tried'     => max( $last[ $kind ]['whole_tried'], $whole ? $created : 0 ),
				'whole_succeeded' => max( $last[ $kind ]['whole_succeeded'], $done ? $created : 0 ),
			);
		}
		return $last;
	}

	/** When this tenant's last night began. */
	private function night_before( int $tenant_id, int $now_ms ): int {
		$offset_ms = ( new \DateTimeImmutable( '@' . intdiv( $now_ms, 1000 ) ) )->setTimezone( wp_timezone() )->getOffset() * 1000;
		$begins_ms = ( self::NIGHT_BEGINS_MINUTES + ( $tenant_id * self::APART_MINUTES ) % self::NIGHT_MINUTES ) * self::MINUTE_MS;
		$local     = $now_ms + $offset_ms - $begins_ms;
		return $now_ms - ( $local % self::DAY_MS + self::DAY_MS ) % self::DAY_MS;
	}
}
