<?php
declare(strict_types=1);

namespace Callboard\Admin;

defined( 'ABSPATH' ) || exit;

/**
 * `callboard_manage` is a meta capability: whoever may manage options has it, and a site may map it
 * to another one by the same filter without touching roles.
 */
final class Capability {

	public const MANAGE = 'callboard_manage';

	public function register(): void {
		add_filter( 'map_meta_cap', array( $this, 'map' ), 10, 2 );
	}

	/**
	 * @param string[] $caps
	 * @return string[]
	 */
	public function map( array $caps, string $cap ): array {
		return self::MANAGE === $cap ? array( 'manage_options' ) : $caps;
	}
}
