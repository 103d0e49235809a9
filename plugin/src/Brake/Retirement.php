<?php
declare(strict_types=1);

namespace Callboard\Brake;

defined( 'ABSPATH' ) || exit;

/** What hangs on a mapping that a person may take, or took, out of the sync: contract/retirement.schema.json. */
final class Retirement {
	public function __construct(
		public readonly string $mapping_id,
		public readonly string $name,
		public readonly bool $is_current,
		/** Records that have their listing. */
		public readonly int $listed,
		/** Records held as twins, or waiting for their production. */
		public readonly int $waiting
	) {}

	public function sentence(): string {
		$listed = sprintf(
			/* translators: %s: number of listings */
			_n( '%s listing', '%s listings', $this->listed, 'callboard' ),
			number_format_i18n( $this->listed )
		);
		return sprintf(
			$this->is_current
				/* translators: 1: name of a mapping, 2: "12 listings" */
				? __( '%1$s: %2$s from Salesforce.', 'callboard' )
				/* translators: 1: name of a mapping, 2: "12 listings" */
				: __( '%1$s is not read any more. %2$s stay as they are and are yours to edit.', 'callboard' ),
			$this->name,
			$listed
		);
	}

	/** @return array<string, mixed> */
	public function to_array(): array {
		return array(
			'mapping_id' => $this->mapping_id,
			'name'       => $this->name,
			'is_current' => $this->is_current,
			'listed'     => $this->listed,
			'waiting'    => $this->waiting,
			'sentence'   => $this->sentence(),
		);
	}
}
