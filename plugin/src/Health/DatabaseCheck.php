<?php
declare(strict_types=1);

namespace Callboard\Health;

use Callboard\Database\Engines;
use Callboard\Database\Migrations;

defined( 'ABSPATH' ) || exit;

/** A sync that is killed must leave nothing half-written: every table it writes has to take part in transactions. */
final class DatabaseCheck implements Check {
	public function __construct( private readonly Engines $engines, private readonly Migrations $migrations ) {}

	public function look(): HealthLink {
		if ( $this->migrations->version() < $this->migrations->latest() ) {
			return $this->link( HealthLink::CRITICAL, __( 'Callboard’s tables are not up to date.', 'callboard' ), array( __( 'Switch the plugin off and on again; look at the PHP error log.', 'callboard' ) ) );
		}
		$others = $this->engines->without_transactions();
		if ( array() !== $others ) {
			return $this->link(
				HealthLink::CRITICAL,
				/* translators: %s: names of database tables. */
				sprintf( __( 'These tables cannot take part in transactions, so a sync that is interrupted may leave half a show: %s', 'callboard' ), implode( ', ', $others ) ),
				array( __( 'Ask your host to convert them to InnoDB.', 'callboard' ) )
			);
		}
		return $this->link( HealthLink::GOOD, __( 'All tables take part in transactions.', 'callboard' ) );
	}

	/** @param list<string> $actions */
	private function link( string $status, string $message, array $actions = array() ): HealthLink {
		return new HealthLink( 'database', __( 'The database', 'callboard' ), $status, $message, $actions );
	}
}
