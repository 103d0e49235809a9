<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Ledger\Inbox;
use Callboard\Retry\RetryEntries;

defined( 'ABSPATH' ) || exit;

/**
 * Which records a run reads by their ids: first the oldest 50 retries, then the inbox, a page at a time, 10,000 a run.
 *
 * Where there are more, each mapping has its share: the ids of one that fails stay due and grow old, and would
 * otherwise stand before all others for ever.
 */
final class DueIds {
	private const A_PAGE = 2000;
	private const A_RUN  = 10000;

	public function __construct( private readonly Inbox $inbox, private readonly RetryEntries $retries ) {}

	/**
	 * @param list<string> $mapping_ids Those of the sync: what belongs to another waits for it.
	 * @return array{inbox: list<array{mapping_id: string, ids: list<string>}>, inbox_next: ?string}
	 */
	public function first( int $tenant_id, array $mapping_ids, int $now_ms ): array {
		$ids  = $this->retries( $tenant_id, $mapping_ids, $now_ms );
		$rows = $this->inbox->page( $tenant_id, $mapping_ids, $now_ms, array( 0, 0 ), self::A_PAGE );
		if ( count( $rows ) < self::A_PAGE ) {
			foreach ( $rows as $row ) {
				$ids[ (string) $row['mapping_id'] ][] = (string) $row['sf_id'];
			}
			return $this->answer( $ids, null );
		}
		return $this->page( $tenant_id, new DueCursor( $now_ms, 0, array_fill_keys( $mapping_ids, array( 0, 0 ) ) ), $ids );
	}

	/**
	 * @param list<string> $mapping_ids
	 * @param string       $after       The cursor of the page before.
	 * @return array{inbox: list<array{mapping_id: string, ids: list<string>}>, inbox_next: ?string}
	 */
	public function after( int $tenant_id, array $mapping_ids, string $after ): array {
		$cursor = DueCursor::parse( $after, $mapping_ids );
		// Another set of mappings since the page before: the next run begins anew.
		return null === $cursor ? $this->answer( array(), null ) : $this->page( $tenant_id, $cursor, array() );
	}

	/**
	 * @param array<string, list<string>> $ids Mapping id → ids that come before those of the inbox.
	 * @return array{inbox: list<array{mapping_id: string, ids: list<string>}>, inbox_next: ?string}
	 */
	private function page( int $tenant_id, DueCursor $cursor, array $ids ): array {
		$wanted = min( self::A_PAGE, self::A_RUN - $cursor->given );
		if ( $wanted < 1 ) {
			return $this->answer( $ids, null );
		}
		$rows = array();
		foreach ( $cursor->places as $mapping_id => $place ) {
			$rows[ $mapping_id ] = $this->inbox->page( $tenant_id, array( (string) $mapping_id ), $cursor->until_ms, $place, $wanted );
		}
		$places = $cursor->places;
		$taken  = 0;
		foreach ( self::shares( array_map( 'count', $rows ), $wanted ) as $mapping_id => $share ) {
			foreach ( array_slice( $rows[ $mapping_id ], 0, $share ) as $row ) {
				$ids[ $mapping_id ][]  = (string) $row['sf_id'];
				$places[ $mapping_id ] = array( (int) $row['next_ms'], (int) $row['id'] );
			}
			$taken += $share;
		}
		$more = $taken === $wanted && $cursor->given + $taken < self::A_RUN;
		return $this->answer( $ids, $more ? new DueCursor( $cursor->until_ms, $cursor->given + $taken, $places ) : null );
	}

	/**
	 * @param list<string> $mapping_ids
	 * @return array<string, list<string>>
	 */
	private function retries( int $tenant_id, array $mapping_ids, int $now_ms ): array {
		$oldest = $this->retries->due( $tenant_id, $mapping_ids, $now_ms );
		if ( count( $mapping_ids ) < 2 || array_sum( array_map( 'count', $oldest ) ) < RetryEntries::A_CYCLE ) {
			return $oldest;
		}
		$due = array();
		foreach ( $mapping_ids as $mapping_id ) {
			$due[ $mapping_id ] = $this->retries->due( $tenant_id, array( $mapping_id ), $now_ms )[ $mapping_id ] ?? array();
		}
		$shares = self::shares( array_map( 'count', $due ), RetryEntries::A_CYCLE );
		foreach ( $due as $mapping_id => $ids ) {
			$due[ $mapping_id ] = array_slice( $ids, 0, $shares[ $mapping_id ] );
		}
		return array_filter( $due );
	}

	/**
	 * All alike; what one does not need, the others have.
	 *
	 * @param array<string, int> $waiting Mapping id → how many wait.
	 * @return array<string, int>
	 */
	private static function shares( array $waiting, int $room ): array {
		asort( $waiting );
		$left = count( $waiting );
		foreach ( $waiting as $mapping_id => $number ) {
			$waiting[ $mapping_id ] = min( $number, intdiv( $room, $left ) );
			$room                  -= $waiting[ $mapping_id ];
			--$left;
		}
		return $waiting;
	}

	/**
	 * @param array<string, list<string>> $ids
	 * @return array{inbox: list<array{mapping_id: string, ids: list<string>}>, inbox_next: ?string}
	 */
	private function answer( array $ids, ?DueCursor $next ): array {
		return array(
			'inbox'      => array_map(
				static fn( string|int $mapping_id, array $of_mapping ) => array(
					'mapping_id' => (string) $mapping_id,
					'ids'        => array_values( array_unique( $of_mapping ) ),
				),
				array_keys( $ids ),
				$ids
			),
			'inbox_next' => $next?->text(),
		);
	}
}
