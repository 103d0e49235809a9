<?php
declare(strict_types=1);

namespace Callboard\Failure;

defined( 'ABSPATH' ) || exit;

/** The kinds of contract/failure.schema.json. */
final class FailureKind {
	public const CONFIG     = 'config';
	public const AUTH       = 'auth';
	public const RATE_LIMIT = 'rate_limit';
	public const TRANSIENT  = 'transient';
	public const RECORD     = 'record';
	public const BUG        = 'bug';
}
