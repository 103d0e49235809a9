<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Brake\Brakes;
use Callboard\Explain\ChainLink;
use Callboard\Explain\Subject;
use Callboard\Failure\Failure;
use Callboard\Ledger\LedgerState;
use Callboard\Ledger\Presence;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;

defined( 'ABSPATH' ) || exit;

/** What the sync made of the record. */
final class LedgerLink {
	public function __construct(
		private readonly RunItems $items,
		private readonly Brakes $brakes,
		private readonly Presence $presence
	) {}

	public function of( Subject $subject ): ChainLink {
		$last  = $this->items->of_record( $subject->tenant_id, $subject->external_id, 1 )[0] ?? null;
		$state = $subject->entry?->state;
		return match ( $state ) {
			LedgerState::LIVE      => $this->live( $subject, $last ),
			LedgerState::HELD      => $this->said( $last, __( 'It is held back: another record tells of the same performance.', 'callboard' ), __( 'Open Needs attention.', 'callboard' ) ),
			LedgerState::WAITING   => $this->said( $last, __( 'It waits for its production, which is not on this site.', 'callboard' ), __( 'Ask the same question about the production.', 'callboard' ) ),
			LedgerState::EXCLUDED  => ChainLink::broken( ChainLink::LEDGER, __( 'A person left it out of this site.', 'callboard' ), self::include_again( $subject ) ),
			LedgerState::TOMBSTONE => self::gone( $subject->entry?->merged_into ),
			LedgerState::OUTSIDE   => ChainLink::broken( ChainLink::LEDGER, __( 'It was withdrawn because it left the filter of its mapping.', 'callboard' ), self::again() ),
			default                => null === $last
				? ChainLink::broken( ChainLink::LEDGER, __( 'The sync has not read it yet.', 'callboard' ), self::again() )
				: $this->said( $last, __( 'The sync could not take it over.', 'callboard' ), self::again() ),
		};
	}

	private function live( Subject $subject, ?RunItem $last ): ChainLink {
		if ( isset( $this->brakes->held( $subject->tenant_id, array( $subject->external_id ) )[ $subject->external_id ] ) ) {
			return ChainLink::broken( ChainLink::LEDGER, __( 'Its withdrawal waits behind the brake for mass changes: the listing stands as it was.', 'callboard' ), __( 'Open Callboard and approve or refuse the change.', 'callboard' ) );
		}
		$unseen_ms = $this->presence->unseen_since( $subject->tenant_id, $subject->external_id );
		if ( null !== $unseen_ms ) {
			return ChainLink::broken(
				ChainLink::LEDGER,
				/* translators: %s: a date */
				sprintf( __( 'The integration user has not seen it since %s or longer: its listing stands as it was then.', 'callboard' ), (string) wp_date( (string) get_option( 'date_format' ), intdiv( $unseen_ms, 1000 ) ) ),
				__( 'Check in Salesforce whether the integration user may see it: sharing, record type, owner.', 'callboard' ),
				self::again()
			);
		}
		// Its listing stands, yet its last reading was refused: what is shown is an older version.
		return null !== $last && in_array( $last->outcome, array( 'rejected', 'waiting' ), true )
			? $this->said( $last, __( 'Its listing is of an older version: the last one could not be taken over.', 'callboard' ), self::again() )
			: ChainLink::ok( ChainLink::LEDGER, __( 'The sync has taken it over.', 'callboard' ) );
	}

	/** The failure that was reported knows more than we do. */
	private function said( ?RunItem $last, string $otherwise, string $action ): ChainLink {
		if ( null === $last?->failure ) {
			return ChainLink::broken( ChainLink::LEDGER, $otherwise, $action );
		}
		$failure = Failure::from_array( $last->failure );
		$of      = $failure->details['twin'] ?? $failure->details['parent'] ?? null;
		return ChainLink::broken( ChainLink::LEDGER, $failure->getMessage() . ( is_string( $of ) ? " ({$of})" : '' ), ...( array() === $failure->actions ? array( $action ) : $failure->actions ) );
	}

	private static function gone( ?string $merged_into ): ChainLink {
		return null === $merged_into
			? ChainLink::broken( ChainLink::LEDGER, __( 'It was withdrawn because Salesforce deleted it.', 'callboard' ), self::again() )
			/* translators: %s: a Salesforce id */
			: ChainLink::broken( ChainLink::LEDGER, sprintf( __( 'It was withdrawn because it was merged into %s in Salesforce; its address leads there.', 'callboard' ), $merged_into ), __( 'Ask the same question about that record.', 'callboard' ) );
	}

	private static function include_again( Subject $subject ): string {
		/* translators: %s: a command */
		return sprintf( __( 'If it belongs there, choose "Include again", here or under "Needs attention". On the command line: %s', 'callboard' ), "wp callboard twins separate {$subject->external_id} --tenant={$subject->tenant_id}" );
	}

	private static function again(): string {
		return __( 'Choose "Sync this show now".', 'callboard' );
	}
}
