<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** The answer to a delivery: contract/outcomes.schema.json. */
final class Outcomes {
	/** @param array<string, mixed> $answer */
	private function __construct( private readonly array $answer ) {}

	/** @param list<Outcome> $outcomes */
	public static function of( string $delivery_id, array $outcomes ): self {
		return new self(
			array(
				'delivery_id' => $delivery_id,
				'outcomes'    => array_map( static fn( Outcome $outcome ) => $outcome->to_array(), $outcomes ),
				'counts'      => self::count( $outcomes ),
			)
		);
	}

	public static function from_json( string $json ): self {
		return new self( (array) json_decode( $json, true, 64, JSON_THROW_ON_ERROR ) );
	}

	/**
	 * @param list<Outcome> $outcomes
	 * @return array<string, int>
	 */
	public static function count( array $outcomes ): array {
		return array_count_values( array_map( static fn( Outcome $outcome ) => $outcome->outcome, $outcomes ) );
	}

	/** @return array<string, int> */
	public function counts(): array {
		return array_map( 'intval', (array) $this->answer['counts'] );
	}

	/** @return array<string, mixed> */
	public function to_array(): array {
		// PHP's empty array would become [], and the shape says object.
		return array( 'counts' => (object) $this->counts() ) + $this->answer;
	}

	public function to_json(): string {
		return (string) wp_json_encode( $this->to_array() );
	}
}
