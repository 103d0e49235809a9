<?php
declare(strict_types=1);

namespace Callboard\Usage;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** Calls that this site makes itself: counted as the worker's are, bounded where nobody waits for them, in the log where they failed. */
final class CallsOfSite {
	/** Of no run: a picture comes after its run, and a question of a person has none. */
	private const NO_RUN = 0;

	private const ENDPOINT_LENGTH = 300;

	/** @param bool $asked By a person, who waits for the few calls it takes: Salesforce alone says whether the org has one left. */
	public function __construct(
		private readonly Clock $clock,
		private readonly ApiBudgets $budgets,
		private readonly ApiUsage $usage,
		private readonly FailedCalls $failed,
		private readonly Connections $connections,
		private readonly bool $asked
	) {}

	/** @throws Failure When nothing is left, before the call. */
	public function before( int $tenant_id ): void {
		if ( ! $this->asked ) {
			$this->budgets->of( $tenant_id, $this->clock->now_ms(), false );
		}
		$this->usage->add( $tenant_id, 1, $this->clock->now_ms(), true );
	}

	/** @param mixed $limit_info The header `Sforce-Limit-Info: api-usage=18/100000` of the answer, where it has one. */
	public function after( int $tenant_id, mixed $limit_info ): void {
		$org_id = is_string( $limit_info ) && 1 === preg_match( '~api-usage=(\d+)/(\d+)~', $limit_info, $said ) ? $this->connections->find( $tenant_id )?->org_id : null;
		if ( null !== $org_id && isset( $said[2] ) ) {
			$this->usage->saw_org( $org_id, (int) $said[1], (int) $said[2], $this->clock->now_ms() );
		}
	}

	/** @param string $path With its query, which says what was asked for. */
	public function refused( int $tenant_id, string $path, int $attempt, Failure $failure ): void {
		$said = array_filter( array( $failure->details['error_code'] ?? null, $failure->details['said'] ?? $failure->details['cause'] ?? null ), 'is_string' );
		$call = array(
			'at_ms'    => $this->clock->now_ms(),
			'method'   => 'GET',
			'endpoint' => mb_substr( (string) wp_parse_url( $path, PHP_URL_PATH ), 0, self::ENDPOINT_LENGTH ),
			'status'   => (int) ( $failure->details['status'] ?? 0 ),
			'attempt'  => $attempt,
			'kind'     => $failure->kind,
			'code'     => $failure->code_name,
			'request'  => rawurldecode( (string) strstr( $path, '?' ) ),
			'answer'   => array() === $said ? $failure->getMessage() : implode( ': ', $said ),
		);
		$this->failed->add( $tenant_id, self::NO_RUN, array( $call ) );
	}
}
