<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Brake\BrakeRow;
use Callboard\Brake\Brakes;
use Callboard\Brake\BrakeViews;
use Callboard\Brake\Decide;
use Callboard\Failure\Failure;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** `wp callboard brake list [--tenant=<id>] | approve <id> | refuse <id>`: mass changes that wait for a person. */
final class BrakeCommand {
	public function __construct(
		private readonly Output $output,
		private readonly Tenants $tenants,
		private readonly Brakes $brakes,
		private readonly BrakeViews $views,
		private readonly Decide $decide
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		match ( $args[0] ?? 'list' ) {
			'list'    => $this->show( isset( $options['tenant'] ) ? (int) $options['tenant'] : null ),
			'approve' => $this->said( fn() => $this->decide->approve( (int) ( $args[1] ?? 0 ), $this->user(), PHP_INT_MAX ) ),
			'refuse'  => $this->said( fn() => $this->decide->refuse( (int) ( $args[1] ?? 0 ), $this->user() ) ),
			default   => $this->output->fail( __( 'Say list, approve <id> or refuse <id>.', 'callboard' ) ),
		};
	}

	private function show( ?int $wanted ): void {
		$rows = array();
		foreach ( $this->tenants->all() as $tenant ) {
			foreach ( null === $wanted || $tenant->id === $wanted ? $this->brakes->standing( $tenant->id ) : array() as $brake ) {
				$view   = $this->views->brake( $brake );
				$rows[] = array(
					'id'     => $brake->id,
					'tenant' => $tenant->name,
					'state'  => $brake->state,
					'held'   => (int) $view['held'],
					'run'    => $brake->run_id,
					'since'  => wp_date( 'Y-m-d H:i:s', intdiv( $brake->opened_ms, 1000 ) ) ?: '',
					'what'   => (string) $view['sentence'],
				);
			}
		}
		array() === $rows ? $this->output->line( __( 'No brake is on.', 'callboard' ) ) : $this->output->table( $rows );
	}

	/** @param callable(): ?BrakeRow $decision */
	private function said( callable $decision ): void {
		try {
			$brake = $decision();
			null === $brake ? $this->output->fail( __( 'There is no such brake.', 'callboard' ) ) : $this->output->line( (string) $this->views->brake( $brake )['sentence'] );
		} catch ( Failure $failure ) {
			$this->output->fail( implode( ' ', array( $failure->getMessage(), ...$failure->actions ) ) );
		}
	}

	private function user(): ?int {
		$user = get_current_user_id();
		return 0 === $user ? null : $user;
	}
}
