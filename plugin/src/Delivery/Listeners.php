<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Foreign;

defined( 'ABSPATH' ) || exit;

/** Who listens to a hook besides core and Callboard; core's own work is done set-based. */
final class Listeners {
	/** @var array<string, bool> Name of a function → is it somebody else's? */
	private array $foreign = array();

	/** @var \WeakMap<object, array<string, bool>> The same by object and method: WordPress's id of one may be another's once it is gone. */
	private \WeakMap $foreign_methods;

	public function __construct() {
		$this->foreign_methods = new \WeakMap();
	}

	public function any( string ...$hooks ): bool {
		foreach ( $hooks as $hook ) {
			if ( array() !== $this->foreign_of( $hook ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Fires a hook for everybody but core and ourselves: core's revisions, pings and counts have no part in a sync.
	 *
	 * @param non-empty-string $hook
	 */
	public function fire( string $hook, mixed ...$arguments ): void {
		$this->call( $hook, $this->foreign_of( $hook ), $arguments );
	}

	/**
	 * Fires an action of ours, for everybody.
	 *
	 * @param non-empty-string $hook
	 */
	public function tell( string $hook, mixed ...$arguments ): void {
		$this->call( $hook, $this->all_of( $hook ), $arguments );
	}

	/**
	 * Nobody but core and ourselves hears of these hooks meanwhile.
	 *
	 * @template T
	 * @param list<string>  $hooks
	 * @param callable(): T $work
	 * @return T
	 */
	public function without_foreign( array $hooks, callable $work ): mixed {
		$all = array();
		foreach ( $hooks as $hook ) {
			$foreign = $this->foreign_of( $hook );
			if ( array() !== $foreign ) {
				$all[ $hook ]                  = $GLOBALS['wp_filter'][ $hook ];
				$GLOBALS['wp_filter'][ $hook ] = clone $all[ $hook ];
			}
			foreach ( $foreign as list( $priority, $callback ) ) {
				$GLOBALS['wp_filter'][ $hook ]->remove_filter( $hook, $callback['function'], $priority );
			}
		}
		try {
			return $work();
		} finally {
			foreach ( $all as $hook => $listeners ) {
				$GLOBALS['wp_filter'][ $hook ] = $listeners;
			}
		}
	}

	/**
	 * One that throws is logged, and the next is called all the same.
	 *
	 * @param non-empty-string                                                                $hook
	 * @param list<array{0: int, 1: array{function: callable, accepted_args: int}, 2: string}> $listeners
	 * @param array<mixed>                                                                    $arguments
	 */
	private function call( string $hook, array $listeners, array $arguments ): void {
		if ( array() === $listeners ) {
			return;
		}
		$all = $GLOBALS['wp_filter'][ $hook ];
		$own = new \WP_Hook();
		foreach ( $listeners as list( $priority, $callback ) ) {
			$function = $callback['function'];
			$own->add_filter( $hook, $function, $priority, $callback['accepted_args'] );
			// Under its own name: one that takes itself out while it saves a post must find itself.
			$own->callbacks[ $priority ][ array_key_last( $own->callbacks[ $priority ] ) ]['function'] = static fn( mixed ...$given ): mixed => Foreign::call( "a listener of {$hook}", $function, ...$given );
		}
		$GLOBALS['wp_filter'][ $hook ] = $own;
		try {
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.DynamicHooknameFound -- WordPress's own hooks, fired in its order, and ours.
			do_action( $hook, ...$arguments );
		} finally {
			$GLOBALS['wp_filter'][ $hook ] = $all;
		}
	}

	/** @return list<array{0: int, 1: array{function: callable, accepted_args: int}, 2: string}> */
	private function foreign_of( string $hook ): array {
		return array_values( array_filter( $this->all_of( $hook ), fn( array $one ): bool => $this->is_known_foreign( $one[1]['function'], $one[2] ) ) );
	}

	private function is_known_foreign( mixed $callback, string $id ): bool {
		$object = is_array( $callback ) ? $callback[0] : $callback;
		if ( ! is_object( $object ) ) {
			return $this->foreign[ $id ] ??= $this->is_foreign( $callback );
		}
		$method                           = is_array( $callback ) ? (string) $callback[1] : '__invoke';
		$known                            = $this->foreign_methods[ $object ] ?? array();
		$known[ $method ]               ??= $this->is_foreign( $callback );
		$this->foreign_methods[ $object ] = $known;
		return $known[ $method ];
	}

	/** @return list<array{0: int, 1: array{function: callable, accepted_args: int}, 2: string}> Priority, callback, its id. */
	private function all_of( string $hook ): array {
		$found = array();
		foreach ( $GLOBALS['wp_filter'][ $hook ]->callbacks ?? array() as $priority => $callbacks ) {
			foreach ( $callbacks as $id => $callback ) {
				$found[] = array( (int) $priority, $callback, (string) $id );
			}
		}
		return $found;
	}

	private function is_foreign( mixed $callback ): bool {
		try {
			$file = (string) $this->reflection( $callback )->getFileName();
		} catch ( \ReflectionException ) {
			return true; // A magic method: nobody knows whose, so it is called.
		}
		$file = wp_normalize_path( $file );
		foreach ( array( ABSPATH . WPINC, ABSPATH . 'wp-admin', dirname( __DIR__ ) ) as $folder ) {
			if ( str_starts_with( $file, trailingslashit( wp_normalize_path( (string) ( realpath( $folder ) ?: $folder ) ) ) )
				|| str_starts_with( $file, trailingslashit( wp_normalize_path( $folder ) ) ) ) {
				return false;
			}
		}
		return true;
	}

	private function reflection( mixed $callback ): \ReflectionFunctionAbstract {
		if ( is_array( $callback ) ) {
			return new \ReflectionMethod( $callback[0], $callback[1] );
		}
		if ( is_object( $callback ) && ! $callback instanceof \Closure ) {
			return new \ReflectionMethod( $callback, '__invoke' );
		}
		return is_string( $callback ) && str_contains( $callback, '::' ) ? new \ReflectionMethod( $callback ) : new \ReflectionFunction( $callback );
	}
}
