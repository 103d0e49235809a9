<?php
declare(strict_types=1);

namespace Callboard\Ledger;

defined( 'ABSPATH' ) || exit;

/** What a record is to this site. */
final class LedgerState {
	/** Has its listing. */
	public const LIVE = 'live';

	/** Another record tells of the same performance: a person decides. */
	public const HELD = 'held';

	/** Its production is not here yet. */
	public const WAITING = 'waiting';

	/** Deleted in Salesforce. */
	public const TOMBSTONE = 'tombstone';

	/** Read, and found outside the mapping's filter. */
	public const OUTSIDE = 'outside';

	/** A person excluded it from this site. */
	public const EXCLUDED = 'excluded';

	public const WITHDRAWN = array( self::TOMBSTONE, self::OUTSIDE );
}
