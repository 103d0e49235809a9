<?php
declare(strict_types=1);

namespace Callboard\Retry;

defined( 'ABSPATH' ) || exit;

/** The states of a retry entry; what succeeded has no entry. */
final class RetryState {
	/** Tried again by itself, from `next_ms` on. */
	public const DUE = 'due';
	/** A dead letter: no attempt is left, a person decides. */
	public const DEAD = 'dead';
	/** A person said: not before the record or its mapping changes. */
	public const SKIPPED = 'skipped';

	public const ALL = array( self::DUE, self::DEAD, self::SKIPPED );
}
