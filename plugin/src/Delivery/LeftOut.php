<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Audit\AuditLog;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mappings;
use Callboard\Run\RunItems;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** Records that a person left out of this site, so that another can include them again: contract/left-out-record. */
final class LeftOut {
	private const DECISIONS_READ = 1000;

	public function __construct(
		private readonly Ledger $ledger,
		private readonly RunItems $items,
		private readonly Mappings $mappings,
		private readonly Connections $connections,
		private readonly AuditLog $audit
	) {}

	/** @return list<array<string, mixed>> A page costs a handful of queries, however many records are on it. */
	public function page( int $tenant_id, int $page, int $per_page ): array {
		$entries = $this->ledger->in_state( $tenant_id, LedgerState::EXCLUDED, $per_page, max( 0, $page - 1 ) * $per_page );
		if ( array() === $entries ) {
			return array();
		}
		$words      = $this->items->newest( $tenant_id, array_map( static fn( LedgerEntry $entry ) => $entry->external_id, $entries ) );
		$by         = $this->by( $tenant_id );
		$connection = $this->connections->find( $tenant_id );
		$names      = array();
		$rows       = array();
		foreach ( $entries as $entry ) {
			$names[ $entry->mapping_id ] ??= $this->mappings->find( $tenant_id, $entry->mapping_id )->name ?? $entry->mapping_id;
			$rows[]                        = array(
				'external_id' => $entry->external_id,
				'mapping'     => mb_substr( $names[ $entry->mapping_id ], 0, 200 ),
				'title'       => ( $words[ $entry->external_id ] ?? null )?->title,
				'record_url'  => $connection?->record_url( $entry->external_id ),
				'since_ms'    => $entry->updated_ms, // Nothing writes to a record that is left out.
				'by'          => $by[ $entry->external_id ] ?? null,
			);
		}
		return $rows;
	}

	public function count( int $tenant_id ): int {
		return $this->ledger->count_in_state( $tenant_id, LedgerState::EXCLUDED );
	}

	/** @return array<string, string> External id → name of who left it out last, as far as the log is looked through. */
	private function by( int $tenant_id ): array {
		$users = array();
		foreach ( $this->audit->of_event( $tenant_id, DecideTwin::EVENT, self::DECISIONS_READ ) as $entry ) {
			if ( 'exclude' === ( $entry->data['decision'] ?? '' ) ) {
				$users[ (string) $entry->data['external_id'] ] ??= (int) $entry->user_id;
			}
		}
		cache_users( array_values( array_unique( array_filter( $users ) ) ) );
		return array_filter( array_map( static fn( int $user_id ): string => mb_substr( (string) ( get_userdata( $user_id )->display_name ?? '' ), 0, 250 ), $users ) );
	}
}
