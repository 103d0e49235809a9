<?php
declare(strict_types=1);

namespace Callboard\Mapping;

defined( 'ABSPATH' ) || exit;

/** A set of mappings shipped with Callboard. */
final class Preset {
	/** @param list<Mapping> $mappings */
	public function __construct(
		public readonly string $id,
		public readonly string $name,
		public readonly string $description,
		public readonly array $mappings
	) {}

	/** @return array<string, mixed> */
	public function to_array(): array {
		return array(
			'id'          => $this->id,
			'name'        => $this->name,
			'description' => $this->description,
			'mappings'    => array_map( static fn( Mapping $mapping ) => $mapping->to_array(), $this->mappings ),
		);
	}
}
