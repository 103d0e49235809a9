<?php
declare(strict_types=1);

namespace Callboard\Tests\Cli;

use Callboard\Cli\Output;

final class RecordedOutput implements Output {
	/** @var list<string> */
	public array $lines = array();

	/** @var list<array<string, scalar|null>> */
	public array $rows = array();

	/** @var list<string> */
	public array $failures = array();

	public function line( string $text ): void {
		$this->lines[] = $text;
	}

	public function table( array $rows ): void {
		$this->rows = $rows;
	}

	public function fail( string $text ): void {
		$this->failures[] = $text;
	}
}
