<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Explain\Subject;
use Callboard\Explain\Subjects;
use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** The one show that the words after a command mean; otherwise what to say instead. */
final class OneShow {
	public function __construct(
		private readonly Output $output,
		private readonly Subjects $subjects
	) {}

	/**
	 * @param list<string>              $args
	 * @param callable( Subject ): void $work
	 */
	public function with( array $args, callable $work ): void {
		$found = $this->subjects->find( implode( ' ', $args ) );
		if ( array() === $found ) {
			$this->output->fail( __( 'No show is known by this. Give a post, a Salesforce id, an address or a part of the title.', 'callboard' ) );
			return;
		}
		if ( count( $found ) > 1 ) {
			$this->output->table( array_map( static fn( Subject $subject ) => $subject->to_array(), $found ) );
			$this->output->fail( __( 'Several shows are known by this: ask again with the id of one.', 'callboard' ) );
			return;
		}
		try {
			$work( $found[0] );
		} catch ( Failure $failure ) {
			$this->output->fail( implode( ' ', array( $failure->getMessage(), ...$failure->actions ) ) );
		}
	}
}
