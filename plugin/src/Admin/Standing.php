<?php
declare(strict_types=1);

namespace Callboard\Admin;

use Callboard\Clock\Clock;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Run\Breaker;
use Callboard\Run\Notices;
use Callboard\Run\Run;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;
use Callboard\Run\RunState;
use Callboard\Tenant\Tenant;
use Callboard\Vault\Connection;
use Callboard\Vault\Connections;
use Callboard\Vault\SecretState;
use Callboard\Vault\SecretStore;
use Callboard\Worker\Workers;

defined( 'ABSPATH' ) || exit;

/** How a tenant stands: the first thing that is wrong, else how fresh its listings are. */
final class Standing {

	/** Checks come each minute; a quarter of an hour without one is a silence worth telling. */
	private const STALE_MS = 15 * 60 * 1000;

	public function __construct(
		private readonly Clock $clock,
		private readonly Connections $connections,
		private readonly SecretStore $secrets,
		private readonly Mappings $mappings,
		private readonly Runs $runs,
		private readonly Ledger $ledger,
		private readonly Workers $workers,
		private readonly RunItems $items,
		private readonly ListingPage $page,
		private readonly Breaker $breaker,
		private readonly Notices $notices,
	) {}

	/** @return array<string, mixed> Matches overview.schema.json. */
	public function of( Tenant $tenant ): array {
		$mappings = $this->mappings->current( $tenant->id );
		$listed   = $this->ledger->live_by_mapping( $tenant->id );
		$states   = $this->ledger->count_by_state( $tenant->id );
		$worker   = $this->workers->last_seen();
		$success  = $this->latest( $tenant->id, RunState::SUCCEEDED );
		$run      = $this->runs->open( $tenant->id, Run::INCREMENTAL ) ?? $this->latest( $tenant->id );
		$page     = $this->page->find();
		$open     = $this->items->count_needing_a_person( $tenant->id ) + count( $this->notices->standing( $tenant->id ) );
		$state    = $this->set_up_state( $tenant->id, $mappings ) ?? $this->running_state( $run, $success, null !== $worker, $open );
		return array(
			'tenant_id'       => $tenant->id,
			'state'           => $state,
			'sentence'        => StandingSentence::of( $state, $run, $success, $this->clock->now_ms(), self::counted( $mappings, $listed ), $open, 'failed' === $state ? $this->breaker->of( $tenant->id ) : null ),
			'mappings'        => array_map(
				static fn( Mapping $mapping ) => array(
					'id'     => $mapping->id,
					'name'   => $mapping->name,
					'listed' => $listed[ $mapping->id ] ?? 0,
				),
				$mappings
			),
			'unsettled'       => $open,
			'held'            => $states[ LedgerState::HELD ] ?? 0,
			'waiting'         => $states[ LedgerState::WAITING ] ?? 0,
			'run_id'          => $run?->id,
			'last_success_ms' => $success?->finished_ms,
			'worker_seen_ms'  => $worker?->last_seen_ms,
			'worker'          => null === $worker ? null : "Node {$worker->node}, {$worker->version}",
			'listing_url'     => null === $page ? null : (string) get_permalink( $page ),
			'now_ms'          => $this->clock->now_ms(),
		);
	}

	/** @param list<Mapping> $mappings */
	private function set_up_state( int $tenant_id, array $mappings ): ?string {
		$connection = $this->connections->find( $tenant_id );
		$is_ready   = null !== $connection && $connection->is_complete()
			&& SecretState::READY === $this->secrets->state( $tenant_id, Connection::PRIVATE_KEY );
		return match ( true ) {
			null !== $connection && ! $connection->is_bound() => 'copied',
			! $is_ready                                      => 'not_connected',
			array() === $mappings                            => 'no_mapping',
			default                                          => null,
		};
	}

	private function running_state( ?Run $run, ?Run $success, bool $has_worker, int $unsettled ): string {
		return match ( true ) {
			null !== $run && $run->is_open() => RunState::QUEUED === $run->state && ! $has_worker ? 'no_worker' : 'running',
			! $has_worker                    => 'no_worker',
			null === $run                    => 'never_run',
			RunState::FAILED === $run->state => 'failed',
			null === $success                => 'never_run',
			(int) $success->finished_ms < $this->clock->now_ms() - self::STALE_MS => 'stale',
			$unsettled > 0                   => 'attention',
			default                          => 'up_to_date',
		};
	}

	private function latest( int $tenant_id, ?string $state = null ): ?Run {
		foreach ( $this->runs->page( $tenant_id, 1, 50 ) as $run ) {
			if ( Run::INCREMENTAL === $run->kind && ! $run->is_rehearsal() && ! $run->is_open() && ( null === $state || $run->state === $state ) ) {
				return $run;
			}
		}
		return null;
	}

	/**
	 * @param list<Mapping>      $mappings
	 * @param array<string, int> $listed
	 * @return array<string, int> Post type → listings.
	 */
	private static function counted( array $mappings, array $listed ): array {
		$counted = array();
		foreach ( $mappings as $mapping ) {
			$counted[ $mapping->post_type ] = ( $counted[ $mapping->post_type ] ?? 0 ) + ( $listed[ $mapping->id ] ?? 0 );
		}
		return $counted;
	}
}
