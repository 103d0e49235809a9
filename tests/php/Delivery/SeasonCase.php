<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Delivery;
use Callboard\Delivery\Draft;
use Callboard\Delivery\Outcomes;
use Callboard\Delivery\Withdrawal;
use Callboard\Mapping\Mapping;
use Callboard\Plugin;
use Callboard\Run\Lease;
use Callboard\Tests\CommittingTestCase;

/** A tenant with the PatronTicket preset, a claimed run, and builders for deliveries. */
abstract class SeasonCase extends CommittingTestCase {
	protected Plugin $plugin;
	protected int $tenant_id;
	protected ?Lease $lease = null;

	protected function setUp(): void {
		parent::setUp();
		Plugin::use_clock( $this->clock );
		$this->plugin    = new Plugin();
		$this->tenant_id = $this->new_tenant( 'Royal House' );
		$this->lease     = $this->claim( $this->tenant_id );
	}

	protected function new_tenant( string $name ): int {
		$tenant = $this->plugin->tenants()->create( $name );
		$preset = $this->plugin->presets()->find( 'patronticket' );
		foreach ( $preset->mappings as $mapping ) {
			$this->plugin->mappings()->save( $tenant->id, $mapping );
		}
		return $tenant->id;
	}

	protected function claim( int $tenant_id, string $kind = 'incremental' ): Lease {
		$this->plugin->runs()->enqueue( $tenant_id, $kind, 'test' );
		return $this->plugin->leases()->claim( 'worker-1', array( $tenant_id ) );
	}

	protected function mapping( string $mapping_id ): Mapping {
		return $this->plugin->mappings()->find( $this->tenant_id, $mapping_id );
	}

	/** @param array<string, mixed> $values */
	protected function production( int $number, array $values = array(), int $stamp_ms = 1000, int $read_ms = 5000 ): Draft {
		return self::draft(
			self::id( 'a0E', $number ),
			$values + array(
				'title'                      => "Show {$number}",
				'content'                    => "<p>About show {$number}</p>",
				'meta:callboard_subtitle'    => 'A play',
				'meta:callboard_purchase_url' => "https://tickets.example/{$number}",
				'taxonomy:genre'             => array( 'Play', 'Comedy' ),
				'taxonomy:season'            => '2026/27',
			),
			$stamp_ms,
			$read_ms
		);
	}

	/** @param array<string, mixed> $values */
	protected function performance( int $number, int $production, array $values = array(), int $stamp_ms = 1000, int $read_ms = 5000 ): Draft {
		return self::draft(
			self::id( 'a0P', $number ),
			$values + array(
				'title'                       => "Evening {$number}",
				'parent'                      => self::id( 'a0E', $production ),
				'meta:callboard_start'        => gmdate( 'Y-m-d\TH:i:s\Z', intdiv( self::NOW_MS, 1000 ) + 86400 * $number ),
				'meta:callboard_end'          => gmdate( 'Y-m-d\TH:i:s\Z', intdiv( self::NOW_MS, 1000 ) + 86400 * $number + 7200 ),
				'meta:callboard_timezone'     => 'Europe/London',
				'taxonomy:venue'              => 'Main Stage',
				'meta:callboard_city'         => 'London',
				'meta:callboard_address'      => "1 Theatre Lane\nLondon",
				'meta:callboard_sale_status'  => 'on_sale',
				'meta:callboard_event_status' => 'scheduled',
				'meta:callboard_price_min'    => '10.00',
				'meta:callboard_price_max'    => '65.50',
				'meta:callboard_purchase_url' => "https://tickets.example/p/{$number}",
				'meta:callboard_access'       => 'Captioned',
				'meta:callboard_natural_key'  => "CODE-{$number}",
			),
			$stamp_ms,
			$read_ms
		);
	}

	/** @param array<string, mixed> $values */
	protected static function draft( string $id, array $values, int $stamp_ms, int $read_ms ): Draft {
		ksort( $values );
		return new Draft( $id, $stamp_ms, $read_ms, hash( 'sha256', (string) json_encode( array( 1, $values ) ) ), $values );
	}

	protected static function id( string $prefix, int $number ): string {
		return sprintf( '%s%012dAAA', $prefix, $number );
	}

	/**
	 * @param list<Draft>      $records
	 * @param list<Withdrawal> $withdrawals
	 */
	protected function delivery( string $mapping_id, array $records, array $withdrawals = array(), ?string $delivery_id = null, ?Lease $lease = null ): Delivery {
		$lease ??= $this->lease;
		return new Delivery( $delivery_id ?? wp_generate_uuid4(), $lease->run->id, $lease->run->fence, $mapping_id, 1, $records, $withdrawals, array() );
	}

	/**
	 * @param list<Draft>      $records
	 * @param list<Withdrawal> $withdrawals
	 */
	protected function deliver( string $mapping_id, array $records, array $withdrawals = array() ): Outcomes {
		return $this->plugin->apply_delivery()->run( $this->tenant_id, $this->delivery( $mapping_id, $records, $withdrawals ) );
	}

	/** @return list<string> */
	protected static function words( Outcomes $outcomes ): array {
		return array_column( $outcomes->to_array()['outcomes'], 'outcome' );
	}

	protected function post_of( Draft $draft, ?int $tenant_id = null ): ?int {
		$entries = $this->plugin->ledger()->by_external_ids( $tenant_id ?? $this->tenant_id, array( $draft->external_id ) );
		return ( $entries[ $draft->external_id ] ?? null )?->post_id;
	}

	/** @return list<string> Queries that change rows. */
	protected static function writes( array $queries ): array {
		return array_values( preg_grep( '/^\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|RENAME|ALTER)\b/i', $queries ) ?: array() );
	}

	/** @return list<array<string, string|null>> */
	protected function listing(): array {
		return $this->plugin->db()->rows( 'SELECT * FROM ' . $this->plugin->db()->table( 'listing' ) . ' ORDER BY post_id' );
	}
}
