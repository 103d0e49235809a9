<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Delivery\DecideTwin;
use Callboard\Failure\Failure;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Run\RunItems;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** `wp callboard twins list [--tenant=<id>] | separate <record> | link <record> --post=<id> | exclude <record>`: records held for a person. */
final class TwinsCommand {
	public function __construct(
		private readonly Output $output,
		private readonly Tenants $tenants,
		private readonly Ledger $ledger,
		private readonly RunItems $items,
		private readonly DecideTwin $decide
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		$what   = $args[0] ?? 'list';
		$wanted = isset( $options['tenant'] ) ? (int) $options['tenant'] : null;
		if ( 'list' === $what ) {
			$this->show( $wanted );
		} elseif ( in_array( $what, DecideTwin::DECISIONS, true ) ) {
			$this->decide( $what, (string) ( $args[1] ?? '' ), $wanted, isset( $options['post'] ) ? (int) $options['post'] : null );
		} else {
			$this->output->fail( __( 'Say list, separate <record>, link <record> --post=<id> or exclude <record>.', 'callboard' ) );
		}
	}

	private function show( ?int $wanted ): void {
		$rows = array();
		foreach ( $this->tenants->all() as $tenant ) {
			foreach ( null === $wanted || $tenant->id === $wanted ? $this->ledger->in_state( $tenant->id, LedgerState::HELD ) : array() as $entry ) {
				$item   = $this->items->of_record( $tenant->id, $entry->external_id, 1 )[0] ?? null;
				$rows[] = array(
					'record'    => $entry->external_id,
					'tenant'    => $tenant->name,
					'title'     => $item->title ?? '',
					'twin'      => (string) ( $item->failure['details']['twin'] ?? '' ),
					'twin_post' => (string) ( $item->failure['details']['twin_post_id'] ?? '' ),
				);
			}
		}
		array() === $rows ? $this->output->line( __( 'No record is held.', 'callboard' ) ) : $this->output->table( $rows );
	}

	private function decide( string $what, string $record, ?int $wanted, ?int $post_id ): void {
		$user = get_current_user_id();
		try {
			$entry = $this->entry( $record, $wanted );
			if ( null === $entry ) {
				$this->output->fail( __( 'No such record is held.', 'callboard' ) );
				return;
			}
			$this->decide->decide( $entry->tenant_id, $record, $what, $post_id, 0 === $user ? null : $user );
			$this->output->line( 'exclude' === $what ? __( 'It is left out from now on.', 'callboard' ) : __( 'The next run reads it again and lists it.', 'callboard' ) );
		} catch ( Failure $failure ) {
			$this->output->fail( implode( ' ', array( $failure->getMessage(), ...$failure->actions ) ) );
		}
	}

	private function entry( string $record, ?int $wanted ): ?LedgerEntry {
		foreach ( $this->tenants->all() as $tenant ) {
			$entry = null === $wanted || $tenant->id === $wanted ? ( $this->ledger->by_external_ids( $tenant->id, array( $record ) )[ $record ] ?? null ) : null;
			if ( null !== $entry ) {
				return $entry;
			}
		}
		return null;
	}
}
