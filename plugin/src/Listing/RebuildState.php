<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** How far the rebuild of the index is. One row: it is the lock between batches and the rebuild, too. */
final class RebuildState {
	private const NAME = 'rebuild';
	private const IDLE = array(
		'phase'       => RebuildProgress::FINISHED,
		'mark'        => '',
		'run_ids'     => array(),
		'after_id'    => 0,
		'done'        => 0,
		'total'       => null,
		'differed'    => 0,
		'purge'       => array(),
		'started_ms'  => 0,
	);

	public function __construct( private readonly Db $db ) {}

	/** Inside a batch's transaction: may batches write to the live index alone? The answer holds until they commit. */
	public function is_filling_shadow_shared(): bool {
		$lock = $this->db->is_sqlite() ? '' : ' LOCK IN SHARE MODE';
		return $this->is_filling( $this->decoded( $this->select( $lock ) ) );
	}

	/** @return array<string, mixed> Locked until the caller's transaction ends. */
	public function locked( int $now_ms ): array {
		$value = $this->select( $this->db->for_update() );
		if ( null === $value ) {
			$this->db->query( "INSERT IGNORE INTO {$this->table()} (name, value, updated_ms) VALUES (%s, %s, %d)", array( self::NAME, (string) wp_json_encode( self::IDLE ), $now_ms ) );
			$value = $this->select( $this->db->for_update() );
		}
		return $this->decoded( $value );
	}

	/** @return array<string, mixed> */
	public function read(): array {
		return $this->decoded( $this->select( '' ) );
	}

	/** @param array<string, mixed> $state */
	public function store( array $state, int $now_ms ): void {
		$this->db->query( "UPDATE {$this->table()} SET value = %s, updated_ms = %d WHERE name = %s", array( (string) wp_json_encode( $state ), $now_ms, self::NAME ) );
	}

	/** @param array<string, mixed> $state */
	private function is_filling( array $state ): bool {
		return in_array( $state['phase'], array( RebuildProgress::DERIVING, RebuildProgress::COMPARING, RebuildProgress::SWAPPING ), true );
	}

	private function select( string $lock ): ?string {
		return $this->db->value( "SELECT value FROM {$this->table()} WHERE name = %s{$lock}", array( self::NAME ) );
	}

	/** @return array<string, mixed> */
	private function decoded( ?string $value ): array {
		return ( null === $value ? array() : (array) json_decode( $value, true ) ) + self::IDLE;
	}

	private function table(): string {
		return $this->db->table( 'content_state' );
	}
}
