<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/** What happened to records, as rows of a sheet; read page by page, so that a season of any size fits into memory. */
final class ItemSheet {
	private const PAGE = 500;

	public function __construct( private readonly RunItems $items ) {}

	/** @return list<string> */
	public static function header(): array {
		return array(
			__( 'Show or performance', 'callboard' ),
			__( 'Salesforce id', 'callboard' ),
			__( 'Outcome', 'callboard' ),
			__( 'Reason', 'callboard' ),
			__( 'What to do', 'callboard' ),
			__( 'What would change', 'callboard' ),
			__( 'Tries left', 'callboard' ),
			__( 'Next try', 'callboard' ),
			__( 'Address', 'callboard' ),
			__( 'Mapping', 'callboard' ),
			__( 'Sync', 'callboard' ),
			__( 'When', 'callboard' ),
		);
	}

	/** @return \Generator<int, list<string>> In the order it happened. */
	public function of_run( int $run_id, ?string $outcome = null ): \Generator {
		$after = 0;
		do {
			$page = $this->items->after( $run_id, $outcome, $after, self::PAGE );
			foreach ( $page as $item ) {
				yield self::row( $item );
				$after = $item->id;
			}
		} while ( self::PAGE === count( $page ) );
	}

	/** @return \Generator<int, list<string>> All that stands unsettled, what a brake holds included; newest first. */
	public function of_attention( int $tenant_id ): \Generator {
		$before = PHP_INT_MAX;
		do {
			$page = $this->items->unsettled_before( $tenant_id, $before, self::PAGE );
			foreach ( $page as $item ) {
				yield self::row( $item );
				$before = $item->id;
			}
		} while ( self::PAGE === count( $page ) );
	}

	/** @return list<string> */
	private static function row( RunItem $item ): array {
		return array(
			(string) $item->title,
			$item->external_id,
			self::outcome( $item->outcome ),
			(string) ( $item->failure['message'] ?? '' ),
			implode( ' ', array_map( 'strval', (array) ( $item->failure['actions'] ?? array() ) ) ),
			implode( '; ', array_map( static fn( array $change ) => sprintf( '%s: %s → %s', $change['label'], $change['before'] ?? '', $change['after'] ?? '' ), $item->diff ?? array() ) ),
			null === $item->retry ? '' : (string) $item->retry['attempts_left'],
			self::time( $item->retry['next_ms'] ?? null ),
			null === $item->post_id ? '' : home_url( "/?p={$item->post_id}" ),
			$item->mapping_id,
			(string) $item->run_id,
			self::time( $item->at_ms ),
		);
	}

	private static function outcome( string $outcome ): string {
		return match ( $outcome ) {
			'created'   => __( 'New', 'callboard' ),
			'updated'   => __( 'Changed', 'callboard' ),
			'unchanged' => __( 'As before', 'callboard' ),
			'withdrawn' => __( 'Withdrawn', 'callboard' ),
			'held'      => __( 'Held for a person', 'callboard' ),
			'rejected'  => __( 'Needs attention', 'callboard' ),
			'waiting'   => __( 'Waiting for its show', 'callboard' ),
			'stale'     => __( 'Older than what is shown', 'callboard' ),
			'ignored'   => __( 'Not ours', 'callboard' ),
			default     => $outcome,
		};
	}

	private static function time( ?int $ms ): string {
		return null === $ms ? '' : (string) wp_date( 'Y-m-d H:i:s', intdiv( $ms, 1000 ) );
	}
}
