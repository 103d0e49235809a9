<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/** A key with its connection string, which is shown this once. */
final class NewWorkerKey {
	public function __construct(
		public readonly WorkerKey $key,
		#[\SensitiveParameter]
		public readonly string $connection
	) {}
}
