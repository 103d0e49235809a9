<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Explain\ChainLink;
use Callboard\Explain\Subject;
use Callboard\Explain\WhyNot;

defined( 'ABSPATH' ) || exit;

/** `wp callboard why-not <show>`: every link from the org to the page; fails when one is broken, so that scripts can ask. */
final class WhyNotCommand {
	public function __construct(
		private readonly Output $output,
		private readonly OneShow $one_show,
		private readonly WhyNot $why_not
	) {}

	/** @param list<string> $args */
	public function __invoke( array $args ): void {
		$this->one_show->with(
			$args,
			function ( Subject $subject ): void {
				$chain = $this->why_not->of( $subject );
				$this->output->line( sprintf( '%s (%s)', (string) $subject->title, $subject->external_id ) );
				$this->output->table( array_values( array_map( array( $this, 'row' ), (array) $chain['links'] ) ) );
				null === $chain['broken'] ? $this->output->line( (string) $chain['sentence'] ) : $this->output->fail( ChainLink::label( (string) $chain['broken'] ) . ': ' . $chain['sentence'] );
			}
		);
	}

	/**
	 * @param array<string, mixed> $link
	 * @return array<string, scalar|null>
	 */
	private function row( array $link ): array {
		return array(
			'link'    => (string) $link['label'],
			'state'   => (string) $link['state'],
			'message' => (string) $link['message'],
			'do'      => implode( ' ', (array) $link['actions'] ),
		);
	}
}
