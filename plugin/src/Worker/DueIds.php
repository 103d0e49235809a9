<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Ledger\Inbox;
use Callboard\Retry\RetryEntries;

defined( 'ABSPATH' ) || exit;

/** Which records a run reads by their ids: first the oldest 50 retries, then the inbox, a page at a time, 10,000 a run. */
final class DueIds {
	private const A_PAGE = 2000;
	private const A_RUN  = 10000;

	public function __construct( private readonly Inbox $inbox, private readonly RetryEntries $retries ) {}

	/**
	 * @param list<string> $mapping_ids Those of the sync: what belongs to another waits for it.
	 * @return array{inbox: list<array{mapping_id: string, ids: list<string>}>, inbox_next: ?string}
	 */
	public function first( int $tenant_id, array $mapping_ids, int $now_ms ): array {
		return $this->page( $tenant_id, $mapping_ids, array( $now_ms, 0, 0, 0 ), $this->retries->due( $tenant_id, $mapping_ids, $now_ms ) );
	}

	/**
	 * @param list<string> $mapping_ids
	 * @param string       $after       The cursor of the page before: until when due, where it ended, how many so far.
	 * @return array{inbox: list<array{mapping_id: string, ids: list<string>}>, inbox_next: ?string}
	 */
	public function after( int $tenant_id, array $mapping_ids, string $after ): array {
		$cursor = array_map( 'intval', explode( '.', $after ) );
		return $this->page( $tenant_id, $mapping_ids, array( $cursor[0], $cursor[1] ?? 0, $cursor[2] ?? 0, $cursor[3] ?? self::A_RUN ), array() );
	}

	/**
	 * @param list<string>                         $mapping_ids
	 * @param array{0: int, 1: int, 2: int, 3: int} $cursor
	 * @param array<string, list<string>>          $ids         Mapping id → ids that come before those of the inbox.
	 * @return array{inbox: list<array{mapping_id: string, ids: list<string>}>, inbox_next: ?string}
	 */
	private function page( int $tenant_id, array $mapping_ids, array $cursor, array $ids ): array {
		list( $until_ms, $next_ms, $id, $given ) = $cursor;
		$wanted                                  = min( self::A_PAGE, self::A_RUN - $given );
		$rows                                    = $wanted < 1 ? array() : $this->inbox->page( $tenant_id, $mapping_ids, $until_ms, array( $next_ms, $id ), $wanted );
		foreach ( $rows as $row ) {
			$ids[ (string) $row['mapping_id'] ][] = (string) $row['sf_id'];
		}
		$last = end( $rows );
		$more = false !== $last && count( $rows ) === $wanted && $given + $wanted < self::A_RUN;
		return array(
			'inbox'      => array_map(
				static fn( string|int $mapping_id, array $of_mapping ) => array(
					'mapping_id' => (string) $mapping_id,
					'ids'        => array_values( array_unique( $of_mapping ) ),
				),
				array_keys( $ids ),
				$ids
			),
			'inbox_next' => $more ? implode( '.', array( $until_ms, (int) $last['next_ms'], (int) $last['id'], $given + count( $rows ) ) ) : null,
		);
	}
}
