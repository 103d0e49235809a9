<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Event\Moment;
use Callboard\Event\Taxonomies;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Promise 1: the same performance told by two records is listed once, and a person decides. */
final class Twins {
	public function __construct( private readonly Ledger $ledger ) {}

	/** Equal title, parent, venue, start and natural key; without a start or a natural key nothing is a twin. */
	public static function key( Mapping $mapping, Draft $draft, ?string $venue = null ): ?string {
		$start = $draft->values['meta:callboard_start'] ?? null;
		$named = null === $mapping->natural_key ? null : ( $draft->values[ $mapping->natural_key ] ?? null );
		if ( ! is_string( $start ) || '' === $start || null === $named || '' === $named || array() === $named ) {
			return null;
		}
		$parts = array();
		foreach ( array( 'title', 'parent', $venue ?? self::venue() ) as $target ) {
			$value   = $draft->values[ $target ] ?? '';
			$parts[] = is_string( $value ) ? mb_strtolower( trim( $value ) ) : $value;
		}
		return hash( 'sha256', (string) json_encode( array( ...$parts, Moment::to_ms( $start ) ?? $start, $named ) ) );
	}

	/** The target that tells where a performance plays. */
	public static function venue(): string {
		return 'taxonomy:' . Taxonomies::venue();
	}

	/**
	 * Which of these must wait for a person: index → the record that came first.
	 *
	 * @param array<int, Wanted> $wanted
	 * @return array<int, array{0: string, 1: ?int}> Index → external id and post of the twin.
	 */
	public function among( int $tenant_id, array $wanted ): array {
		$keys  = array_values( array_unique( array_filter( array_map( static fn( Wanted $one ) => $one->twin_key, $wanted ) ) ) );
		$first = $this->stored( $tenant_id, $keys, $wanted );
		$twins = array();
		foreach ( $wanted as $index => $one ) {
			$id = $one->draft->external_id;
			if ( null === $one->twin_key || LedgerEntry::SEPARATE === $one->decided() ) {
				continue;
			}
			$other = $first[ $one->twin_key ] ?? null;
			if ( null !== $other && $other[0] !== $id ) {
				$twins[ $index ] = $other;
			} else {
				$first[ $one->twin_key ] = array( $id, $one->post_id );
			}
		}
		return $twins;
	}

	/**
	 * Records held because of these keys may be looked at again.
	 *
	 * @param list<string> $freed
	 * @return array<string, list<string>> Mapping id → external ids.
	 */
	public function held_by( int $tenant_id, array $freed ): array {
		$held = array();
		foreach ( $this->ledger->by_twin_keys( $tenant_id, $freed ) as $entry ) {
			if ( LedgerState::HELD === $entry->state ) {
				$held[ $entry->mapping_id ][] = $entry->external_id;
			}
		}
		return $held;
	}

	/**
	 * Live records that carry a key and keep it after this batch.
	 *
	 * @param list<string>       $keys
	 * @param array<int, Wanted> $wanted
	 * @return array<string, array{0: string, 1: ?int}>
	 */
	private function stored( int $tenant_id, array $keys, array $wanted ): array {
		$changing = array();
		foreach ( $wanted as $one ) {
			$changing[ $one->draft->external_id ] = $one->twin_key;
		}
		$stored = array();
		foreach ( $this->ledger->by_twin_keys( $tenant_id, $keys ) as $entry ) {
			$keeps = ! array_key_exists( $entry->external_id, $changing ) || $changing[ $entry->external_id ] === $entry->twin_key;
			if ( LedgerState::LIVE === $entry->state && $keeps ) {
				$stored[ (string) $entry->twin_key ] ??= array( $entry->external_id, $entry->post_id );
			}
		}
		return $stored;
	}
}
