<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Event\Meta;
use Callboard\Event\Moment;
use Callboard\Event\PostTypes;
use Callboard\Explain\ChainLink;
use Callboard\Listing\Derivation;
use Callboard\Listing\IndexLookup;
use Callboard\Listing\ListingRow;

defined( 'ABSPATH' ) || exit;

/** Whether the listing index has it, and whether any of it is still to come. */
final class IndexLinks {
	public function __construct(
		private readonly IndexLookup $lookup,
		private readonly Derivation $derivation
	) {}

	/** @return array{0: ChainLink, 1: ChainLink, 2: list<ListingRow>} The index, the date, and the rows still to come. */
	public function of( int $post_id, int $now_ms ): array {
		$is_performance = PostTypes::performance() === get_post_type( $post_id );
		$ids            = $is_performance ? array( $post_id ) : $this->lookup->performances_of( $post_id );
		if ( array() === $ids ) {
			return $this->without_rows( __( 'It has no performances on this site, and the listing shows performances.', 'callboard' ), __( 'Ask the same question about one of its performances.', 'callboard' ) );
		}
		$rows = $this->lookup->rows( $ids );
		if ( array() === $rows ) {
			return $this->missing( $ids );
		}
		$coming = array_values( array_filter( $rows, static fn( ListingRow $row ) => $row->start_ms >= $now_ms ) );
		$date   = array() !== $coming
			? ChainLink::ok( ChainLink::DATE, __( 'It is still to come.', 'callboard' ) )
			: ChainLink::broken( ChainLink::DATE, $is_performance ? __( 'It has begun or is over, and listings show what is still to come.', 'callboard' ) : __( 'All its performances have begun or are over, and listings show what is still to come.', 'callboard' ), __( 'If the date is wrong, correct it in Salesforce.', 'callboard' ) );
		return array( ChainLink::ok( ChainLink::INDEX, __( 'The listing has it.', 'callboard' ) ), $date, $coming );
	}

	/**
	 * @param list<int> $ids
	 * @return array{0: ChainLink, 1: ChainLink, 2: list<ListingRow>}
	 */
	private function missing( array $ids ): array {
		if ( array() !== $this->derivation->of_performances( $ids ) ) {
			return $this->without_rows( __( 'The listing has not been rebuilt since it was published.', 'callboard' ), __( 'Wait a minute, or save its post once: that puts it into the listing at once.', 'callboard' ) );
		}
		$dated = array_filter( $ids, static fn( int $id ) => null !== Moment::to_ms( (string) get_post_meta( $id, Meta::START, true ) ) );
		return array() === $dated
			? $this->without_rows( __( 'It has no date, so it has no place in a calendar.', 'callboard' ), __( 'Give it a date in Salesforce.', 'callboard' ) )
			: $this->without_rows( __( 'The listing shows published performances of published productions only.', 'callboard' ), __( 'Mend the link before this one.', 'callboard' ) );
	}

	/** @return array{0: ChainLink, 1: ChainLink, 2: list<ListingRow>} */
	private function without_rows( string $message, string $action ): array {
		return array( ChainLink::broken( ChainLink::INDEX, $message, $action ), ChainLink::unknown( ChainLink::DATE, __( 'Not asked: the link before it comes first.', 'callboard' ) ), array() );
	}
}
