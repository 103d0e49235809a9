<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/**
 * A server whose clock ran ahead and was set back: what it wrote down meanwhile lies in the future, and everything that
 * asks "is it time yet?" would wait for that moment, a year if the clock was a year ahead.
 */
final class ClockSetBack {
	/** Clocks of several servers of one site are not so far apart; what lies ahead by less is waited for. */
	private const AHEAD_MS = 5 * 60 * 1000;
	private const HOUR_MS  = 60 * 60 * 1000;

	/** Table → how far ahead its `next_ms` may lie by right. */
	private const QUEUES = array(
		'inbox'   => 6 * self::HOUR_MS,
		'retry'   => 3 * self::HOUR_MS,
		'effects' => 26 * self::HOUR_MS,
	);

	/** Table → columns that tell what has been. */
	private const PAST = array(
		'run'     => array( 'created_ms', 'started_ms', 'heartbeat_ms', 'finished_ms' ),
		'mapping' => array( 'created_ms' ),
		'worker'  => array( 'last_seen_ms' ),
		'picture' => array( 'looked_ms' ),
	);

	public function __construct( private readonly Db $db ) {}

	/** One question, unless it was. */
	public function mend( int $now_ms ): void {
		// Each minute makes a run: the last one tells.
		$last_ms = (int) $this->db->value( "SELECT created_ms FROM {$this->db->table( 'run' )} ORDER BY id DESC LIMIT 1" );
		if ( $last_ms > $now_ms + self::AHEAD_MS ) {
			$this->db->transaction( fn() => $this->bring_back( $now_ms ) );
		}
	}

	private function bring_back( int $now_ms ): void {
		foreach ( self::PAST as $table => $columns ) {
			foreach ( $columns as $column ) {
				$this->db->query( "UPDATE {$this->db->table( $table )} SET {$column} = %d WHERE {$column} > %d", array( $now_ms, $now_ms ) );
			}
		}
		$lease_ms = $now_ms + Leases::LEASE_MS;
		$this->db->query( "UPDATE {$this->db->table( 'run' )} SET lease_expires_ms = %d WHERE lease_expires_ms > %d", array( $now_ms, $lease_ms ) );
		foreach ( self::QUEUES as $table => $ahead_ms ) {
			// What was put in, or put off, by the clock that ran ahead is due now.
			$this->db->query( "UPDATE {$this->db->table( $table )} SET next_ms = %d WHERE next_ms > %d OR ( created_ms > %d AND next_ms > %d )", array( $now_ms, $now_ms + $ahead_ms, $now_ms, $now_ms ) );
			$this->db->query( "UPDATE {$this->db->table( $table )} SET created_ms = %d WHERE created_ms > %d", array( $now_ms, $now_ms ) );
		}
		$this->db->query( "DELETE FROM {$this->db->table( 'content_state' )} WHERE name LIKE %s AND updated_ms > %d", array( 'pictures:%', $now_ms ) );
	}
}
