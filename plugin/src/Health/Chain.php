<?php
declare(strict_types=1);

namespace Callboard\Health;

defined( 'ABSPATH' ) || exit;

/** cron → ping → worker → Salesforce → last write → listing, and the ground they stand on. */
final class Chain {
	/** @param list<Check> $checks */
	public function __construct( private readonly array $checks ) {}

	/** @return list<HealthLink> */
	public function links(): array {
		return array_map( static fn( Check $check ) => $check->look(), $this->checks );
	}

	/** @return array<string, mixed> As contract/health.schema.json. */
	public function report(): array {
		$links = $this->links();
		return array(
			'status' => self::worst( $links ),
			'links'  => array_map( static fn( HealthLink $link ) => $link->to_array(), $links ),
		);
	}

	/** @param list<HealthLink> $links */
	public static function worst( array $links ): string {
		$found = array_map( static fn( HealthLink $link ) => $link->status, $links );
		foreach ( array( HealthLink::CRITICAL, HealthLink::RECOMMENDED ) as $status ) {
			if ( in_array( $status, $found, true ) ) {
				return $status;
			}
		}
		return HealthLink::GOOD;
	}
}
