<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Ownership\StandingOverride;
use Callboard\Provenance\Version;

defined( 'ABSPATH' ) || exit;

/** Every kept change of a listing's fields, and from them what stood there at any kept version. */
final class Timeline {
	/** @var list<Change> Newest first. */
	private array $changes = array();

	/**
	 * @param list<Version>          $versions
	 * @param list<StandingOverride> $overrides
	 */
	public function __construct( array $versions, array $overrides ) {
		foreach ( $versions as $version ) {
			foreach ( $version->previous as $target => $before ) {
				$this->changes[] = new Change( Change::SYNC, (string) $target, self::value( $before ), $version->at_ms, $version->id, $version->run_id, null );
			}
		}
		foreach ( $overrides as $override ) {
			if ( StandingOverride::LIFTED === $override->ended_why ) {
				$this->changes[] = new Change( Change::LIFT, $override->target, $override->value, (int) $override->ended_ms, $override->id, null, null );
			}
			$this->changes[] = new Change( Change::OVERRIDE, $override->target, $override->replaced, $override->created_ms, $override->id, null, $override->user_id );
		}
		$order = static fn( Change $change ): array => array( $change->at_ms, Change::SYNC === $change->kind ? 0 : 1, $change->number );
		usort( $this->changes, static fn( Change $a, Change $b ) => $order( $b ) <=> $order( $a ) );
	}

	/** @return list<Change> Newest first. */
	public function of( string $target ): array {
		return array_values( array_filter( $this->changes, static fn( Change $change ) => $change->target === $target ) );
	}

	/**
	 * What a field stored once a version had been applied: what the next change after it replaced, or what it stores now.
	 *
	 * @param string|list<int>|null $now
	 * @return string|list<int>|null
	 */
	public function value_at( string $target, Version $version, string|array|null $now ): string|array|null {
		$value = $now;
		foreach ( $this->of( $target ) as $change ) {
			$is_later = Change::SYNC === $change->kind ? $change->number > $version->id : $change->at_ms >= $version->at_ms;
			if ( $is_later ) {
				$value = $change->before;
			}
		}
		return $value;
	}

	/** @return string|list<int>|null */
	private static function value( mixed $stored ): string|array|null {
		return is_array( $stored ) ? array_values( array_map( 'intval', $stored ) ) : ( null === $stored ? null : (string) $stored );
	}
}
