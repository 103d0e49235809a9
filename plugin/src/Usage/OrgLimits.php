<?php
declare(strict_types=1);

namespace Callboard\Usage;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** What each org last said of its limits (`GET /limits`): believed for an hour, then the next bulk job asks again. */
final class OrgLimits {
	private const BELIEVED_MS = 3600 * 1000;

	/** What a bulk query uses up; batches are of ingest jobs. */
	private const OF_JOBS = array( 'DailyBulkV2QueryJobs', 'DailyBulkV2QueryFileStorageMB' );

	public function __construct( private readonly Db $db ) {}

	/**
	 * After ApiUsage::saw_org(), which makes the row: an answer of /limits carries the org's own count of calls too.
	 *
	 * @param list<array{name: string, used: int, max: int}> $limits Empty where the integration user may not ask.
	 */
	public function saw( string $org_id, array $limits, int $now_ms ): void {
		$this->db->query( "UPDATE {$this->table()} SET limits = %s, limits_ms = %d WHERE org_id = %s", array( (string) wp_json_encode( $limits ), $now_ms, $org_id ) );
	}

	/** @return ?list<array{name: string, used: int, max: int}> Null where they are to be asked. */
	public function of( string $org_id, int $now_ms ): ?array {
		$row = $this->db->row( "SELECT limits, limits_ms FROM {$this->table()} WHERE org_id = %s", array( $org_id ) );
		if ( null === $row || null === $row['limits_ms'] || $now_ms - (int) $row['limits_ms'] >= self::BELIEVED_MS ) {
			return null;
		}
		return array_values( (array) json_decode( (string) $row['limits'], true ) );
	}

	/**
	 * Whether a bulk query leaves the other users of the org what is theirs.
	 *
	 * @param float $share Of each limit, what may be used up before the rest is reserved.
	 * @return ?string 'free' or 'reserved'; null where the org is to be asked.
	 */
	public function bulk( string $org_id, float $share, int $now_ms ): ?string {
		$limits = $this->of( $org_id, $now_ms );
		if ( null === $limits ) {
			return null;
		}
		foreach ( $limits as $limit ) {
			if ( in_array( $limit['name'], self::OF_JOBS, true ) && $limit['used'] >= $share * $limit['max'] ) {
				return 'reserved';
			}
		}
		return 'free';
	}

	private function table(): string {
		return $this->db->table( 'org_limit' );
	}
}
