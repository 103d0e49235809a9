<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Health\Chain;
use Callboard\Health\HealthLink;

defined( 'ABSPATH' ) || exit;

/** `wp callboard health`: each link of the chain; fails when one is broken, so that scripts can ask. */
final class HealthCommand {
	public function __construct( private readonly Output $output, private readonly Chain $chain ) {}

	/** @param list<string> $args */
	public function __invoke( array $args ): void {
		$links = $this->chain->links();
		$this->output->table(
			array_map(
				static fn( HealthLink $link ) => array(
					'link'    => $link->label,
					'status'  => $link->status,
					'message' => $link->message,
					'do'      => implode( ' ', $link->actions ),
				),
				$links
			)
		);
		if ( HealthLink::CRITICAL === Chain::worst( $links ) ) {
			$this->output->fail( __( 'The way from Salesforce to the listing is interrupted.', 'callboard' ) );
		}
	}
}
