<?php
declare(strict_types=1);

namespace Callboard\Mapping;

use Callboard\Contract\Contract;

defined( 'ABSPATH' ) || exit;

/** Presets as files: plugin/presets/{id}.json, each checked against its shape when read. */
final class Presets {
	public function __construct( private readonly string $folder, private readonly Contract $contract ) {}

	/** @return list<Preset> */
	public function all(): array {
		$files = glob( $this->folder . '/*.json' );
		return array_map( array( $this, 'read' ), false === $files ? array() : $files );
	}

	public function find( string $id ): ?Preset {
		foreach ( $this->all() as $preset ) {
			if ( $preset->id === $id ) {
				return $preset;
			}
		}
		return null;
	}

	private function read( string $file ): Preset {
		$body = $this->contract->parse( 'preset', wp_json_file_decode( $file, array( 'associative' => true ) ) );
		if ( is_wp_error( $body ) ) {
			throw new \UnexpectedValueException( esc_html( basename( $file ) . ': ' . $body->get_error_message() ) );
		}
		return new Preset(
			(string) $body['id'],
			(string) $body['name'],
			(string) $body['description'],
			array_map( array( Mapping::class, 'from_array' ), array_values( $body['mappings'] ) )
		);
	}
}
