<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** A preset as the org can fill it. */
final class FittedPreset {

	/**
	 * @param list<Mapping> $mappings
	 * @param list<string>  $missing_fields Object.Field of what was left out.
	 */
	public function __construct(
		public readonly array $mappings,
		public readonly array $missing_fields,
	) {}
}
