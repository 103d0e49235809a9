<?php
declare(strict_types=1);

namespace Callboard;

use Callboard\Clock\Clock;
use Callboard\Clock\SystemClock;

defined( 'ABSPATH' ) || exit;

/**
 * Builds objects lazily and calls register(); holds no logic.
 *
 * Each group of rooms has its own wiring trait: a typed getter per service, and one register_…() that hooks.
 */
final class Plugin {
	use Wiring\StateServices;
	use Wiring\ContentServices;
	use Wiring\PictureServices;
	use Wiring\PublicServices;
	use Wiring\ExplainServices;
	use Wiring\AdminServices;

	private static ?self $instance = null;
	private static ?Clock $clock   = null;

	/** @var array<string, object> */
	private array $services = array();

	public static function instance(): self {
		return self::$instance ??= new self();
	}

	/** Called before anything is built: tests freeze time for every service, hooked ones included. */
	public static function use_clock( Clock $clock ): void {
		self::$clock = $clock;
	}

	public function clock(): Clock {
		return self::$clock ??= new SystemClock();
	}

	public function register(): void {
		$this->register_state();
		$this->register_content();
		$this->register_public();
		$this->register_admin();
	}

	/**
	 * @template T of object
	 * @param class-string<T> $id
	 * @param callable(): T   $make
	 * @return T
	 */
	private function once( string $id, callable $make ): object {
		$this->services[ $id ] ??= $make();
		/** @var T */
		return $this->services[ $id ];
	}
}
