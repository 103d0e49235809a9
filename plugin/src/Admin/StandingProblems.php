<?php
declare(strict_types=1);

namespace Callboard\Admin;

use Callboard\Clock\Clock;
use Callboard\Delivery\PictureFailures;
use Callboard\Delivery\Pictures;
use Callboard\Delivery\PictureTrouble;
use Callboard\Failure\FailureKind;
use Callboard\Retry\RetryEntries;
use Callboard\Retry\RetryState;
use Callboard\Run\Breaker;
use Callboard\Run\Notices;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/** What holds the sync back as a whole: a pause and its cause, what runs said of whole mappings, records that nobody tries again, pictures that bring nothing newer. */
final class StandingProblems {
	private const TITLES = 5;

	public function __construct(
		private readonly Clock $clock,
		private readonly Runs $runs,
		private readonly Breaker $breaker,
		private readonly RetryEntries $retries,
		private readonly Notices $notices,
		private readonly Pictures $pictures
	) {}

	/** @return list<array<string, mixed>> contract/standing-problem.schema.json, the gravest first. */
	public function of( int $tenant_id ): array {
		$pause = $this->pause( $tenant_id );
		return array( ...$pause, ...$this->notices( $tenant_id, $pause[0]['run_id'] ?? null ), ...$this->dead( $tenant_id ), ...$this->pictures( $tenant_id ) );
	}

	/** @return list<array<string, mixed>> */
	private function pause( int $tenant_id ): array {
		$pause = $this->breaker->of( $tenant_id );
		if ( null === $pause->kind ) {
			return array();
		}
		$run = $this->last_failed( $tenant_id );
		if ( null === $run?->failure ) {
			return array();
		}
		$title = match ( $pause->kind ) {
			FailureKind::AUTH       => null === $pause->until_ms ? __( 'Signing in to Salesforce is paused', 'callboard' ) : __( 'Salesforce refused the sign-in', 'callboard' ),
			FailureKind::CONFIG     => __( 'Something must be set right before the sync can go on', 'callboard' ),
			FailureKind::RATE_LIMIT => __( 'The calls to Salesforce are used up for now', 'callboard' ),
			/* translators: %s: a number */
			default                 => $pause->failures > 1 ? sprintf( __( 'The sync failed %s times in a row and waits longer each time', 'callboard' ), number_format_i18n( $pause->failures ) ) : __( 'The last sync failed', 'callboard' ),
		};
		return array(
			array(
				'code'       => $run->failure->code_name,
				'title'      => $title,
				'message'    => trim( $run->failure->getMessage() . ' ' . $pause->sentence( $this->clock->now_ms() ) ),
				'actions'    => $run->failure->actions,
				'since_ms'   => $run->finished_ms,
				'until_ms'   => $pause->until_ms,
				'run_id'     => $run->id,
				'mapping_id' => null,
				'cure'       => in_array( $pause->kind, array( FailureKind::AUTH, FailureKind::CONFIG ), true ) ? 'test_connection' : 'sync_now',
			),
		);
	}

	private function last_failed( int $tenant_id ): ?Run {
		foreach ( $this->runs->last_finished( $tenant_id, 12 ) as $run ) {
			if ( null !== $run->failure && 'worker_stopped' !== $run->failure->code_name ) {
				return $run;
			}
		}
		return null;
	}

	/**
	 * @param ?int $paused_by The run whose failure the pause has told already.
	 * @return list<array<string, mixed>>
	 */
	private function notices( int $tenant_id, ?int $paused_by ): array {
		$items = array_filter( $this->notices->standing( $tenant_id ), static fn( RunItem $item ) => 0 !== $item->id || $item->run_id !== $paused_by );
		return array_map(
			fn( RunItem $item ) => array(
				'code'       => (string) ( $item->failure['code'] ?? '' ),
				'title'      => self::title( $item ),
				'message'    => (string) ( $item->failure['message'] ?? '' ),
				'actions'    => array_values( array_map( 'strval', (array) ( $item->failure['actions'] ?? array() ) ) ),
				'since_ms'   => $item->at_ms,
				'until_ms'   => null,
				'run_id'     => $item->run_id,
				'mapping_id' => $item->mapping_id,
				'cure'       => $this->cure( $item ),
			),
			array_values( $items )
		);
	}

	private static function title( RunItem $item ): string {
		return match ( $item->failure['code'] ?? '' ) {
			Notices::UNREADABLE        => __( 'A field cannot be read', 'callboard' ),
			Notices::UNLABELLED        => __( 'A value has no label in Salesforce', 'callboard' ),
			Notices::DELETIONS_UNKNOWN => __( 'Salesforce does not know any more what was deleted', 'callboard' ),
			Notices::READ_BY_PAGE      => __( 'Records are read page by page', 'callboard' ),
			default                    => __( 'One kind of record could not be synced', 'callboard' ),
		};
	}

	/** What a button can do: the nightly comparison is tried again by itself, and finds what was deleted. */
	private function cure( RunItem $item ): ?string {
		return match ( $item->failure['code'] ?? '' ) {
			Notices::UNREADABLE, Notices::UNLABELLED, Notices::READ_BY_PAGE => 'read_again',
			Notices::DELETIONS_UNKNOWN                                      => null,
			default => Run::INCREMENTAL === $this->runs->find( $item->run_id )?->kind ? 'sync_now' : null,
		};
	}

	/** @return list<array<string, mixed>> */
	private function pictures( int $tenant_id ): array {
		return array_map(
			static function ( PictureTrouble $trouble ): array {
				$is_gone = PictureFailures::GONE === $trouble->code;
				return array(
					'code'       => $is_gone ? $trouble->code : 'image_not_renewed',
					'title'      => $is_gone ? __( 'The file of a picture is gone from Salesforce', 'callboard' ) : __( 'A new version of a picture could not be taken over', 'callboard' ),
					'message'    => trim( $trouble->message . ' ' . self::shown_by( $trouble->post_ids ) ),
					'actions'    => array(
						$is_gone
							? __( 'Take the file out of the recycle bin, share it with the integration user, or choose another picture in Salesforce. Until then the website keeps the picture it has.', 'callboard' )
							: __( 'Upload another version in Salesforce, or choose another picture there. Until then the website keeps the picture it has.', 'callboard' ),
					),
					'since_ms'   => null,
					'until_ms'   => null,
					'run_id'     => null,
					'mapping_id' => null,
					'cure'       => null,
				);
			},
			$this->pictures->troubles( $tenant_id )
		);
	}

	/** @param list<int> $post_ids */
	private static function shown_by( array $post_ids ): string {
		$titles = array_values( array_filter( array_map( static fn( int $post_id ) => html_entity_decode( get_the_title( $post_id ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ), array_slice( $post_ids, 0, self::TITLES ) ) ) );
		$more   = max( 0, count( $post_ids ) - self::TITLES );
		if ( array() === $titles ) {
			return '';
		}
		return 0 === $more
			/* translators: %s: titles of shows */
			? sprintf( __( 'Shown by: %s.', 'callboard' ), implode( ', ', $titles ) )
			/* translators: 1: titles of shows 2: a number */
			: sprintf( __( 'Shown by: %1$s and %2$s more.', 'callboard' ), implode( ', ', $titles ), number_format_i18n( $more ) );
	}

	/** @return list<array<string, mixed>> */
	private function dead( int $tenant_id ): array {
		$number = $this->retries->count( $tenant_id, RetryState::DEAD );
		return 0 === $number ? array() : array(
			array(
				'code'       => 'dead_letters',
				'title'      => __( 'Records that are not tried again by themselves', 'callboard' ),
				/* translators: %s: a number */
				'message'    => sprintf( _n( '%s record was refused each time it was tried.', '%s records were refused each time they were tried.', $number, 'callboard' ), number_format_i18n( $number ) ),
				'actions'    => array( __( 'Correct the record in Salesforce: it is read again by itself then. Or press “Retry now” beside it, further down.', 'callboard' ) ),
				'since_ms'   => null,
				'until_ms'   => null,
				'run_id'     => null,
				'mapping_id' => null,
				'cure'       => null,
			),
		);
	}
}
